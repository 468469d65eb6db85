import { type Data, type DataMap, isList, isMap, keyText, type Path, sameData } from '../literals/data'
import type { Problem } from '../literals/problem'
import { typeName } from '../literals/type-name'
import {
  type ExecutionOptions,
  givenOptions,
  NO_OPTIONS,
  NOTIFY_CHANNELS,
  NOTIFY_PHASES,
  type NotifyRule,
  type OptionName,
  type Pairs,
} from './execution-options'
import type { LaunchInterface } from './launch-interface'
import { type Given, type LaunchState, withInput, withoutInput } from './launch-state'

/* A launch form as one value, `{inputs: …, options: …}`: what the editor shows beside it, files hold and people send each other. */

const OPTION_KEYS = {
  name: 'name',
  tags: 'tags',
  maxParallelism: 'max_parallelism',
  overwriteCache: 'overwrite_cache',
  interruptible: 'interruptible',
  rawOutputPrefix: 'raw_output_prefix',
  serviceAccount: 'service_account',
  iamRole: 'iam_role',
  clusterLabel: 'cluster_label',
  clusterPool: 'cluster_pool',
  labels: 'labels',
  annotations: 'annotations',
  envs: 'envs',
  notifications: 'notifications',
} as const satisfies Record<OptionName, string>

/** Where an option is in the document. */
export function optionPath(name: OptionName): Path {
  return ['options', OPTION_KEYS[name]]
}

function ruleData({ phases, channel, recipients }: NotifyRule): Data {
  return new Map<Data, Data>([
    ['phases', [...phases]],
    [channel, [...recipients]],
  ])
}

function optionData(options: ExecutionOptions, name: OptionName): Data {
  const value = options[name]
  if (name === 'notifications') return (options.notifications ?? []).map(ruleData)
  if (name === 'labels' || name === 'annotations' || name === 'envs') return new Map<Data, Data>(options[name])
  if (name === 'maxParallelism')
    return /^\d+$/.test(options.maxParallelism) ? BigInt(options.maxParallelism) : options.maxParallelism
  if (name === 'tags') return options.tags
  return typeof value === 'string' || typeof value === 'boolean' ? value : null
}

/** The document of a form: what was given, nothing that is inherited. */
export function documentOfState(state: LaunchState): DataMap {
  const inputs = new Map<Data, Data>([...state.inputs].map(([name, { data }]) => [name, data]))
  const options = givenOptions(state.options)
  const document = new Map<Data, Data>([['inputs', inputs]])
  if (options.length > 0)
    document.set(
      'options',
      new Map<Data, Data>(options.map((name) => [OPTION_KEYS[name], optionData(state.options, name)])),
    )
  return document
}

class OptionReader {
  readonly problems: Problem[] = []
  readonly #map: DataMap

  constructor(map: DataMap) {
    this.#map = map
  }

  #value(name: OptionName): Data | undefined {
    return this.#map.get(OPTION_KEYS[name])
  }

  #note(name: OptionName, message: string): void {
    this.problems.push({ path: optionPath(name), message })
  }

  /** Notes a problem and gives what the option is instead. */
  #fail<Instead>(name: OptionName, message: string, instead: Instead): Instead {
    this.#note(name, message)
    return instead
  }

  text(name: OptionName): string {
    const value = this.#value(name)
    if (value === undefined || value === null) return ''
    return typeof value === 'string' ? value : this.#fail(name, 'A text is needed.', '')
  }

  number(name: OptionName): string {
    const value = this.#value(name)
    if (value === undefined || value === null) return ''
    return typeof value === 'bigint' || typeof value === 'string'
      ? String(value)
      : this.#fail(name, 'A whole number is needed.', '')
  }

  flag(name: OptionName): boolean | undefined {
    const value = this.#value(name)
    if (value === undefined || value === null) return undefined
    if (typeof value === 'boolean') return value
    this.#note(name, 'true or false is needed.')
    return undefined
  }

  texts(name: OptionName): readonly string[] {
    const value = this.#value(name)
    if (value === undefined || value === null) return []
    if (isList(value) && value.every((item) => typeof item === 'string')) return value
    return this.#fail(name, 'A list of texts is needed.', [])
  }

  pairs(name: OptionName): Pairs {
    const value = this.#value(name)
    if (value === undefined || value === null) return []
    if (!isMap(value)) return this.#fail(name, 'Names with values are needed.', [])
    return [...value].map(([key, item]) => [
      keyText(key),
      typeof item === 'string' ? item : item === null ? '' : keyText(item),
    ])
  }

  rules(): readonly NotifyRule[] | undefined {
    const value = this.#value('notifications')
    if (value === undefined || value === null) return undefined
    if (!isList(value)) {
      this.#note('notifications', 'A list is needed; an empty one turns notifications off.')
      return undefined
    }
    return value.flatMap((item) => {
      const rule = isMap(item) ? ruleOf(item) : undefined
      if (rule) return [rule]
      this.#note('notifications', 'Each needs “phases” and “email”, “slack” or “pagerduty”, with recipients.')
      return []
    })
  }

  strangers(): void {
    const known: readonly string[] = Object.values(OPTION_KEYS)
    for (const key of this.#map.keys()) {
      if (typeof key === 'string' && known.includes(key)) continue
      this.problems.push({
        path: ['options', keyText(key)],
        message: `There is no option “${keyText(key)}”. There are ${known.join(', ')}.`,
      })
    }
  }
}

function ruleOf(map: DataMap): NotifyRule | undefined {
  const phases = map.get('phases')
  const channel = NOTIFY_CHANNELS.find((name) => map.has(name))
  const recipients = channel && map.get(channel)
  if (!channel || !isList(phases) || !isList(recipients)) return undefined
  if (!recipients.every((one) => typeof one === 'string')) return undefined
  const on = NOTIFY_PHASES.filter((phase) => phases.includes(phase))
  return on.length === phases.length ? { phases: on, channel, recipients } : undefined
}

function readOptions(data: Data | undefined, problems: Problem[]): ExecutionOptions {
  if (data === undefined || data === null) return NO_OPTIONS
  if (!isMap(data)) {
    problems.push({ path: ['options'], message: 'Options by name are needed.' })
    return NO_OPTIONS
  }
  const reader = new OptionReader(data)
  reader.strangers()
  const options: ExecutionOptions = {
    name: reader.text('name'),
    tags: reader.texts('tags'),
    maxParallelism: reader.number('maxParallelism'),
    overwriteCache: reader.flag('overwriteCache') ?? false,
    interruptible: reader.flag('interruptible'),
    rawOutputPrefix: reader.text('rawOutputPrefix'),
    serviceAccount: reader.text('serviceAccount'),
    iamRole: reader.text('iamRole'),
    clusterLabel: reader.text('clusterLabel'),
    clusterPool: reader.text('clusterPool'),
    labels: reader.pairs('labels'),
    annotations: reader.pairs('annotations'),
    envs: reader.pairs('envs'),
    notifications: reader.rules(),
  }
  problems.push(...reader.problems)
  return options
}

export interface ReadDocument {
  readonly state: LaunchState
  /** What the form cannot show: names that are not there, options of the wrong kind. Problems of values stay with the values. */
  readonly problems: readonly Problem[]
}

/** The form that a document describes, as a change of the form that it came from. */
export function stateOfDocument(document: Data, { inputs, fixed }: LaunchInterface, before: LaunchState): ReadDocument {
  const problems: Problem[] = []
  if (document !== null && !isMap(document))
    return { state: before, problems: [{ path: [], message: '“inputs” and “options” are needed here.' }] }
  const root = document ?? new Map<Data, Data>()
  for (const key of root.keys()) {
    if (key !== 'inputs' && key !== 'options')
      problems.push({
        path: [keyText(key)],
        message: `“inputs” and “options” are possible here, not “${keyText(key)}”.`,
      })
  }
  const given = root.get('inputs') ?? null
  if (given !== null && !isMap(given)) problems.push({ path: ['inputs'], message: 'Inputs by name are needed.' })
  const values: DataMap = isMap(given) ? given : new Map()
  for (const key of values.keys()) {
    if (inputs.some(({ name }) => name === key)) continue
    problems.push({ path: ['inputs', keyText(key)], message: stranger(keyText(key), inputs, fixed) })
  }
  let state = before
  for (const input of inputs) {
    const value = values.get(input.name)
    state = value === undefined ? withoutInput(state, input.name) : withInput(state, input, value)
  }
  state = inOrder(state, [...values.keys()])
  const options = readOptions(root.get('options'), problems)
  return { state: sameOptions(options, state.options) ? state : { ...state, options }, problems }
}

function stranger(name: string, inputs: LaunchInterface['inputs'], fixed: LaunchInterface['fixed']): string {
  if (fixed.some((input) => input.name === name)) return `“${name}” is fixed by the launch plan.`
  return inputs.length === 0
    ? `There is no input “${name}”; it takes none.`
    : `There is no input “${name}”. There are ${inputs.map((input) => `${input.name} (${typeName(input.type)})`).join(', ')}.`
}

/** The text's order is the order that the form's document keeps. */
function inOrder(state: LaunchState, names: readonly Data[]): LaunchState {
  const wanted = names.filter((name): name is string => typeof name === 'string' && state.inputs.has(name))
  if (sameData(wanted, [...state.inputs.keys()])) return state
  const entries = wanted.flatMap((name): [string, Given][] => {
    const given = state.inputs.get(name)
    return given ? [[name, given]] : []
  })
  return { ...state, inputs: new Map(entries) }
}

function sameOptions(one: ExecutionOptions, other: ExecutionOptions): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

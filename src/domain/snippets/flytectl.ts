import type { Literal } from '../../api/gen/flyteidl/core/literals_pb'
import { type LiteralType, SimpleType } from '../../api/gen/flyteidl/core/types_pb'
import { type Data, isList, isMap } from '../literals/data'
import { resolveVariant } from '../literals/data-literal'
import { readEnvelope } from '../literals/envelope'
import { dataOfLiteral } from '../literals/literal-data'
import { parseDuration } from '../literals/time-text'
import { isNone, isSimple } from '../literals/type-name'
import { printYaml } from '../literals/yaml-text'
import type { LaunchSnippet } from './flyteremote'
import { shellCommand, shellWord } from './shell-text'

/** Go's spelling of a length of time, which knows no days. */
function goDuration(text: string): string | undefined {
  const length = parseDuration(text)
  if (!length) return undefined
  const negative = length.seconds < 0n || length.nanos < 0
  const seconds = negative ? -length.seconds : length.seconds
  const nanos = Math.abs(length.nanos)
  const rest = `${seconds % 60n}${nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`}s`
  return `${negative ? '-' : ''}${seconds / 3600n}h${(seconds / 60n) % 60n}m${rest}`
}

/** A value as flytectl makes the same literal of it (`MakeLiteralForType`); undefined when it makes another or none. */
function valueOf(data: Data, type: LiteralType): Data | undefined {
  if (readEnvelope(data)) return undefined
  switch (type.type.case) {
    case 'simple':
      if (isSimple(type, SimpleType.DURATION)) return typeof data === 'string' ? goDuration(data) : undefined
      if (isSimple(type, SimpleType.BINARY) || isSimple(type, SimpleType.ERROR)) return undefined
      if (typeof data === 'number' && !Number.isFinite(data)) return undefined
      return isSimple(type, SimpleType.STRUCT) && !isMap(data) ? undefined : data
    case 'collectionType': {
      const item = type.type.value
      const items = isList(data) ? data.map((one) => valueOf(one, item)) : [undefined]
      return items.every((one) => one !== undefined) ? items : undefined
    }
    case 'mapValueType': {
      const item = type.type.value
      const entries = isMap(data) ? [...data].map(([key, one]) => [key, valueOf(one, item)] as const) : []
      return isMap(data) && entries.every((entry): entry is readonly [Data, Data] => entry[1] !== undefined)
        ? new Map(entries)
        : undefined
    }
    case 'unionType': {
      const { variants } = type.type.value
      const at = resolveVariant(data, variants)
      const variant = at === undefined ? undefined : variants[at]
      // It takes the first variant that the value converts to.
      if (!variant || (at !== 0 && !isNone(variant))) return undefined
      return valueOf(data, variant)
    }
    case 'enumType':
    case 'blob':
    case 'schema':
    case 'structuredDatasetType':
      return typeof data === 'string' ? data : undefined
    case undefined:
      return undefined
  }
}

function inputsOf(inputs: Readonly<Record<string, Literal>>, types: LaunchSnippet['types']) {
  const values = new Map<Data, Data>()
  const missing: string[] = []
  for (const [name, literal] of Object.entries(inputs)) {
    const type = types[name]
    const value = type && valueOf(dataOfLiteral(literal, type), type)
    if (value === undefined) missing.push(name)
    else values.set(name, value)
  }
  return { values, missing }
}

/** The same run, started with flytectl: the file that it reads, and the command. Says what it cannot give exactly. */
export function flytectlCommand({ order, types, named }: LaunchSnippet): string {
  const { target, options } = order
  const { values, missing } = inputsOf(order.inputs, types)
  const file = new Map<Data, Data>([
    // flytectl calls the launch plan a workflow.
    [target.kind === 'task' ? 'task' : 'workflow', target.name],
    ['version', target.version],
    ['inputs', values],
    ['iamRoleARN', options.iamRole],
    ['kubeServiceAcct', options.serviceAccount],
    ['targetProject', order.project === target.project ? '' : order.project],
    ['targetDomain', order.domain === target.domain ? '' : order.domain],
  ])
  if (options.envs.length > 0) file.set('envs', new Map<Data, Data>(options.envs))
  if (options.overwriteCache) file.set('overwriteCache', true)
  if (options.clusterPool !== '') file.set('clusterPool', options.clusterPool)
  const others = [
    ...(named ? ['name'] : []),
    ...(['tags', 'labels', 'annotations'] as const).filter((name) => options[name].length > 0),
    ...(options.maxParallelism === '' ? [] : ['max parallelism']),
    ...(options.interruptible === undefined ? [] : ['interruptible']),
    ...(options.rawOutputPrefix === '' ? [] : ['raw output prefix']),
    ...(options.clusterLabel === '' ? [] : ['cluster label']),
    ...(options.notifications === undefined ? [] : ['notifications']),
  ]
  const notes: string[] = []
  if (missing.length > 0) notes.push(`# flytectl has no exact way to give ${missing.join(', ')}.`)
  if (others.length > 0) notes.push(`# flytectl cannot set ${others.join(', ')}.`)
  const command = shellCommand('flytectl create execution', [
    `-p ${shellWord(target.project)}`,
    `-d ${shellWord(target.domain)}`,
    '--execFile execution.yaml',
  ])
  return [...notes, "cat > execution.yaml <<'END'", printYaml(file), 'END', command, ''].join('\n')
}

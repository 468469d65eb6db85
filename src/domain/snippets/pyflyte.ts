import type { Literal } from '../../api/gen/flyteidl/core/literals_pb'
import { type LiteralType, SimpleType } from '../../api/gen/flyteidl/core/types_pb'
import { type Data, isList, isMap } from '../literals/data'
import { readEnvelope } from '../literals/envelope'
import { printJson } from '../literals/json-text'
import { dataOfLiteral } from '../literals/literal-data'
import { pythonFloat } from '../literals/number-text'
import { parseDuration } from '../literals/time-text'
import { isNone, isSimple } from '../literals/type-name'
import type { LaunchSnippet } from './flyteremote'
import { shellCommand, shellWord } from './shell-text'

/** The words after `pyflyte run … <entity>` for one input; undefined when its options cannot say the value exactly. */
function inputWords(name: string, literal: Literal, type: LiteralType): readonly string[] | undefined {
  // click knows no upper case in options.
  if (name !== name.toLowerCase()) return undefined
  const data = dataOfLiteral(literal, type)
  if (isSimple(type, SimpleType.BOOLEAN)) return [data === true ? `--${name}` : `--no_${name}`]
  const text = wordOf(data, type)
  return text === undefined ? undefined : [`--${name}`, shellWord(text)]
}

function wordOf(data: Data, type: LiteralType): string | undefined {
  if (readEnvelope(data)) return undefined
  switch (type.type.case) {
    case 'simple':
      return simpleWord(data, type.type.value)
    case 'enumType':
      return typeof data === 'string' ? data : undefined
    case 'blob':
    case 'structuredDatasetType':
      return typeof data === 'string' ? data : undefined
    case 'collectionType':
    case 'mapValueType':
      return isPlain(data) ? printJson(data) : undefined
    case 'unionType': {
      const others = type.type.value.variants.filter((variant) => !isNone(variant))
      const [only] = others
      // None is what it takes when the option is left out.
      return others.length === 1 && only && data !== null ? wordOf(data, only) : undefined
    }
    default:
      return undefined
  }
}

/** JSON that Python's reader takes for the same value. */
function isPlain(data: Data): boolean {
  if (isList(data)) return data.every(isPlain)
  if (isMap(data))
    return [...data].every(([key, value]) => typeof key === 'string' && !key.startsWith('$') && isPlain(value))
  return data === null || (typeof data !== 'object' && !(typeof data === 'number' && !Number.isFinite(data)))
}

function simpleWord(data: Data, simple: SimpleType): string | undefined {
  switch (simple) {
    case SimpleType.INTEGER:
      return typeof data === 'bigint' ? String(data) : undefined
    case SimpleType.FLOAT:
      return typeof data === 'number' ? pythonFloat(data) : undefined
    case SimpleType.STRING:
      return typeof data === 'string' ? data : undefined
    case SimpleType.DATETIME:
      // Without a zone it is UTC; pyflyte takes whole seconds.
      return typeof data === 'string' && /^\d{4}-[\d-]+T[\d:]{8}Z$/.test(data) ? data.slice(0, -1) : undefined
    case SimpleType.DURATION:
      return typeof data === 'string' && parseDuration(data)?.nanos === 0 && !data.startsWith('-') ? data : undefined
    case SimpleType.STRUCT:
      return isMap(data) && isPlain(data) ? printJson(data) : undefined
    default:
      return undefined
  }
}

/** The same run, started with pyflyte. Says which inputs its options cannot give exactly. */
export function pyflyteCommand({ order, types, named }: LaunchSnippet): string {
  const { target, options } = order
  const words: string[] = [`-p ${shellWord(target.project)}`, `-d ${shellWord(target.domain)}`]
  const add = (option: string, value: string) => words.push(`${option} ${shellWord(value)}`)
  if (named) add('--name', order.name)
  if (options.serviceAccount !== '') add('--service-account', options.serviceAccount)
  if (options.overwriteCache) words.push('--overwrite-cache')
  if (options.interruptible !== undefined) add('--interruptible', String(options.interruptible))
  for (const [key, value] of options.envs) add('--env', `${key}=${value}`)
  for (const tag of options.tags) add('--tag', tag)
  for (const [key, value] of options.labels) add('--label', `${key}=${value}`)
  for (const [key, value] of options.annotations) add('--annotation', `${key}=${value}`)
  if (options.rawOutputPrefix !== '') add('--raw-output-data-prefix', options.rawOutputPrefix)
  if (options.maxParallelism !== '') add('--max-parallelism', options.maxParallelism)
  if (options.notifications?.length === 0) words.push('--disable-notifications')
  if (options.clusterPool !== '') add('--cluster-pool', options.clusterPool)
  if (options.clusterLabel !== '') add('--execution-cluster-label', options.clusterLabel)
  words.push(
    `${target.kind === 'task' ? 'remote-task' : 'remote-launchplan'} ${shellWord(`${target.name}:${target.version}`)}`,
  )
  const missing: string[] = []
  for (const [name, literal] of Object.entries(order.inputs)) {
    const type = types[name]
    const input = type && inputWords(name, literal, type)
    if (input) words.push(input.join(' '))
    else missing.push(name)
  }
  const notes: string[] = []
  if (missing.length > 0)
    notes.push(`# pyflyte has no exact way to give ${missing.join(', ')}: use FlyteRemote for that.`)
  if (target.version.includes(':')) notes.push('# pyflyte cannot name a version with a colon.')
  return [...notes, shellCommand('pyflyte run', words), ''].join('\n')
}

import { fromBinary } from '@bufbuild/protobuf'
import { type LiteralMap, LiteralMapSchema } from '../../api/gen/flyteidl/core/literals_pb'
import { type Data, isMap } from '../literals/data'
import { parseJson } from '../literals/json-text'
import { lineOf, TextError } from '../literals/text-place'
import { parseYaml } from '../literals/yaml-reader'
import { stateOfDocument } from './launch-document'
import type { LaunchInterface } from './launch-interface'
import { adopted, type Given, type LaunchState } from './launch-state'

/** The form that a file describes, and what of the file it could not take; undefined when the file is none. */
export interface ReadFile {
  readonly state: LaunchState | undefined
  readonly problems: readonly string[]
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Bytes that are no text.
    return undefined
  }
}

/** A message of inputs as Flyte stores it: `inputs.pb`. Undefined when the bytes are none. */
function literalMapOf(bytes: Uint8Array): LiteralMap | undefined {
  try {
    const map = fromBinary(LiteralMapSchema, bytes)
    const literals = Object.values(map.literals)
    return literals.length > 0 && literals.every(({ value }) => value.case !== undefined) ? map : undefined
  } catch {
    return undefined
  }
}

function stateOfLiterals({ literals }: LiteralMap, { inputs }: LaunchInterface, before: LaunchState): ReadFile {
  const given = inputs.flatMap(({ name, type }): [string, Given][] => {
    const literal = literals[name]
    return literal ? [[name, adopted(literal, type)]] : []
  })
  const strangers = Object.keys(literals).filter((name) => !inputs.some((input) => input.name === name))
  return {
    state: { ...before, inputs: new Map(given) },
    problems: strangers.map((name) => `It takes no input “${name}”.`),
  }
}

/** A file is a document of inputs and options when nothing else is at its top; else it is the inputs alone. */
function documentOf(data: Data, { inputs }: LaunchInterface): { readonly document: Data; readonly options: boolean } {
  const isDocument =
    !isMap(data) ||
    (isMap(data.get('inputs') ?? null) && !inputs.some(({ name }) => name === 'inputs')) ||
    (data.size > 0 && [...data.keys()].every((key) => key === 'inputs' || key === 'options'))
  if (!isDocument) return { document: new Map<Data, Data>([['inputs', data]]), options: false }
  // flytectl's file has the entity and more beside the inputs.
  const isOfFlytectl = isMap(data) && (data.has('workflow') || data.has('task'))
  return isOfFlytectl
    ? { document: new Map<Data, Data>([['inputs', data.get('inputs') ?? null]]), options: false }
    : { document: data, options: isMap(data) && data.has('options') }
}

/**
 * Reads a file of inputs into a form: `inputs.pb` as Flyte stores it, JSON or YAML of inputs by name, flytectl's execution file, or
 * what the text beside the form shows. Options stay as they are where the file has none.
 *
 * @param before the form that it is read into
 */
export function stateOfFile(bytes: Uint8Array, launchInterface: LaunchInterface, before: LaunchState): ReadFile {
  const map = literalMapOf(bytes)
  if (map) return stateOfLiterals(map, launchInterface, before)
  const text = textOf(bytes)
  if (text === undefined || text.trim() === '')
    return { state: undefined, problems: ['The file holds neither inputs of Flyte nor JSON nor YAML.'] }
  try {
    const { data } = text.trimStart().startsWith('{') ? parseJson(text) : parseYaml(text)
    if (!isMap(data)) return { state: undefined, problems: ['Inputs by name are needed in the file.'] }
    const { document, options } = documentOf(data, launchInterface)
    const read = stateOfDocument(document, launchInterface, before)
    return {
      state: options ? read.state : { ...read.state, options: before.options },
      problems: read.problems.map(({ message }) => message),
    }
  } catch (error) {
    if (!(error instanceof TextError)) throw error
    return { state: undefined, problems: [`Line ${lineOf(text, error.at)}: ${error.message}`] }
  }
}

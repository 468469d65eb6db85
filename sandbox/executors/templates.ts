import { decode } from '@msgpack/msgpack'
import type { Literal, LiteralMap, Scalar } from '../../src/api/gen/flyteidl/core/literals_pb'
import { durationText, goFloat, timestampText } from './value-text'

/** An input that has no text form is used in a command. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'
}

/** What the templates of a command stand for; all locations are absolute paths. */
export interface TemplateValues {
  readonly input: string
  readonly inputPrefix: string
  readonly outputPrefix: string
  readonly rawOutputDataPrefix: string
  readonly checkpointOutputPrefix: string
  /** Folder with the checkpoint of the attempt before, if that has left one. */
  readonly prevCheckpointPrefix: string | undefined
  /** `<execution>-<node>-<attempt>`. */
  readonly generatedName: string
  /** Writes the task's template and gives its path; asked for only when a word needs it. */
  readonly taskTemplatePath: () => string
  readonly namespace: string
  readonly inputs: LiteralMap
}

const TEMPLATE = /\{\{\s*[.$](inputs\.(?<variable>[^}\s]+)|(?<name>[a-z]+))\s*\}\}/gi

/** Any value that MessagePack can hold, as Go's `%v` prints it. */
function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : goFloat(value)
  if (value instanceof Uint8Array) return `[${[...value].join(' ')}]`
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`
  if (typeof value === 'object') {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `map[${members.map(([key, member]) => `${key}:${goText(member)}`).join(' ')}]`
  }
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : ''
}

function scalarText({ value }: Scalar): string {
  if (value.case === 'blob' || value.case === 'schema') return value.value.uri
  if (value.case === 'binary') {
    if (value.value.tag !== 'msgpack')
      throw new TemplateError(`a binary value with the tag "${value.value.tag}" has no text`)
    return goText(decode(value.value.value, { useBigInt64: true }))
  }
  if (value.case !== 'primitive') throw new TemplateError(`a value of the kind ${value.case ?? 'none'} has no text`)
  const primitive = value.value.value
  switch (primitive.case) {
    case 'datetime':
      return timestampText(primitive.value)
    case 'duration':
      return durationText(primitive.value)
    case 'floatValue':
      return goFloat(primitive.value)
    case 'integer':
    case 'boolean':
    case 'stringValue':
      return String(primitive.value)
    case undefined:
      throw new TemplateError('an empty value has no text')
  }
}

function literalText(literal: Literal): string {
  const { value } = literal
  if (value.case === 'scalar') return scalarText(value.value)
  if (value.case === 'collection') return `[${value.value.literals.map(literalText).join(',')}]`
  throw new TemplateError(`a value of the kind ${value.case ?? 'none'} has no text`)
}

function inputText(inputs: LiteralMap, variable: string): string {
  const literal = inputs.literals[variable]
  if (!literal) throw new TemplateError(`the command uses {{.inputs.${variable}}}, but there is no such input`)
  try {
    return literalText(literal)
  } catch (error) {
    throw new TemplateError(`the command uses {{.inputs.${variable}}}, but ${(error as Error).message}`, {
      cause: error,
    })
  }
}

/** A name that is also a name of a database object: letters, digits and `_`, beginning with a letter (flyteplugins `template.Render`). */
function uniqueKey(generatedName: string): string {
  return generatedName.replace(/^[^a-zA-Z_]+/, 'a').replace(/[^a-zA-Z0-9_]+/g, '_')
}

/**
 * The words of a command with every template replaced, as flyteplugins `template.Render` does: case does not matter, `$` may stand for the
 * dot, and a template that is not known stays as it is.
 *
 * @throws TemplateError when an input that is used is missing or has no text form
 */
export function renderCommand(words: readonly string[], values: TemplateValues): string[] {
  const known: Readonly<Record<string, () => string>> = {
    input: () => values.input,
    inputprefix: () => values.inputPrefix,
    outputprefix: () => values.outputPrefix,
    rawoutputdataprefix: () => values.rawOutputDataPrefix,
    checkpointoutputprefix: () => values.checkpointOutputPrefix,
    prevcheckpointprefix: () => values.prevCheckpointPrefix ?? '""',
    perretryuniquekey: () => uniqueKey(values.generatedName),
    tasktemplatepath: values.taskTemplatePath,
    namespace: () => values.namespace,
  }
  return words.map((word) =>
    word.replace(TEMPLATE, (whole: string, ...match) => {
      const { variable, name } = match.at(-1) as { readonly variable?: string; readonly name?: string }
      if (variable !== undefined) return inputText(values.inputs, variable)
      const key = name?.toLowerCase() ?? ''
      return Object.hasOwn(known, key) ? (known[key]?.() ?? whole) : whole
    }),
  )
}

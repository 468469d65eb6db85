import { equals } from '@bufbuild/protobuf'
import { type Literal, LiteralSchema } from '../../api/gen/flyteidl/core/literals_pb'
import { type LiteralType, SimpleType } from '../../api/gen/flyteidl/core/types_pb'
import {
  isJsonNumber,
  isJsonObject,
  type Json,
  jsonNumber,
  JsonTextError,
  parseJson,
  printJson,
} from '../literals/old-json-text'
import { jsonToLiteral, LiteralProblem, literalToJson } from '../literals/literal-json'
import { isNone } from '../literals/old-type-name'

/**
 * What somebody has put into the control of one input, right or wrong. A literal that was filled in from elsewhere stays that
 * literal, byte for byte, until it is edited.
 */
export type InputDraft =
  | { readonly kind: 'literal'; readonly literal: Literal }
  | { readonly kind: 'text'; readonly text: string }
  /** A variant of a union, by its position, and what is in its control. */
  | { readonly kind: 'variant'; readonly variant: number; readonly inner: InputDraft }

export const EMPTY_DRAFT: InputDraft = { kind: 'text', text: '' }

export type DraftResult =
  { readonly literal: Literal } | { readonly problem: string; readonly repair?: string | undefined }

/** Types whose control takes the value as it is, without JSON's quotes. */
function takesBareText(type: LiteralType): boolean {
  switch (type.type.case) {
    case 'simple':
      return [SimpleType.STRING, SimpleType.DATETIME, SimpleType.DURATION].includes(type.type.value)
    case 'enumType':
    case 'blob':
    case 'structuredDatasetType':
    case 'schema':
      return true
    default:
      return false
  }
}

/** What a control shows of a literal. */
export function literalText(literal: Literal, type: LiteralType): string {
  const json = literalToJson(literal, type)
  if (takesBareText(type)) {
    if (typeof json === 'string') return json
    if (isJsonObject(json) && typeof json['uri'] === 'string' && Object.keys(json).length === 1) return json['uri']
  }
  const structured = type.type.case === 'collectionType' || type.type.case === 'mapValueType' || isStruct(type)
  return printJson(json, structured && printJson(json).length > 60 ? 2 : 0)
}

function isStruct(type: LiteralType): boolean {
  return type.type.case === 'simple' && type.type.value === SimpleType.STRUCT
}

function textToJson(text: string, type: LiteralType): Json {
  if (takesBareText(type)) return text.trimStart().startsWith('{') ? parseJson(text) : text
  if (type.type.case === 'simple' && type.type.value === SimpleType.BOOLEAN && /^(true|false)$/i.test(text.trim()))
    return text.trim().toLowerCase() === 'true'
  const isFloat = type.type.case === 'simple' && type.type.value === SimpleType.FLOAT
  if (isFloat && /^[+-]?(nan|inf(inity)?)$/i.test(text.trim())) {
    const word = text.trim().toLowerCase()
    return word.includes('nan') ? 'NaN' : word.startsWith('-') ? '-Infinity' : 'Infinity'
  }
  if (isFloat && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text.trim())) return jsonNumber(String(Number(text)))
  return parseJson(text)
}

const SCALAR_WORDS: Readonly<Record<number, string | undefined>> = {
  [SimpleType.INTEGER]: 'This is not a whole number.',
  [SimpleType.FLOAT]: 'This is not a number.',
  [SimpleType.BOOLEAN]: 'true or false is needed.',
}

function parseText(text: string, type: LiteralType): DraftResult {
  const isString = type.type.case === 'simple' && type.type.value === SimpleType.STRING
  if (text === '' && !isString) return { problem: 'A value is needed.' }
  try {
    return { literal: jsonToLiteral(isString ? text : textToJson(text, type), type) }
  } catch (error) {
    if (error instanceof LiteralProblem) return { problem: error.message, repair: error.repair }
    if (error instanceof JsonTextError) {
      const words = type.type.case === 'simple' ? SCALAR_WORDS[type.type.value] : undefined
      const repaired = text.trim().replace(',', '.')
      const repair =
        words !== undefined && /^-?\d+,\d+$/.test(text.trim()) && isJsonNumber(parseJson(repaired))
          ? repaired
          : undefined
      return { problem: words ?? `This is not JSON: ${error.message}`, repair }
    }
    throw error
  }
}

/** The literal that a draft stands for, or what is wrong with it and, where it is obvious, the text that mends it. */
export function parseDraft(draft: InputDraft, type: LiteralType): DraftResult {
  switch (draft.kind) {
    case 'literal':
      return { literal: draft.literal }
    case 'text':
      return parseText(draft.text, type)
    case 'variant': {
      const variant = type.type.case === 'unionType' ? type.type.value.variants[draft.variant] : undefined
      if (!variant) return { problem: 'Choose one of the types.' }
      const inner = isNone(variant) ? { literal: jsonToLiteral(null, variant) } : parseDraft(draft.inner, variant)
      if ('problem' in inner) return inner
      return {
        literal: {
          ...inner.literal,
          hash: '',
          metadata: {},
          value: {
            case: 'scalar',
            value: {
              $typeName: 'flyteidl.core.Scalar',
              value: {
                case: 'union',
                value: { $typeName: 'flyteidl.core.Union', type: variant, value: inner.literal },
              },
            },
          },
        },
      }
    }
  }
}

/** A literal as a draft: a union opens at its variant. */
export function draftOf(literal: Literal, type: LiteralType): InputDraft {
  if (type.type.case !== 'unionType') return { kind: 'literal', literal }
  const { variants } = type.type.value
  const scalar = literal.value.case === 'scalar' ? literal.value.value.value : undefined
  if (scalar?.case === 'union') {
    const at = variants.findIndex((variant, index) => {
      const again = parseDraft(
        { kind: 'variant', variant: index, inner: { kind: 'literal', literal: scalar.value.value ?? literal } },
        type,
      )
      return (
        (variant.structure?.tag ?? '') === (scalar.value.type?.structure?.tag ?? '') &&
        variant.type.case === scalar.value.type?.type.case &&
        'literal' in again &&
        equals(LiteralSchema, again.literal, literal)
      )
    })
    if (at >= 0 && scalar.value.value)
      return { kind: 'variant', variant: at, inner: { kind: 'literal', literal: scalar.value.value } }
    return { kind: 'literal', literal }
  }
  // A launch plan's default for an Optional is a bare None.
  if (scalar?.case === 'noneType') {
    const at = variants.findIndex(isNone)
    if (at >= 0) return { kind: 'variant', variant: at, inner: EMPTY_DRAFT }
  }
  return { kind: 'literal', literal }
}

/** The first draft of an input without a value: a union at its first type, a choice at its first value. */
export function firstDraft(type: LiteralType): InputDraft {
  switch (type.type.case) {
    case 'unionType': {
      const { variants } = type.type.value
      const none = variants.findIndex(isNone)
      if (none >= 0) return { kind: 'variant', variant: none, inner: EMPTY_DRAFT }
      const first = variants[0]
      return { kind: 'variant', variant: 0, inner: first ? firstDraft(first) : EMPTY_DRAFT }
    }
    case 'simple':
      return type.type.value === SimpleType.BOOLEAN ? { kind: 'text', text: 'false' } : EMPTY_DRAFT
    case 'enumType':
      return { kind: 'text', text: type.type.value.values[0] ?? '' }
    case 'collectionType':
      return { kind: 'text', text: '[]' }
    case 'mapValueType':
      return { kind: 'text', text: '{}' }
    default:
      return EMPTY_DRAFT
  }
}

/** What the control of a draft shows. */
export function draftText(draft: InputDraft, type: LiteralType): string {
  switch (draft.kind) {
    case 'text':
      return draft.text
    case 'literal':
      return literalText(draft.literal, type)
    case 'variant':
      return ''
  }
}

import { fromBinary, fromJson, toBinary, toJson } from '@bufbuild/protobuf'
import { base64Decode, base64Encode } from '@bufbuild/protobuf/wire'
import { type Literal, LiteralSchema } from '../../api/gen/flyteidl/core/literals_pb'
import { type Data, type DataMap, isMap, sameData } from './data'
import { dataOfJson, jsonOfData } from './struct-data'

/*
 * What a bare value cannot say about its literal stands around it, under keys that begin with `$`:
 *
 *   {"$variant": "str", "$value": …}             the variant of a union, where the value alone does not tell
 *   {"$value": …, "$hash": "…", "$metadata": {}} what belongs to the literal rather than to its value
 *   {"$literal": …}                              a literal in protobuf's JSON, for what has no form of its own
 *   {"$protobuf": "<base64>"}                    the same as bytes, for what protobuf's JSON cannot write either
 *   {"$text": "…"}                               what somebody is still writing: JSON that cannot be read yet
 */
const VALUE = '$value'
const VARIANT = '$variant'
const HASH = '$hash'
const METADATA = '$metadata'
const LITERAL = '$literal'
const PROTOBUF = '$protobuf'
const TEXT = '$text'

/** A value with what was around it. */
export interface Envelope {
  readonly value: Data
  readonly variant?: string | undefined
  readonly hash?: string | undefined
  readonly metadata?: Readonly<Record<string, string>> | undefined
}

function metadataOf(data: Data | undefined): Readonly<Record<string, string>> | undefined {
  if (!isMap(data)) return undefined
  const entries = [...data]
  return entries.every((entry): entry is [string, string] => entry.every((part) => typeof part === 'string'))
    ? Object.fromEntries(entries)
    : undefined
}

const AROUND: ReadonlySet<Data> = new Set([VALUE, VARIANT, HASH, METADATA])

/** What is around a value; undefined when it stands for itself. */
export function readEnvelope(data: Data): Envelope | undefined {
  if (!isMap(data)) return undefined
  const value = data.get(VALUE)
  if (value === undefined || ![...data.keys()].every((key) => AROUND.has(key))) return undefined
  const variant = data.get(VARIANT)
  const hash = data.get(HASH)
  const metadata = data.get(METADATA)
  if (variant !== undefined && typeof variant !== 'string') return undefined
  if (hash !== undefined && typeof hash !== 'string') return undefined
  if (metadata !== undefined && metadataOf(metadata) === undefined) return undefined
  return { value, variant, hash, metadata: metadataOf(metadata) }
}

/** A value with what has to be said around it. */
export function writeEnvelope({ value, variant, hash = '', metadata = {} }: Envelope): Data {
  const entries: [Data, Data][] = []
  if (variant !== undefined) entries.push([VARIANT, variant])
  entries.push([VALUE, value])
  if (hash !== '') entries.push([HASH, hash])
  if (Object.keys(metadata).length > 0) entries.push([METADATA, new Map<Data, Data>(Object.entries(metadata))])
  return new Map(entries)
}

/** A value that could be taken for an envelope is put into one. */
export function guarded(value: Data): Data {
  return readEnvelope(value) || isOpaque(value) || unreadText(value) !== undefined ? writeEnvelope({ value }) : value
}

/** A text that is to become a value, kept until it can be read. */
export function unread(text: string): Data {
  return new Map([[TEXT, text]])
}

/** The text that a value still is; undefined when it is one. */
export function unreadText(data: Data | undefined): string | undefined {
  const text = isMap(data) && data.size === 1 ? data.get(TEXT) : undefined
  return typeof text === 'string' ? text : undefined
}

function isOpaque(data: Data): data is DataMap {
  return isMap(data) && data.size === 1 && (data.has(LITERAL) || data.has(PROTOBUF))
}

/** Whether a value carries a literal as it is. */
export function carriesLiteral(data: Data): boolean {
  return isOpaque(data)
}

function sameBytes(one: Literal, other: Literal): boolean {
  return sameData(toBinary(LiteralSchema, one), toBinary(LiteralSchema, other))
}

/** A literal that has no form of its own, whole. */
export function opaque(literal: Literal): Data {
  try {
    const data = dataOfJson(toJson(LiteralSchema, literal))
    if (sameBytes(fromJson(LiteralSchema, jsonOfData(data)), literal)) return new Map([[LITERAL, data]])
  } catch {
    // Protobuf's JSON has no form for some values, such as times before the year 1.
  }
  return new Map([[PROTOBUF, base64Encode(toBinary(LiteralSchema, literal))]])
}

/**
 * The literal that a value carries as it is; undefined when it does not.
 *
 * @throws Error of protobuf when it tries to and is none
 */
export function literalInside(data: Data): Literal | undefined {
  if (!isOpaque(data)) return undefined
  const bytes = data.get(PROTOBUF)
  if (typeof bytes === 'string') return fromBinary(LiteralSchema, base64Decode(bytes))
  return fromJson(LiteralSchema, jsonOfData(data.get(LITERAL) ?? null))
}

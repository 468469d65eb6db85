import { isLosslessNumber, LosslessNumber, parse, stringify } from 'lossless-json'

/** A JSON value whose numbers keep every digit, and the difference between `1` and `1.0`. */
export type Json = null | boolean | string | LosslessNumber | readonly Json[] | { readonly [key: string]: Json }

function isJson(value: unknown): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || isLosslessNumber(value)) return true
  if (Array.isArray(value)) return value.every(isJson)
  return typeof value === 'object' && Object.values(value).every(isJson)
}

/** What is wrong with a text that should be JSON. */
export class JsonTextError extends Error {
  override readonly name = 'JsonTextError'
}

/** Reads JSON without rounding a number. @throws JsonTextError */
export function parseJson(text: string): Json {
  let value: unknown
  try {
    value = parse(text)
  } catch (error) {
    throw new JsonTextError(error instanceof Error ? error.message : String(error))
  }
  if (!isJson(value)) throw new JsonTextError('This is not JSON.')
  return value
}

/** Writes JSON, every number as it was. */
export function printJson(value: Json, indent = 0): string {
  return stringify(value, undefined, indent === 0 ? undefined : indent) ?? 'null'
}

/** A number from its text, such as `9007199254740993` or `1.0`. */
export function jsonNumber(text: string): LosslessNumber {
  return new LosslessNumber(text)
}

export function isJsonNumber(value: unknown): value is LosslessNumber {
  return isLosslessNumber(value)
}

export function isJsonObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value)
}

export function isJsonArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

/** A float's text that stays one: `1.0` rather than `1`. Not for infinities and NaN. */
export function floatText(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value)
  return /[.e]/i.test(text) ? text : `${text}.0`
}

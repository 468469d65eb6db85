import type { JsonObject, JsonValue } from '@bufbuild/protobuf'
import { type Data, type DataMap, isList, isMap, keyText } from './data'

/**
 * A value of a protobuf Struct. All its numbers are doubles, so one without a fraction may stand for an integer and is read as
 * one; writing gives the same double either way.
 */
export function dataOfJson(value: JsonValue): Data {
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0) ? BigInt(value) : value
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(dataOfJson)
  return new Map(Object.entries(value).map(([key, item]) => [key, dataOfJson(item)]))
}

/** What a Struct has no room for. */
export class StructError extends Error {
  override readonly name = 'StructError'
}

/** The JSON value that protobuf makes a Struct's value of. @throws StructError */
export function jsonOfData(data: Data): JsonValue {
  if (data === null || typeof data === 'boolean' || typeof data === 'number') return data
  if (typeof data === 'string') return data
  if (typeof data === 'bigint') {
    const value = Number(data)
    if (!Number.isSafeInteger(value))
      throw new StructError(`${data} has more digits than this kind of struct can keep (53 bits).`)
    return value
  }
  if (isList(data)) return data.map(jsonOfData)
  if (isMap(data)) return jsonObjectOfData(data)
  throw new StructError('This kind of struct cannot hold bytes.')
}

/** @throws StructError */
export function jsonObjectOfData(data: DataMap): JsonObject {
  return Object.fromEntries(
    [...data].map(([key, value]) => {
      if (typeof key !== 'string')
        throw new StructError(`This kind of struct has only texts as keys, not ${keyText(key)}.`)
      return [key, jsonOfData(value)]
    }),
  )
}

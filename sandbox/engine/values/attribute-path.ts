import { create, type JsonObject, type JsonValue } from '@bufbuild/protobuf'
import {
  type Literal,
  LiteralCollectionSchema,
  LiteralSchema,
  ScalarSchema,
} from '../../../src/api/gen/flyteidl/core/literals_pb'
import type { PromiseAttribute } from '../../../src/api/gen/flyteidl/core/types_pb'
import { MsgpackError, msgpackMember } from './msgpack-walk'

/** An attribute of a promised value does not exist. */
export class AttributeError extends Error {
  override readonly name = 'AttributeError'
}

function describe(attribute: PromiseAttribute): string {
  return attribute.value.case === 'intValue' ? `[${attribute.value.value}]` : `["${attribute.value.value ?? ''}"]`
}

function missing(attribute: PromiseAttribute): AttributeError {
  return new AttributeError(`the promised value has no ${describe(attribute)}`)
}

function literalOfJson(value: JsonValue): Literal {
  const scalar = (init: Parameters<typeof create<typeof ScalarSchema>>[1]) =>
    create(LiteralSchema, { value: { case: 'scalar', value: create(ScalarSchema, init) } })
  if (value === null) return scalar({ value: { case: 'noneType', value: {} } })
  if (Array.isArray(value)) {
    const literals = value.map(literalOfJson)
    return create(LiteralSchema, {
      value: { case: 'collection', value: create(LiteralCollectionSchema, { literals }) },
    })
  }
  if (typeof value === 'object') return scalar({ value: { case: 'generic', value } })
  const primitive =
    typeof value === 'string'
      ? ({ case: 'stringValue', value } as const)
      : typeof value === 'boolean'
        ? ({ case: 'boolean', value } as const)
        : ({ case: 'floatValue', value } as const)
  return scalar({ value: { case: 'primitive', value: { value: primitive } } })
}

function ofStruct(struct: JsonObject, path: readonly PromiseAttribute[]): Literal {
  let current: JsonValue = struct
  for (const attribute of path) {
    const key = attribute.value.value
    let next: JsonValue | undefined
    if (Array.isArray(current)) next = typeof key === 'number' ? current[key] : undefined
    else if (typeof current === 'object' && current !== null && typeof key === 'string') {
      next = Object.hasOwn(current, key) ? current[key] : undefined
    }
    if (next === undefined) throw missing(attribute)
    current = next
  }
  return literalOfJson(current)
}

function ofMsgpack(bytes: Uint8Array, path: readonly PromiseAttribute[]): Uint8Array {
  let current = bytes
  for (const attribute of path) {
    const key = attribute.value.value
    const next = key === undefined ? undefined : msgpackMember(current, key)
    if (next === undefined) throw missing(attribute)
    current = next
  }
  return current
}

/**
 * The part of a value that a promise with attributes (`promise.a["b"][0]`) means. Maps and lists are entered; in a dataclass (MessagePack or
 * Struct) the rest of the path is looked up, and what is found there is cut out unchanged.
 *
 * Source: flytepropeller `nodes/attr_path_resolver.go`.
 *
 * @throws AttributeError when there is no such part
 */
export function resolveAttributePath(literal: Literal, path: readonly PromiseAttribute[]): Literal {
  let current = literal
  for (const [index, attribute] of path.entries()) {
    const { value } = current
    const key = attribute.value.value
    if (value.case === 'map') {
      const next = typeof key === 'string' ? value.value.literals[key] : undefined
      if (next === undefined) throw missing(attribute)
      current = next
      continue
    }
    if (value.case === 'collection') {
      const next = typeof key === 'number' ? value.value.literals[key] : undefined
      if (next === undefined) throw missing(attribute)
      current = next
      continue
    }
    const inner = value.case === 'scalar' ? value.value.value : undefined
    if (inner?.case === 'union' && inner.value.value) return resolveAttributePath(inner.value.value, path.slice(index))
    if (inner?.case === 'generic') return ofStruct(inner.value, path.slice(index))
    if (inner?.case === 'binary') {
      const { tag, value: bytes } = inner.value
      if (tag !== 'msgpack') throw new AttributeError(`a value of the format "${tag}" has no attributes`)
      try {
        const part = ofMsgpack(bytes, path.slice(index))
        return create(LiteralSchema, {
          value: { case: 'scalar', value: { value: { case: 'binary', value: { tag, value: part } } } },
        })
      } catch (error) {
        if (error instanceof MsgpackError) throw new AttributeError(error.message, { cause: error })
        throw error
      }
    }
    throw missing(attribute)
  }
  return current
}

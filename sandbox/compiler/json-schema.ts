import type { JsonObject, JsonValue } from '@bufbuild/protobuf'

/**
 * Whether every object described by the JSON schema `from` has what the schema `to` asks for: two dataclasses with the same
 * fields are alike whatever their names, and one with more fields passes for one with fewer. Titles, descriptions, formats
 * and `additionalProperties` do not count. Rule: flytepropeller compares the schemas in the metadata of two STRUCT types.
 */
export function acceptsJsonOf(to: JsonObject, from: JsonObject): boolean {
  return new Comparison(to, from).accepts(to, from)
}

class Comparison {
  /** Pairs of references that are being compared further up; recursive schemas end there. */
  private readonly open = new Set<string>()

  constructor(
    private readonly toRoot: JsonObject,
    private readonly fromRoot: JsonObject,
  ) {}

  accepts(to: JsonValue, from: JsonValue): boolean {
    if (typeof to === 'boolean' || typeof from === 'boolean') return to === true || to === from
    if (!isObject(to) || !isObject(from)) return false
    const references = JSON.stringify([to.$ref ?? null, from.$ref ?? null])
    if (references !== '[null,null]') {
      if (this.open.has(references)) return true
      const [target, source] = [resolve(this.toRoot, to), resolve(this.fromRoot, from)]
      if (target === undefined || source === undefined) return false
      this.open.add(references)
      const accepted = this.accepts(target, source)
      this.open.delete(references)
      return accepted
    }
    const given = alternatives(from)
    if (given !== undefined) return given.every((source) => this.accepts(to, source))
    const wanted = alternatives(to)
    if (wanted !== undefined) return wanted.some((target) => this.accepts(target, from))
    return this.acceptsPlain(to, from)
  }

  private acceptsPlain(to: JsonObject, from: JsonObject): boolean {
    if (!acceptsType(to.type, from.type) || !acceptsEnum(values(to), values(from))) return false
    return this.acceptsProperties(to, from) && this.acceptsItems(to, from)
  }

  private acceptsProperties(to: JsonObject, from: JsonObject): boolean {
    const given = isObject(from.properties) ? from.properties : {}
    const wanted = isObject(to.properties) ? to.properties : {}
    const required = stringsOf(to.required)
    const always = new Set(stringsOf(from.required))
    if (!required.every((name) => Object.hasOwn(given, name) && always.has(name))) return false
    return Object.entries(wanted).every(([name, schema]) => {
      const source = Object.hasOwn(given, name) ? given[name] : undefined
      return source === undefined ? !required.includes(name) : this.accepts(schema, source)
    })
  }

  private acceptsItems(to: JsonObject, from: JsonObject): boolean {
    if (to.items === undefined) return true
    return from.items !== undefined && this.accepts(to.items, from.items)
  }
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function stringsOf(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

function alternatives(schema: JsonObject): JsonValue[] | undefined {
  const list = schema.anyOf ?? schema.oneOf
  if (Array.isArray(list)) return list
  if (!Array.isArray(schema.type)) return undefined
  return schema.type.map((type) => ({ ...schema, type }))
}

function values(schema: JsonObject): JsonValue[] | undefined {
  if (schema.const !== undefined) return [schema.const]
  return Array.isArray(schema.enum) ? schema.enum : undefined
}

function acceptsType(to: JsonValue | undefined, from: JsonValue | undefined): boolean {
  return to === undefined || to === from || (to === 'number' && from === 'integer')
}

function acceptsEnum(to: readonly JsonValue[] | undefined, from: readonly JsonValue[] | undefined): boolean {
  if (to === undefined) return true
  const allowed = new Set(to.map((value) => JSON.stringify(value)))
  return from?.every((value) => allowed.has(JSON.stringify(value))) ?? false
}

/** The schema that a local reference (`#/definitions/Name`) stands for; the schema itself without one. */
function resolve(root: JsonObject, schema: JsonObject): JsonObject | undefined {
  if (typeof schema.$ref !== 'string') return schema
  const [start, ...path] = schema.$ref.split('/')
  if (start !== '#') return undefined
  let target: JsonValue | undefined = root
  for (const part of path) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    target = isObject(target) && Object.hasOwn(target, key) ? target[key] : undefined
  }
  return isObject(target) ? target : undefined
}

import type { LiteralType, PromiseAttribute } from '../../src/api/gen/flyteidl/core/types_pb'

interface OutputName {
  readonly name: string
  /** One item of a list output is meant: `[3].name`. */
  readonly isItem: boolean
}

/** Reads the variable of a promise: `name` or `[index].name`; undefined when there is not exactly one word in it. */
export function parseOutputName(variable: string): OutputName | undefined {
  const matches = [...variable.matchAll(/(?:\[(\d+)\]\.)?(\w+)/g)]
  const [, index, name] = matches[0] ?? []
  return matches.length === 1 && name !== undefined ? { name, isItem: index !== undefined } : undefined
}

interface AttributeType {
  readonly type: LiteralType
  /** A field that `type`, the dataclass on the way, does not have. */
  readonly missingField?: string
}

/**
 * Type of what an attribute path leads to, from the type of the output it starts at: into lists, maps and the fields of
 * dataclasses. Where the type says nothing about attributes (a dict, a scalar) it stays the same.
 */
export function attributeType(output: LiteralType, path: readonly PromiseAttribute[]): AttributeType {
  let type = output
  for (const { value: attribute } of path) {
    const fields = type.structure?.dataclassType ?? {}
    if (type.type.case === 'collectionType' || type.type.case === 'mapValueType') {
      type = type.type.value
    } else if (Object.keys(fields).length > 0) {
      const name = attribute.case === 'stringValue' ? attribute.value : ''
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined
      if (field === undefined) return { type, missingField: name }
      type = field
    }
  }
  return { type }
}

import { create, fromJson, type JsonValue } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import { IdentifierSchema, ResourceType } from '../src/api/gen/flyteidl/core/identifier_pb'
import { LiteralMapSchema, LiteralSchema } from '../src/api/gen/flyteidl/core/literals_pb'
import { LiteralTypeSchema } from '../src/api/gen/flyteidl/core/types_pb'
import { protoText } from './proto-text'

describe('protoText', () => {
  it('writes an identifier', () => {
    const id = create(IdentifierSchema, {
      resourceType: ResourceType.TASK,
      project: 'p',
      name: 'a "b"\n',
      version: 'v1',
    })
    expect(protoText(IdentifierSchema, id)).toBe('resource_type:TASK project:"p" name:"a \\"b\\"\\n" version:"v1"')
  })

  it.each<[JsonValue, string]>([
    [{ simple: 'NONE' }, 'simple:NONE'],
    [{ collectionType: { simple: 'INTEGER' } }, 'collection_type:{simple:INTEGER}'],
    [
      { unionType: { variants: [{ simple: 'INTEGER', structure: { tag: 'int' } }, { simple: 'NONE' }] } },
      'union_type:{variants:{simple:INTEGER structure:{tag:"int"}} variants:{simple:NONE}}',
    ],
    [{ blob: {} }, 'blob:{}'],
    [{ simple: 'STRUCT', metadata: { a: 1 } }, 'simple:STRUCT metadata:{fields:{key:"a" value:{number_value:1}}}'],
  ])('writes the type %j', (json, text) => {
    expect(protoText(LiteralTypeSchema, fromJson(LiteralTypeSchema, json))).toBe(text)
  })

  it.each<[JsonValue, string]>([
    [{ scalar: { primitive: { floatValue: 1.5 } } }, 'scalar:{primitive:{float_value:1.5}}'],
    [{ scalar: { primitive: { floatValue: 1e6 } } }, 'scalar:{primitive:{float_value:1e+06}}'],
    [{ scalar: { primitive: { floatValue: 123456 } } }, 'scalar:{primitive:{float_value:123456}}'],
    [{ scalar: { primitive: { floatValue: 0.00001 } } }, 'scalar:{primitive:{float_value:1e-05}}'],
    [{ scalar: { primitive: { floatValue: 'NaN' } } }, 'scalar:{primitive:{float_value:nan}}'],
    [{ scalar: { primitive: { integer: '9007199254740993' } } }, 'scalar:{primitive:{integer:9007199254740993}}'],
    [{ scalar: { primitive: { boolean: false } } }, 'scalar:{primitive:{boolean:false}}'],
    [{ scalar: { primitive: { duration: '90s' } } }, 'scalar:{primitive:{duration:{seconds:90}}}'],
    [{ scalar: { binary: { value: 'AP9B', tag: 'msgpack' } } }, 'scalar:{binary:{value:"\\x00\\xffA" tag:"msgpack"}}'],
  ])('writes the literal %j', (json, text) => {
    expect(protoText(LiteralSchema, fromJson(LiteralSchema, json))).toBe(text)
  })

  it('sorts maps by key', () => {
    const map = fromJson(LiteralMapSchema, { literals: { b: {}, a: {} } })
    expect(protoText(LiteralMapSchema, map)).toBe('literals:{key:"a" value:{}} literals:{key:"b" value:{}}')
  })
})

import { create } from '@bufbuild/protobuf'
import { expect, it } from 'vitest'
import { type Literal, LiteralSchema } from '../api/gen/flyteidl/core/literals_pb'
import { LiteralTypeSchema, SimpleType } from '../api/gen/flyteidl/core/types_pb'
import { itemLiterals, itemVariables } from './execution-item-literals'

const integer = (value: bigint): Literal =>
  create(LiteralSchema, {
    value: { case: 'scalar', value: { value: { case: 'primitive', value: { value: { case: 'integer', value } } } } },
  })
const list = (...literals: readonly Literal[]): Literal =>
  create(LiteralSchema, { value: { case: 'collection', value: { literals: [...literals] } } })
const integerType = create(LiteralTypeSchema, { type: { case: 'simple', value: SimpleType.INTEGER } })
const listType = create(LiteralTypeSchema, { type: { case: 'collectionType', value: integerType } })

it('gives an item its own elements, and whole what is bound or no list', () => {
  const literals = {
    x: list(integer(1n), integer(2n)),
    all: list(integer(7n)),
    one: integer(3n),
    short: list(integer(4n)),
  }
  expect(itemLiterals(literals, 1, ['all'])).toEqual({ x: integer(2n), all: list(integer(7n)), one: integer(3n) })
  expect(
    itemVariables({ x: { type: listType }, all: { type: listType }, one: { type: integerType } }, ['all']),
  ).toEqual({
    x: { type: integerType },
    all: { type: listType },
    one: { type: integerType },
  })
})

import { create, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LaunchPlanSpecSchema } from '../../src/api/gen/flyteidl/admin/launch_plan_pb'
import { WorkflowExecution_Phase as Phase } from '../../src/api/gen/flyteidl/core/execution_pb'
import { SimpleType } from '../../src/api/gen/flyteidl/core/types_pb'
import { structureDifference } from './structure-difference'
import { structureDigest } from './structure-digest'

type Init = MessageInitShape<typeof LaunchPlanSpecSchema>
const spec = (init: Init) => create(LaunchPlanSpecSchema, init)
const integer = { type: { case: 'simple', value: SimpleType.INTEGER } } as const

const init = fc.record({
  maxParallelism: fc.integer(),
  labels: fc.record({ values: fc.dictionary(fc.string(), fc.string()) }),
  annotations: fc.option(fc.record({ values: fc.dictionary(fc.string(), fc.string()) }), { nil: undefined }),
})

describe('structureDigest', () => {
  const hex = (value: Init) => Buffer.from(structureDigest(LaunchPlanSpecSchema, spec(value))).toString('hex')

  it('does not depend on the order of map entries', () => {
    fc.assert(
      fc.property(init, (value) => {
        const reversed = Object.fromEntries(Object.entries(value.labels.values).reverse())
        expect(hex({ ...value, labels: { values: reversed } })).toBe(hex(value))
      }),
    )
  })

  it('survives the wire', () => {
    fc.assert(
      fc.property(init, (value) => {
        const again = fromBinary(LaunchPlanSpecSchema, toBinary(LaunchPlanSpecSchema, spec(value)))
        expect(structureDigest(LaunchPlanSpecSchema, again)).toEqual(structureDigest(LaunchPlanSpecSchema, spec(value)))
      }),
    )
  })

  it.each<[string, Init, Init]>([
    ['another value', { maxParallelism: 1 }, { maxParallelism: 2 }],
    ['another key', { labels: { values: { a: 'x' } } }, { labels: { values: { b: 'x' } } }],
    ['key and value swapped', { labels: { values: { a: 'b' } } }, { labels: { values: { b: 'a' } } }],
    ['an empty message for none', { labels: {} }, {}],
    ['an explicit false', { interruptible: false }, {}],
    ['another field of the same type', { labels: { values: { a: 'x' } } }, { annotations: { values: { a: 'x' } } }],
    [
      'texts that end elsewhere',
      { envs: { values: [{ key: 'a', value: 'b" key:"c' }] } },
      { envs: { values: [{ key: 'a', value: 'b' }] } },
    ],
  ])('tells %s', (_what, a, b) => {
    expect(hex(a)).not.toBe(hex(b))
  })
})

describe('structureDifference', () => {
  const difference = (old: Init, now: Init) => structureDifference(LaunchPlanSpecSchema, spec(old), spec(now))

  it('is empty for what says the same', () => {
    fc.assert(
      fc.property(init, init, (a, b) => {
        const isSame = Buffer.from(structureDigest(LaunchPlanSpecSchema, spec(a))).equals(
          structureDigest(LaunchPlanSpecSchema, spec(b)),
        )
        expect(difference(a, a)).toBe('')
        expect(difference(a, b) === '').toBe(isSame)
      }),
    )
  })

  it.each<[string, Init, Init, string]>([
    ['a number', { maxParallelism: 1 }, { maxParallelism: 2 }, '/max_parallelism:\n\t- 1 \n\t+ 2'],
    ['a removed one', { maxParallelism: 1 }, {}, '/max_parallelism:\n\t- 1 \n\t+ <nil>'],
    [
      'a map entry',
      { labels: { values: { 'a/b': 'x' } } },
      { labels: { values: { 'a/b': 'y' } } },
      '/labels/values/a~1b:\n\t- x \n\t+ y',
    ],
    [
      'a oneof',
      { defaultInputs: { parameters: { b: { var: { type: integer }, behavior: { case: 'required', value: true } } } } },
      {
        defaultInputs: {
          parameters: {
            b: {
              var: { type: integer },
              behavior: {
                case: 'default',
                value: {
                  value: {
                    case: 'scalar',
                    value: { value: { case: 'primitive', value: { value: { case: 'integer', value: 2n } } } },
                  },
                },
              },
            },
          },
        },
      },
      '/default_inputs/parameters/b/Behavior/Default:\n\t- <nil> \n\t+ map[Value:map[Scalar:map[Value:map[Primitive:map[Value:map[Integer:2]]]]]]\n' +
        '/default_inputs/parameters/b/Behavior/Required:\n\t- true \n\t+ <nil>',
    ],
    [
      'a longer list',
      { entityMetadata: { notifications: [{ phases: [Phase.SUCCEEDED] }] } },
      { entityMetadata: { notifications: [{ phases: [Phase.SUCCEEDED, Phase.FAILING] }] } },
      '/entity_metadata/notifications/0/phases/1:\n\t- <nil> \n\t+ 5',
    ],
  ])('shows %s', (_what, old, now, text) => {
    expect(difference(old, now)).toBe(text)
  })

  it('stays short', () => {
    const values = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`key${index}`, 'x'.repeat(50)]))
    expect(difference({}, { labels: { values } }).length).toBeLessThan(3100)
    expect(difference({ labels: { values } }, { labels: {} }).length).toBeLessThan(3100)
  })
})

import { create, equals, fromBinary, toJson } from '@bufbuild/protobuf'
import { base64Decode } from '@bufbuild/protobuf/wire'
import { describe, expect, test } from 'vitest'
import { ExecutionCreateRequestSchema } from '../../api/gen/flyteidl/admin/execution_pb'
import { LiteralSchema } from '../../api/gen/flyteidl/core/literals_pb'
import { LiteralTypeSchema, SimpleType } from '../../api/gen/flyteidl/core/types_pb'
import fixture from '../literals/flytekit-literals.fixture.json'
import { executionNameProblem, newExecutionName } from './execution-name'
import { type ExecutionOrder, executionRequest } from './execution-request'
import { draftOf, draftText, firstDraft, parseDraft } from './input-draft'
import { refusedInput } from './input-refusal'
import { NO_OPTIONS, optionProblems, readPairs, readTags } from './launch-options'
import { pythonSnippet } from './launch-snippet'

describe('drafts', () => {
  test.each(Object.entries(fixture))(
    '%s: filled in and sent without an edit, it is the same literal',
    (_name, { type, literal }) => {
      const declared = fromBinary(LiteralTypeSchema, base64Decode(type))
      const original = fromBinary(LiteralSchema, base64Decode(literal))
      const result = parseDraft(draftOf(original, declared), declared)
      expect('literal' in result && equals(LiteralSchema, result.literal, original)).toBe(true)
    },
  )

  const simple = (value: SimpleType) => create(LiteralTypeSchema, { type: { case: 'simple', value } })

  test.each([
    [SimpleType.STRING, '  two  blanks, "quotes" ', '  two  blanks, "quotes" '],
    [SimpleType.STRING, '', ''],
    [SimpleType.INTEGER, '9007199254740993', '9007199254740993'],
    [SimpleType.FLOAT, '-inf', '"-Infinity"'],
    [SimpleType.FLOAT, '.5', '0.5'],
    [SimpleType.BOOLEAN, 'True', 'true'],
    [SimpleType.DURATION, '90m', '1h30m'],
  ])('type %s takes %j', (type, text, shown) => {
    const declared = simple(type)
    const result = parseDraft({ kind: 'text', text }, declared)
    if (!('literal' in result)) throw new Error(result.problem)
    expect(draftText({ kind: 'literal', literal: result.literal }, declared)).toBe(shown)
  })

  test.each([
    [SimpleType.FLOAT, '0,2', { problem: 'This is not a number.', repair: '0.2' }],
    [SimpleType.INTEGER, 'two', { problem: 'This is not a whole number.', repair: undefined }],
    [SimpleType.INTEGER, '', { problem: 'A value is needed.' }],
  ])('type %s refuses %j and says how to mend it', (type, text, expected) => {
    expect(parseDraft({ kind: 'text', text }, simple(type))).toEqual(expected)
  })

  test('an optional input opens as None', () => {
    const optional = create(LiteralTypeSchema, {
      type: { case: 'unionType', value: { variants: [simple(SimpleType.INTEGER), simple(SimpleType.NONE)] } },
    })
    expect(firstDraft(optional)).toMatchObject({ kind: 'variant', variant: 1 })
    expect(parseDraft(firstDraft(optional), optional)).toHaveProperty('literal')
  })
})

describe('options', () => {
  test('pairs keep what is after the first =', () => {
    expect(readPairs('a=b=c\n\n x = y ')).toEqual({
      pairs: [
        ['a', 'b=c'],
        ['x', ' y '],
      ],
    })
    expect(optionProblems({ ...NO_OPTIONS, envs: 'oops', maxParallelism: 'many' })).toEqual({
      envs: '"oops" is no key=value.',
      maxParallelism: 'A whole number is needed.',
    })
    expect(readTags(' a, b b')).toEqual(['a', 'b'])
  })

  test('names', () => {
    const name = newExecutionName((count) => new Uint32Array(count).map((_, index) => index * 7919))
    expect(name).toMatch(/^a[bcdfghjklmnpqrstvwxz2456789]{19}$/)
    expect([executionNameProblem(''), executionNameProblem(name), executionNameProblem('Upper')]).toEqual([
      undefined,
      undefined,
      expect.any(String),
    ])
  })
})

const order: ExecutionOrder = {
  project: 'p',
  domain: 'd',
  name: 'run',
  target: { kind: 'launchPlan', project: 'p', domain: 'd', name: 'lp', version: 'v' },
  inputs: {},
  options: NO_OPTIONS,
}

describe('the request', () => {
  test('says nothing that was not said', () => {
    expect(toJson(ExecutionCreateRequestSchema, executionRequest(order))).toEqual({
      project: 'p',
      domain: 'd',
      name: 'run',
      inputs: {},
      spec: {
        launchPlan: { resourceType: 'LAUNCH_PLAN', project: 'p', domain: 'd', name: 'lp', version: 'v' },
        metadata: {},
      },
    })
  })

  test('carries every option', () => {
    const options = {
      ...NO_OPTIONS,
      labels: 'team=a',
      annotations: 'note=b',
      envs: 'X=',
      tags: 'one',
      maxParallelism: '3',
      interruptible: 'no',
      overwriteCache: true,
      rawOutputPrefix: 's3://x',
      serviceAccount: 'me',
      clusterLabel: 'gpu',
      noNotifications: true,
    } as const
    expect(toJson(ExecutionCreateRequestSchema, executionRequest({ ...order, options }))).toMatchObject({
      spec: {
        labels: { values: { team: 'a' } },
        annotations: { values: { note: 'b' } },
        envs: { values: [{ key: 'X' }] },
        tags: ['one'],
        maxParallelism: 3,
        interruptible: false,
        overwriteCache: true,
        rawOutputDataConfig: { outputLocationPrefix: 's3://x' },
        securityContext: { runAs: { k8sServiceAccount: 'me' } },
        executionClusterLabel: { value: 'gpu' },
        disableAll: true,
      },
    })
  })
})

test('the same run in Python', () => {
  const type = create(LiteralTypeSchema, { type: { case: 'simple', value: SimpleType.DURATION } })
  const result = parseDraft({ kind: 'text', text: '90s' }, type)
  if (!('literal' in result)) throw new Error('no literal')
  const code = pythonSnippet({
    order: { ...order, inputs: { wait: result.literal } },
    types: { wait: type },
    mode: 'sandbox',
  })
  expect(code).toContain('from datetime import timedelta')
  expect(code).toContain('"wait": timedelta(seconds=90),')
  expect(code).toContain('remote.fetch_launch_plan(name="lp", version="v")')
})

test.each([
  ['expected_inputs n missing', 'n'],
  ['invalid input extra', 'extra'],
  ['invalid x input wrong type. Expected a, but got b', 'x'],
  ['missing project', undefined],
])('%s is about %s', (message, name) => expect(refusedInput(message)).toBe(name))

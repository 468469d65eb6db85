import { create } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { ParameterMapSchema, VariableMapSchema } from '../../api/gen/flyteidl/core/interface_pb'
import { LiteralMapSchema } from '../../api/gen/flyteidl/core/literals_pb'
import type { LiteralType } from '../../api/gen/flyteidl/core/types_pb'
import { parseJson, printJson } from '../literals/json-text'
import {
  dictOf,
  FLOAT,
  flytekitLiterals,
  INT,
  listOf,
  NONE,
  structType,
  TEXT,
  unionOf,
} from '../literals/literals.fixture'
import { noneLiteral, primitiveLiteral } from '../literals/make-literal'
import { parseYaml } from '../literals/yaml-reader'
import { printYaml } from '../literals/yaml-text'
import { NO_OPTIONS } from './execution-options'
import { documentOfState, stateOfDocument } from './launch-document'
import { launchPlanInterface, taskInterface } from './launch-interface'
import {
  firstState,
  givenLiterals,
  inputProblems,
  NOTHING_GIVEN,
  textsOfState,
  withInput,
  withoutInput,
} from './launch-state'

const five = primitiveLiteral({ case: 'integer', value: 5n })
const expected = create(ParameterMapSchema, {
  parameters: {
    rate: { var: { type: FLOAT, description: 'per day' }, behavior: { case: 'required', value: true } },
    count: { var: { type: INT, description: 'count' }, behavior: { case: 'default', value: five } },
    maybe: { var: { type: unionOf(TEXT, NONE) }, behavior: { case: 'default', value: noneLiteral() } },
    alpha: { var: { type: listOf(TEXT) }, behavior: { case: 'required', value: true } },
  },
})
const plan = launchPlanInterface({
  expected,
  fixed: create(LiteralMapSchema, { literals: { region: primitiveLiteral({ case: 'stringValue', value: 'eu' }) } }),
  variables: create(VariableMapSchema, { variables: { region: { type: TEXT } } }),
  workflowDefaults: create(ParameterMapSchema, {
    parameters: { maybe: { behavior: { case: 'default', value: noneLiteral() } } },
  }),
})
const PREFILL = { literals: {}, texts: {}, options: NO_OPTIONS }
const input = (name: string) => {
  const found = plan.inputs.find((one) => one.name === name)
  if (!found) throw new Error(name)
  return found
}

describe('the interface', () => {
  test('has what must be given first, and says where the rest comes from', () => {
    expect(
      plan.inputs.map(({ name, required, inherited, description }) => [name, required, inherited?.source, description]),
    ).toEqual([
      ['alpha', true, undefined, ''],
      ['rate', true, undefined, 'per day'],
      ['count', false, 'launch plan', ''],
      ['maybe', false, 'workflow default', ''],
    ])
    expect(plan.fixed).toMatchObject([{ name: 'region', type: TEXT }])
  })

  test('of a task requires everything', () => {
    const task = taskInterface(create(VariableMapSchema, { variables: { maybe: { type: unionOf(TEXT, NONE) } } }))
    expect(task.inputs).toMatchObject([{ name: 'maybe', required: true }])
  })
})

describe('the state', () => {
  test('opens empty, names what is missing, and offers the empty value', () => {
    const state = firstState(plan, PREFILL)
    expect(plan.inputs.map((one) => inputProblems(state, one).map(({ message, repair }) => [message, repair]))).toEqual(
      [[['A value is needed.', []]], [['A value is needed.', undefined]], [], []],
    )
    expect(givenLiterals(state)).toEqual({})
  })

  test('takes texts of the URL by type', () => {
    const state = firstState(plan, { ...PREFILL, texts: { alpha: '["a, b"]', rate: '2', maybe: 'null' } })
    expect(printJson(documentOfState(state))).toBe('{"inputs": {"alpha": ["a, b"], "rate": 2, "maybe": null}}')
    expect(Object.keys(givenLiterals(state))).toEqual(['alpha', 'rate', 'maybe'])
  })

  test.each(flytekitLiterals)('with %s goes through the URL to the same literal', (_name, type, literal) => {
    const single = taskInterface(create(VariableMapSchema, { variables: { x: { type } } }))
    const texts = textsOfState(firstState(single, { ...PREFILL, literals: { x: literal } }), single)
    expect(givenLiterals(firstState(single, { ...PREFILL, texts }))).toEqual({ x: literal })
  })

  test('opens with the defaults of a class, which its control shows', () => {
    const type = structType(
      {},
      {
        title: 'Customer',
        type: 'object',
        properties: { name: { type: 'string', default: 'Ada' } },
      },
    )
    const single = taskInterface(create(VariableMapSchema, { variables: { x: { type } } }))
    expect(printJson(documentOfState(firstState(single, PREFILL)))).toBe('{"inputs": {"x": {"name": "Ada"}}}')
  })

  test('of an earlier run keeps its literals, and leaves what the launch plan gives to it', () => {
    const rate = primitiveLiteral({ case: 'floatValue', value: 0.1 })
    const state = firstState(plan, { ...PREFILL, literals: { rate, count: five, gone: five } })
    expect(givenLiterals(state)).toEqual({ rate })
    expect(givenLiterals(state)['rate']).toBe(rate)
  })

  test('is the same object where nothing changes', () => {
    const state = withInput(NOTHING_GIVEN, input('rate'), 1)
    expect(withInput(state, input('rate'), 1)).toBe(state)
    expect(withoutInput(state, 'count')).toBe(state)
    expect(withoutInput(state, 'rate')).toEqual(NOTHING_GIVEN)
  })
})

describe('the document', () => {
  test.each(flytekitLiterals)('%s goes through YAML and JSON to the same literal', (_name, type, literal) => {
    const single = taskInterface(create(VariableMapSchema, { variables: { x: { type } } }))
    const document = documentOfState(firstState(single, { ...PREFILL, literals: { x: literal } }))
    for (const text of [parseYaml(printYaml(document)), parseJson(printJson(document, 'lines'))]) {
      const { state, problems } = stateOfDocument(text.data, single, NOTHING_GIVEN)
      expect(problems).toEqual([])
      expect(givenLiterals(state)).toEqual({ x: literal })
    }
  })

  test('carries every option, there and back', () => {
    const options = {
      name: 'run-1',
      tags: ['a', 'b c'],
      maxParallelism: '3',
      overwriteCache: true,
      interruptible: false,
      rawOutputPrefix: 's3://x',
      serviceAccount: 'me',
      iamRole: 'arn',
      clusterLabel: 'gpu',
      clusterPool: 'pool',
      labels: [['team', 'a']],
      annotations: [['note', 'yes']],
      envs: [['X', '1']],
      notifications: [{ phases: ['failed'], channel: 'slack', recipients: ['#x'] }],
    } as const
    const text = printYaml(documentOfState({ inputs: new Map(), options }))
    expect(text).toContain('notifications:\n    - phases: [failed]\n      slack: ["#x"]')
    expect(stateOfDocument(parseYaml(text).data, plan, NOTHING_GIVEN)).toEqual({
      state: { inputs: new Map(), options },
      problems: [],
    })
  })

  test('changes only what it says', () => {
    const state = firstState(plan, { ...PREFILL, texts: { alpha: '[]', rate: '2' } })
    const { state: same } = stateOfDocument(documentOfState(state), plan, state)
    expect(same).toBe(state)
    const { state: changed } = stateOfDocument(parseYaml('inputs:\n  rate: 3\n').data, plan, state)
    expect(printJson(documentOfState(changed))).toBe('{"inputs": {"rate": 3}}')
  })

  test.each<[string, readonly (readonly [string, string])[]]>([
    [
      'inputs:\n  rte: 1',
      [
        [
          'inputs.rte',
          'There is no input “rte”. There are alpha (list[str]), rate (float), count (int), maybe (str | None).',
        ],
      ],
    ],
    ['inputs:\n  region: us', [['inputs.region', '“region” is fixed by the launch plan.']]],
    ['input: {}', [['input', '“inputs” and “options” are possible here, not “input”.']]],
    ['inputs: [1]', [['inputs', 'Inputs by name are needed.']]],
    ['just text', [['', '“inputs” and “options” are needed here.']]],
    ['options:\n  tags: one', [['options.tags', 'A list of texts is needed.']]],
    ['options:\n  overwrite_cache: 1', [['options.overwrite_cache', 'true or false is needed.']]],
    [
      'options:\n  notifications: [{phases: [born], email: []}]',
      [['options.notifications', 'Each needs “phases” and “email”, “slack” or “pagerduty”, with recipients.']],
    ],
  ])('%j: what it cannot take is named', (text, problems) => {
    const read = stateOfDocument(parseYaml(text).data, plan, NOTHING_GIVEN)
    expect(read.problems.map(({ path, message }) => [path.join('.'), message])).toEqual(problems)
  })

  test('a stranger among the options is named', () => {
    const read = stateOfDocument(parseYaml('options: {tag: x}').data, plan, NOTHING_GIVEN)
    expect(read.problems[0]?.message).toMatch(/^There is no option “tag”\. There are name, tags,/)
  })

  test('values that do not fit stay in the form, for it to say why', () => {
    const { state } = stateOfDocument(parseYaml('inputs:\n  rate: 0,2').data, plan, NOTHING_GIVEN)
    expect(inputProblems(state, input('rate'))).toEqual([{ path: [], message: 'Not a number.', repair: 0.2 }])
  })

  test('types nest', () => {
    const type: LiteralType = dictOf(listOf(FLOAT))
    const nested = taskInterface(create(VariableMapSchema, { variables: { x: { type } } }))
    const { state } = stateOfDocument(parseYaml('inputs: {x: {a: [1, "2,5"]}}').data, nested, NOTHING_GIVEN)
    expect(nested.inputs.flatMap((one) => inputProblems(state, one))).toEqual([
      { path: ['a', 1], message: 'Not a number.', repair: 2.5 },
    ])
  })
})

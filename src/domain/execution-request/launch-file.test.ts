import { create, toBinary } from '@bufbuild/protobuf'
import { expect, test } from 'vitest'
import { VariableMapSchema } from '../../api/gen/flyteidl/core/interface_pb'
import { LiteralMapSchema } from '../../api/gen/flyteidl/core/literals_pb'
import { flytekitLiterals, INT, TEXT } from '../literals/literals.fixture'
import { primitiveLiteral } from '../literals/make-literal'
import { NO_OPTIONS } from './execution-options'
import { stateOfFile } from './launch-file'
import { taskInterface } from './launch-interface'
import { givenLiterals, NOTHING_GIVEN } from './launch-state'

const task = taskInterface(create(VariableMapSchema, { variables: { n: { type: INT }, title: { type: TEXT } } }))
const options = { ...NO_OPTIONS, tags: ['before'] }
const before = { ...NOTHING_GIVEN, options }
const read = (text: string) => stateOfFile(new TextEncoder().encode(text), task, before)
const seven = primitiveLiteral({ case: 'integer', value: 7n })

test.each([
  ['inputs as JSON', '{"n": 7}', ['before']],
  ['inputs as YAML', 'n: 7\n', ['before']],
  ['a document', 'inputs:\n  n: 7\noptions:\n  tags: [file]\n', ['file']],
  ['a document without options', 'inputs: {n: 7}', ['before']],
  ['flytectl’s file', 'workflow: w\nversion: v\niamRoleARN: ""\ninputs:\n  n: 7\n', ['before']],
])('%s is read', (_what, text, tags) => {
  const { state, problems } = read(text)
  expect(problems).toEqual([])
  expect(state && givenLiterals(state)).toEqual({ n: seven })
  expect(state?.options.tags).toEqual(tags)
})

test.each(flytekitLiterals)('inputs.pb of Flyte with %s gives the same literal', (_name, type, literal) => {
  const single = taskInterface(create(VariableMapSchema, { variables: { x: { type } } }))
  const bytes = toBinary(LiteralMapSchema, create(LiteralMapSchema, { literals: { x: literal } }))
  const { state, problems } = stateOfFile(bytes, single, before)
  expect(problems).toEqual([])
  expect(state && givenLiterals(state)['x']).toEqual(literal)
})

test('an input that is called “inputs” is an input', () => {
  const odd = taskInterface(create(VariableMapSchema, { variables: { inputs: { type: INT }, n: { type: INT } } }))
  const { state } = stateOfFile(new TextEncoder().encode('inputs: 1\nn: 7\n'), odd, before)
  expect(state && Object.keys(givenLiterals(state))).toEqual(['inputs', 'n'])
})

test('what it takes no input for is named', () => {
  const bytes = toBinary(LiteralMapSchema, create(LiteralMapSchema, { literals: { gone: seven, n: seven } }))
  expect(stateOfFile(bytes, task, before).problems).toEqual(['It takes no input “gone”.'])
  expect(read('{"gone": 1}').problems).toEqual([expect.stringContaining('There is no input “gone”')])
})

test.each([
  ['', 'The file holds neither inputs of Flyte nor JSON nor YAML.'],
  ['{"n": }', 'Line 1: '],
  ['n: 1\nm: [', 'Line 2: '],
  ['just words', 'Inputs by name are needed in the file.'],
])('%j is refused', (text, problem) => {
  expect(read(text)).toEqual({ state: undefined, problems: [expect.stringContaining(problem)] })
})

test('bytes that are nothing are refused', () => {
  expect(stateOfFile(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff]), task, before).state).toBeUndefined()
})

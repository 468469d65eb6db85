import { create } from '@bufbuild/protobuf'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ParameterMapSchema, VariableMapSchema } from '../../api/gen/flyteidl/core/interface_pb'
import { FLOAT, INT, TEXT, typedLiteral } from '../literals/literals.fixture'
import { primitiveLiteral } from '../literals/make-literal'
import { NO_OPTIONS } from './execution-options'
import { launchPlanInterface, type LaunchInterface, taskInterface } from './launch-interface'
import {
  type LaunchModel,
  linesOfProblems,
  modelText,
  openModel,
  textProblems,
  withAside,
  withForm,
  withFormat,
  withoutTyped,
  withText,
} from './launch-model'
import { firstState, givenLiterals, inputProblems, NOTHING_GIVEN, withInherited, withInput } from './launch-state'

const plan = launchPlanInterface({
  expected: create(ParameterMapSchema, {
    parameters: {
      count: {
        var: { type: INT },
        behavior: { case: 'default', value: primitiveLiteral({ case: 'integer', value: 5n }) },
      },
      rate: { var: { type: FLOAT }, behavior: { case: 'required', value: true } },
      title: { var: { type: TEXT }, behavior: { case: 'required', value: true } },
    },
  }),
  fixed: undefined,
})
const input = (name: string) => plan.inputs.find((one) => one.name === name)!
const opened = openModel(NOTHING_GIVEN, 'yaml')
const typed = (text: string, model: LaunchModel = opened) => withText(model, text, plan)

describe('form and text', () => {
  test('the text follows the form', () => {
    const model = withForm(opened, withInput(opened.state, input('rate'), 2))
    expect(modelText(model)).toBe('inputs:\n  rate: 2.0\n')
    expect(modelText(withFormat(model, 'json'))).toBe('{\n  "inputs": {\n    "rate": 2.0\n  }\n}\n')
  })

  test('the form follows the text, which stays as it was typed', () => {
    const text = 'inputs: {rate: 3,\n  count: 9007199254740993}'
    const model = typed(text)
    expect(modelText(model)).toBe(text)
    expect(textProblems(model)).toEqual([])
    expect(givenLiterals(model.state)).toEqual({
      rate: primitiveLiteral({ case: 'floatValue', value: 3 }),
      count: primitiveLiteral({ case: 'integer', value: 9007199254740993n }),
    })
  })

  test('a text that cannot be read changes nothing in the form, and says where it is wrong', () => {
    const before = typed('inputs: {rate: 3}')
    const model = typed('inputs:\n  rate: [', before)
    expect(model.state).toBe(before.state)
    expect(textProblems(model)).toEqual([{ line: 2, message: expect.any(String) as string }])
  })

  test('names that are not there are named with their line', () => {
    expect(textProblems(typed('inputs:\n  rte: 1\noptions:\n  tag: x'))).toEqual([
      { line: 2, message: expect.stringContaining('There is no input “rte”') as string },
      { line: 4, message: expect.stringContaining('There is no option “tag”') as string },
    ])
  })

  test.each([
    ['comments', '# why\ninputs:\n  rate: 3\n'],
    ['what cannot be read', 'inputs: ['],
    ['a stranger', 'inputs:\n  rte: 3\n'],
  ])('%s in a text are set aside when the form is changed, and can be taken back', (_what, text) => {
    const model = typed(text)
    const changed = withForm(model, withInput(model.state, input('title'), 'new'))
    expect(changed.aside).toEqual({ text, format: 'yaml' })
    expect(modelText(changed)).toContain('title: new')
    const back = withAside(withFormat(changed, 'json'), plan)
    expect(modelText(back)).toBe(text)
    expect(back.format).toBe('yaml')
    expect(back.aside).toBeUndefined()
  })

  test('a text that says no more than the form is not set aside', () => {
    const model = typed('inputs: {rate: 3}')
    expect(withForm(model, withInput(model.state, input('title'), '')).aside).toBeUndefined()
    expect(withFormat(model, 'json').aside).toBeUndefined()
  })

  test('a text can be given up for what the form has', () => {
    const model = withoutTyped(typed('inputs: ['))
    expect(textProblems(model)).toEqual([])
    expect(model.aside?.text).toBe('inputs: [')
  })

  test('problems of values have the line of the value', () => {
    const model = typed('inputs:\n  title: x\n  rate: 0,2\n')
    const problems = inputProblems(model.state, input('rate')).map((problem) => ({
      ...problem,
      path: ['inputs', 'rate', ...problem.path],
    }))
    expect(linesOfProblems(model, problems)).toEqual([{ line: 3, message: 'Not a number.' }])
  })

  test('nothing is lost between the two notations and the form', () => {
    fc.assert(
      fc.property(typedLiteral, ([type, literal]) => {
        const single: LaunchInterface = taskInterface(create(VariableMapSchema, { variables: { x: { type } } }))
        const state = firstState(single, { literals: { x: literal }, texts: {}, options: NO_OPTIONS })
        let model = openModel(state, 'yaml')
        for (const format of ['json', 'yaml'] as const) {
          model = withText(model, `${modelText(model)} `, single)
          expect(textProblems(model)).toEqual([])
          model = withFormat(model, format)
        }
        expect(givenLiterals(model.state)).toEqual({ x: literal })
      }),
      { numRuns: 300 },
    )
  })
})

test('an inherited value that is opened and not changed is the same literal', () => {
  const state = withInherited(NOTHING_GIVEN, input('count'))
  expect(givenLiterals(state)['count']).toBe(input('count').inherited?.literal)
  expect(withInherited(state, input('count'))).toBe(state)
  expect(withInherited(NOTHING_GIVEN, input('rate'))).toBe(NOTHING_GIVEN)
})

import type { Literal } from '../../api/gen/flyteidl/core/literals_pb'
import { type LiteralType, SimpleType } from '../../api/gen/flyteidl/core/types_pb'
import { type Data, sameData } from '../literals/data'
import type { Made } from '../literals/data-literal'
import { emptyData } from '../literals/default-data'
import { specOfType, startOf } from '../literals/input-spec'
import { parseJson, printJson } from '../literals/json-text'
import { adoptedData, editedLiteral } from '../literals/literal-edit'
import type { Problem } from '../literals/problem'
import { TextError } from '../literals/text-place'
import { isSimple } from '../literals/type-name'
import { type ExecutionOptions, NO_OPTIONS } from './execution-options'
import { type LaunchInput, type LaunchInterface, sameLiteral } from './launch-interface'

/** What was given for an input, and the literal that it stands for. */
export interface Given {
  readonly data: Data
  readonly made: Made
  /** Literal that the value was filled in from; what is not edited stays that literal. */
  readonly origin: Literal | undefined
}

/** All that a launch form holds. An input that is not in `inputs` takes its inherited value. */
export interface LaunchState {
  readonly inputs: ReadonlyMap<string, Given>
  readonly options: ExecutionOptions
}

export const NOTHING_GIVEN: LaunchState = { inputs: new Map(), options: NO_OPTIONS }

/** The form with a value for an input. A value that is written as the inherited one is, is that literal. */
export function withInput(state: LaunchState, { name, type, inherited }: LaunchInput, data: Data): LaunchState {
  const before = state.inputs.get(name)
  if (before && sameData(before.data, data)) return state
  const origin = before ? before.origin : inherited?.literal
  return {
    ...state,
    inputs: new Map([...state.inputs, [name, { data, origin, made: editedLiteral(data, type, origin) }]]),
  }
}

/** The form with the inherited value of an input as its own, for somebody to change it. */
export function withInherited(state: LaunchState, input: LaunchInput): LaunchState {
  if (!input.inherited || state.inputs.has(input.name)) return state
  return withInput(state, input, adoptedData(input.inherited.literal, input.type))
}

/** The form with an input at the value that it inherits. */
export function withoutInput(state: LaunchState, name: string): LaunchState {
  const inputs = new Map(state.inputs)
  return inputs.delete(name) ? { ...state, inputs } : state
}

export interface Prefill {
  /** Values of an earlier run, by input. */
  readonly literals: Readonly<Record<string, Literal>>
  /** Texts from the URL; they win. */
  readonly texts: Readonly<Record<string, string>>
  readonly options: ExecutionOptions
}

/**
 * The state that a form opens with. Values of an earlier run that the launch plan gives anyway stay inherited; every other one is the
 * literal that it was.
 */
export function firstState({ inputs }: LaunchInterface, { literals, texts, options }: Prefill): LaunchState {
  const given = new Map<string, Given>()
  for (const { name, type, required, inherited } of inputs) {
    const text = texts[name]
    const literal = literals[name]
    if (text !== undefined) {
      const data = dataOfText(text, type)
      given.set(name, { data, origin: undefined, made: editedLiteral(data, type, undefined) })
    } else if (literal && !(inherited && sameLiteral(inherited.literal, literal)))
      given.set(name, adopted(literal, type))
    else if (!literal && required) {
      const spec = specOfType(type)
      // The control of a class shows the defaults of its fields: they are what is given.
      const data = spec.kind === 'object' ? startOf(spec) : undefined
      if (data !== undefined) given.set(name, { data, origin: undefined, made: editedLiteral(data, type, undefined) })
    }
  }
  return { inputs: given, options }
}

/** A literal from elsewhere as what was given for an input of a type. */
export function adopted(literal: Literal, type: LiteralType): Given {
  const data = adoptedData(literal, type)
  return { data, origin: literal, made: editedLiteral(data, type, literal) }
}

/** A value from the URL: text for a text, else JSON where it is JSON. */
function dataOfText(text: string, type: LiteralType): Data {
  if (isSimple(type, SimpleType.STRING)) return text
  try {
    return parseJson(text).data
  } catch (error) {
    if (error instanceof TextError) return text
    throw error
  }
}

/** What is given for each input as texts for the URL; {@link firstState} reads the same values out of them. */
export function textsOfState(state: LaunchState, { inputs }: LaunchInterface): Readonly<Record<string, string>> {
  return Object.fromEntries(
    inputs.flatMap(({ name, type }) => {
      const data = state.inputs.get(name)?.data
      if (data === undefined) return []
      return [[name, typeof data === 'string' && isSimple(type, SimpleType.STRING) ? data : printJson(data)]]
    }),
  )
}

/** What is wrong with an input; empty when nothing is. */
export function inputProblems(state: LaunchState, { name, type, required }: LaunchInput): readonly Problem[] {
  const given = state.inputs.get(name)
  if (given) return given.made.problems
  if (!required) return []
  const repair = emptyData(type)
  return [
    repair === undefined
      ? { path: [], message: 'A value is needed.' }
      : { path: [], message: 'A value is needed.', repair },
  ]
}

/** The literals of all inputs that are given and right. */
export function givenLiterals(state: LaunchState): Readonly<Record<string, Literal>> {
  return Object.fromEntries(
    [...state.inputs].flatMap(([name, { made }]) => (made.literal ? [[name, made.literal]] : [])),
  )
}

import type { Data } from '../literals/data'
import { parseJson, printJson } from '../literals/json-text'
import type { Problem } from '../literals/problem'
import { lineOf, type ParsedText, TextError } from '../literals/text-place'
import { parseYaml } from '../literals/yaml-reader'
import { printYaml } from '../literals/yaml-text'
import { documentOfState, stateOfDocument } from './launch-document'
import type { LaunchInterface } from './launch-interface'
import type { LaunchState } from './launch-state'

/*
 * A launch form and the text beside it are two views of one state. Each keeps what the other cannot show: a text stays as it was
 * typed until the form is changed, and if it then held more than the form (comments, what could not be read), it is set aside.
 */

export const TEXT_FORMATS = ['yaml', 'json'] as const
export type TextFormat = (typeof TEXT_FORMATS)[number]

/** What is wrong with a text, and on which of its lines (from 1); undefined when it is not about one. */
export interface LineProblem {
  readonly line: number | undefined
  readonly message: string
}

interface TypedText {
  readonly text: string
  readonly format: TextFormat
  /** The state that the form was in with this text; the text stands for it for as long as it is that. */
  readonly state: LaunchState
  readonly problems: readonly LineProblem[]
}

export interface LaunchModel {
  readonly state: LaunchState
  readonly format: TextFormat
  readonly typed: TypedText | undefined
  /** A text that the form could not keep; it can be taken back. */
  readonly aside: Pick<TypedText, 'text' | 'format'> | undefined
}

export function openModel(state: LaunchState, format: TextFormat): LaunchModel {
  return { state, format, typed: undefined, aside: undefined }
}

function parse(text: string, format: TextFormat): ParsedText {
  return format === 'yaml' ? parseYaml(text) : parseJson(text)
}

function print(data: Data, format: TextFormat): string {
  return `${format === 'yaml' ? printYaml(data) : printJson(data, 'lines')}\n`
}

/** The text beside the form. */
export function modelText({ state, format, typed }: LaunchModel): string {
  return typed ? typed.text : print(documentOfState(state), format)
}

/** What is wrong with the text itself; a launch would leave it out. */
export function textProblems({ typed }: LaunchModel): readonly LineProblem[] {
  return typed?.problems ?? []
}

function holdsMore({ text, format, problems }: TypedText): boolean {
  return problems.length > 0 || (format === 'yaml' && /^\s*#|\s#/m.test(text))
}

function asideAfter({ typed, aside }: LaunchModel): LaunchModel['aside'] {
  return typed && holdsMore(typed) ? { text: typed.text, format: typed.format } : aside
}

/** The form was changed: the text follows it. */
export function withForm(model: LaunchModel, state: LaunchState): LaunchModel {
  if (state === model.state) return model
  return { ...model, state, typed: undefined, aside: asideAfter(model) }
}

/** The text was changed: the form follows it as far as it can be read. */
export function withText(model: LaunchModel, text: string, launchInterface: LaunchInterface): LaunchModel {
  const { format } = model
  try {
    const parsed = parse(text, format)
    const { state, problems } = stateOfDocument(parsed.data, launchInterface, model.state)
    const found = problems.map((problem) => lineProblem(problem, text, parsed))
    return { ...model, state, typed: { text, format, state, problems: found } }
  } catch (error) {
    if (!(error instanceof TextError)) throw error
    const problems = [{ line: lineOf(text, error.at), message: error.message }]
    return { ...model, typed: { text, format, state: model.state, problems } }
  }
}

/** The same in the other notation. */
export function withFormat(model: LaunchModel, format: TextFormat): LaunchModel {
  return format === model.format ? model : { ...model, format, typed: undefined, aside: asideAfter(model) }
}

/** The text as the form has it, in place of what was typed. */
export function withoutTyped(model: LaunchModel): LaunchModel {
  return { ...model, typed: undefined, aside: asideAfter(model) }
}

/** The text that was set aside, and the form that follows it. */
export function withAside(model: LaunchModel, launchInterface: LaunchInterface): LaunchModel {
  const { aside } = model
  return aside ? withText({ ...model, format: aside.format, aside: undefined }, aside.text, launchInterface) : model
}

function lineProblem({ path, message }: Problem, text: string, { placeOf }: ParsedText): LineProblem {
  const place = placeOf(path)
  return { line: place && lineOf(text, place.from), message }
}

/** Where problems of the form's values are in the text. Empty while the text cannot be read. */
export function linesOfProblems(model: LaunchModel, problems: readonly Problem[]): readonly LineProblem[] {
  if (problems.length === 0) return []
  const text = modelText(model)
  try {
    const parsed = parse(text, model.format)
    return problems.map((problem) => lineProblem(problem, text, parsed))
  } catch (error) {
    if (error instanceof TextError) return []
    throw error
  }
}

import { create } from '@bufbuild/protobuf'
import type { ParameterMap, VariableMap } from '../../api/gen/flyteidl/core/interface_pb'
import { type Literal, type LiteralMap } from '../../api/gen/flyteidl/core/literals_pb'
import { type LiteralType, LiteralTypeSchema } from '../../api/gen/flyteidl/core/types_pb'
import { draftOf, firstDraft, type InputDraft } from './input-draft'

/** One input of what is launched. */
export interface LaunchInput {
  readonly name: string
  readonly type: LiteralType
  readonly description: string
  /** Has to be given: neither a default nor fixed. */
  readonly required: boolean
  /** Value that holds when none is given. */
  readonly inherited: Literal | undefined
}

/** A value that the launch plan does not let anybody change. */
export interface FixedInput {
  readonly name: string
  readonly literal: Literal
}

export interface LaunchInterface {
  readonly inputs: readonly LaunchInput[]
  readonly fixed: readonly FixedInput[]
}

/** The inputs of a launch plan, required ones first, each group as flyteadmin sends it. */
export function launchPlanInterface(
  expected: ParameterMap | undefined,
  fixed: LiteralMap | undefined,
): LaunchInterface {
  const inputs = Object.entries(expected?.parameters ?? {}).map(([name, parameter]): LaunchInput => {
    const inherited = parameter.behavior.case === 'default' ? parameter.behavior.value : undefined
    return {
      name,
      type: parameter.var?.type ?? create(LiteralTypeSchema),
      description: parameter.var?.description ?? '',
      required: inherited === undefined,
      inherited,
    }
  })
  return {
    inputs: [...inputs.filter((input) => input.required), ...inputs.filter((input) => !input.required)],
    fixed: Object.entries(fixed?.literals ?? {}).map(([name, literal]) => ({ name, literal })),
  }
}

/** The inputs of a task that is launched by itself: flyteadmin requires every one of them (admin.md §8.3). */
export function taskInterface(inputs: VariableMap | undefined): LaunchInterface {
  return {
    inputs: Object.entries(inputs?.variables ?? {}).map(([name, variable]) => ({
      name,
      type: variable.type ?? create(LiteralTypeSchema),
      description: variable.description,
      required: true,
      inherited: undefined,
    })),
    fixed: [],
  }
}

/** What is in each control; an input that is absent takes its inherited value and is not sent. */
export type LaunchDrafts = Readonly<Record<string, InputDraft>>

export interface Prefill {
  /** Values of an earlier execution. */
  readonly literals: Readonly<Record<string, Literal>>
  /** Texts from the URL; they win. */
  readonly texts: Readonly<Record<string, string>>
}

/** The drafts that a form opens with: texts of the URL, values of an execution, else the empty control of each required input. */
export function firstDrafts(inputs: readonly LaunchInput[], prefill: Prefill): LaunchDrafts {
  const drafts: Record<string, InputDraft> = {}
  for (const { name, type, required } of inputs) {
    const text = prefill.texts[name]
    const literal = prefill.literals[name]
    if (text !== undefined) drafts[name] = { kind: 'text', text }
    else if (literal) drafts[name] = draftOf(literal, type)
    else if (required) drafts[name] = firstDraft(type)
  }
  return drafts
}

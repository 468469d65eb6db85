import { create, toBinary } from '@bufbuild/protobuf'
import type { ParameterMap, VariableMap } from '../../api/gen/flyteidl/core/interface_pb'
import { type Literal, type LiteralMap, LiteralSchema } from '../../api/gen/flyteidl/core/literals_pb'
import { type LiteralType, LiteralTypeSchema } from '../../api/gen/flyteidl/core/types_pb'
import { sameData } from '../literals/data'

/** One input of what is launched. */
export interface LaunchInput {
  readonly name: string
  readonly type: LiteralType
  readonly description: string
  /** Has to be given: neither a default nor fixed. */
  readonly required: boolean
  /** Value that holds when none is given, and where it comes from. */
  readonly inherited: { readonly literal: Literal; readonly source: InheritedFrom } | undefined
  /** A default that only the server can look up, in words: `latest artifact of …`. */
  readonly query: string
}

export type InheritedFrom = 'launch plan' | 'workflow default'

/** A value that the launch plan does not let anybody change. */
export interface FixedInput {
  readonly name: string
  readonly type: LiteralType | undefined
  readonly literal: Literal
}

export interface LaunchInterface {
  readonly inputs: readonly LaunchInput[]
  readonly fixed: readonly FixedInput[]
}

export function sameLiteral(one: Literal, other: Literal): boolean {
  return sameData(toBinary(LiteralSchema, one), toBinary(LiteralSchema, other))
}

export interface LaunchPlanParts {
  readonly expected: ParameterMap | undefined
  readonly fixed: LiteralMap | undefined
  /** Interface of its workflow: the types of fixed inputs, which the plan itself does not tell. */
  readonly variables?: VariableMap | undefined
  /** Parameters of the workflow's default launch plan; undefined for that plan itself, or while they are not known. */
  readonly workflowDefaults?: ParameterMap | undefined
}

/** The inputs of a launch plan: those that have to be given first, each group by name. */
export function launchPlanInterface({
  expected,
  fixed,
  variables,
  workflowDefaults,
}: LaunchPlanParts): LaunchInterface {
  const inputs = Object.entries(expected?.parameters ?? {}).map(([name, parameter]): LaunchInput => {
    const { behavior } = parameter
    const literal = behavior.case === 'default' ? behavior.value : undefined
    const own = workflowDefaults?.parameters[name]?.behavior
    const fromWorkflow = !workflowDefaults || (literal && own?.case === 'default' && sameLiteral(own.value, literal))
    return {
      name,
      type: parameter.var?.type ?? create(LiteralTypeSchema),
      description: describe(name, parameter.var?.description),
      required: behavior.case === 'required' ? behavior.value : behavior.case === undefined,
      inherited: literal && { literal, source: fromWorkflow ? 'workflow default' : 'launch plan' },
      query:
        behavior.case === 'artifactQuery' || behavior.case === 'artifactId' ? 'an artifact that Flyte looks up' : '',
    }
  })
  return {
    inputs: sorted(inputs),
    fixed: Object.entries(fixed?.literals ?? {})
      .map(([name, literal]) => ({ name, literal, type: variables?.variables[name]?.type }))
      .sort(byName),
  }
}

/** The inputs of a task that is launched by itself: flyteadmin requires every one of them (admin.md §8.3). */
export function taskInterface(inputs: VariableMap | undefined): LaunchInterface {
  return {
    inputs: sorted(
      Object.entries(inputs?.variables ?? {}).map(([name, variable]) => ({
        name,
        type: variable.type ?? create(LiteralTypeSchema),
        description: describe(name, variable.description),
        required: true,
        inherited: undefined,
        query: '',
      })),
    ),
    fixed: [],
  }
}

/** flytekit puts an input's name where its docstring says nothing. */
function describe(name: string, description = ''): string {
  return description === name ? '' : description
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name.localeCompare(other.name, 'en')
}

function sorted(inputs: readonly LaunchInput[]): readonly LaunchInput[] {
  return [...inputs].sort((one, other) => Number(other.required) - Number(one.required) || byName(one, other))
}

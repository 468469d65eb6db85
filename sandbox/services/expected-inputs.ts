import { create } from '@bufbuild/protobuf'
import {
  type Parameter,
  type ParameterMap,
  ParameterMapSchema,
  ParameterSchema,
} from '../../src/api/gen/flyteidl/core/interface_pb'
import type { TypedInterface } from '../../src/api/gen/flyteidl/core/interface_pb'
import type { LaunchPlanSpec } from '../../src/api/gen/flyteidl/admin/launch_plan_pb'
import { LiteralTypeSchema } from '../../src/api/gen/flyteidl/core/types_pb'
import { isCastable } from '../compiler/typing'
import { invalidArgument } from '../rpc-error'
import { typeOfInput, typeText } from './check-literals'

/**
 * The inputs that an execution of a launch plan takes: those of its workflow that it does not fix, with the plan's default or required
 * (flyteadmin `checkAndFetchExpectedInputForLaunchPlan`, admin.md §6).
 *
 * @throws InvalidArgument for a default or fixed input that the workflow does not have, or has with another type
 */
export function expectedInputs(
  workflow: TypedInterface,
  { defaultInputs, fixedInputs }: Pick<LaunchPlanSpec, 'defaultInputs' | 'fixedInputs'>,
): ParameterMap {
  const variables = workflow.inputs?.variables ?? {}
  const defaults = defaultInputs?.parameters ?? {}
  const fixed = fixedInputs?.literals ?? {}
  if (Object.keys(variables).length === 0) {
    checkNone('default', Object.keys(defaults).length)
    checkNone('fixed', Object.keys(fixed).length)
    return create(ParameterMapSchema)
  }
  for (const [name, parameter] of Object.entries(defaults)) {
    if (!Object.hasOwn(variables, name)) throw invalidArgument(`unexpected default_input ${name}`)
    const wanted = variables[name]?.type
    const given = parameter.var?.type
    if (!isCastable(given ?? create(LiteralTypeSchema), wanted ?? create(LiteralTypeSchema))) {
      // The two types are the wrong way round in flyteadmin's message too.
      throw invalidArgument(
        `invalid default_input wrong type ${name}, expected ${typeText(given)}, got ${typeText(wanted)} instead`,
      )
    }
  }
  for (const [name, literal] of Object.entries(fixed)) {
    if (!Object.hasOwn(variables, name)) throw invalidArgument(`unexpected fixed_input ${name}`)
    const wanted = variables[name]?.type
    const given = typeOfInput(name, literal)
    if (!isCastable(given, wanted ?? create(LiteralTypeSchema))) {
      throw invalidArgument(
        `invalid fixed_input wrong type ${name}, expected ${typeText(wanted)}, got ${typeText(given)} instead`,
      )
    }
  }
  const parameters: Record<string, Parameter> = {}
  for (const [name, { type, description }] of Object.entries(variables)) {
    const given = Object.hasOwn(defaults, name) ? defaults[name] : undefined
    if (given !== undefined) parameters[name] = given
    else if (!Object.hasOwn(fixed, name)) {
      parameters[name] = create(ParameterSchema, {
        var: { type, description },
        behavior: { case: 'required', value: true },
      })
    }
  }
  return create(ParameterMapSchema, { parameters })
}

function checkNone(kind: 'default' | 'fixed', count: number): void {
  if (count > 0) throw invalidArgument(`invalid launch plan ${kind} inputs, expected none but found ${count}`)
}

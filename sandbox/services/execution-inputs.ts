import { create } from '@bufbuild/protobuf'
import type { ParameterMap } from '../../src/api/gen/flyteidl/core/interface_pb'
import { type Literal, type LiteralMap, LiteralMapSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import { isCastable } from '../compiler/typing'
import { invalidArgument } from '../rpc-error'
import { typeOfInput, typeText } from './check-literals'

/**
 * The inputs that an execution runs with: those given, checked against what the launch plan expects, with its defaults and fixed inputs (flyteadmin
 * `CheckAndFetchInputsForExecution`, admin.md §8.2). Values are passed on untouched.
 *
 * @throws InvalidArgument for an unknown, missing or ill-typed input
 */
export function mergeInputs(
  given: LiteralMap | undefined,
  fixed: LiteralMap | undefined,
  expected: ParameterMap | undefined,
): LiteralMap {
  const parameters = new Map(Object.entries(expected?.parameters ?? {}))
  const inputs = new Map<string, Literal>()
  for (const [name, literal] of Object.entries(given?.literals ?? {})) {
    if (!parameters.has(name)) throw invalidArgument(`invalid input ${name}`)
    inputs.set(name, literal)
  }
  for (const [name, parameter] of parameters) {
    const literal = inputs.get(name)
    if (literal === undefined) {
      if (parameter.behavior.case === 'required' && parameter.behavior.value) {
        throw invalidArgument(`expected_inputs ${name} missing`)
      }
      if (parameter.behavior.case === 'default') inputs.set(name, parameter.behavior.value)
      continue
    }
    const type = typeOfInput(name, literal)
    const wanted = parameter.var?.type
    if (wanted === undefined || !isCastable(type, wanted)) {
      throw invalidArgument(`invalid ${name} input wrong type. Expected ${typeText(wanted)}, but got ${typeText(type)}`)
    }
  }
  for (const [name, literal] of Object.entries(fixed?.literals ?? {})) {
    if (inputs.has(name)) throw invalidArgument(`fixed_inputs ${name} cannot be overridden`)
    inputs.set(name, literal)
  }
  // An input that is called `__proto__` stays an input this way.
  return create(LiteralMapSchema, { literals: Object.fromEntries(inputs) })
}

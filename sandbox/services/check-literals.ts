import { type Timestamp, TimestampSchema } from '@bufbuild/protobuf/wkt'
import type { ParameterMap } from '../../src/api/gen/flyteidl/core/interface_pb'
import type { Literal, LiteralMap } from '../../src/api/gen/flyteidl/core/literals_pb'
import { type LiteralType, LiteralTypeSchema, SimpleType } from '../../src/api/gen/flyteidl/core/types_pb'
import { isCastable, literalType } from '../compiler/typing'
import { protoText } from '../proto-text'
import { invalidArgument } from '../rpc-error'
import { nanosOf } from './event-times'

/**
 * Checks named literals: names, values, times (flyteadmin `validateLiteralMap`).
 *
 * @param field how messages call the map: `fixed_inputs`, `inputs`
 * @throws InvalidArgument
 */
export function checkLiterals(map: LiteralMap | undefined, field: string): void {
  for (const [name, literal] of Object.entries(map?.literals ?? {})) {
    if (name === '') throw invalidArgument(`missing key in ${field}`)
    if (literal.value.case === undefined) throw invalidArgument(`missing valid literal in ${field} ${name}`)
    checkTime(literal)
  }
}

/**
 * Checks the parameters of a launch plan: a type, and a default of that type or the word that the input is required (flyteadmin
 * `validateParameterMap`). Artifact queries are refused, as by any server without artifacts.
 *
 * @throws InvalidArgument
 */
export function checkParameters(map: ParameterMap | undefined, field: string): void {
  const parameters = Object.entries(map?.parameters ?? {})
  for (const [name, { behavior }] of parameters) {
    if (behavior.case === 'artifactQuery') {
      throw invalidArgument(`artifact mode not enabled but query found ${field} ${name}`)
    }
  }
  for (const [name, { var: variable, behavior }] of parameters) {
    if (name === '') throw invalidArgument(`missing key in ${field}`)
    const type = variable?.type
    if (type === undefined) {
      throw invalidArgument(
        `The Variable component of the Parameter ${name} in ${field} either is missing, or has a missing Type`,
      )
    }
    if (behavior.case === 'default') checkDefault(name, type, behavior.value, field)
    else if (behavior.case !== 'required' || !behavior.value) {
      throw invalidArgument(
        `Invalid variable ${name} in ${field} - variable has neither default, nor is required. One must be specified`,
      )
    }
  }
}

function checkDefault(name: string, type: LiteralType, value: Literal, field: string): void {
  const found = literalType(value)
  if (found === undefined) {
    throw invalidArgument(
      `Flyte encountered an issue while determining\nthe type of the default value for Parameter '${name}' in '${field}'.\n` +
        `Registered type: [${typeText(type)}].\nFlyte needs to support the latest FlyteIDL to support this type.\n` +
        'Suggested solution: Please update all of your Flyte images to the latest version and try again.',
    )
  }
  if (!isCastable(found, type)) {
    throw invalidArgument(
      `Type mismatch for Parameter ${name} in ${field} has type ${typeText(type)}, expected ${typeText(found)}`,
    )
  }
  if (type.type.case === 'simple' && type.type.value === SimpleType.DATETIME) checkTime(value)
}

/**
 * The type of a value that is given to an input.
 *
 * @throws InvalidArgument when none can be derived
 */
export function typeOfInput(name: string, literal: Literal): LiteralType {
  const type = literalType(literal)
  if (type !== undefined) return type
  throw invalidArgument(
    `Failed to validate literal type for [${name}] with err: got unknown literal type: [<nil>].\n` +
      'Suggested solution: Please update all your Flyte deployment images to the latest version and try again',
  )
}

/** A type as messages show it. */
export function typeText(type: LiteralType | undefined): string {
  return type === undefined ? '<nil>' : protoText(LiteralTypeSchema, type)
}

function checkTime(literal: Literal): void {
  const scalar = literal.value.case === 'scalar' ? literal.value.value.value : undefined
  const primitive = scalar?.case === 'primitive' ? scalar.value.value : undefined
  if (primitive?.case === 'datetime') checkTimestamp(primitive.value)
}

function checkTimestamp(timestamp: Timestamp): void {
  if (nanosOf(timestamp) !== undefined) return
  const { seconds, nanos } = timestamp
  const isFractionWrong = nanos < 0 || nanos > 999_999_999
  const fault =
    seconds < -62_135_596_800n
      ? 'before 0001-01-01'
      : isFractionWrong && seconds <= 253_402_300_799n
        ? 'has out-of-range nanos'
        : 'after 9999-12-31'
  throw invalidArgument(`proto: timestamp (${protoText(TimestampSchema, timestamp)}) ${fault}`)
}

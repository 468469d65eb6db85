import { isDeepStrictEqual } from 'node:util'
import { equals } from '@bufbuild/protobuf'
import { decode } from '@msgpack/msgpack'
import type { LaunchPlanSpec } from '../../src/api/gen/flyteidl/admin/launch_plan_pb'
import type { Parameter } from '../../src/api/gen/flyteidl/core/interface_pb'
import { type Literal, LiteralSchema } from '../../src/api/gen/flyteidl/core/literals_pb'

/**
 * Whether two versions of a launch plan have the same inputs with the same defaults. Flyte takes them for identical then, whatever else
 * differs: a default that is a struct may have become msgpack with a newer flytekit (flyteadmin `IsSameDCFormat`).
 */
export function hasSameDefaults(stored: LaunchPlanSpec, sent: LaunchPlanSpec): boolean {
  const old = stored.defaultInputs?.parameters ?? {}
  const now = sent.defaultInputs?.parameters ?? {}
  const names = Object.keys(old)
  return (
    names.length === Object.keys(now).length &&
    names.every((name) => Object.hasOwn(now, name) && hasSameDefault(old[name], now[name]))
  )
}

function hasSameDefault(stored: Parameter | undefined, sent: Parameter | undefined): boolean {
  const old = defaultOf(stored)
  const now = defaultOf(sent)
  if (old === undefined || now === undefined) return old === now
  return equals(LiteralSchema, old, now) || isSameStruct(old, now) || isSameStruct(now, old)
}

function defaultOf(parameter: Parameter | undefined): Literal | undefined {
  return parameter?.behavior.case === 'default' ? parameter.behavior.value : undefined
}

function isSameStruct(struct: Literal, binary: Literal): boolean {
  const generic = struct.value.case === 'scalar' ? struct.value.value.value : undefined
  const packed = binary.value.case === 'scalar' ? binary.value.value.value : undefined
  if (generic?.case !== 'generic' || packed?.case !== 'binary') return false
  try {
    return isDeepStrictEqual(generic.value, decode(packed.value.value))
  } catch {
    return false
  }
}

import type { JsonObject, JsonValue } from '@bufbuild/protobuf'
import type { TaskResourceSpec } from '../../src/api/gen/flyteidl/admin/matchable_resource_pb'
import { type Identifier, IdentifierSchema } from '../../src/api/gen/flyteidl/core/identifier_pb'
import {
  Resources_ResourceName as ResourceName,
  type Resources_ResourceEntry,
  type TaskTemplate,
} from '../../src/api/gen/flyteidl/core/tasks_pb'
import { protoText } from '../proto-text'
import { invalidArgument } from '../rpc-error'
import { isWhole, parseQuantity, type Quantity, quantityText, wholeUnits } from './quantity'
import { enumName } from './phases'

/** The resources that are compared; others are passed on unseen. */
const compared: readonly ResourceName[] = [
  ResourceName.CPU,
  ResourceName.MEMORY,
  ResourceName.GPU,
  ResourceName.EPHEMERAL_STORAGE,
]

type Quantities = ReadonlyMap<ResourceName, Quantity>
type Entry = Pick<Resources_ResourceEntry, 'name' | 'value'>

/**
 * Checks what a container, or each container of a pod, requests: quantities, requests within limits, both within what the platform
 * allows (admin.md §4). Only resources with a request are compared, in whole units.
 *
 * @param platform the limits in force; absent or zero ones do not limit
 * @throws InvalidArgument
 */
export function checkResources(id: Identifier, { target }: TaskTemplate, platform: TaskResourceSpec | undefined): void {
  const limits = platformLimits(platform)
  if (target.case === 'container' && target.value.resources !== undefined) {
    checkContainer(id, target.value.resources.requests, target.value.resources.limits, limits)
  }
  if (target.case === 'k8sPod') {
    const { podSpec } = target.value
    if (podSpec === undefined) {
      throw invalidArgument(
        'invalid TaskSpecification, pod tasks should specify their target as a K8sPod with a defined pod spec',
      )
    }
    for (const container of objectsIn(podSpec.containers)) {
      const { requests, limits: ownLimits } = objectOf(container.resources)
      checkContainer(id, podEntries(requests), podEntries(ownLimits), limits)
    }
  }
}

function checkContainer(
  id: Identifier,
  sentRequests: readonly Entry[],
  sentLimits: readonly Entry[],
  platform: Quantities,
): void {
  const requests = quantities(id, sentRequests)
  const limits = quantities(id, sentLimits)
  for (const [name, request] of requests) {
    const limit = limits.get(name)
    const allowed = platform.get(name)
    if (name === ResourceName.GPU) {
      if (limit && wholeUnits(limit) !== wholeUnits(request)) {
        throw invalidArgument(
          `For extended resource 'gpu' the default value must equal the limit value for task [${idText(id)}]`,
        )
      }
    } else if (limit) {
      if (exceeds(request, limit)) {
        throw invalidArgument(
          `Requested ${ResourceName[name]} default [${quantityText(request)}] is greater than the limit [${quantityText(limit)}]. Please fix your configuration`,
        )
      }
      if (allowed && exceeds(limit, allowed)) throw overPlatform(name, 'limit', limit, allowed)
    }
    if (allowed && exceeds(request, allowed)) throw overPlatform(name, 'default', request, allowed)
  }
}

function overPlatform(name: ResourceName, what: 'limit' | 'default', asked: Quantity, allowed: Quantity) {
  return invalidArgument(
    `Requested ${ResourceName[name]} ${what} [${quantityText(asked)}] is greater than current limit set in the platform configuration ` +
      `[${quantityText(allowed)}]. Please contact Flyte Admins to change these limits or consult the configuration`,
  )
}

function exceeds(asked: Quantity, allowed: Quantity): boolean {
  return wholeUnits(asked) > wholeUnits(allowed)
}

function quantities(id: Identifier, entries: readonly Entry[]): Quantities {
  const result = new Map<ResourceName, Quantity>()
  for (const { name, value } of entries) {
    if (!compared.includes(name)) continue
    const title = enumName(ResourceName, name)
    if (result.has(name)) {
      throw invalidArgument(`can't specify ${title} limit for task [${idText(id)}] multiple times`)
    }
    const quantity = parseQuantity(value)
    if ('reason' in quantity) {
      throw invalidArgument(
        `Parsing of ${title} request failed for value ${value} - reason  ${quantity.reason}. Please follow K8s conventions for resources ` +
          'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
      )
    }
    if (name === ResourceName.GPU && !isWhole(quantity)) {
      throw invalidArgument(`gpu for [${idText(id)}] must be a whole number, got: ${value} instead`)
    }
    result.set(name, quantity)
  }
  return result
}

/** Attributes are stored unchecked: what is no quantity does not limit. */
function platformLimits(platform: TaskResourceSpec | undefined): Quantities {
  const result = new Map<ResourceName, Quantity>()
  if (platform === undefined) return result
  const entries = [
    [ResourceName.CPU, platform.cpu],
    [ResourceName.MEMORY, platform.memory],
    [ResourceName.GPU, platform.gpu],
    [ResourceName.EPHEMERAL_STORAGE, platform.ephemeralStorage],
  ] as const
  for (const [name, value] of entries) {
    const quantity = parseQuantity(value)
    if (!('reason' in quantity) && quantity.nanos !== 0n) result.set(name, quantity)
  }
  return result
}

/** Names that Kubernetes has for what Flyte compares. */
const podNames: Readonly<Record<string, ResourceName>> = {
  cpu: ResourceName.CPU,
  memory: ResourceName.MEMORY,
  'nvidia.com/gpu': ResourceName.GPU,
  'ephemeral-storage': ResourceName.EPHEMERAL_STORAGE,
}

function podEntries(list: JsonValue | undefined): Entry[] {
  return Object.entries(objectOf(list)).flatMap(([key, value]) => {
    const name = Object.hasOwn(podNames, key) ? podNames[key] : undefined
    const isText = typeof value === 'string' || typeof value === 'number'
    return name === undefined || !isText ? [] : [{ name, value: String(value) }]
  })
}

function objectsIn(list: JsonValue | undefined): JsonObject[] {
  return Array.isArray(list) ? list.map(objectOf) : []
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

function idText(id: Identifier): string {
  return protoText(IdentifierSchema, id)
}

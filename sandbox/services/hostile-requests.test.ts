import {
  create,
  type DescField,
  type DescMessage,
  type DescMethod,
  type DescMethodUnary,
  type Message,
  ScalarType,
  toBinary,
} from '@bufbuild/protobuf'
import { reflect } from '@bufbuild/protobuf/reflect'
import { Code, ConnectError } from '@connectrpc/connect'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ResourceType } from '../../src/api/gen/flyteidl/core/identifier_pb'
import { AdminService } from '../../src/api/gen/flyteidl/service/admin_pb'
import { DataProxyService } from '../../src/api/gen/flyteidl/service/dataproxy_pb'
import { SignalService } from '../../src/api/gen/flyteidl/service/signal_pb'
import { startServices, type TestServices } from '../testing/start-services'

let services: TestServices

/** One of everything, so that requests get past the look-ups. */
beforeAll(async () => {
  services = await startServices()
  const { admin } = services
  await admin.registerProject({ project: { id: 'p', name: 'p' } })
  const key = { project: 'p', domain: 'development', name: 'n', version: 'v1' }
  const metadata = { runtime: { version: '1' } }
  await admin.createTask({
    id: { ...key, resourceType: ResourceType.TASK },
    spec: { template: { type: 't', metadata, interface: {} } },
  })
  const taskNode = { reference: { case: 'referenceId', value: { ...key, resourceType: ResourceType.TASK } } } as const
  const workflowId = { ...key, resourceType: ResourceType.WORKFLOW }
  await admin.createWorkflow({
    id: workflowId,
    spec: { template: { interface: {}, nodes: [{ id: 'n0', target: { case: 'taskNode', value: taskNode } }] } },
  })
  const launchPlan = { ...key, resourceType: ResourceType.LAUNCH_PLAN }
  await admin.createLaunchPlan({ id: launchPlan, spec: { workflowId } })
  const id = await admin.createExecution({ project: 'p', domain: 'development', name: 'n', spec: { launchPlan } })
  const occurredAt = { seconds: 1n }
  await admin.createNodeEvent({ event: { id: { executionId: id.id, nodeId: 'n0' }, occurredAt } })
})
// Requests may archive the project, which would end the others early.
afterEach(() => services.admin.updateProject({ id: 'p' }))
afterAll(() => services.close())

/** What a field of that name most likely has to hold for a request to be taken seriously. */
const likely: Readonly<Record<string, string>> = {
  project: 'p',
  domain: 'development',
  name: 'n',
  version: 'v1',
  node_id: 'n0',
  workflow: 'n',
  image: 'i',
  type: 't',
  key: 'name',
  token: '',
  filters: '',
}

const odd = fc.oneof(
  fc.constantFrom('..', '../../etc/passwd', '/', '\0', '__proto__', 'constructor', "'; DROP TABLE tasks; --"),
  fc.constantFrom(
    'eq(name,n)',
    'value_in(state,1;2)',
    'eq(execution_tag.key,a)',
    'created_at',
    '10',
    '-1',
    '* * * * *',
  ),
  fc.constantFrom('flyte://v1/p/development/n/n0/i', 'p', 'n', 'n0', ''),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

function text(field: string): fc.Arbitrary<string> {
  const value = Object.hasOwn(likely, field) ? likely[field] : undefined
  return value === undefined ? odd : fc.oneof({ weight: 12, arbitrary: fc.constant(value) }, odd)
}

function scalar(type: ScalarType, field: string): fc.Arbitrary<unknown> {
  switch (type) {
    case ScalarType.STRING:
      return text(field)
    case ScalarType.BYTES:
      return fc.uint8Array({ maxLength: 20 })
    case ScalarType.BOOL:
      return fc.boolean()
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return type === ScalarType.FLOAT ? fc.float() : fc.double()
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return fc.oneof(fc.constantFrom(0, 1, 2 ** 32 - 1), fc.nat(100))
    case ScalarType.INT32:
    case ScalarType.SINT32:
    case ScalarType.SFIXED32:
      return fc.oneof(fc.constantFrom(0, 1, -1, -(2 ** 31)), fc.integer())
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
    default:
      return fc.oneof(fc.constant(-(2n ** 63n)), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }))
  }
}

function single(field: DescField, depth: number): fc.Arbitrary<unknown> {
  if (field.message) return message(field.message, depth - 1)
  if (field.enum)
    return fc.oneof(fc.constantFrom(...field.enum.values.map(({ number }) => number)), fc.constantFrom(99, -1))
  return scalar(field.scalar, field.name)
}

/** Any message of a type; what lies deeper than `depth` is left out. */
function message(desc: DescMessage, depth: number): fc.Arbitrary<Message> {
  if (depth <= 0) return fc.constant(create(desc))
  const fields = desc.fields.map((field) => {
    const value =
      field.fieldKind === 'list'
        ? fc.array(single(field, depth), { maxLength: 2 })
        : field.fieldKind === 'map'
          ? fc.array(fc.tuple(scalar(field.mapKey, 'map key'), single(field, depth)), {
              maxLength: 2,
            })
          : single(field, depth)
    return fc.option(value, { nil: undefined, freq: Object.hasOwn(likely, field.name) || field.message ? 20 : 4 })
  })
  return fc.tuple(...fields).map((values) => {
    const target = reflect(desc)
    desc.fields.forEach((field, index) => {
      const value = values[index]
      if (value === undefined) return
      if (field.fieldKind === 'list') {
        for (const item of value as unknown[])
          target.get(field).add(field.message ? reflect(field.message, item as Message) : item)
      } else if (field.fieldKind === 'map') {
        for (const [key, item] of value as [string, unknown][])
          target.get(field).set(key, field.message ? reflect(field.message, item as Message) : item)
      } else {
        target.set(field, field.message ? reflect(field.message, value as Message) : value)
      }
    })
    return target.message
  })
}

/** What a mistake of ours looks like, as opposed to a refusal. */
const mistakes =
  /cannot read|undefined|is not (a function|iterable|defined)|null \(|SQLITE_|invalid array length|BigInt|out of range: [^"]*$|maximum call stack/i

async function send(method: DescMethodUnary, request: Message): Promise<void> {
  try {
    await services.transport.unary(method, undefined, 20_000, undefined, request)
  } catch (error) {
    const status = ConnectError.from(error)
    if (status.code === Code.Internal) expect(status.rawMessage, method.name).not.toMatch(mistakes)
    expect([Code.Unavailable, Code.DeadlineExceeded, Code.Canceled], status.message).not.toContain(status.code)
  }
}

const methods = [AdminService, DataProxyService, SignalService]
  .flatMap((service): readonly DescMethod[] => service.methods)
  .filter((method): method is DescMethodUnary => method.methodKind === 'unary')
  .map((method) => [method.name, method] as const)

describe('any request gets an answer', () => {
  it.each(methods)('%s', async (_name, method) => {
    await fc.assert(
      fc.asyncProperty(message(method.input, 6), async (request) => {
        // Lone surrogates cannot be sent.
        fc.pre(isSendable(method.input, request))
        await send(method, request)
      }),
      { numRuns: 20 },
    )
    const { controlPlaneVersion } = await services.admin.getVersion({})
    expect(controlPlaneVersion).toBeDefined()
  })
})

function isSendable(desc: DescMessage, request: Message): boolean {
  try {
    toBinary(desc, request)
    return true
  } catch {
    return false
  }
}

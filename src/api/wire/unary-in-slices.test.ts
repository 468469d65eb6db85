import { create, equals, fromBinary, mergeFromBinary, toBinary } from '@bufbuild/protobuf'
import { createRouterTransport } from '@connectrpc/connect'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { WorkflowSchema } from '../gen/flyteidl/admin/workflow_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { fromBinaryInSlices, unaryInSlices, wirePieces } from './unary-in-slices'

const id = fc.string()
const ids = fc.array(id, { maxLength: 3 })
const workflow = fc
  .record({
    name: id,
    description: id,
    nodes: fc.array(
      fc.record({ id, upstreamNodeIds: ids, inputs: fc.array(fc.record({ var: id }), { maxLength: 3 }) }),
    ),
    upstream: fc.dictionary(id, ids),
    subWorkflows: fc.array(id, { maxLength: 3 }),
    seconds: fc.bigInt({ min: -1000n, max: 1000n }),
  })
  .map(({ name, description, nodes, upstream, subWorkflows, seconds }) =>
    create(WorkflowSchema, {
      id: { name },
      shortDescription: description,
      closure: {
        createdAt: { seconds },
        compiledWorkflow: {
          primary: {
            template: { nodes, id: { name } },
            connections: {
              upstream: Object.fromEntries(Object.entries(upstream).map(([key, of]) => [key, { ids: of }])),
            },
          },
          subWorkflows: subWorkflows.map((of) => ({ template: { id: { name: of } } })),
        },
      },
    }),
  )

it('pieces of any size merge into the whole', () => {
  fc.assert(
    fc.property(workflow, fc.integer({ min: 1, max: 300 }), (whole, size) => {
      const merged = create(WorkflowSchema)
      const bytes = toBinary(WorkflowSchema, whole)
      for (const piece of wirePieces(WorkflowSchema, bytes, size)) mergeFromBinary(WorkflowSchema, merged, piece)
      expect(equals(WorkflowSchema, merged, fromBinary(WorkflowSchema, bytes))).toBe(true)
    }),
  )
})

it('keeps fields that this version does not know', async () => {
  const bytes = Uint8Array.from([
    ...toBinary(WorkflowSchema, create(WorkflowSchema, { id: { name: 'w' } })),
    0x9a,
    0x06,
    1,
    7,
  ])
  expect(toBinary(WorkflowSchema, await fromBinaryInSlices(WorkflowSchema, bytes))).toEqual(bytes)
})

it('calls, decodes and lets the page have its turn', async () => {
  const nodes = Array.from({ length: 20_000 }, (_, at) => ({ id: `n${at}`, inputs: [{ var: 'x' }, { var: 'y' }] }))
  const transport = createRouterTransport(({ service }) => {
    service(AdminService, {
      getWorkflow: ({ id: asked }) => ({
        id: asked ?? {},
        closure: { compiledWorkflow: { primary: { template: { nodes } } } },
      }),
    })
  })
  let turns = 0
  const timer = setInterval(() => turns++)
  const answer = await unaryInSlices(
    transport,
    AdminService.method.getWorkflow,
    { id: { name: 'w' } },
    new AbortController().signal,
  )
  clearInterval(timer)
  expect(answer.id?.name).toBe('w')
  expect(answer.closure?.compiledWorkflow?.primary?.template?.nodes).toHaveLength(20_000)
  expect(turns).toBeGreaterThan(0)
})

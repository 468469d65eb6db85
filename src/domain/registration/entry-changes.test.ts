import { clone, create, type MessageInitShape } from '@bufbuild/protobuf'
import { expect, test } from 'vitest'
import { LaunchPlanSpecSchema } from '../../api/gen/flyteidl/admin/launch_plan_pb'
import { TaskSpecSchema } from '../../api/gen/flyteidl/admin/task_pb'
import { WorkflowSpecSchema } from '../../api/gen/flyteidl/admin/workflow_pb'
import { CompiledWorkflowClosureSchema } from '../../api/gen/flyteidl/core/compiler_pb'
import { IdentifierSchema } from '../../api/gen/flyteidl/core/identifier_pb'
import { type TaskTemplate, TaskTemplateSchema } from '../../api/gen/flyteidl/core/tasks_pb'
import type { NodeSchema } from '../../api/gen/flyteidl/core/workflow_pb'
import { entryChanges, type RegisteredEntities } from './entry-changes'

const id = create(IdentifierSchema, { project: 'p', domain: 'd', name: 'e', version: 'v' })
const nothing: RegisteredEntities = { task: new Map(), workflow: new Map(), launchPlan: new Map() }

const template = create(TaskTemplateSchema, {
  id,
  type: 'python-task',
  target: { case: 'container', value: { image: 'img:1', args: ['--dest', '{{ .remote_package_path }}'] } },
})
const task = (change: (own: TaskTemplate) => void = () => undefined) => {
  const own = clone(TaskTemplateSchema, template)
  change(own)
  return { kind: 'task', id, spec: create(TaskSpecSchema, { template: own }) } as const
}
const registeredTask = (source: string): RegisteredEntities => {
  const before = clone(TaskTemplateSchema, template)
  if (before.target.case === 'container') before.target.value.args = ['--dest', source]
  return { ...nothing, task: new Map([['e', before]]) }
}

test('what is not registered has nothing to differ from', () => {
  expect(entryChanges(task(), nothing, '')).toBeUndefined()
})

test('the place of the code is known by the name of its archive', () => {
  expect(entryChanges(task(), registeredTask('s3://b/fast01.tar.gz'), 'fast01.tar.gz')).toEqual([])
  expect(
    entryChanges(task(), registeredTask('s3://b/fast02.tar.gz'), 'fast01.tar.gz')?.map(({ field }) => field),
  ).toEqual(['container.args'])
})

test('each field says what it was and what it would be', () => {
  const changed = task((own) => {
    own.config = { a: 'b' }
    if (own.target.case === 'container') own.target.value.image = 'img:2'
  })
  expect(entryChanges(changed, registeredTask('x/f'), 'f')).toEqual([
    { field: 'config.a', before: undefined, after: 'b' },
    { field: 'container.image', before: 'img:1', after: 'img:2' },
  ])
})

test('required inputs, which the server adds, are no difference', () => {
  const sent = create(LaunchPlanSpecSchema, { workflowId: id })
  const kept = create(LaunchPlanSpecSchema, {
    workflowId: id,
    defaultInputs: { parameters: { x: { behavior: { case: 'required', value: true } } } },
  })
  const registered = { ...nothing, launchPlan: new Map([['e', kept]]) }
  expect(entryChanges({ kind: 'launchPlan', id, spec: sent }, registered, '')).toEqual([])
})

type NodeInit = MessageInitShape<typeof NodeSchema>
const promise = (nodeId: string) => [
  { var: 'x', binding: { value: { case: 'promise', value: { nodeId, var: 'o' } } } } as const,
]
const branch = (nodeId: string, inner: string, deepest: string): NodeInit => ({
  id: nodeId,
  target: {
    case: 'branchNode',
    value: {
      ifElse: {
        case: {
          thenNode: {
            id: inner,
            target: { case: 'branchNode', value: { ifElse: { case: { thenNode: { id: deepest } } } } },
          },
        },
      },
    },
  },
})

test('what compiling adds to a workflow is no difference, another node is', () => {
  const sent = create(WorkflowSpecSchema, {
    template: {
      id,
      nodes: [{ id: 'n0', inputs: promise('') }, { id: 'n1', inputs: promise('n0') }, branch('n2', 'n0', 'n0')],
    },
  })
  const compiled = create(CompiledWorkflowClosureSchema, {
    primary: {
      template: {
        id,
        nodes: [
          { id: 'start-node' },
          { id: 'end-node' },
          { id: 'n0', inputs: promise('start-node'), upstreamNodeIds: ['start-node'] },
          { id: 'n1', inputs: promise('n0'), upstreamNodeIds: ['n0'] },
          branch('n2', 'n2-n0', 'n2-n0-n0'),
        ],
      },
    },
  })
  const registered = { ...nothing, workflow: new Map([['e', compiled]]) }
  expect(entryChanges({ kind: 'workflow', id, spec: sent }, registered, '')).toEqual([])
  sent.template?.nodes.splice(1, 1)
  expect(entryChanges({ kind: 'workflow', id, spec: sent }, registered, '')?.[0]).toEqual({
    field: 'nodes.n1.inputs.x',
    before: 'n0.o',
    after: undefined,
  })
})

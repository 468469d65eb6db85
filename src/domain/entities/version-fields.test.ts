import { create } from '@bufbuild/protobuf'
import { expect, test } from 'vitest'
import { LaunchPlanSpecSchema } from '../../api/gen/flyteidl/admin/launch_plan_pb'
import { TaskTemplateSchema, Resources_ResourceName as Resource } from '../../api/gen/flyteidl/core/tasks_pb'
import { SimpleType } from '../../api/gen/flyteidl/core/types_pb'
import { WorkflowTemplateSchema } from '../../api/gen/flyteidl/core/workflow_pb'
import { type Fields, partsOf, planFields, taskFields, workflowFields } from './version-fields'

const texts = (fields: Fields) => Object.fromEntries([...fields].map(([field, { text }]) => [field, text]))
const int = { type: { case: 'simple', value: SimpleType.INTEGER } } as const

test('a task by the names that people use', () => {
  const template = create(TaskTemplateSchema, {
    id: { name: 't', version: 'v' },
    type: 'python-task',
    interface: { inputs: { variables: { seed: { type: int, description: 'For the split' } } } },
    target: {
      case: 'container',
      value: {
        image: 'img:1',
        args: ['run', 'a b'],
        env: [{ key: 'HOME', value: '/root' }, { key: 'EMPTY' }],
        resources: { limits: [{ name: Resource.MEMORY, value: '2Gi' }] },
      },
    },
    metadata: { discoverable: true, discoveryVersion: '7', retries: { retries: 3 }, timeout: { seconds: 60n } },
  })
  expect(texts(taskFields(template))).toEqual({
    type: 'python-task',
    'inputs.seed': 'int',
    'inputs.seed.doc': 'For the split',
    'container.image': 'img:1',
    'container.args': 'run "a b"',
    'container.env.HOME': '/root',
    'container.env.EMPTY': '',
    'container.limits.MEMORY': '2Gi',
    'metadata.discoverable': 'true',
    'metadata.discoveryVersion': '7',
    'metadata.retries.retries': '3',
    'metadata.timeout': '60s',
  })
})

test('a workflow names what is of its own version without it', () => {
  const own = { project: 'p', domain: 'd', version: 'v2' }
  const template = create(WorkflowTemplateSchema, {
    id: { ...own, name: 'w' },
    nodes: [
      {
        id: 'n0',
        target: { case: 'taskNode', value: { reference: { case: 'referenceId', value: { ...own, name: 'mod.t' } } } },
        inputs: [
          { var: 'x', binding: { value: { case: 'promise', value: { var: 'seed' } } } },
          {
            var: 'y',
            binding: {
              value: {
                case: 'collection',
                value: { bindings: [{ value: { case: 'promise', value: { nodeId: 'n1', var: 'o0' } } }] },
              },
            },
          },
        ],
      },
      {
        id: 'n1',
        target: {
          case: 'taskNode',
          value: { reference: { case: 'referenceId', value: { ...own, name: 'far', version: 'v1' } } },
        },
      },
    ],
  })
  expect(texts(workflowFields(template))).toEqual({
    'nodes.n0.task': 'mod.t',
    'nodes.n0.inputs.x': 'inputs.seed',
    'nodes.n0.inputs.y': '[n1.o0]',
    'nodes.n1.task': 'far at v1',
  })
})

test('a launch plan by its inputs', () => {
  const spec = create(LaunchPlanSpecSchema, {
    workflowId: { name: 'w', version: 'v' },
    defaultInputs: {
      parameters: {
        a: { var: { type: int }, behavior: { case: 'required', value: true } },
      },
    },
    fixedInputs: {
      literals: {
        b: {
          value: {
            case: 'scalar',
            value: { value: { case: 'primitive', value: { value: { case: 'integer', value: 5n } } } },
          },
        },
      },
    },
    entityMetadata: {
      schedule: { ScheduleExpression: { case: 'cronSchedule', value: { schedule: '0 2 * * *' } } },
    },
  })
  const fields = planFields(spec)
  expect(texts(fields)).toEqual({
    workflowId: 'w at v',
    'inputs.a.type': 'int',
    'inputs.a.required': 'true',
    'inputs.b.fixed': '5',
    'schedule.cronSchedule.schedule': '0 2 * * *',
  })
  const parts = partsOf(
    'launchPlan',
    [...fields.keys()].map((field) => ({ field })),
  )
  expect(parts.map(({ title, items }) => [title, items.length])).toEqual([
    ['Inputs', 3],
    ['Schedule and notifications', 1],
    ['Settings', 1],
  ])
})

import { create, type MessageInitShape } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import { type Execution, ExecutionSchema } from '../../src/api/gen/flyteidl/admin/execution_pb'
import { type NodeExecution, NodeExecutionSchema } from '../../src/api/gen/flyteidl/admin/node_execution_pb'
import { type TaskExecution, TaskExecutionSchema } from '../../src/api/gen/flyteidl/admin/task_execution_pb'
import {
  type CompiledWorkflowClosure,
  CompiledWorkflowClosureSchema,
} from '../../src/api/gen/flyteidl/core/compiler_pb'
import { NodeExecution_Phase as NodePhase } from '../../src/api/gen/flyteidl/core/execution_pb'
import type { Span } from '../../src/api/gen/flyteidl/core/metrics_pb'
import type { NodeSchema } from '../../src/api/gen/flyteidl/core/workflow_pb'
import { durationOf, timestampAt } from './event-times'
import { executionSpan, type RunReader, UnknownNodeError } from './execution-spans'

const at = (second: number) => timestampAt(BigInt(second) * 1_000_000_000n)
const lasting = (seconds: number) => durationOf(BigInt(seconds) * 1_000_000_000n)
const workflowId = { project: 'p', domain: 'd', name: 'wf', version: 'v' }

type Target = NonNullable<MessageInitShape<typeof NodeSchema>['target']>
type NodeInit = MessageInitShape<typeof NodeExecutionSchema>

/** A run in memory: nodes are listed by the id of their parent, attempts by that of their node. */
class Run {
  readonly #nodes = new Map<string, NodeExecution[]>()
  readonly #tasks = new Map<string, TaskExecution[]>()
  readonly executions = new Map<string, Execution>()
  readonly dynamic = new Map<string, CompiledWorkflowClosure>()
  readonly workflow: CompiledWorkflowClosure

  constructor(workflow: MessageInitShape<typeof CompiledWorkflowClosureSchema>) {
    this.workflow = create(CompiledWorkflowClosureSchema, workflow)
  }

  execution(name: string, start: number, end: number): Execution {
    const execution = create(ExecutionSchema, {
      id: { name },
      closure: { createdAt: at(start), updatedAt: at(end), workflowId },
    })
    this.executions.set(name, execution)
    return execution
  }

  node(
    id: string,
    start: number,
    end: number,
    more: { parent?: string; metadata?: NodeInit['metadata']; closure?: NodeInit['closure'] } = {},
  ): this {
    const node = create(NodeExecutionSchema, {
      id: { nodeId: id, executionId: { name: 'e' } },
      metadata: { specNodeId: id.split('-0-').at(-1) ?? id, ...more.metadata },
      closure: { createdAt: at(start), updatedAt: at(end), ...more.closure },
    })
    const parent = more.parent ?? ''
    this.#nodes.set(parent, [...(this.#nodes.get(parent) ?? []), node])
    return this
  }

  task(node: string, start: number, end: number, started?: number, duration?: number): this {
    const task = create(TaskExecutionSchema, {
      id: { retryAttempt: this.#tasks.get(node)?.length ?? 0 },
      closure: {
        createdAt: at(start),
        updatedAt: at(end),
        startedAt: started === undefined ? undefined : at(started),
        duration: duration === undefined ? undefined : lasting(duration),
      },
    })
    this.#tasks.set(node, [...(this.#tasks.get(node) ?? []), task])
    return this
  }

  get reader(): RunReader {
    return {
      execution: ({ name }) => this.executions.get(name),
      workflow: ({ name }) => (name === 'wf' ? this.workflow : undefined),
      nodes: (_execution, parent) => this.#nodes.get(parent ?? '') ?? [],
      tasks: ({ nodeId }) => this.#tasks.get(nodeId) ?? [],
      dynamicWorkflow: ({ nodeId }) => this.dynamic.get(nodeId),
    }
  }
}

/** `WHAT start-end` per span, children indented. */
function drawn(span: Span, indent = ''): string[] {
  const { case: kind, value } = span.id
  const what =
    kind === 'operationId'
      ? value
      : kind === 'nodeId'
        ? value.nodeId
        : kind === 'taskId'
          ? `attempt ${value.retryAttempt}`
          : (value?.name ?? '')
  return [
    `${indent}${what} ${span.startTime?.seconds ?? '?'}-${span.endTime?.seconds ?? '?'}`,
    ...span.spans.flatMap((child) => drawn(child, `${indent}  `)),
  ]
}

function spansOf(run: Run, depth = -1, start = 0, end = 20): string[] {
  return drawn(executionSpan(run.reader, run.execution('e', start, end), depth))
}

const taskNode = { case: 'taskNode', value: {} } as const
const chain = (...ids: string[]) => ({
  upstream: Object.fromEntries(ids.slice(1).map((id, index) => [id, { ids: [ids[index] ?? ''] }])),
})

function oneNode(target: Target): Run {
  return new Run({
    primary: {
      template: { nodes: [{ id: 'n0', target }] },
      connections: chain('start-node', 'n0', 'end-node'),
    },
  }).node('start-node', 1, 1)
}

describe('executionSpan', () => {
  it('tells the setup, run and teardown of a task, attempt by attempt', () => {
    const run = oneNode(taskNode).node('n0', 2, 12).task('n0', 3, 6, 4, 2).task('n0', 7, 11, 8, 2)
    expect(spansOf(run)).toEqual([
      'e 0-20',
      '  WORKFLOW_SETUP 0-1',
      '  n0 2-12',
      '    NODE_TRANSITION 1-2',
      '    NODE_SETUP 2-3',
      '    attempt 0 3-6',
      '      TASK_SETUP 3-4',
      '      TASK_RUNTIME 4-6',
      '      TASK_TEARDOWN 6-6',
      '    NODE_RESET 6-7',
      '    attempt 1 7-11',
      '      TASK_SETUP 7-8',
      '      TASK_RUNTIME 8-10',
      '      TASK_TEARDOWN 10-11',
      '    NODE_TEARDOWN 11-12',
      '  WORKFLOW_TEARDOWN 12-20',
    ])
  })

  it.each([
    [0, ['e 0-20']],
    [1, ['e 0-20', '  WORKFLOW_SETUP 0-1', '  n0 2-12', '    NODE_TRANSITION 1-2', '  WORKFLOW_TEARDOWN 12-20']],
    [
      2,
      [
        'e 0-20',
        '  WORKFLOW_SETUP 0-1',
        '  n0 2-12',
        '    NODE_TRANSITION 1-2',
        '    NODE_SETUP 2-3',
        '    NODE_TEARDOWN 6-12',
        '  WORKFLOW_TEARDOWN 12-20',
      ],
    ],
  ])('goes %i levels down', (depth, expected) => {
    expect(spansOf(oneNode(taskNode).node('n0', 2, 12).task('n0', 3, 6, 4, 2), depth)).toEqual(expected)
  })

  it('tells what has not got far', () => {
    const nothing = new Run({})
    expect(spansOf(nothing)).toEqual(['e 0-20', '  WORKFLOW_SETUP 0-20'])
    expect(spansOf(oneNode(taskNode).node('n0', 2, 12))).toContain('    NODE_SETUP 2-12')
    expect(spansOf(oneNode(taskNode).node('n0', 2, 12).task('n0', 3, 6))).toContain('      TASK_SETUP 3-6')
    expect(spansOf(oneNode(taskNode).node('n0', 2, 12).task('n0', 3, 6, 4))).toContain('      TASK_RUNTIME 4-6')
  })

  it('goes into the arm of a branch that was taken, and past those that were not', () => {
    const arm = (id: string) => ({ thenNode: { id, target: taskNode } })
    const branch: Target = {
      case: 'branchNode',
      value: {
        ifElse: {
          case: arm('n0-a'),
          other: [arm('n0-b')],
          default: { case: 'elseNode', value: { id: 'n0-c', target: taskNode } },
        },
      },
    }
    const run = oneNode(branch)
      .node('n0', 2, 12)
      .node('n0-0-n0-a', 3, 3, { parent: 'n0', closure: { phase: NodePhase.SKIPPED } })
      .node('n0-0-n0-c', 4, 10, { parent: 'n0' })
    expect(spansOf(run).slice(2, 8)).toEqual([
      '  n0 2-12',
      '    NODE_TRANSITION 1-2',
      '    NODE_SETUP 2-4',
      '    n0-0-n0-c 4-10',
      '      NODE_SETUP 4-10',
      '    NODE_TEARDOWN 10-12',
    ])
    expect(spansOf(oneNode(branch).node('n0', 2, 12))).toContain('    NODE_SETUP 2-12')
  })

  it('goes into a sub-workflow that only its parent knows', () => {
    const sub = { ...workflowId, name: 'sub' }
    const run = new Run({
      primary: {
        template: {
          nodes: [
            {
              id: 'n0',
              target: { case: 'workflowNode', value: { reference: { case: 'subWorkflowRef', value: sub } } },
            },
          ],
        },
        connections: chain('start-node', 'n0', 'end-node'),
      },
      subWorkflows: [
        {
          template: { id: sub, nodes: [{ id: 'n1', target: taskNode }] },
          connections: chain('start-node', 'n1', 'end-node'),
        },
      ],
    })
      .node('start-node', 1, 1)
      .node('n0', 2, 12)
      .node('n0-0-start-node', 3, 3, { parent: 'n0' })
      .node('n0-0-n1', 4, 10, { parent: 'n0' })
    expect(spansOf(run).slice(2, 8)).toEqual([
      '  n0 2-12',
      '    NODE_TRANSITION 1-2',
      '    NODE_SETUP 2-3',
      '    n0-0-n1 4-10',
      '      NODE_TRANSITION 3-4',
      '      NODE_SETUP 4-10',
    ])
    expect(spansOf(run)).toContain('    NODE_TEARDOWN 10-12')
  })

  it('goes into what a dynamic node made', () => {
    const run = oneNode(taskNode)
      .node('n0', 2, 14, { metadata: { isParentNode: true } })
      .task('n0', 3, 6, 4, 2)
      .node('n0-0-start-node', 7, 7, { parent: 'n0' })
      .node('n0-0-dn0', 8, 12, { parent: 'n0' })
    run.dynamic.set(
      'n0',
      create(CompiledWorkflowClosureSchema, {
        primary: {
          template: { nodes: [{ id: 'dn0', target: taskNode }] },
          connections: chain('start-node', 'dn0', 'end-node'),
        },
      }),
    )
    expect(spansOf(run, 2).slice(4)).toEqual([
      '    NODE_SETUP 2-3',
      '    NODE_RESET 6-7',
      '    n0-0-dn0 8-12',
      '      NODE_TRANSITION 7-8',
      '    NODE_TEARDOWN 12-14',
      '  WORKFLOW_TEARDOWN 14-20',
    ])
  })

  it('goes into the execution of a launch plan, once', () => {
    const plan = { case: 'workflowNode', value: { reference: { case: 'launchplanRef', value: {} } } } as const
    const child = (name: string) => ({
      targetMetadata: { case: 'workflowNodeMetadata' as const, value: { executionId: { name } } },
    })
    const run = oneNode(plan).node('n0', 2, 12, { closure: child('e') })
    expect(spansOf(run).slice(2)).toEqual([
      '  n0 2-12',
      '    NODE_TRANSITION 1-2',
      '    NODE_SETUP 2-0',
      '    e 0-20',
      '  WORKFLOW_TEARDOWN 12-20',
    ])
    expect(spansOf(oneNode(plan).node('n0', 2, 12, { closure: child('none') }))).toContain('    NODE_SETUP 2-12')
  })

  it('tells how long a gate waited', () => {
    const gate = { case: 'gateNode', value: {} } as const
    const opened = oneNode(gate).node('n0', 2, 12, { closure: { startedAt: at(3), duration: lasting(8) } })
    expect(spansOf(opened).slice(4, 7)).toEqual(['    NODE_SETUP 2-3', '    NODE_IDLE 3-11', '    NODE_TEARDOWN 11-12'])
    const waiting = oneNode(gate).node('n0', 2, 12, { closure: { startedAt: at(3) } })
    expect(spansOf(waiting).slice(4, 6)).toEqual(['    NODE_SETUP 2-3', '    NODE_IDLE 3-12'])
  })

  it('knows the failure node', () => {
    const run = new Run({ primary: { template: { failureNode: { id: 'fn', target: taskNode } } } })
      .node('start-node', 1, 1)
      .node('fn', 5, 6)
    expect(spansOf(run)).toContain('  fn 5-6')
  })

  it('refuses nodes that the workflow does not have', () => {
    expect(() => spansOf(new Run({}).node('start-node', 1, 1).node('nx', 2, 3))).toThrow(UnknownNodeError)
  })
})

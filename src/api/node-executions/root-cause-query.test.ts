import type { MessageInitShape } from '@bufbuild/protobuf'
import { timestampFromMs } from '@bufbuild/protobuf/wkt'
import { createRouterTransport } from '@connectrpc/connect'
import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import type { Execution } from '../../domain/execution'
import { anExecution } from '../../domain/execution.fixture'
import type { NodeExecutionSchema } from '../gen/flyteidl/admin/node_execution_pb'
import type { TaskExecutionSchema } from '../gen/flyteidl/admin/task_execution_pb'
import {
  ExecutionError_ErrorKind,
  NodeExecution_Phase as Phase,
  TaskExecution_Phase as TaskPhase,
  WorkflowExecution_Phase,
} from '../gen/flyteidl/core/execution_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { rootCauseQuery } from './root-cause-query'

type WireNode = MessageInitShape<typeof NodeExecutionSchema>
type WireAttempt = MessageInitShape<typeof TaskExecutionSchema>

const scope = { project: 'p', domain: 'd' }
const error = (message: string) => ({ code: 'Code', kind: ExecutionError_ErrorKind.USER, message })

interface NodeFacts {
  readonly at: number
  readonly message: string
  readonly isParent?: boolean
  readonly child?: string
}

function failedNode(nodeId: string, { at, message, isParent = false, child }: NodeFacts): WireNode {
  return {
    id: { nodeId },
    metadata: { isParentNode: isParent, specNodeId: nodeId },
    closure: {
      phase: Phase.FAILED,
      updatedAt: timestampFromMs(at),
      outputResult: { case: 'error', value: error(message) },
      ...(child === undefined
        ? {}
        : {
            targetMetadata: {
              case: 'workflowNodeMetadata' as const,
              value: { executionId: { ...scope, name: child } },
            },
          }),
    },
  }
}

function failedAttempts(...messages: readonly string[]): readonly WireAttempt[] {
  return messages.map((message, retryAttempt) => ({
    id: { retryAttempt },
    closure: {
      phase: retryAttempt === messages.length - 1 ? TaskPhase.FAILED : TaskPhase.RETRYABLE_FAILED,
      outputResult: { case: 'error' as const, value: error(message) },
    },
  }))
}

interface Flyte {
  /** Failed nodes by `execution/parent`. */
  readonly nodes: Readonly<Record<string, readonly WireNode[]>>
  /** Attempts by `execution/node`. */
  readonly attempts?: Readonly<Record<string, readonly WireAttempt[]>>
  /** Errors of executions by name. */
  readonly errors?: Readonly<Record<string, string>>
}

function causeIn(flyte: Flyte, execution: Execution) {
  const calls: string[] = []
  const transport = createRouterTransport(({ service }) => {
    service(AdminService, {
      listNodeExecutions: ({ workflowExecutionId, uniqueParentId, filters }) => {
        calls.push('list')
        expect(filters).toBe('value_in(phase,FAILED;TIMED_OUT;FAILING)')
        return { nodeExecutions: [...(flyte.nodes[`${workflowExecutionId?.name ?? ''}/${uniqueParentId}`] ?? [])] }
      },
      getNodeExecution: ({ id }) => {
        calls.push('node')
        const levels = Object.entries(flyte.nodes).filter(([key]) => key.startsWith(`${id?.executionId?.name ?? ''}/`))
        return levels.flatMap(([, nodes]) => nodes).find((node) => node.id?.nodeId === id?.nodeId) ?? {}
      },
      listTaskExecutions: ({ nodeExecutionId: id }) => ({
        taskExecutions: [...(flyte.attempts?.[`${id?.executionId?.name ?? ''}/${id?.nodeId ?? ''}`] ?? [])],
      }),
      getExecution: ({ id }) => {
        const message = flyte.errors?.[id?.name ?? '']
        return {
          id,
          closure: message === undefined ? {} : { outputResult: { case: 'error' as const, value: error(message) } },
        }
      },
    })
  })
  return new QueryClient().fetchQuery(rootCauseQuery(transport, execution)).then((cause) => ({ cause, calls }))
}

const failed = anExecution({
  phase: WorkflowExecution_Phase.FAILED,
  error: { ...error('the execution failed'), uri: '' },
})

describe('rootCauseQuery', () => {
  it('goes down through a sub-workflow and a child execution to the attempt that failed', async () => {
    const { cause, calls } = await causeIn(
      {
        nodes: {
          'e/': [failedNode('n0', { at: 9, message: 'n0', isParent: true })],
          'e/n0': [failedNode('n0-0-n1', { at: 8, message: 'inner', child: 'c' })],
          'c/': [failedNode('n5', { at: 7, message: 'cut to a hundr' })],
        },
        attempts: { 'c/n5': failedAttempts('first', 'the whole of it') },
      },
      failed,
    )
    expect(cause?.path.map(({ execution, node }) => `${execution.name}/${node.nodeId}`)).toEqual([
      'e/n0',
      'e/n0-0-n1',
      'c/n5',
    ])
    expect(cause?.error.message).toBe('the whole of it')
    expect(cause?.attempts).toBe(2)
    expect(calls).toEqual(['list', 'list', 'list', 'node'])
  })

  it('takes the first failure among siblings, and none that was stopped because of it', async () => {
    const { cause } = await causeIn(
      {
        nodes: {
          'e/': [
            failedNode('n2', { at: 1, message: 'Workflow aborted' }),
            failedNode('n1', { at: 3, message: 'later' }),
            failedNode('n0', { at: 2, message: 'first' }),
          ],
        },
      },
      failed,
    )
    expect(cause?.path.map(({ node }) => node.nodeId)).toEqual(['n0'])
    expect(cause?.error.message).toBe('first')
  })

  it('says what a child says that failed before any of its nodes', async () => {
    const { cause } = await causeIn(
      {
        nodes: { 'e/': [failedNode('n0', { at: 1, message: 'child failed', child: 'c' })] },
        errors: { c: 'no such launch plan' },
      },
      failed,
    )
    expect(cause?.error.message).toBe('no such launch plan')
    expect(cause?.attempts).toBeUndefined()
  })

  it.each([
    ['its own error when no node failed', failed, 'the execution failed'],
    ['nothing when there is none', anExecution({ phase: WorkflowExecution_Phase.FAILED }), undefined],
  ] as const)('says %s', async (_case, execution, message) => {
    const { cause } = await causeIn({ nodes: {} }, execution)
    expect(cause?.error.message).toBe(message)
  })

  it('ends where executions lie inside each other for ever', async () => {
    const nodes = { 'e/': [failedNode('n0', { at: 1, message: 'round', child: 'e' })] }
    const { cause } = await causeIn({ nodes, errors: { e: 'round' } }, failed)
    expect(cause?.error.message).toBe('round')
  })
})

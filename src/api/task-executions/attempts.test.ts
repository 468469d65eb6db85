import { create } from '@bufbuild/protobuf'
import { createRouterTransport } from '@connectrpc/connect'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { TaskExecutionSchema } from '../gen/flyteidl/admin/task_execution_pb'
import { TaskExecution_Phase as Phase } from '../gen/flyteidl/core/execution_pb'
import { ResourceType } from '../gen/flyteidl/core/identifier_pb'
import { TaskExecutionMetadata_InstanceClass } from '../gen/flyteidl/event/event_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { toAttempt } from './attempt-mapper'
import { attemptDataQuery, attemptsQuery } from './attempt-queries'

const execution = { project: 'p', domain: 'd', name: 'e' }
const taskId = { resourceType: ResourceType.TASK, project: 'p', domain: 'd', name: 't', version: 'v' }

const attemptMessage = (retryAttempt: number) =>
  create(TaskExecutionSchema, {
    id: { taskId, nodeExecutionId: { nodeId: 'n0', executionId: execution }, retryAttempt },
    closure: { phase: Phase.SUCCEEDED },
  })

describe('toAttempt', () => {
  it('reads logs, reasons and the items of a map task', () => {
    const attempt = toAttempt(
      create(TaskExecutionSchema, {
        id: attemptMessage(1).id ?? {},
        inputUri: 's3://in',
        closure: {
          phase: Phase.RUNNING,
          logs: [{ uri: 'http://logs', ShowWhilePending: true }],
          reasons: [{ message: 'queued', occurredAt: { seconds: 5n, nanos: 0 } }],
          reason: 'ignored beside reasons',
          metadata: {
            generatedName: 'pod-1',
            pluginIdentifier: 'k8s-array',
            instanceClass: TaskExecutionMetadata_InstanceClass.INTERRUPTIBLE,
            externalResources: [
              { index: 4, retryAttempt: 1, phase: Phase.FAILED, externalId: 'x', logs: [{ uri: 'u', name: 'n' }] },
            ],
          },
        },
      }),
    )
    expect(attempt).toMatchObject({
      task: { type: 'task', name: 't', version: 'v' },
      attempt: 1,
      logs: [{ name: 'Log', uri: 'http://logs', showWhilePending: true, hideOnceFinished: false }],
      reasons: [{ at: 5000, message: 'queued' }],
      plugin: 'k8s-array',
      generatedName: 'pod-1',
      interruptible: true,
      items: [{ index: 4, attempt: 1, phase: Phase.FAILED, externalId: 'x', logs: [{ name: 'n' }] }],
    })
  })

  it('takes the single reason of an old server', () => {
    const attempt = toAttempt(
      create(TaskExecutionSchema, { closure: { reason: 'only this', updatedAt: { seconds: 7n, nanos: 0 } } }),
    )
    expect(attempt.reasons).toEqual([{ at: 7000, message: 'only this' }])
  })
})

describe('attempt queries', () => {
  const asked: unknown[] = []
  const transport = createRouterTransport(({ service }) => {
    service(AdminService, {
      listTaskExecutions: ({ token, limit }) => {
        const from = token === '' ? 0 : Number(token)
        // flyteadmin has no order of its own here: last attempt first.
        const rows = Array.from({ length: 130 }, (_, at) => attemptMessage(129 - at)).slice(from, from + limit)
        return { taskExecutions: rows, token: rows.length === limit ? String(from + rows.length) : '' }
      },
      getTaskExecutionData: ({ id }) => {
        asked.push(id)
        return { fullOutputs: { literals: { o: {} } }, flyteUrls: { outputs: 'flyte://o' } }
      },
    })
  })

  it('lists every attempt, the first one first', async () => {
    const observer = new QueryObserver(new QueryClient(), attemptsQuery(transport, execution, 'n0', false))
    const { data } = await observer.refetch()
    expect(data?.map(({ attempt }) => attempt)).toEqual(Array.from({ length: 130 }, (_, at) => at))
  })

  it('asks for data by the whole identity of the attempt', async () => {
    const data = await new QueryClient().fetchQuery(attemptDataQuery(transport, toAttempt(attemptMessage(2)), true))
    expect(asked).toMatchObject([
      { taskId, nodeExecutionId: { nodeId: 'n0', executionId: execution }, retryAttempt: 2 },
    ])
    expect(Object.keys(data.outputs?.literals ?? {})).toEqual(['o'])
    expect(data).toMatchObject({ inputs: undefined, inputsUrl: '', outputsUrl: 'flyte://o' })
  })
})

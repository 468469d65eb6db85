import { create, fromJson, type MessageInitShape } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import {
  ExecutionMetadata_ExecutionMode,
  ExecutionSchema,
  ExecutionSpecSchema,
  ExecutionState,
} from '../gen/flyteidl/admin/execution_pb'
import { ExecutionError_ErrorKind, WorkflowExecution_Phase } from '../gen/flyteidl/core/execution_pb'
import { ResourceType } from '../gen/flyteidl/core/identifier_pb'
import { toExecution } from './execution-mapper'
import { toExecutionSettings } from './execution-settings-mapper'

const mapped = (message: MessageInitShape<typeof ExecutionSchema>) => toExecution(create(ExecutionSchema, message))

describe('toExecution', () => {
  it('reads a failed scheduled execution', () => {
    const execution = mapped({
      id: { project: 'p', domain: 'd', name: 'e' },
      spec: {
        launchPlan: {
          resourceType: ResourceType.LAUNCH_PLAN,
          project: 'p',
          domain: 'd',
          name: 'nightly',
          version: 'v1',
        },
        metadata: {
          mode: ExecutionMetadata_ExecutionMode.SCHEDULED,
          principal: 'ada',
          scheduledAt: { seconds: 60n, nanos: 0 },
          parentNodeExecution: { nodeId: 'n3', executionId: { project: 'p', domain: 'd', name: 'parent' } },
          systemMetadata: { executionCluster: 'c1' },
        },
        labels: { values: { team: 'x' } },
        tags: ['gpu'],
      },
      closure: {
        phase: WorkflowExecution_Phase.FAILED,
        createdAt: { seconds: 100n, nanos: 500_000 },
        startedAt: { seconds: 101n, nanos: 0 },
        updatedAt: { seconds: 104n, nanos: 0 },
        duration: { seconds: 3n, nanos: 250_000_000 },
        workflowId: { resourceType: ResourceType.WORKFLOW, project: 'p', domain: 'd', name: 'mod.wf', version: 'v1' },
        outputResult: {
          case: 'error',
          value: { code: 'OOM', message: 'no memory', kind: ExecutionError_ErrorKind.USER, errorUri: 's3://b/e' },
        },
      },
    })
    expect(execution).toEqual({
      key: { project: 'p', domain: 'd', name: 'e' },
      phase: WorkflowExecution_Phase.FAILED,
      createdAt: 100_000.5,
      startedAt: 101_000,
      updatedAt: 104_000,
      duration: 3_250,
      workflow: { type: 'workflow', project: 'p', domain: 'd', name: 'mod.wf', version: 'v1' },
      launched: { type: 'plan', project: 'p', domain: 'd', name: 'nightly', version: 'v1' },
      mode: 'scheduled',
      principal: 'ada',
      scheduledAt: 60_000,
      parent: { execution: { project: 'p', domain: 'd', name: 'parent' }, nodeId: 'n3' },
      reference: undefined,
      cluster: 'c1',
      labels: { team: 'x' },
      tags: ['gpu'],
      error: { code: 'OOM', message: 'no memory', kind: ExecutionError_ErrorKind.USER, uri: 's3://b/e' },
      abort: undefined,
      outputUri: '',
      archived: false,
    })
  })

  it('survives an empty message', () => {
    const execution = mapped({})
    expect(execution.phase).toBe(WorkflowExecution_Phase.UNDEFINED)
    expect(execution.duration).toBeUndefined()
    expect(execution.workflow).toBeUndefined()
  })

  it('keeps the number of a mode that it does not know', () => {
    expect(toExecution(fromJson(ExecutionSchema, { spec: { metadata: { mode: 17 } } })).mode).toBe('unknown (17)')
  })

  it('has no duration while the server sends zero', () => {
    expect(mapped({ closure: { duration: { seconds: 0n, nanos: 0 } } }).duration).toBeUndefined()
  })

  it('reads both spellings of an abort, and the archive', () => {
    const cause = mapped({ closure: { outputResult: { case: 'abortCause', value: 'old' } } })
    expect(cause.abort).toEqual({ cause: 'old', principal: '' })
    const abort = mapped({
      closure: {
        outputResult: { case: 'abortMetadata', value: { cause: 'why', principal: 'ada' } },
        stateChangeDetails: { state: ExecutionState.EXECUTION_ARCHIVED },
      },
    })
    expect(abort.abort).toEqual({ cause: 'why', principal: 'ada' })
    expect(abort.archived).toBe(true)
  })

  it('knows a single task by what was launched', () => {
    const task = { resourceType: ResourceType.TASK, project: 'p', domain: 'd', name: 't', version: 'v' }
    expect(mapped({ spec: { launchPlan: task } }).launched?.type).toBe('task')
  })
})

describe('toExecutionSettings', () => {
  it('reads the options and leaves the inputs out of the JSON', () => {
    const settings = toExecutionSettings(
      create(ExecutionSpecSchema, {
        inputs: { literals: { x: {} } },
        annotations: { values: { a: 'b' } },
        envs: { values: [{ key: 'K', value: 'a=b' }] },
        maxParallelism: 5,
        interruptible: false,
        securityContext: { runAs: { k8sServiceAccount: 'sa' }, secrets: [{ group: 'g', key: 'k' }] },
        authRole: { assumableIamRole: 'role' },
        notificationOverrides: {
          case: 'notifications',
          value: {
            notifications: [
              {
                phases: [WorkflowExecution_Phase.FAILED],
                type: { case: 'slack', value: { recipientsEmail: ['#ops'] } },
              },
            ],
          },
        },
      }),
    )
    expect(settings).toMatchObject({
      annotations: { a: 'b' },
      envs: [['K', 'a=b']],
      maxParallelism: 5,
      interruptible: false,
      iamRole: 'role',
      serviceAccount: 'sa',
      secrets: ['g/k'],
      notifications: [{ phases: ['FAILED'], channel: 'slack', recipients: ['#ops'] }],
      notificationsOff: false,
    })
    expect(settings.spec).not.toHaveProperty('inputs')
    expect(settings.spec).toMatchObject({ max_parallelism: 5 })
  })

  it('tells "not set" from false', () => {
    const settings = toExecutionSettings(
      create(ExecutionSpecSchema, { notificationOverrides: { case: 'disableAll', value: true } }),
    )
    expect(settings.interruptible).toBeUndefined()
    expect(settings.notificationsOff).toBe(true)
  })
})

import type { Attempt, ItemAttempt, Reason } from '../../domain/execution-attempt'
import type { EntityReference } from '../../domain/execution-outline'
import type { TaskExecution, TaskExecutionClosure } from '../gen/flyteidl/admin/task_execution_pb'
import { TaskExecution_Phase } from '../gen/flyteidl/core/execution_pb'
import { type ExternalResourceInfo, TaskExecutionMetadata_InstanceClass } from '../gen/flyteidl/event/event_pb'
import { toExecutionKey, toFlyteError, toLogLink, toReference } from '../wire/wire-references'
import { epochMs, lengthMs } from '../wire/wire-times'

const noTask: EntityReference = { type: 'task', project: '', domain: '', name: '', version: '' }

/** Reads an attempt of GetTaskExecution or ListTaskExecutions. */
export function toAttempt(message: TaskExecution): Attempt {
  const { id, closure } = message
  const length = lengthMs(closure?.duration)
  return {
    task: toReference(id?.taskId, 'task') ?? noTask,
    execution: toExecutionKey(id?.nodeExecutionId?.executionId) ?? { project: '', domain: '', name: '' },
    nodeId: id?.nodeExecutionId?.nodeId ?? '',
    attempt: id?.retryAttempt ?? 0,
    phase: closure?.phase ?? TaskExecution_Phase.UNDEFINED,
    createdAt: epochMs(closure?.createdAt),
    startedAt: epochMs(closure?.startedAt),
    updatedAt: epochMs(closure?.updatedAt),
    // Sent only for what has started and ended; a zero before that means nothing.
    duration: length !== undefined && length > 0 ? length : undefined,
    error: closure?.outputResult.case === 'error' ? toFlyteError(closure.outputResult.value) : undefined,
    logs: (closure?.logs ?? []).map(toLogLink),
    reasons: toReasons(closure),
    taskType: closure?.taskType ?? '',
    plugin: closure?.metadata?.pluginIdentifier ?? '',
    generatedName: closure?.metadata?.generatedName ?? '',
    interruptible: closure?.metadata?.instanceClass === TaskExecutionMetadata_InstanceClass.INTERRUPTIBLE,
    items: (closure?.metadata?.externalResources ?? []).map(toItem),
    customInfo: closure?.customInfo,
    inputUri: message.inputUri,
    outputUri: closure?.outputResult.case === 'outputUri' ? closure.outputResult.value : '',
  }
}

/** `reasons` is the whole story; servers from before it keep only the last one in `reason`. */
function toReasons(closure: TaskExecutionClosure | undefined): readonly Reason[] {
  if (closure === undefined) return []
  if (closure.reasons.length > 0)
    return closure.reasons.map(({ occurredAt, message }) => ({ at: epochMs(occurredAt), message }))
  return closure.reason === '' ? [] : [{ at: epochMs(closure.updatedAt), message: closure.reason }]
}

function toItem(resource: ExternalResourceInfo): ItemAttempt {
  const target = resource.targetMetadata
  return {
    index: resource.index,
    attempt: resource.retryAttempt,
    phase: resource.phase,
    externalId: resource.externalId,
    cacheStatus: resource.cacheStatus,
    logs: resource.logs.map(toLogLink),
    child: target.case === 'workflowNodeMetadata' ? toExecutionKey(target.value.executionId) : undefined,
  }
}

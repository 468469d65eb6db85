import { create } from '@bufbuild/protobuf'
import {
  ReasonSchema,
  type Reason,
  type TaskExecutionClosure,
  TaskExecutionClosureSchema,
} from '../../src/api/gen/flyteidl/admin/task_execution_pb'
import { TaskExecution_Phase as TaskPhase } from '../../src/api/gen/flyteidl/core/execution_pb'
import {
  type TaskExecutionEvent,
  type TaskExecutionMetadata,
  TaskExecutionMetadata_InstanceClass as InstanceClass,
} from '../../src/api/gen/flyteidl/event/event_pb'
import type { Outcome } from './event-outcome'
import { durationOf, nanosOf, reportTime } from './event-times'
import { mergeResources, sortResources } from './external-resources'
import { mergePatch } from './merge-patch'
import { isEndOfTask } from './phases'
import { logsInPhase, mergeLogs } from './task-logs'

/**
 * Closure of an attempt after its first event (flyteadmin `CreateTaskExecutionModel`, admin.md §9.3). Parts of the event are shared, not copied.
 *
 * @param outcome the event's outcome; counts only when its phase is an end
 */
export function firstTaskClosure(event: TaskExecutionEvent, outcome: Outcome): TaskExecutionClosure {
  const closure = create(TaskExecutionClosureSchema, {
    phase: event.phase,
    createdAt: event.occurredAt,
    updatedAt: reportTime(event),
    logs: event.logs,
    customInfo: event.customInfo,
    taskType: event.taskType,
    eventVersion: event.eventVersion,
    logContext: event.logContext,
  })
  if (event.metadata !== undefined) {
    closure.metadata = { ...event.metadata, externalResources: sortResources(event.metadata.externalResources) }
  }
  addReasons(closure, event)
  startOrEnd(closure, event, outcome)
  return closure
}

/**
 * Brings a later event into the closure, in place (flyteadmin `UpdateTaskExecutionModel`, admin.md §9.3). The caller has judged that the event may come.
 *
 * @param outcome the event's outcome; counts only when its phase is an end
 */
export function applyTaskEvent(closure: TaskExecutionClosure, event: TaskExecutionEvent, outcome: Outcome): void {
  closure.phase = event.phase
  closure.updatedAt = reportTime(event)
  closure.logs = logsInPhase(mergeLogs(closure.logs, event.logs), event.phase)
  closure.logContext = event.logContext ?? closure.logContext
  closure.eventVersion = Math.max(closure.eventVersion, event.eventVersion)
  if (event.customInfo !== undefined) {
    closure.customInfo =
      closure.customInfo === undefined ? event.customInfo : mergePatch(closure.customInfo, event.customInfo)
  }
  closure.metadata = mergeMetadata(closure.metadata, event.metadata)
  for (const resource of closure.metadata?.externalResources ?? []) {
    resource.logs = logsInPhase(resource.logs, event.phase)
  }
  addReasons(closure, event)
  startOrEnd(closure, event, outcome)
}

function startOrEnd(closure: TaskExecutionClosure, event: TaskExecutionEvent, outcome: Outcome): void {
  if (event.phase === TaskPhase.RUNNING) closure.startedAt ??= event.occurredAt
  if (!isEndOfTask(event.phase)) return
  const started = nanosOf(closure.startedAt)
  const ended = nanosOf(event.occurredAt)
  if (started !== undefined && ended !== undefined) closure.duration = durationOf(ended - started)
  if (outcome.case !== undefined) closure.outputResult = outcome
}

/** New style reasons are a history and all kept; the old single one is repeated by every event until it changes. */
function addReasons(closure: TaskExecutionClosure, event: TaskExecutionEvent): void {
  const added: Reason[] = event.reasons.map(({ occurredAt, reason }) =>
    create(ReasonSchema, { occurredAt, message: reason }),
  )
  const single = event.reason
  if (added.length === 0 && single !== '' && single !== closure.reason) {
    added.push(create(ReasonSchema, { occurredAt: event.occurredAt, message: single }))
  }
  closure.reasons.push(...added)
  closure.reason = added.at(-1)?.message ?? closure.reason
}

function mergeMetadata(
  stored: TaskExecutionMetadata | undefined,
  latest: TaskExecutionMetadata | undefined,
): TaskExecutionMetadata | undefined {
  if (stored === undefined || latest === undefined) return stored ?? latest
  return {
    ...stored,
    generatedName: latest.generatedName === '' ? stored.generatedName : latest.generatedName,
    pluginIdentifier: latest.pluginIdentifier === '' ? stored.pluginIdentifier : latest.pluginIdentifier,
    instanceClass: latest.instanceClass === InstanceClass.DEFAULT ? stored.instanceClass : latest.instanceClass,
    resourcePoolInfo: latest.resourcePoolInfo,
    externalResources: mergeResources(stored.externalResources, latest.externalResources),
  }
}

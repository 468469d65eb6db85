import type { TaskLog } from '../../src/api/gen/flyteidl/core/execution_pb'
import { TaskExecution_Phase as TaskPhase } from '../../src/api/gen/flyteidl/core/execution_pb'
import { isEndOfTask } from './phases'

/** The latest logs, followed by those earlier ones that have neither the uri nor the name of a later one (admin.md §9.3). */
export function mergeLogs(earlier: readonly TaskLog[], latest: readonly TaskLog[]): TaskLog[] {
  if (latest.length === 0) return [...earlier]
  const uris = new Set(latest.map((log) => log.uri))
  const names = new Set(latest.map((log) => log.name).filter((name) => name !== ''))
  return [...latest, ...earlier.filter((log) => !uris.has(log.uri) && !names.has(log.name))]
}

/** The logs that make sense in a phase: some only while the task waits, some only until it has ended (admin.md §9.3). */
export function logsInPhase(logs: readonly TaskLog[], phase: TaskPhase): TaskLog[] {
  const ended = isEndOfTask(phase)
  const pending = phase === TaskPhase.QUEUED || phase === TaskPhase.INITIALIZING
  return logs.filter((log) => !(ended && log.HideOnceFinished) && !(pending && !log.ShowWhilePending))
}

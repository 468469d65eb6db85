import type { Duration } from '@bufbuild/protobuf/wkt'
import type { LiteralMap } from '../../src/api/gen/flyteidl/core/literals_pb'
import type { TaskTemplate } from '../../src/api/gen/flyteidl/core/tasks_pb'
import type { AttemptId } from '../executors/attempt-folder'
import type { AttemptSpec } from '../executors/attempt-spec'
import { checkpointFolder } from '../executors/task-command'
import { durationText } from '../executors/value-text'
import type { NodeAtWork } from './completion'
import { attemptMetadata, attemptRawPrefix } from './node-data'
import { generatedTaskName } from './node-ids'
import type { NodePlace } from './run-context'

/** The timeout of each attempt: the node's, else the task's. Zero means none. */
export function timeoutOf({ node }: NodePlace, template: TaskTemplate): Duration | undefined {
  return node.metadata?.timeout ?? template.metadata?.timeout
}

/** Where an attempt finds the checkpoint of the one before it: in this execution, else in the one that is recovered. */
function previousCheckpoint(place: NodePlace, id: AttemptId): string | undefined {
  const { recovered, recoveredId } = place.scope.run
  if (id.attempt > 0) return checkpointFolder(attemptRawPrefix(place, { ...id, attempt: id.attempt - 1 }))
  if (!recovered || !recoveredId) return undefined
  const last = Math.max(0, ...(recovered.node(id.node)?.attempts.keys() ?? []))
  return checkpointFolder(attemptRawPrefix(place, { ...id, execution: recoveredId, attempt: last }))
}

/** What an executor has to know of one attempt of a node's task, or of one item of it. */
export function attemptSpecOf(
  { place, inputsUri }: NodeAtWork,
  template: TaskTemplate,
  id: AttemptId,
  inputs: LiteralMap,
  outputPrefix?: string,
): AttemptSpec {
  const { run } = place.scope
  const timeout = timeoutOf(place, template)
  const metadata = attemptMetadata(place, id)
  return {
    id,
    template,
    inputs,
    inputsUri,
    metadata,
    outputPrefix: outputPrefix ?? metadata,
    rawPrefix: attemptRawPrefix(place, id),
    previousCheckpoint: previousCheckpoint(place, id),
    generatedName: generatedTaskName(run.id.name, id.node, id.attempt),
    timeout: timeout ? durationText(timeout) : '',
    workflow: run.workflowId,
    launchPlan: run.spec.launchPlan,
    executionEnvs: run.settings.envs?.values ?? [],
  }
}

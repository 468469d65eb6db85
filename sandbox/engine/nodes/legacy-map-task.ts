import type { JsonValue } from '@bufbuild/protobuf'
import type { Identifier } from '../../../src/api/gen/flyteidl/core/identifier_pb'
import type { TaskTemplate } from '../../../src/api/gen/flyteidl/core/tasks_pb'
import type { Completion, NodeAtWork } from '../completion'
import { runMapTask } from './map-task'

function numberOf(value: JsonValue | undefined): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** A map task of older versions of flytekit: a task of the type `container_array`, with the settings of `plugins.ArrayJob` in `custom`. */
export function runLegacyMapTask(node: NodeAtWork, template: TaskTemplate, taskId: Identifier): Promise<Completion> {
  const { custom } = template
  return runMapTask(node, template, taskId, {
    concurrency: numberOf(custom?.parallelism) ?? 0,
    minSuccesses: numberOf(custom?.minSuccesses),
    minSuccessRatio: numberOf(custom?.minSuccessRatio),
    bound: new Set(),
    addsIndex: true,
  })
}

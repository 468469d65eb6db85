import { create } from '@bufbuild/protobuf'
import { type CompiledTask, CompiledTaskSchema } from '../../src/api/gen/flyteidl/core/compiler_pb'
import type { TaskTemplate } from '../../src/api/gen/flyteidl/core/tasks_pb'

/** Checks a task template and closes over it. Throws {@link CompileError} with everything that is wrong. */
export function compileTask(template: TaskTemplate): CompiledTask {
  return create(CompiledTaskSchema, { template })
}

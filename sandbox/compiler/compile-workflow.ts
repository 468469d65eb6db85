import { create } from '@bufbuild/protobuf'
import type { LaunchPlan } from '../../src/api/gen/flyteidl/admin/launch_plan_pb'
import {
  type CompiledTask,
  type CompiledWorkflowClosure,
  CompiledWorkflowClosureSchema,
} from '../../src/api/gen/flyteidl/core/compiler_pb'
import type { DynamicJobSpec } from '../../src/api/gen/flyteidl/core/dynamic_job_pb'
import type { Identifier } from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { TypedInterface } from '../../src/api/gen/flyteidl/core/interface_pb'
import type { WorkflowTemplate } from '../../src/api/gen/flyteidl/core/workflow_pb'

/** Where the compiler finds what is registered already. */
export interface CompilerLookups {
  task(id: Identifier): CompiledTask | undefined
  launchPlan(id: Identifier): LaunchPlan | undefined
}

/**
 * Compiles a workflow with the sub-workflows sent along. The messages given are not changed; unchanged parts of them are
 * shared with the closure. Throws {@link CompileError} with everything that is wrong.
 */
export function compileWorkflow(
  template: WorkflowTemplate,
  _subWorkflows: readonly WorkflowTemplate[],
  _lookups: CompilerLookups,
): CompiledWorkflowClosure {
  return create(CompiledWorkflowClosureSchema, { primary: { template } })
}

/**
 * Compiles what a dynamic task made (`futures.pb`) as a workflow named `id` with the task's own interface. Tasks of the job
 * spec come first, then the lookups. Throws {@link CompileError}.
 */
export function compileDynamicWorkflow(
  _id: Identifier,
  _taskInterface: TypedInterface,
  _job: DynamicJobSpec,
  _lookups: CompilerLookups,
): CompiledWorkflowClosure {
  return create(CompiledWorkflowClosureSchema)
}

import { fromBinary } from '@bufbuild/protobuf'
import { NamedEntityState } from '../../src/api/gen/flyteidl/admin/common_pb'
import { TaskClosureSchema } from '../../src/api/gen/flyteidl/admin/task_pb'
import type { CompiledTask } from '../../src/api/gen/flyteidl/core/compiler_pb'
import { type Identifier, ResourceType } from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { TaskTemplate } from '../../src/api/gen/flyteidl/core/tasks_pb'
import type { WorkflowTemplate } from '../../src/api/gen/flyteidl/core/workflow_pb'
import { compileWorkflow } from '../compiler/compile-workflow'
import type { ControlPlane } from '../control-plane'
import { findRow } from '../store/database'
import { missingEntity } from './errors'
import { generatedPlan, generatedWorkflow, requiredInputs } from './generated-workflow'
import { storeLaunchPlan, wholePlan } from './launch-plans'
import type { LaunchTarget } from './launch-target'
import { setNamedEntity } from './named-entities'
import { storeWorkflow } from './workflows'

/**
 * What runs a single task: a workflow around it, which is made and registered the first time, with a launch plan beside it. Both are marked as made by the
 * system (admin.md §8.3).
 *
 * @throws NotFound when there is no such task
 */
export function taskTarget(cp: ControlPlane, id: Identifier): LaunchTarget {
  const { project, domain, name, version } = id
  const row = findRow(cp.db, 'tasks', { project, domain, name, version })
  const task = row && fromBinary(TaskClosureSchema, row.closure).compiledTask
  if (row === undefined || task?.template === undefined) throw missingEntity('TASK', id)
  const workflow = generatedWorkflow(id, task.template)
  const workflowId = workflow.id ?? id
  const generated = { project, domain, name: workflowId.name, version }
  const workflowRow = findRow(cp.db, 'workflows', generated)?.id ?? registerWorkflow(cp, workflowId, workflow, task)
  if (findRow(cp.db, 'launch_plans', generated) === undefined)
    registerPlan(cp, id, workflowId, workflowRow, task.template)
  return {
    plan: undefined,
    expectedInputs: requiredInputs(task.template),
    workflowId,
    launchPlanRow: 0n,
    workflowRow,
    taskRow: row.id,
  }
}

function registerWorkflow(cp: ControlPlane, id: Identifier, template: WorkflowTemplate, task: CompiledTask): bigint {
  const closure = compileWorkflow(template, [], { task: () => task, launchPlan: () => undefined })
  const row = storeWorkflow(cp, id, template, closure, {})
  markGenerated(cp, ResourceType.WORKFLOW, id)
  return row
}

function registerPlan(
  cp: ControlPlane,
  taskId: Identifier,
  workflowId: Identifier,
  workflowRow: bigint,
  task: TaskTemplate,
): void {
  const id = { ...workflowId, resourceType: ResourceType.LAUNCH_PLAN }
  const spec = generatedPlan(taskId, requiredInputs(task))
  storeLaunchPlan(cp, wholePlan(id, spec, task.interface), workflowRow)
  markGenerated(cp, ResourceType.LAUNCH_PLAN, id)
}

function markGenerated(cp: ControlPlane, type: ResourceType, id: Identifier): void {
  const { project, domain, name } = id
  const key = { resource_type: BigInt(type), project, domain, name }
  if (findRow(cp.db, 'named_entity_metadata', key) !== undefined) return
  setNamedEntity(cp, type, id, { state: NamedEntityState.SYSTEM_GENERATED, description: '' })
}

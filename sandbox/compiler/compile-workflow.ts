import { clone, create } from '@bufbuild/protobuf'
import type { LaunchPlan } from '../../src/api/gen/flyteidl/admin/launch_plan_pb'
import {
  type CompiledTask,
  CompiledTaskSchema,
  type CompiledWorkflow,
  type CompiledWorkflowClosure,
  CompiledWorkflowClosureSchema,
  CompiledWorkflowSchema,
} from '../../src/api/gen/flyteidl/core/compiler_pb'
import type { DynamicJobSpec } from '../../src/api/gen/flyteidl/core/dynamic_job_pb'
import type { Identifier } from '../../src/api/gen/flyteidl/core/identifier_pb'
import {
  type TypedInterface,
  TypedInterfaceSchema,
  VariableMapSchema,
} from '../../src/api/gen/flyteidl/core/interface_pb'
import { type WorkflowTemplate, WorkflowTemplateSchema } from '../../src/api/gen/flyteidl/core/workflow_pb'
import { buildWorkflow } from './build-workflow'
import { compileTask } from './compile-task'
import { startNodeId } from './graph'
import { identifierText } from './identifier-text'
import { Issues } from './issues'
import { requirementsOf } from './requirements'
import { notRegistered } from './unregistered'
import type { References } from './workflow-build'

/** Where the compiler finds what is registered already. */
export interface CompilerLookups {
  task(id: Identifier): CompiledTask | undefined
  launchPlan(id: Identifier): LaunchPlan | undefined
}

/**
 * Compiles a workflow with the sub-workflows sent along. Messages given or looked up are not changed; parts of them may be
 * shared with the closure, which is flyteadmin's (admin.md §5): it has every sub-workflow that was sent, those that are not used as they
 * came, and the tasks sorted by identifier; launch plans are not embedded.
 *
 * Throws {@link CompileError} with everything that is wrong, or with nothing but the first task or launch plan that is not
 * registered.
 */
export function compileWorkflow(
  template: WorkflowTemplate,
  subWorkflows: readonly WorkflowTemplate[],
  lookups: CompilerLookups,
): CompiledWorkflowClosure {
  return compile(template, subWorkflows, [], lookups)
}

/**
 * Compiles what a dynamic task made (`futures.pb`) as a workflow named `id` with the task's own interface. Its nodes use the
 * tasks of the job spec first, then what is registered (flytekit-tasks.md §4). Throws {@link CompileError}.
 */
export function compileDynamicWorkflow(
  id: Identifier,
  taskInterface: TypedInterface,
  job: DynamicJobSpec,
  lookups: CompilerLookups,
): CompiledWorkflowClosure {
  const { nodes, outputs } = job
  const template = create(WorkflowTemplateSchema, { id, interface: taskInterface, nodes, outputs })
  return compile(template, job.subworkflows, job.tasks.map(compileTask), lookups)
}

function compile(
  template: WorkflowTemplate,
  subWorkflows: readonly WorkflowTemplate[],
  ownTasks: readonly CompiledTask[],
  lookups: CompilerLookups,
): CompiledWorkflowClosure {
  const issues = new Issues()
  const sent = subWorkflowIndex(subWorkflows, issues)
  issues.throwIfAny()

  const required = requirementsOf(template, sent, issues)
  const tasks = new Map(ownTasks.map((task) => [idText(task.template?.id), withWholeInterface(task)]))
  for (const id of required.tasks) {
    const key = identifierText(id)
    if (tasks.has(key)) continue
    const task = lookups.task(id) ?? notRegistered('TASK', id)
    // An identifier counts with its resource type: a reference without one, or with another, finds nothing.
    if (idText(task.template?.id) === key) tasks.set(key, withWholeInterface(task))
    else issues.taskNotFound(startNodeId, key)
  }
  const launchPlans = new Map<string, LaunchPlan>()
  for (const id of required.launchPlans) {
    const key = identifierText(id)
    const plan = lookups.launchPlan(id) ?? notRegistered('LAUNCH_PLAN', id)
    if (idText(plan.id) === key) launchPlans.set(key, plan)
    else issues.workflowNotFound(startNodeId, key)
  }
  issues.throwIfAny()

  const references: References = {
    taskInterface(id) {
      const task = tasks.get(identifierText(id))
      return task && (task.template?.interface ?? create(TypedInterfaceSchema))
    },
    launchPlan: (id) => launchPlans.get(identifierText(id)),
    subWorkflow: (id) => sent.get(identifierText(id)),
  }
  const primary = buildWorkflow(clone(WorkflowTemplateSchema, template), references, issues)
  const compiled = buildUsed(primary.usedSubWorkflows, sent, references, issues)
  issues.throwIfAny()
  return create(CompiledWorkflowClosureSchema, {
    primary: primary.workflow,
    subWorkflows: Array.from(
      sent,
      ([key, workflow]) => compiled.get(key) ?? create(CompiledWorkflowSchema, { template: workflow }),
    ),
    tasks: [...tasks.values()],
  })
}

function subWorkflowIndex(subWorkflows: readonly WorkflowTemplate[], issues: Issues): Map<string, WorkflowTemplate> {
  const index = new Map<string, WorkflowTemplate>()
  for (const workflow of subWorkflows) {
    const key = idText(workflow.id)
    if (index.has(key)) issues.add('DuplicateId', key, 'Trying to insert two nodes with the same id.')
    index.set(key, workflow)
  }
  return index
}

/** Compiles the sub-workflows that are used, each once, and those that they use in turn. */
function buildUsed(
  used: Iterable<string>,
  sent: ReadonlyMap<string, WorkflowTemplate>,
  references: References,
  issues: Issues,
): Map<string, CompiledWorkflow> {
  const compiled = new Map<string, CompiledWorkflow>()
  const pending = [...used]
  for (const key of pending) {
    const workflow = sent.get(key)
    if (workflow === undefined || compiled.has(key)) continue
    const built = buildWorkflow(clone(WorkflowTemplateSchema, workflow), references, issues)
    compiled.set(key, built.workflow)
    pending.push(...built.usedSubWorkflows)
  }
  return compiled
}

function idText(id: Identifier | undefined): string {
  return id === undefined ? '' : identifierText(id)
}

/** A declared interface has both its parts in a closure, maybe empty ones. */
function withWholeInterface(task: CompiledTask): CompiledTask {
  const declared = task.template?.interface
  if (task.template === undefined || declared === undefined) return task
  if (declared.inputs !== undefined && declared.outputs !== undefined) return task
  const { inputs = create(VariableMapSchema), outputs = create(VariableMapSchema) } = declared
  const whole = create(TypedInterfaceSchema, { inputs, outputs })
  return create(CompiledTaskSchema, { template: { ...task.template, interface: whole } })
}

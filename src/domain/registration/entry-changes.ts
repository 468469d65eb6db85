import { clone } from '@bufbuild/protobuf'
import { type LaunchPlanSpec, LaunchPlanSpecSchema } from '../../api/gen/flyteidl/admin/launch_plan_pb'
import type { CompiledWorkflowClosure } from '../../api/gen/flyteidl/core/compiler_pb'
import { type BindingData, BindingDataSchema } from '../../api/gen/flyteidl/core/literals_pb'
import { type TaskTemplate, TaskTemplateSchema } from '../../api/gen/flyteidl/core/tasks_pb'
import { type Node, type WorkflowTemplate, WorkflowTemplateSchema } from '../../api/gen/flyteidl/core/workflow_pb'
import { compareFields, type FieldChange } from '../entities/field-changes'
import { planFields, taskFields, workflowFields } from '../entities/version-fields'
import { commandLines, PACKAGE_PATH, type PreparedEntry } from './prepare-entry'
import { visitMessages } from './visit-messages'

/** What is registered under the same name and version. */
export interface RegisteredEntities {
  readonly task: ReadonlyMap<string, TaskTemplate>
  readonly workflow: ReadonlyMap<string, CompiledWorkflowClosure>
  readonly launchPlan: ReadonlyMap<string, LaunchPlanSpec>
}

/**
 * How an entity that would be sent differs from the registered one of its name and version: nothing when they are the same,
 * undefined when there is none. What the server adds of its own (ids, required inputs, start and end nodes; admin.md §4-6) is
 * no difference. The server has the last word: it compares digests of all that it compiled.
 *
 * @param sourceFile name of the source archive, whose place is not known before it is stored
 */
export function entryChanges(
  entry: PreparedEntry,
  registered: RegisteredEntities,
  sourceFile: string,
): readonly FieldChange[] | undefined {
  switch (entry.kind) {
    case 'task': {
      const before = registered.task.get(entry.id.name)
      const after = entry.spec.template
      if (!before || !after) return undefined
      return compareFields(taskFields(before), taskFields(withCodeOf(before, after, sourceFile))).changes
    }
    case 'workflow': {
      const before = registered.workflow.get(entry.id.name)?.primary?.template
      const after = entry.spec.template
      if (!before || !after) return undefined
      return compareFields(workflowFields(asSent(before, true)), workflowFields(asSent(after, false))).changes
    }
    case 'launchPlan': {
      const before = registered.launchPlan.get(entry.id.name)
      if (!before || !entry.spec) return undefined
      return compareFields(planFields(withoutRequired(before)), planFields(withoutRequired(entry.spec))).changes
    }
  }
}

/** Where the code will be is not known before it is stored: an archive of the same name counts as the same. */
function withCodeOf(before: TaskTemplate, after: TaskTemplate, sourceFile: string): TaskTemplate {
  if (sourceFile === '') return after
  const own = clone(TaskTemplateSchema, after)
  const known = commandLines(before)
  commandLines(own).forEach((args, line) =>
    args.forEach((argument, index) => {
      const was = known[line]?.[index]
      if (argument === PACKAGE_PATH && was?.endsWith(`/${sourceFile}`)) args[index] = was
    }),
  )
  return own
}

/** flyteadmin adds the inputs without a default as required ones. */
function withoutRequired(spec: LaunchPlanSpec): LaunchPlanSpec {
  const own = clone(LaunchPlanSpecSchema, spec)
  const parameters = own.defaultInputs?.parameters ?? {}
  if (own.defaultInputs)
    own.defaultInputs.parameters = Object.fromEntries(
      Object.entries(parameters).filter(([, { behavior }]) => behavior.case !== 'required'),
    )
  return own
}

const BOUNDARIES: ReadonlySet<string> = new Set(['start-node', 'end-node'])

/** A template without what compiling adds to it: boundary nodes, names of nodes in branches, upstream ids that bindings imply. */
function asSent(template: WorkflowTemplate, compiled: boolean): WorkflowTemplate {
  const own = clone(WorkflowTemplateSchema, template)
  own.nodes = own.nodes.filter((node) => !BOUNDARIES.has(node.id))
  visitMessages(WorkflowTemplateSchema, own, BindingDataSchema, ({ value }) => {
    if (value.case === 'promise' && value.value.nodeId === 'start-node') value.value.nodeId = ''
  })
  const settle = (node: Node) => {
    const bound = node.inputs.flatMap(({ binding }) => promisedBy(binding))
    node.upstreamNodeIds = [...new Set([...node.upstreamNodeIds, ...bound])]
      .filter((id) => id !== '' && !BOUNDARIES.has(id))
      .sort()
    if (node.target.case !== 'branchNode') return
    const block = node.target.value.ifElse
    const inner = [block?.case?.thenNode, ...(block?.other ?? []).map((other) => other.thenNode)]
    if (block?.default.case === 'elseNode') inner.push(block.default.value)
    for (const child of inner) {
      if (!child) continue
      // Its own inside first: that is named after what it is called now.
      settle(child)
      if (compiled && child.id.startsWith(`${node.id}-`)) child.id = child.id.slice(node.id.length + 1)
    }
  }
  own.nodes.forEach(settle)
  if (own.failureNode) settle(own.failureNode)
  return own
}

function promisedBy(binding: BindingData | undefined): readonly string[] {
  switch (binding?.value.case) {
    case 'promise':
      return [binding.value.value.nodeId]
    case 'collection':
      return binding.value.value.bindings.flatMap(promisedBy)
    case 'map':
      return Object.values(binding.value.value.bindings).flatMap(promisedBy)
    default:
      return []
  }
}

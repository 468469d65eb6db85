import { clone, type DescMessage, type JsonValue, type MessageShape, toJson } from '@bufbuild/protobuf'
import { type LaunchPlanSpec, LaunchPlanSpecSchema } from '../../api/gen/flyteidl/admin/launch_plan_pb'
import type { CompiledWorkflowClosure } from '../../api/gen/flyteidl/core/compiler_pb'
import { type BindingData, BindingDataSchema } from '../../api/gen/flyteidl/core/literals_pb'
import { type TaskTemplate, TaskTemplateSchema } from '../../api/gen/flyteidl/core/tasks_pb'
import { type Node, type WorkflowTemplate, WorkflowTemplateSchema } from '../../api/gen/flyteidl/core/workflow_pb'
import { visitMessages } from './visit-messages'
import { PACKAGE_PATH, type PreparedEntry } from './prepare-entry'

/** One field that is not the same in what is registered and in what would be sent. */
export interface FieldChange {
  /** `container.image`, `nodes.n2.taskNode.referenceId.name`. */
  readonly field: string
  /** Undefined where there is none. */
  readonly before: string | undefined
  readonly after: string | undefined
}

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
      return (
        before &&
        difference(leaves(TaskTemplateSchema, before), leaves(TaskTemplateSchema, entry.spec.template), sourceFile)
      )
    }
    case 'workflow': {
      const before = registered.workflow.get(entry.id.name)
      return (
        before &&
        difference(
          leaves(WorkflowTemplateSchema, before.primary?.template && asSent(before.primary.template, true)),
          leaves(WorkflowTemplateSchema, entry.spec.template && asSent(entry.spec.template, false)),
          sourceFile,
        )
      )
    }
    case 'launchPlan': {
      const before = registered.launchPlan.get(entry.id.name)
      return (
        before &&
        difference(
          leaves(LaunchPlanSpecSchema, withoutRequired(before)),
          leaves(LaunchPlanSpecSchema, entry.spec && withoutRequired(entry.spec)),
          sourceFile,
        )
      )
    }
  }
}

function difference(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  sourceFile: string,
): readonly FieldChange[] {
  const changes: FieldChange[] = []
  for (const field of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(field)
    const will = after.get(field)
    if (was === will) continue
    if (will === PACKAGE_PATH && sourceFile !== '' && was?.endsWith(`/${sourceFile}`)) continue
    changes.push({ field, before: was, after: will })
  }
  return changes.sort((a, b) => a.field.localeCompare(b.field))
}

/** Every value of a message by its path. The identifier is left out: it is what both were found by. */
function leaves<Desc extends DescMessage>(
  schema: Desc,
  message: MessageShape<Desc> | undefined,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const collect = (value: JsonValue | undefined, path: string) => {
    if (value === null || value === undefined) return
    if (typeof value !== 'object') {
      found.set(path, String(value))
      return
    }
    // What has a name of its own is found by it: an item more in front does not change all that follow.
    const children = Array.isArray(value)
      ? value.map((item, index) => [keyOf(item) ?? String(index), item] as const)
      : Object.entries(value)
    for (const [key, child] of children)
      if (path !== '' || key !== 'id') collect(child, path === '' ? key : `${path}.${key}`)
  }
  if (message) collect(toJson(schema, message), '')
  return found
}

function keyOf(item: JsonValue): string | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined
  const key = item['id'] ?? item['var'] ?? item['key'] ?? item['name']
  return typeof key === 'string' ? key : undefined
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

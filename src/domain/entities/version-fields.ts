import { clone } from '@bufbuild/protobuf'
import { type LaunchPlanSpec, LaunchPlanSpecSchema } from '../../api/gen/flyteidl/admin/launch_plan_pb'
import type { CompiledWorkflowClosure } from '../../api/gen/flyteidl/core/compiler_pb'
import { type Identifier, IdentifierSchema } from '../../api/gen/flyteidl/core/identifier_pb'
import { type TaskTemplate, TaskTemplateSchema } from '../../api/gen/flyteidl/core/tasks_pb'
import { type WorkflowTemplate, WorkflowTemplateSchema } from '../../api/gen/flyteidl/core/workflow_pb'
import { visitMessages } from '../registration/visit-messages'
import type { EntityKind } from './entity-kind'
import { type FieldValue, messageFields } from './message-fields'

export type Fields = ReadonlyMap<string, FieldValue>

/** What a task is, by the names that people use for it. */
export function taskFields(template: TaskTemplate): Fields {
  return named(messageFields(TaskTemplateSchema, withoutId(clone(TaskTemplateSchema, template))))
}

/** What a workflow is. Tasks and workflows of its own version are named without it: all of them change with each version. */
export function workflowFields(template: WorkflowTemplate): Fields {
  const own = clone(WorkflowTemplateSchema, template)
  const id = own.id
  const plain = withoutId(own)
  if (id) visitMessages(WorkflowTemplateSchema, plain, IdentifierSchema, (found) => forgetOwn(found, id))
  return named(messageFields(WorkflowTemplateSchema, plain))
}

/** A registered workflow without what compiling adds to every one. */
export function closureFields(closure: CompiledWorkflowClosure): Fields {
  const template = closure.primary?.template
  if (!template) return new Map()
  const own = clone(WorkflowTemplateSchema, template)
  own.nodes = own.nodes.filter(({ id }) => id !== 'start-node' && id !== 'end-node')
  return workflowFields(own)
}

/** What a launch plan gives to its runs. */
export function planFields(spec: LaunchPlanSpec): Fields {
  return named(messageFields(LaunchPlanSpecSchema, spec))
}

function withoutId<Template extends { id?: Identifier | undefined }>(template: Template): Template {
  template.id = undefined
  return template
}

function forgetOwn(found: Identifier, own: Identifier): void {
  if (found.project !== own.project || found.domain !== own.domain || found.version !== own.version) return
  found.project = ''
  found.domain = ''
  found.version = ''
}

const NAMES: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^interface\.(inputs|outputs)\.variables\.(.+)\.type$/, '$1.$2'],
  [/^interface\.(inputs|outputs)\.variables\.(.+)\.description$/, '$1.$2.doc'],
  [/^defaultInputs\.parameters\.(.+)\.var\.type$/, 'inputs.$1.type'],
  [/^defaultInputs\.parameters\.(.+)\.var\.description$/, 'inputs.$1.doc'],
  [/^defaultInputs\.parameters\.(.+)\.default$/, 'inputs.$1.default'],
  [/^defaultInputs\.parameters\.(.+)\.required$/, 'inputs.$1.required'],
  [/^fixedInputs\.literals\.(.+)$/, 'inputs.$1.fixed'],
  [/^container\.resources\.(requests|limits)\.(.+)$/, 'container.$1.$2'],
  [/^entityMetadata\.(.+)$/, '$1'],
  [/^(.+)\.binding$/, '$1'],
  [/^(nodes\..+)\.taskNode\.referenceId$/, '$1.task'],
  [/^(nodes\..+)\.workflowNode\.subWorkflowRef$/, '$1.workflow'],
  [/^(nodes\..+)\.workflowNode\.launchplanRef$/, '$1.launchPlan'],
]

function named(fields: Fields): Fields {
  return new Map(
    [...fields].map(([field, value]) => [
      NAMES.reduce((name, [pattern, to]) => name.replace(pattern, to), field),
      value,
    ]),
  )
}

/** Which part of a version a field belongs to, in words; parts come in this order. */
const PARTS: Readonly<Record<EntityKind, readonly (readonly [pattern: RegExp, title: string])[]>> = {
  task: [
    [/^(container|k8sPod|sql)\b/, 'Container'],
    [/^(inputs|outputs)\./, 'Interface'],
    [/./, 'Settings'],
  ],
  workflow: [
    [/^(nodes|failureNode)\b/, 'Nodes'],
    [/^(inputs|outputs)\.[^.]+(\.doc)?$/, 'Interface'],
    [/./, 'Settings'],
  ],
  launchPlan: [
    [/^inputs\./, 'Inputs'],
    [/^(schedule|notifications)\b/, 'Schedule and notifications'],
    [/./, 'Settings'],
  ],
}

/** Fields by the part of the entity that they are in; parts without any are left out. */
export function partsOf<Item extends { readonly field: string }>(
  kind: EntityKind,
  items: readonly Item[],
): readonly { readonly title: string; readonly items: readonly Item[] }[] {
  const titleOf = ({ field }: Item) => PARTS[kind].find(([pattern]) => pattern.test(field))?.[1]
  return PARTS[kind].flatMap(([, title]) => {
    const own = items.filter((item) => titleOf(item) === title)
    return own.length === 0 ? [] : [{ title, items: own }]
  })
}

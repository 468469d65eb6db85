import type { CompiledWorkflow, CompiledWorkflowClosure } from '../api/gen/flyteidl/core/compiler_pb'
import { type Identifier, ResourceType } from '../api/gen/flyteidl/core/identifier_pb'
import type { LiteralType } from '../api/gen/flyteidl/core/types_pb'
import type { BranchNode, GateNode, Node } from '../api/gen/flyteidl/core/workflow_pb'
import { isBoundaryId } from './execution-node'
import { conditionText } from './graph/condition-text'

/** What a node is, as far as the compiled workflow says; only its execution says that a task is dynamic. */
export type NodeKind = 'task' | 'map' | 'workflow' | 'plan' | 'branch' | 'gate' | 'unknown'

export interface EntityReference {
  readonly type: 'task' | 'workflow' | 'plan'
  readonly project: string
  readonly domain: string
  readonly name: string
  readonly version: string
}

export type GateCondition =
  | { readonly kind: 'approve'; readonly signalId: string }
  | {
      readonly kind: 'input'
      readonly signalId: string
      readonly type: LiteralType | undefined
      readonly output: string
    }
  | { readonly kind: 'sleep'; readonly milliseconds: number }
  | { readonly kind: 'unknown' }

export interface MapSettings {
  /** How many items run at once; 0 means no limit, undefined that the server decides. */
  readonly parallelism: number | undefined
  readonly minSuccesses: number | undefined
  /** Between 0 and 1. */
  readonly minSuccessRatio: number | undefined
  /** Inputs that every item gets as they are; of the other lists each gets its own element. */
  readonly bound: readonly string[]
}

/** One node of a workflow's definition, without its bindings. */
export interface OutlineNode {
  readonly id: string
  /** What a person calls it: the node's own name or the last part of its entity's. */
  readonly name: string
  /** The entity's name without its last part; "" when there is none. */
  readonly module: string
  readonly kind: NodeKind
  /** Ids of the nodes of the same workflow that it waits for. */
  readonly upstream: readonly string[]
  /** Position in an order in which every node comes after those it waits for. */
  readonly rank: number
  readonly target: EntityReference | undefined
  readonly gate: GateCondition | undefined
  /** The nodes of a branch, in the order of the source; empty for other nodes. */
  readonly cases: readonly OutlineNode[]
  /** When its branch takes this node: `score ≥ 0.9`, `else`; "" for nodes outside of branches. */
  readonly condition: string
  readonly map: MapSettings | undefined
  /** Whether this node runs only when its workflow fails. */
  readonly onFailure: boolean
}

/** One workflow's nodes without `start-node` and `end-node`, in the order of their ranks. */
export interface WorkflowOutline {
  readonly nodes: ReadonlyMap<string, OutlineNode>
  /** The nodes inside its branches, at any depth: propeller reports those not taken beside the branch, not below it. */
  readonly inBranches: ReadonlyMap<string, OutlineNode>
}

/** A compiled closure made quick to look things up in. */
export interface ClosureOutline {
  readonly primary: WorkflowOutline
  /** By {@link entityText}; made when first asked for. */
  readonly subWorkflow: (reference: EntityReference) => WorkflowOutline | undefined
}

/** `workflow:project/domain/name@version`. */
export function entityText(reference: EntityReference): string {
  return `${reference.type}:${reference.project}/${reference.domain}/${reference.name}@${reference.version}`
}

/** Reads a compiled closure. Linear in its size; sub-workflows are read when they are asked for. */
export function outlineOf(closure: CompiledWorkflowClosure): ClosureOutline {
  const mapTasks = new Set<string>()
  for (const { template } of closure.tasks) {
    if (template?.id && legacyMapTypes.has(template.type)) mapTasks.add(identifierText(template.id))
  }
  const sources = new Map<string, CompiledWorkflow>()
  for (const workflow of closure.subWorkflows) {
    if (workflow.template?.id) sources.set(entityText(referenceOf('workflow', workflow.template.id)), workflow)
  }
  const outlines = new Map<string, WorkflowOutline>()
  return {
    primary: workflowOutline(closure.primary, mapTasks),
    subWorkflow: (reference) => {
      const text = entityText(reference)
      const known = outlines.get(text)
      if (known !== undefined) return known
      const source = sources.get(text)
      if (source === undefined) return undefined
      const outline = workflowOutline(source, mapTasks)
      outlines.set(text, outline)
      return outline
    },
  }
}

/** Task types of map tasks from before array nodes. */
const legacyMapTypes: ReadonlySet<string> = new Set(['container_array', 'k8s-array', 'aws-batch'])

function workflowOutline(workflow: CompiledWorkflow | undefined, mapTasks: ReadonlySet<string>): WorkflowOutline {
  const template = workflow?.template
  const nodes = (template?.nodes ?? []).filter((node) => !isBoundaryId(node.id))
  const failure = template?.failureNode
  const known = new Set(nodes.map((node) => node.id))
  const upstream = new Map<string, readonly string[]>()
  for (const node of nodes) {
    const compiled = workflow?.connections?.upstream[node.id]?.ids
    const named = compiled ?? [...node.upstreamNodeIds, ...boundNodes(node)]
    upstream.set(
      node.id,
      [...new Set(named)].filter((id) => known.has(id) && id !== node.id),
    )
  }
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const outline = new Map<string, OutlineNode>()
  for (const id of topologicalOrder(upstream)) {
    const node = byId.get(id)
    if (node) outline.set(id, outlineNode(node, upstream.get(id) ?? [], outline.size, mapTasks, false))
  }
  if (failure !== undefined && failure.id !== '')
    outline.set(failure.id, outlineNode(failure, [], outline.size, mapTasks, true))
  return { nodes: outline, inBranches: branchNodes(outline.values()) }
}

function branchNodes(nodes: Iterable<OutlineNode>): ReadonlyMap<string, OutlineNode> {
  const found = new Map<string, OutlineNode>()
  const waiting = [...nodes].filter((node) => node.cases.length > 0)
  for (let branch = waiting.pop(); branch !== undefined; branch = waiting.pop()) {
    for (const node of branch.cases) {
      if (found.has(node.id)) continue
      found.set(node.id, node)
      if (node.cases.length > 0) waiting.push(node)
    }
  }
  return found
}

/** Ids that a node's inputs take values from. */
function boundNodes(node: Node): readonly string[] {
  return node.inputs.flatMap(({ binding }) => (binding?.value.case === 'promise' ? [binding.value.value.nodeId] : []))
}

/** Every id after the ids it waits for, otherwise in the given order. What a cycle holds comes last. Linear. */
export function topologicalOrder(upstream: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const missing = new Map<string, number>()
  const downstream = new Map<string, string[]>()
  for (const [id, needs] of upstream) {
    missing.set(id, needs.length)
    for (const need of needs) {
      const list = downstream.get(need)
      if (list === undefined) downstream.set(need, [id])
      else list.push(id)
    }
  }
  const order: string[] = []
  for (const [id, count] of missing) if (count === 0) order.push(id)
  // The list grows while it is walked: it is its own queue.
  for (let at = 0; at < order.length; at++) {
    for (const next of downstream.get(order[at] ?? '') ?? []) {
      const left = (missing.get(next) ?? 0) - 1
      missing.set(next, left)
      if (left === 0) order.push(next)
    }
  }
  if (order.length < upstream.size) {
    const placed = new Set(order)
    for (const id of upstream.keys()) if (!placed.has(id)) order.push(id)
  }
  return order
}

function outlineNode(
  node: Node,
  upstream: readonly string[],
  rank: number,
  mapTasks: ReadonlySet<string>,
  onFailure: boolean,
  condition = '',
): OutlineNode {
  const inner = node.target.case === 'arrayNode' ? node.target.value.node : undefined
  const target = targetOf(inner ?? node)
  const fullName = target?.name ?? ''
  const dot = fullName.lastIndexOf('.')
  const ownName = (node.metadata?.name ?? '').split('.').at(-1) ?? ''
  return {
    id: node.id,
    name: ownName !== '' ? ownName : fullName !== '' ? fullName.slice(dot + 1) : node.id,
    module: dot > 0 ? fullName.slice(0, dot) : '',
    kind: kindOf(node, target, mapTasks),
    upstream,
    rank,
    target,
    gate: node.target.case === 'gateNode' ? gateOf(node.target.value) : undefined,
    cases: node.target.case === 'branchNode' ? casesOf(node.target.value, mapTasks) : [],
    condition,
    map: mapOf(node),
    onFailure,
  }
}

function kindOf(node: Node, target: EntityReference | undefined, mapTasks: ReadonlySet<string>): NodeKind {
  switch (node.target.case) {
    case 'taskNode':
      return target !== undefined && mapTasks.has(entityText(target)) ? 'map' : 'task'
    case 'workflowNode':
      return node.target.value.reference.case === 'launchplanRef' ? 'plan' : 'workflow'
    case 'branchNode':
      return 'branch'
    case 'gateNode':
      return 'gate'
    case 'arrayNode':
      return 'map'
    case undefined:
      return 'unknown'
  }
}

function targetOf(node: Node): EntityReference | undefined {
  if (node.target.case === 'taskNode') {
    const { reference } = node.target.value
    return reference.case === 'referenceId' ? referenceOf('task', reference.value) : undefined
  }
  if (node.target.case !== 'workflowNode') return undefined
  const { reference } = node.target.value
  if (reference.case === 'launchplanRef') return referenceOf('plan', reference.value)
  if (reference.case === 'subWorkflowRef') return referenceOf('workflow', reference.value)
  return undefined
}

function referenceOf(type: EntityReference['type'], id: Identifier): EntityReference {
  return { type, project: id.project, domain: id.domain, name: id.name, version: id.version }
}

function identifierText(id: Identifier): string {
  const type =
    id.resourceType === ResourceType.WORKFLOW
      ? 'workflow'
      : id.resourceType === ResourceType.LAUNCH_PLAN
        ? 'plan'
        : 'task'
  return entityText(referenceOf(type, id))
}

function gateOf(gate: GateNode): GateCondition {
  switch (gate.condition.case) {
    case 'approve':
      return { kind: 'approve', signalId: gate.condition.value.signalId }
    case 'signal': {
      const { signalId, type, outputVariableName } = gate.condition.value
      return { kind: 'input', signalId, type, output: outputVariableName }
    }
    case 'sleep': {
      const { duration } = gate.condition.value
      return { kind: 'sleep', milliseconds: Number(duration?.seconds ?? 0n) * 1000 + (duration?.nanos ?? 0) / 1e6 }
    }
    case undefined:
      return { kind: 'unknown' }
  }
}

function casesOf(branch: BranchNode, mapTasks: ReadonlySet<string>): readonly OutlineNode[] {
  const block = branch.ifElse
  if (block === undefined) return []
  const blocks = [block.case, ...block.other].map((one) => ({
    node: one?.thenNode,
    condition: conditionText(one?.condition),
  }))
  if (block.default.case === 'elseNode') blocks.push({ node: block.default.value, condition: 'else' })
  return blocks.flatMap(({ node, condition }, rank) =>
    node === undefined ? [] : [outlineNode(node, [], rank, mapTasks, false, condition)],
  )
}

function mapOf(node: Node): MapSettings | undefined {
  if (node.target.case !== 'arrayNode') return undefined
  const { parallelismOption, successCriteria } = node.target.value
  return {
    parallelism: parallelismOption.case === 'parallelism' ? parallelismOption.value : undefined,
    minSuccesses: successCriteria.case === 'minSuccesses' ? successCriteria.value : undefined,
    minSuccessRatio: successCriteria.case === 'minSuccessRatio' ? successCriteria.value : undefined,
    bound: node.target.value.boundInputs,
  }
}

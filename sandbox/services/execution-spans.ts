import { create } from '@bufbuild/protobuf'
import type { Execution } from '../../src/api/gen/flyteidl/admin/execution_pb'
import type { NodeExecution } from '../../src/api/gen/flyteidl/admin/node_execution_pb'
import type { TaskExecution } from '../../src/api/gen/flyteidl/admin/task_execution_pb'
import type { CompiledWorkflow, CompiledWorkflowClosure } from '../../src/api/gen/flyteidl/core/compiler_pb'
import { NodeExecution_Phase as NodePhase } from '../../src/api/gen/flyteidl/core/execution_pb'
import type {
  Identifier,
  NodeExecutionIdentifier,
  WorkflowExecutionIdentifier,
} from '../../src/api/gen/flyteidl/core/identifier_pb'
import { type Span, SpanSchema } from '../../src/api/gen/flyteidl/core/metrics_pb'
import type { BranchNode, Node } from '../../src/api/gen/flyteidl/core/workflow_pb'
import { compareTimes, gateSpans, operation, taskSpans, teardown, wholeSetup } from './leaf-spans'

/** What spans are computed from. */
export interface RunReader {
  execution(id: WorkflowExecutionIdentifier): Execution | undefined
  workflow(id: Identifier): CompiledWorkflowClosure | undefined
  /** Direct children of a node, or the nodes of the top level, in the order in which they were first reported. */
  nodes(execution: WorkflowExecutionIdentifier, parentNodeId?: string): readonly NodeExecution[]
  /** Attempts of a node, first one first. */
  tasks(node: NodeExecutionIdentifier): readonly TaskExecution[]
  /** What a dynamic node made. */
  dynamicWorkflow(node: NodeExecutionIdentifier): CompiledWorkflowClosure | undefined
}

/** A node execution has no node in its workflow: events and workflow do not belong together. */
export class UnknownNodeError extends Error {}

const START_NODE = 'start-node'
const END_NODE = 'end-node'

/**
 * Where the time of an execution went, as a tree (flyteadmin `metrics_manager.go`, admin.md §8.6). Unlike flyteadmin's, it also covers failure
 * nodes, branches with skipped arms, and sub-workflows that only their parent knows; attempts are taken in order.
 *
 * @param depth levels below the root; negative for all
 * @throws UnknownNodeError
 */
export function executionSpan(reader: RunReader, execution: Execution, depth: number): Span {
  return new SpanBuilder(reader).execution(execution, depth)
}

class SpanBuilder {
  readonly #reader: RunReader
  /** Executions above the present one: events can claim that an execution is its own child. */
  readonly #ancestors = new Set<string>()

  constructor(reader: RunReader) {
    this.#reader = reader
  }

  execution(execution: Execution, depth: number): Span {
    const { id, closure } = execution
    const span = create(SpanSchema, { startTime: closure?.createdAt, endTime: closure?.updatedAt })
    if (id === undefined || closure === undefined) return span
    span.id = { case: 'workflowId', value: id }
    const key = `${id.project}/${id.domain}/${id.name}`
    if (depth === 0 || this.#ancestors.has(key)) return span
    this.#ancestors.add(key)

    const nodes = bySpecId(this.#reader.nodes(id))
    const start = nodes.get(START_NODE)
    if (start?.closure?.updatedAt === undefined) {
      span.spans.push(operation('WORKFLOW_SETUP', closure.createdAt, closure.updatedAt))
    } else {
      span.spans.push(operation('WORKFLOW_SETUP', closure.createdAt, start.closure.updatedAt))
      const workflow = closure.workflowId && this.#reader.workflow(closure.workflowId)
      if (workflow !== undefined) {
        span.spans.push(...this.#nodes(nodes, workflow, depth - 1))
        span.spans.push(...teardown('WORKFLOW_TEARDOWN', latestUpstream(END_NODE, workflow, nodes), closure.updatedAt))
      }
    }
    this.#ancestors.delete(key)
    return span
  }

  #nodes(nodes: ReadonlyMap<string, NodeExecution>, workflow: CompiledWorkflowClosure, depth: number): Span[] {
    const known = nodesOf(workflow.primary)
    const sorted = [...nodes.values()].sort((a, b) => compareTimes(a.closure?.createdAt, b.closure?.createdAt))
    return sorted.flatMap((execution) => {
      const specId = execution.metadata?.specNodeId ?? ''
      if (specId === START_NODE || specId === END_NODE) return []
      const node = known.get(specId)
      if (node === undefined) {
        const name = workflow.primary?.template?.id?.name ?? ''
        throw new UnknownNodeError(`failed to discover workflow node '${specId}' in workflow '${name}'`)
      }
      const span = this.#node(execution, node, workflow, depth)
      const upstream = latestUpstream(specId, workflow, nodes)
      if (upstream !== undefined) {
        span.spans.unshift(operation('NODE_TRANSITION', upstream.closure?.updatedAt, execution.closure?.createdAt))
      }
      return [span]
    })
  }

  #node(execution: NodeExecution, node: Node, workflow: CompiledWorkflowClosure, depth: number): Span {
    const span = create(SpanSchema, { startTime: execution.closure?.createdAt, endTime: execution.closure?.updatedAt })
    if (execution.id !== undefined) span.id = { case: 'nodeId', value: execution.id }
    if (depth !== 0) span.spans.push(...this.#inside(execution, node, workflow, depth - 1))
    return span
  }

  #inside(execution: NodeExecution, node: Node, workflow: CompiledWorkflowClosure, depth: number): Span[] {
    const { case: kind, value } = node.target
    switch (kind) {
      case 'taskNode':
        return execution.metadata?.isParentNode === true
          ? this.#dynamic(execution, depth)
          : this.#task(execution, depth)
      case 'branchNode':
        return this.#branch(execution, value, workflow, depth)
      case 'workflowNode':
        return value.reference.case === 'subWorkflowRef'
          ? this.#subWorkflow(execution, value.reference.value, workflow, depth)
          : this.#launchPlan(execution, depth)
      case 'gateNode':
        return gateSpans(execution)
      case 'arrayNode':
      case undefined:
        return []
    }
  }

  #children(execution: NodeExecution): readonly NodeExecution[] {
    const executionId = execution.id?.executionId
    return executionId === undefined ? [] : this.#reader.nodes(executionId, execution.id?.nodeId)
  }

  #attempts(execution: NodeExecution): readonly TaskExecution[] {
    return execution.id === undefined ? [] : this.#reader.tasks(execution.id)
  }

  #task(execution: NodeExecution, depth: number): Span[] {
    const attempts = this.#attempts(execution)
    const last = attempts.at(-1)
    if (last === undefined) return [wholeSetup(execution)]
    return [
      operation('NODE_SETUP', execution.closure?.createdAt, attempts[0]?.closure?.createdAt),
      ...taskSpans(attempts, depth),
      ...teardown('NODE_TEARDOWN', last, execution.closure?.updatedAt),
    ]
  }

  #dynamic(execution: NodeExecution, depth: number): Span[] {
    const attempts = this.#attempts(execution)
    const last = attempts.at(-1)
    if (last === undefined) return [wholeSetup(execution)]
    const spans = [
      operation('NODE_SETUP', execution.closure?.createdAt, attempts[0]?.closure?.createdAt),
      ...taskSpans(attempts, depth),
    ]
    const nodes = bySpecId(this.#children(execution))
    if (nodes.size === 0) return [...spans, ...teardown('NODE_RESET', last, execution.closure?.updatedAt)]
    const start = nodes.get(START_NODE)
    if (start !== undefined) spans.push(operation('NODE_RESET', last.closure?.updatedAt, start.closure?.updatedAt))
    const workflow = execution.id && this.#reader.dynamicWorkflow(execution.id)
    return workflow === undefined ? spans : [...spans, ...this.#nodesAndTeardown(execution, nodes, workflow, depth)]
  }

  #subWorkflow(execution: NodeExecution, id: Identifier, parent: CompiledWorkflowClosure, depth: number): Span[] {
    const nodes = bySpecId(this.#children(execution))
    if (nodes.size === 0) return [wholeSetup(execution)]
    const spans: Span[] = []
    const start = nodes.get(START_NODE)
    if (start !== undefined) spans.push(operation('NODE_SETUP', execution.closure?.createdAt, start.closure?.updatedAt))
    const primary = parent.subWorkflows.find(({ template }) => sameIdentifier(template?.id, id))
    const workflow = primary === undefined ? this.#reader.workflow(id) : { ...parent, primary }
    return workflow === undefined ? spans : [...spans, ...this.#nodesAndTeardown(execution, nodes, workflow, depth)]
  }

  #nodesAndTeardown(
    execution: NodeExecution,
    nodes: ReadonlyMap<string, NodeExecution>,
    workflow: CompiledWorkflowClosure,
    depth: number,
  ): Span[] {
    const last = latestUpstream(END_NODE, workflow, nodes)
    return [...this.#nodes(nodes, workflow, depth), ...teardown('NODE_TEARDOWN', last, execution.closure?.updatedAt)]
  }

  #branch(execution: NodeExecution, branch: BranchNode, workflow: CompiledWorkflowClosure, depth: number): Span[] {
    const taken = this.#children(execution).filter(({ closure }) => closure?.phase !== NodePhase.SKIPPED)
    const [first] = taken
    if (first === undefined) return [wholeSetup(execution)]
    const spans = [operation('NODE_SETUP', execution.closure?.createdAt, first.closure?.createdAt)]
    for (const child of taken) {
      const node = armsOf(branch).find(({ id }) => id === child.metadata?.specNodeId)
      if (node === undefined) {
        throw new UnknownNodeError(
          `failed to identify branch node final node definition for nodeID '${child.metadata?.specNodeId ?? ''}'`,
        )
      }
      spans.push(this.#node(child, node, workflow, depth))
    }
    return [...spans, ...teardown('NODE_TEARDOWN', taken.at(-1), execution.closure?.updatedAt)]
  }

  #launchPlan(execution: NodeExecution, depth: number): Span[] {
    const target = execution.closure?.targetMetadata
    const id = target?.case === 'workflowNodeMetadata' ? target.value.executionId : undefined
    const child = id && this.#reader.execution(id)
    if (child === undefined) return [wholeSetup(execution)]
    return [
      operation('NODE_SETUP', execution.closure?.createdAt, child.closure?.createdAt),
      this.execution(child, depth),
      ...teardown('NODE_TEARDOWN', child, execution.closure?.updatedAt),
    ]
  }
}

function latestUpstream(
  specId: string,
  workflow: CompiledWorkflowClosure,
  nodes: ReadonlyMap<string, NodeExecution>,
): NodeExecution | undefined {
  let latest: NodeExecution | undefined
  for (const id of workflow.primary?.connections?.upstream[specId]?.ids ?? []) {
    const node = nodes.get(id)
    if (node !== undefined && compareTimes(node.closure?.updatedAt, latest?.closure?.updatedAt) > 0) latest = node
  }
  return latest
}

function nodesOf(workflow: CompiledWorkflow | undefined): ReadonlyMap<string, Node> {
  const { nodes = [], failureNode } = workflow?.template ?? {}
  return new Map([...nodes, ...(failureNode === undefined ? [] : [failureNode])].map((node) => [node.id, node]))
}

function armsOf({ ifElse }: BranchNode): Node[] {
  const arms = [ifElse?.case?.thenNode, ...(ifElse?.other.map(({ thenNode }) => thenNode) ?? [])]
  if (ifElse?.default.case === 'elseNode') arms.push(ifElse.default.value)
  return arms.filter((arm) => arm !== undefined)
}

function bySpecId(nodes: readonly NodeExecution[]): ReadonlyMap<string, NodeExecution> {
  return new Map(nodes.map((node) => [node.metadata?.specNodeId ?? '', node]))
}

function sameIdentifier(a: Identifier | undefined, b: Identifier): boolean {
  return (
    a !== undefined && a.project === b.project && a.domain === b.domain && a.name === b.name && a.version === b.version
  )
}

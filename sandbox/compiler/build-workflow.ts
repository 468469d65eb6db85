import { create } from '@bufbuild/protobuf'
import { type CompiledWorkflow, CompiledWorkflowSchema } from '../../src/api/gen/flyteidl/core/compiler_pb'
import { TypedInterfaceSchema, VariableMapSchema } from '../../src/api/gen/flyteidl/core/interface_pb'
import { NodeSchema, type WorkflowTemplate } from '../../src/api/gen/flyteidl/core/workflow_pb'
import { checkNode, connect, connectInner } from './check-node'
import { endNodeId, startNodeId, traverse } from './graph'
import { identifierText } from './identifier-text'
import type { Issues } from './issues'
import { variablesOf } from './node-interface'
import { type References, WorkflowBuild } from './workflow-build'

interface BuiltWorkflow {
  readonly workflow: CompiledWorkflow
  /** Sub-workflows that its nodes run, by text of the identifier. */
  readonly usedSubWorkflows: ReadonlySet<string>
}

/**
 * Compiles one workflow: gives it its start and end node, checks nodes and bindings, and works out the order of execution.
 *
 * @param template completed in place, so it has to belong to the caller.
 */
export function buildWorkflow(template: WorkflowTemplate, references: References, issues: Issues): BuiltWorkflow {
  const build = new WorkflowBuild(references)
  const result = { workflow: create(CompiledWorkflowSchema, { template }), usedSubWorkflows: build.usedSubWorkflows }
  if (template.nodes.length === 0) {
    const id = template.id === undefined ? '' : identifierText(template.id)
    issues.add('NoNodesFound', id, `Can't find any nodes in workflow [${id}].`)
    return result
  }
  const before = issues.count
  const { inputs, outputs } = (template.interface ??= create(TypedInterfaceSchema))
  template.interface.inputs = inputs ?? create(VariableMapSchema)
  template.interface.outputs = outputs ?? create(VariableMapSchema)
  const workflowInputs = variablesOf(startNodeId, inputs, issues)
  const workflowOutputs = variablesOf(startNodeId, outputs, issues)
  if (issues.count > before) return result

  const start = build.of(create(NodeSchema, { id: startNodeId }))
  start.interface = { inputs: new Map(), outputs: workflowInputs }
  const end = build.of(create(NodeSchema, { id: endNodeId, inputs: template.outputs }))
  end.interface = { inputs: workflowOutputs, outputs: new Map() }
  build.nodes.set(startNodeId, start).set(endNodeId, end)
  for (const message of template.nodes) {
    const node = build.of(message)
    if (!build.nodes.has(node.id)) build.nodes.set(node.id, node)
    checkNode(build, node, issues)
  }
  template.nodes = Array.from(build.nodes.values(), ({ node }) => node)

  for (const node of build.nodes.values()) {
    if (node !== start) connect(build, node, issues)
  }
  if (template.failureNode !== undefined) {
    const failureNode = build.of(template.failureNode)
    checkNode(build, failureNode, issues)
    connectInner(build, failureNode, issues)
  }
  connectEnds(build)
  checkOrder(build, issues)
  result.workflow.connections = build.graph.connections()
  return result
}

/** Nodes that wait for nothing follow the start node; the end node waits for those that nothing waits for. */
function connectEnds({ graph, nodes }: WorkflowBuild): void {
  for (const id of nodes.keys()) {
    if (id === startNodeId || id === endNodeId) continue
    if (!graph.hasUpstream(id)) graph.addEdge(startNodeId, id)
    if (!graph.hasDownstream(id)) graph.addEdge(id, endNodeId)
  }
}

/** Every node is reached from the start node, and none comes before itself. */
function checkOrder({ graph, nodes }: WorkflowBuild, issues: Issues): void {
  const { cycle, visited } = traverse(startNodeId, (id) => graph.downstreamOf(id))
  if (cycle !== undefined) {
    const text = `A cycle has been detected while traversing the Workflow [${cycle.join('>')}].`
    issues.add('CycleDetected', startNodeId, text)
    return
  }
  const unreachable = [...nodes.keys()].filter((id) => !visited.has(id) && id !== endNodeId).sort()
  if (unreachable.length === 0) return
  issues.add('UnreachableNodes', startNodeId, `The Workflow contain unreachable nodes [${unreachable.join(',')}].`)
}

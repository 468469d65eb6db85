import { equals } from '@bufbuild/protobuf'
import type { ParameterMap, TypedInterface, VariableMap } from '../../src/api/gen/flyteidl/core/interface_pb'
import { type LiteralType, LiteralTypeSchema } from '../../src/api/gen/flyteidl/core/types_pb'
import type { BranchNode, GateNode, WorkflowNode } from '../../src/api/gen/flyteidl/core/workflow_pb'
import { checkBindings } from './bindings'
import { armsOf } from './branch-arms'
import { identifierText } from './identifier-text'
import type { Issues } from './issues'
import type { NodeInBuild, NodeInterface, Variables } from './node-in-build'
import { typeName } from './typing'
import type { WorkflowBuild } from './workflow-build'

const noVariables: Variables = new Map()

/** Variables of an interface; a name and a type are required of each. */
export function variablesOf(owner: string, map: VariableMap | undefined, issues: Issues): Variables {
  const variables = new Map<string, LiteralType>()
  for (const [name, { type }] of Object.entries(map?.variables ?? {})) {
    if (name === '') issues.valueRequired(owner, 'paramName')
    if (type === undefined) issues.valueRequired(owner, 'param.Type')
    else variables.set(name, type)
  }
  return variables
}

/**
 * Derives the interface of a node from what it runs and keeps it on the node. Nodes inside a branch are renamed to
 * `<branch>-<node>` on the way. Reports what keeps it from being known, and then leaves it undefined.
 */
export function deriveInterface(build: WorkflowBuild, node: NodeInBuild, issues: Issues): NodeInterface | undefined {
  if (node.interface !== undefined) return node.interface
  const before = issues.count
  const derived = underlyingInterface(build, node, issues)
  if (issues.count === before) node.interface = derived
  return node.interface
}

function underlyingInterface(build: WorkflowBuild, node: NodeInBuild, issues: Issues): NodeInterface | undefined {
  const { case: kind, value } = node.node.target
  switch (kind) {
    case 'taskNode': {
      if (value.reference.case === undefined) {
        issues.valueRequired(node.id, 'TaskNode.ReferenceId')
        return undefined
      }
      const task = build.references.taskInterface(value.reference.value)
      if (task !== undefined) return typedInterface(node, task, issues)
      issues.taskNotFound(node.id, identifierText(value.reference.value))
      return undefined
    }
    case 'workflowNode':
      return workflowInterface(build, node, value, issues)
    case 'branchNode':
      return branchInterface(build, node, value, issues)
    case 'gateNode':
      return gateInterface(build, node, value, issues)
    case 'arrayNode': {
      if (value.node !== undefined) return deriveInterface(build, build.of(value.node), issues)
      issues.valueRequired('', 'Target')
      return undefined
    }
    case undefined:
      issues.valueRequired(node.id, 'Target')
      return undefined
  }
}

function typedInterface(node: NodeInBuild, declared: TypedInterface, issues: Issues): NodeInterface {
  return {
    inputs: variablesOf(node.id, declared.inputs, issues),
    outputs: variablesOf(node.id, declared.outputs, issues),
  }
}

function workflowInterface(
  build: WorkflowBuild,
  node: NodeInBuild,
  { reference }: WorkflowNode,
  issues: Issues,
): NodeInterface | undefined {
  switch (reference.case) {
    case 'launchplanRef': {
      const plan = build.references.launchPlan(reference.value)
      if (plan === undefined) {
        issues.workflowNotFound(node.id, identifierText(reference.value))
        return undefined
      }
      const { expectedInputs, expectedOutputs } = plan.closure ?? {}
      if (expectedInputs === undefined) issues.valueRequired(node.id, 'WorkflowNode.ExpectedInputs')
      if (expectedOutputs === undefined) issues.valueRequired(node.id, 'WorkflowNode.ExpectedOutputs')
      return {
        inputs: exposedInputs(node, expectedInputs, issues),
        outputs: variablesOf(node.id, expectedOutputs, issues),
      }
    }
    case 'subWorkflowRef': {
      const workflow = build.references.subWorkflow(reference.value)
      if (workflow?.interface !== undefined) return typedInterface(node, workflow.interface, issues)
      if (workflow === undefined) issues.workflowNotFound(node.id, identifierText(reference.value))
      else issues.valueRequired(node.id, 'WorkflowNode.Template.Interface')
      return undefined
    }
    case undefined:
      issues.workflowNotFound(node.id, '<nil>/<nil>')
      return undefined
  }
}

/** Inputs of a launch plan that a node has to or does give: the required ones, and those with a default that it binds. */
function exposedInputs(node: NodeInBuild, parameters: ParameterMap | undefined, issues: Issues): Variables {
  const bound = new Set(node.node.inputs.map((binding) => binding.var))
  const exposed = new Map<string, LiteralType>()
  for (const [name, { behavior, var: variable }] of Object.entries(parameters?.parameters ?? {})) {
    const isRequired = behavior.case === 'required' && behavior.value
    if (!isRequired && !bound.has(name)) continue
    if (variable?.type === undefined) issues.valueRequired(node.id, 'param.Type')
    else exposed.set(name, variable.type)
  }
  return exposed
}

function gateInterface(
  build: WorkflowBuild,
  node: NodeInBuild,
  { condition }: GateNode,
  issues: Issues,
): NodeInterface | undefined {
  switch (condition.case) {
    case 'approve': {
      // An approved value is passed on: the outputs are the inputs.
      const variables = checkBindings(build, node, undefined, 'upstream', issues)
      return { inputs: variables, outputs: variables }
    }
    case 'signal': {
      const { type, outputVariableName } = condition.value
      if (type === undefined) issues.valueRequired(node.id, 'GateNode.Signal.Type')
      else if (outputVariableName === '') issues.valueRequired(node.id, 'GateNode.Signal.OutputVariableName')
      else return { inputs: noVariables, outputs: new Map([[outputVariableName, type]]) }
      return undefined
    }
    case 'sleep':
      return { inputs: noVariables, outputs: noVariables }
    case undefined:
      issues.add('NoConditionFound', node.id, `Can't find any condition in gate node [${node.id}].`)
      return undefined
  }
}

/** Inputs are what the branch node binds, for its conditions; outputs are those that all arms have, with one type each. */
function branchInterface(
  build: WorkflowBuild,
  node: NodeInBuild,
  branch: BranchNode,
  issues: Issues,
): NodeInterface | undefined {
  const missing = missingPart(branch)
  if (missing !== undefined) {
    issues.valueRequired(node.id, missing)
    return undefined
  }
  if (branch.ifElse?.other.some((block) => block.thenNode === undefined)) {
    issues.valueRequired(node.id, 'IfElse.Case.ThenNode')
  }
  let outputs: Variables | undefined
  for (const message of armsOf(branch)) {
    const arm = build.of(message)
    message.id = `${node.id}-${message.id}`
    const derived = deriveInterface(build, arm, issues)
    if (derived !== undefined) outputs = commonOutputs(arm.id, outputs, derived.outputs, issues)
  }
  const inputs = checkBindings(build, node, undefined, 'upstream', issues)
  return outputs && { inputs, outputs }
}

function missingPart({ ifElse }: BranchNode): string | undefined {
  if (ifElse === undefined) return 'Branch.IfElse'
  if (ifElse.case === undefined) return 'Branch.IfElse.Case'
  return ifElse.case.thenNode === undefined ? 'Branch.IfElse.Case.ThenNode' : undefined
}

function commonOutputs(armId: string, known: Variables | undefined, given: Variables, issues: Issues): Variables {
  if (known === undefined) return given
  const common = new Map<string, LiteralType>()
  for (const [name, type] of known) {
    const other = given.get(name)
    if (other === undefined) continue
    common.set(name, type)
    if (!equals(LiteralTypeSchema, type, other)) issues.mismatchingTypes(armId, name, typeName(type), typeName(other))
  }
  return common
}

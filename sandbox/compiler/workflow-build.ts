import type { LaunchPlan } from '../../src/api/gen/flyteidl/admin/launch_plan_pb'
import type { Identifier } from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { TypedInterface } from '../../src/api/gen/flyteidl/core/interface_pb'
import type { Node, WorkflowTemplate } from '../../src/api/gen/flyteidl/core/workflow_pb'
import { WorkflowGraph } from './graph'
import { NodeInBuild } from './node-in-build'

/** What nodes may refer to. */
export interface References {
  /** Interface of a task, empty when it declares none; undefined when there is no such task. */
  taskInterface(id: Identifier): TypedInterface | undefined
  launchPlan(id: Identifier): LaunchPlan | undefined
  subWorkflow(id: Identifier): WorkflowTemplate | undefined
}

/** State of the compilation of one workflow. */
export class WorkflowBuild {
  readonly graph = new WorkflowGraph()
  /** Nodes that others may refer to, by id. Nodes inside a branch and the failure node are not among them. */
  readonly nodes = new Map<string, NodeInBuild>()
  /** Sub-workflows that nodes of this workflow run, by text of the identifier. */
  readonly usedSubWorkflows = new Set<string>()
  private readonly all = new Map<Node, NodeInBuild>()

  constructor(readonly references: References) {}

  of(node: Node): NodeInBuild {
    const known = this.all.get(node)
    if (known !== undefined) return known
    const created = new NodeInBuild(node)
    this.all.set(node, created)
    return created
  }
}

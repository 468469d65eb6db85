import type { CompiledWorkflow, CompiledWorkflowClosure } from '../../src/api/gen/flyteidl/core/compiler_pb'
import type { Identifier } from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { TaskTemplate } from '../../src/api/gen/flyteidl/core/tasks_pb'
import type { Node } from '../../src/api/gen/flyteidl/core/workflow_pb'

/** A compiled workflow does not hold what it refers to. */
export class BadWorkflow extends Error {
  override readonly name = 'BadWorkflow'
}

function keyOf({ project, domain, name, version }: Identifier): string {
  return [project, domain, name, version].join('\0')
}

/** Ids of the nodes before or after a node, each once. */
type Edges = ReadonlyMap<string, readonly string[]>

/** The nodes of one workflow and what is before and after each. */
export interface WorkflowGraph {
  readonly workflow: CompiledWorkflow
  /** Nodes of the top level, without those inside of branches. */
  readonly nodes: ReadonlyMap<string, Node>
  readonly upstream: Edges
  readonly downstream: Edges
}

function graphOf(workflow: CompiledWorkflow): WorkflowGraph {
  const nodes = new Map((workflow.template?.nodes ?? []).map((node) => [node.id, node]))
  const upstream = new Map<string, readonly string[]>()
  const downstream = new Map<string, string[]>([...nodes.keys()].map((id) => [id, []]))
  for (const id of nodes.keys()) {
    const before = [...new Set(workflow.connections?.upstream[id]?.ids ?? [])].filter((other) => nodes.has(other))
    upstream.set(id, before)
    for (const other of before) downstream.get(other)?.push(id)
  }
  return { workflow, nodes, upstream, downstream }
}

/** A compiled workflow with its tasks and sub-workflows, by id. It stays as it is, so runs share it. */
export class WorkflowIndex {
  readonly #closure: CompiledWorkflowClosure
  readonly #tasks = new Map<string, TaskTemplate>()
  readonly #subWorkflows = new Map<string, CompiledWorkflow>()
  readonly #graphs = new Map<CompiledWorkflow, WorkflowGraph>()

  constructor(closure: CompiledWorkflowClosure) {
    this.#closure = closure
    for (const { template } of closure.tasks) if (template?.id) this.#tasks.set(keyOf(template.id), template)
    for (const workflow of closure.subWorkflows) {
      if (workflow.template?.id) this.#subWorkflows.set(keyOf(workflow.template.id), workflow)
    }
  }

  /** Throws `BadWorkflow` when there is none. */
  primary(): WorkflowGraph {
    if (!this.#closure.primary) throw new BadWorkflow('the compiled workflow has no primary workflow')
    return this.#graph(this.#closure.primary)
  }

  /** Throws `BadWorkflow` when there is none of that id. */
  task(id: Identifier | undefined): TaskTemplate {
    const template = id && this.#tasks.get(keyOf(id))
    if (!template) throw new BadWorkflow(`the compiled workflow has no task ${id?.name ?? ''}`)
    return template
  }

  /** Throws `BadWorkflow` when there is none of that id. */
  subWorkflow(id: Identifier): WorkflowGraph {
    const workflow = this.#subWorkflows.get(keyOf(id))
    if (!workflow) throw new BadWorkflow(`the compiled workflow has no sub-workflow ${id.name}`)
    return this.#graph(workflow)
  }

  #graph(workflow: CompiledWorkflow): WorkflowGraph {
    let graph = this.#graphs.get(workflow)
    if (!graph) {
      graph = graphOf(workflow)
      this.#graphs.set(workflow, graph)
    }
    return graph
  }
}

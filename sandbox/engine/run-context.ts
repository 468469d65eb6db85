import type { ExecutionSpec } from '../../src/api/gen/flyteidl/admin/execution_pb'
import type { WorkflowExecutionConfig } from '../../src/api/gen/flyteidl/admin/matchable_resource_pb'
import type { ExecutionError } from '../../src/api/gen/flyteidl/core/execution_pb'
import type { Identifier, WorkflowExecutionIdentifier } from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { Literal } from '../../src/api/gen/flyteidl/core/literals_pb'
import type { Node } from '../../src/api/gen/flyteidl/core/workflow_pb'
import type { ControlPlane } from '../control-plane'
import type { TaskExecutor } from '../executors/task-executor'
import type { Cancellation } from './cancellation'
import type { LiteralCache } from './literal-cache'
import type { ParentNode } from './node-ids'
import type { RecordedRun } from './recorded-run'
import type { RunRecorder } from './run-recorder'
import type { Slots } from './slots'
import type { TaskCache } from './task-cache'
import type { Waiters } from './waiters'
import type { WorkflowGraph, WorkflowIndex } from './workflow-index'

/** What all runs of this process share. */
export interface EngineTools {
  readonly cp: ControlPlane
  readonly literals: LiteralCache
  readonly executor: TaskExecutor
  /** How many task processes this machine runs at once. */
  readonly processes: Slots
  readonly cache: TaskCache
  readonly waiters: Waiters
  /** Lets everything else on this thread have its turn, if it has waited for a while. */
  readonly breathe: () => Promise<void>
}

/** One execution while it runs in this process. */
export interface RunContext extends EngineTools {
  readonly id: WorkflowExecutionIdentifier
  readonly spec: ExecutionSpec
  /** Settings in force, after the launch plan and attributes have had their say. */
  readonly settings: WorkflowExecutionConfig
  readonly workflowId: Identifier | undefined
  /** The execution whose results are used again. */
  readonly recovered: RecordedRun | undefined
  readonly recoveredId: WorkflowExecutionIdentifier | undefined
  readonly recorded: RecordedRun
  readonly recorder: RunRecorder
  /** How many task and launch plan nodes this execution runs at once. */
  readonly parallelism: Slots
  /** Runs one node to its end, from wherever it is. */
  readonly runNode: (place: NodePlace) => Promise<Outcome>
}

/** How a node ended. */
export type Outcome =
  | { readonly kind: 'succeeded'; readonly outputUri: string }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'failed'; readonly error: ExecutionError; readonly timedOut: boolean }
  | { readonly kind: 'aborted' }

/** One workflow's nodes while they run: the execution's own, a sub-workflow's or a dynamic node's. */
export interface Scope {
  readonly run: RunContext
  readonly index: WorkflowIndex
  readonly graph: WorkflowGraph
  readonly parent: ParentNode | undefined
  readonly inDynamic: boolean
  /** The workflow's inputs, which are the outputs of its start node. */
  readonly inputsUri: string
  readonly cancellation: Cancellation
  /** By id in the template; a node is here when it has ended. */
  readonly outcomes: Map<string, Outcome>
}

/** One node to be run. */
export interface NodePlace {
  readonly scope: Scope
  readonly node: Node
  /** The node that this one's id begins with: the scope's parent, or the branch that it is in. */
  readonly parent: ParentNode | undefined
  readonly uniqueId: string
  readonly cancellation: Cancellation
  /** Something before it was skipped, so it is too. */
  readonly skipped?: boolean
  /** Inputs that take the place of what the bindings say. */
  readonly overrides?: Readonly<Record<string, Literal>>
}

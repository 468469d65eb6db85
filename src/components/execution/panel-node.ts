import type { Attempt } from '../../domain/execution-attempt'
import type { ExecutionKey, NodeExecution } from '../../domain/execution-node'
import type { NodeRow } from '../../domain/execution-tree'

/** A node with its attempts, as the tabs of a panel take it. */
export interface PanelNode {
  readonly execution: ExecutionKey
  readonly node: NodeExecution
  readonly row: NodeRow | undefined
  readonly name: string
  readonly attempts: readonly Attempt[]
  /** The one that is looked at: what the URL says, else the last. */
  readonly attempt: Attempt | undefined
}

import { WorkflowExecution_Phase } from '../api/gen/flyteidl/core/execution_pb'
import { type Execution, executionEnd } from './execution'
import { nodeEnd } from './execution-node'
import { nodeLook } from './execution-node-look'
import type { TreeRow } from './execution-tree'
import { nodePhaseLook, type PhaseLook, workflowPhaseLook } from './phases'
import { formatDuration } from './times'

/** Something that happened in an execution. */
export interface ExecutionEvent {
  readonly key: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly look: PhaseLook
  /** Key of the node's row; undefined for the execution itself. */
  readonly row: string | undefined
  /** What a person calls the node. */
  readonly name: string
  readonly detail: string
}

const QUEUED = nodePhaseLook(1)
const STARTED: PhaseLook = { ...nodePhaseLook(2), word: 'Started' }

/**
 * What happened, in the order in which it did: the execution's own phases and those of the nodes among the rows. flyteadmin keeps when
 * something was made, when it began and when it ended, not every phase between.
 */
export function executionEvents(execution: Execution, rows: readonly TreeRow[]): readonly ExecutionEvent[] {
  const events: ExecutionEvent[] = []
  const put = (key: string, at: number | undefined, look: PhaseLook, name: string, detail: string, row?: string) => {
    if (at !== undefined) events.push({ key, at, look, row, name, detail })
  }
  put('created', execution.createdAt, workflowPhaseLook(WorkflowExecution_Phase.UNDEFINED), '', '')
  put('started', execution.startedAt, STARTED, '', '')
  const cause = execution.abort?.cause ?? execution.error?.code ?? ''
  put('ended', executionEnd(execution), workflowPhaseLook(execution.phase), '', cause)
  for (const row of rows) {
    if (row.type !== 'node' || row.node === undefined) continue
    const { node, key, name, outline } = row
    const end = nodeEnd(node)
    if (node.startedAt !== undefined) put(`${key} queued`, node.createdAt, QUEUED, name, '', key)
    put(`${key} started`, node.startedAt, STARTED, name, '', key)
    const took = node.duration === undefined ? '' : `after ${formatDuration(node.duration)}`
    put(`${key} ended`, end, nodeLook(node, outline?.gate), name, node.error?.code ?? took, key)
    if (end === undefined && node.startedAt === undefined)
      put(`${key} now`, node.createdAt, nodeLook(node, outline?.gate), name, '', key)
  }
  // Sorting keeps the order of what happened at one instant: queued, started, ended.
  return events.sort((a, b) => a.at - b.at)
}

import { useCallback, useMemo } from 'react'
import type { Execution } from '../../domain/execution'
import { hasExecutionEnded } from '../../domain/execution'
import type { NodeRow } from '../../domain/execution-tree'
import { findRows } from '../../domain/execution-tree-find'
import { EmptyState } from '../ui/empty-state'
import type { LinkTo } from './execution-view'
import { NodeTree } from './node-tree'
import { TreeLegend } from './tree-legend'
import type { ExecutionTree } from './use-execution-tree'
import styles from './nodes-tab.module.css'

export interface NodesTabProps {
  readonly execution: Execution
  readonly tree: ExecutionTree
  readonly selected: string | undefined
  /** What is sought; rows that do not say it are left out. */
  readonly find: string
  readonly showCriticalPath: boolean
  readonly failedAt: number | undefined
  readonly linkTo: LinkTo
  readonly onSelect: (row: NodeRow) => void
}

/** The tree of nodes with their bars, and what the bars mean. */
export function NodesTab({
  execution,
  tree,
  selected,
  find,
  showCriticalPath,
  failedAt,
  linkTo,
  onSelect,
}: NodesTabProps) {
  const { rows, found } = useMemo(() => findRows(tree.rows, find), [tree.rows, find])
  const hrefOf = useCallback(
    (row: NodeRow) => linkTo({ node: row.key, attempt: undefined, item: undefined, panel: 'summary', line: undefined }),
    [linkTo],
  )
  return (
    <div className={styles.tab}>
      {tree.complete ? <span hidden data-testid="nodes-complete" data-count={tree.count} /> : null}
      <NodeTree
        execution={execution}
        rows={rows}
        selected={selected}
        settled={tree.complete}
        showCriticalPath={showCriticalPath}
        failedAt={failedAt}
        hrefOf={hrefOf}
        onSelect={onSelect}
        onToggle={tree.onToggle}
      />
      {find.trim() !== '' && found === 0 ? (
        <EmptyState compact kind="no-match" title={`No node says “${find.trim()}”`}>
          Names, ids, kinds and phases of the unfolded levels were looked through.
        </EmptyState>
      ) : null}
      <TreeLegend live={!hasExecutionEnded(execution.phase)} critical={showCriticalPath} />
    </div>
  )
}

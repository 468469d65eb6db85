import type { Execution } from '../../domain/execution'
import { hasExecutionEnded } from '../../domain/execution'
import type { NodeRow } from '../../domain/execution-tree'
import type { LinkTo } from './execution-view'
import { NodeTree } from './node-tree'
import { TreeLegend } from './tree-legend'
import type { ExecutionTree } from './use-execution-tree'
import styles from './nodes-tab.module.css'

export interface NodesTabProps {
  readonly execution: Execution
  readonly tree: ExecutionTree
  readonly selected: string | undefined
  readonly showCriticalPath: boolean
  readonly failedAt: number | undefined
  readonly linkTo: LinkTo
  readonly onSelect: (row: NodeRow) => void
}

/** The tree of nodes with their bars, and what the bars mean. */
export function NodesTab({ execution, tree, selected, showCriticalPath, failedAt, linkTo, onSelect }: NodesTabProps) {
  return (
    <div className={styles.tab}>
      {tree.complete ? <span hidden data-testid="nodes-complete" data-count={tree.count} /> : null}
      <NodeTree
        execution={execution}
        rows={tree.rows}
        selected={selected}
        settled={tree.complete}
        showCriticalPath={showCriticalPath}
        failedAt={failedAt}
        hrefOf={(row) =>
          linkTo({ node: row.key, attempt: undefined, item: undefined, panel: 'summary', line: undefined })
        }
        onSelect={onSelect}
        onToggle={tree.onToggle}
      />
      <TreeLegend live={!hasExecutionEnded(execution.phase)} critical={showCriticalPath} />
    </div>
  )
}

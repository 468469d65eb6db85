import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo } from 'react'
import { workflowQuery } from '../../api/workflows/workflow-queries'
import type { Execution } from '../../domain/execution'
import { rowPaths } from '../../domain/execution-graph-phases'
import { outlineOf } from '../../domain/execution-outline'
import { useApi } from '../layout/api-context'
import { QueryRegion } from '../layout/query-region'
import { EmptyState } from '../ui/empty-state'
import { SkeletonRows } from '../ui/skeleton-rows'
import type { ExecutionTree } from './use-execution-tree'
import styles from './execution-graph.module.css'

const WorkflowGraph = lazy(() => import('../graph/workflow-graph'))

export interface ExecutionGraphProps {
  readonly execution: Execution
  readonly tree: ExecutionTree
  readonly selected: string | undefined
  readonly onSelect: (key: string) => void
}

/** The graph of the workflow that runs, with the phase of each node. */
export function ExecutionGraph({ execution, tree, selected, onSelect }: ExecutionGraphProps) {
  const { transport } = useApi()
  const { project = '', domain = '', name = '', version = '' } = execution.workflow ?? {}
  const query = useQuery({
    ...workflowQuery(transport, { project, domain, name, version }),
    enabled: execution.workflow !== undefined,
  })
  const closure = query.data?.closure
  const outline = useMemo(() => (closure === undefined ? undefined : outlineOf(closure)), [closure])
  const { phases, keys } = useMemo(() => rowPaths(tree.rows), [tree.rows])
  const path = useMemo(() => [...keys].find(([, key]) => key === selected)?.[0], [keys, selected])
  return (
    <div className={styles.graph}>
      <QueryRegion query={query} what={`the workflow ${name}`} skeleton={<SkeletonRows rows={4} />}>
        {() =>
          outline === undefined || outline.primary.nodes.size === 0 ? (
            <EmptyState compact title="It has no nodes" />
          ) : (
            <Suspense fallback={null}>
              <WorkflowGraph
                outline={outline}
                phases={phases}
                complete={tree.complete}
                selected={path}
                onSelect={(chosen) => onSelect(keys.get(chosen) ?? chosen)}
              />
            </Suspense>
          )
        }
      </QueryRegion>
    </div>
  )
}

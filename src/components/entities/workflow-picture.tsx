import { lazy, Suspense, useMemo } from 'react'
import type { CompiledWorkflowClosure } from '../../api/gen/flyteidl/core/compiler_pb'
import { outlineOf } from '../../domain/execution-outline'
import { EmptyState } from '../ui/empty-state'
import styles from './workflow-picture.module.css'

const WorkflowGraph = lazy(() => import('../graph/workflow-graph'))

export interface WorkflowPictureProps {
  readonly closure: CompiledWorkflowClosure | undefined
  /** As high as the page lets it, rather than a picture among other parts. */
  readonly tall?: boolean
  readonly selected?: string | undefined
  readonly onSelect?: (path: string) => void
}

/** The graph of a registered workflow; its code loads when it is first shown. */
export function WorkflowPicture({ closure, tall = false, selected, onSelect }: WorkflowPictureProps) {
  const outline = useMemo(() => (closure ? outlineOf(closure) : undefined), [closure])
  if (!outline || outline.primary.nodes.size === 0) return <EmptyState compact title="It has no nodes" />
  return (
    <div className={tall ? styles.tall : styles.picture}>
      <Suspense fallback={null}>
        <WorkflowGraph outline={outline} selected={selected} onSelect={onSelect} />
      </Suspense>
    </div>
  )
}

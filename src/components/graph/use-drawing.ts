import { useEffect, useMemo, useState } from 'react'
import type { ClosureOutline, OutlineNode } from '../../domain/execution-outline'
import { placeBoxes } from '../../domain/graph/place-boxes'
import { type DrawingPlan, drawingOf, planDrawing, type WorkflowDrawing } from '../../domain/graph/workflow-drawing'

/** More boxes than that are placed by a worker: placing them here would be felt. */
const BOXES_ON_PAGE_THREAD = 300

/** The drawing of a workflow; the one before while a large one is being placed, undefined before the first. */
export function useDrawing(
  outline: ClosureOutline,
  isExpanded: (path: string, node: OutlineNode) => boolean,
): WorkflowDrawing | undefined {
  const plan = useMemo(() => planDrawing(outline, isExpanded), [outline, isExpanded])
  const small = plan.boxes.length <= BOXES_ON_PAGE_THREAD
  const here = useMemo(() => (small ? drawingOf(plan, placeBoxes(plan.layout)) : undefined), [plan, small])
  const [there, setThere] = useState<{ readonly plan: DrawingPlan; readonly drawing: WorkflowDrawing } | undefined>()

  // The worker is outside React; a plan that is no longer wanted takes its worker with it.
  useEffect(() => {
    if (small) return
    const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<Float64Array>) => {
      setThere({ plan, drawing: drawingOf(plan, data) })
      worker.terminate()
    })
    worker.postMessage(plan.layout)
    return () => worker.terminate()
  }, [plan, small])

  return here ?? there?.drawing
}

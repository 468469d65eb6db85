import type { HeatCell, ItemState } from '../../domain/execution-map'

export interface CellSizes {
  /** Pixels from one cell to the next, and of a row. */
  readonly step: { readonly x: number; readonly y: number }
  readonly width: number
  /** Heights: of what is as it should be, of what has failed, and of what has not begun. */
  readonly usual: number
  readonly tall: number
  readonly low: number
  readonly perRow: number
}

/** The least height in pixels at which a few among many are still seen. */
const seen = 3

/**
 * The outline of all cells in one state. A cell that stands for several items shows the state of most of them, and in front of it,
 * as high as its share, the worst.
 */
export function cellPath(cells: readonly HeatCell[], wanted: ItemState, sizes: CellSizes): string {
  return cells
    .flatMap(({ state, share, mostly }, at) => {
      const isWorst = state === wanted
      if (!isWorst && mostly !== wanted) return []
      const full = wanted === 'failed' ? sizes.tall : wanted === 'queued' ? sizes.low : sizes.usual
      const height = isWorst && mostly !== state ? Math.max(seen, Math.round(full * share)) : full
      const x = (at % sizes.perRow) * sizes.step.x
      const middle = Math.floor(at / sizes.perRow) * sizes.step.y + sizes.step.y / 2
      // What is in front grows from the bottom, so that a taller one means more of it.
      const top = height < full ? middle + sizes.usual / 2 - height : middle - height / 2
      return `M${x} ${top}h${sizes.width}v${height}h-${sizes.width}z`
    })
    .join('')
}

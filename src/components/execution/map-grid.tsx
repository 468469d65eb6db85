import { useMemo } from 'react'
import { type HeatCell, heatCells, type ItemState, itemStates, type MapItem } from '../../domain/execution-map'
import { formatCount } from '../../domain/times'
import { useWidth } from '../ui/use-width'
import { itemLooks } from './item-looks'
import { cellPath } from './map-cells'
import styles from './map-items.module.css'

export interface MapGridProps {
  readonly items: readonly MapItem[]
  readonly chosen: number | undefined
  readonly onOpen: (index: number) => void
}

/** Pixels. */
const STEP = { x: 5, y: 12 } as const
const CELL = { step: STEP, width: 4, usual: 6, tall: 10, low: 2 } as const
/** More rows than this and a cell stands for several items. */
const mostRows = 24

/** The items of a map task as cells, in rows. A failed one is taller, so that it is seen without its colour. */
export function MapGrid({ items, chosen, onOpen }: MapGridProps) {
  const { ref, width } = useWidth()
  const perRow = rowLength(width)
  const cells = useMemo(() => heatCells(items, perRow * mostRows), [items, perRow])
  const rows = Math.ceil(cells.length / perRow)
  const binned = cells.some(({ first, last }) => last > first)
  const perCell = cells[0] === undefined ? 1 : cells[0].last - cells[0].first + 1
  const at = chosen === undefined ? -1 : Math.floor(chosen / perCell)
  const cellUnder = (x: number, y: number): HeatCell | undefined => {
    const column = Math.floor(x / STEP.x)
    return column >= perRow ? undefined : cells[Math.floor(y / STEP.y) * perRow + column]
  }
  return (
    <figure className={styles.grid} ref={ref}>
      {width === 0 ? null : (
        <svg
          role="img"
          aria-label={`Items by index, ${formatCount(items.length)} reported`}
          width={Math.min(cells.length, perRow) * STEP.x}
          height={rows * STEP.y}
          shapeRendering="crispEdges"
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            const cell = cellUnder(event.clientX - box.left, event.clientY - box.top)
            if (cell !== undefined) onOpen(worstIn(items, cell))
          }}
        >
          {itemStates.toReversed().map((state) => {
            const path = cellPath(cells, state, { ...CELL, perRow })
            return path === '' ? null : (
              <path key={state} d={path} data-tone={itemLooks[state].tone} className={styles[state] ?? styles.cell} />
            )
          })}
          {at < 0 ? null : (
            <rect
              className={styles.ring}
              x={(at % perRow) * STEP.x - 0.5}
              y={Math.floor(at / perRow) * STEP.y + 0.5}
              width={CELL.width + 1}
              height={STEP.y - 1}
            />
          )}
        </svg>
      )}
      {binned ? (
        <figcaption className="faint micro">
          A cell is {formatCount(perCell)} items: how most of them are, and in front the share of the worst.
        </figcaption>
      ) : null}
    </figure>
  )
}

/** Cells in a row: a round number, so that a place in the grid can be read as an index. */
function rowLength(width: number): number {
  const fits = Math.max(10, Math.floor(width / STEP.x))
  const step = fits >= 100 ? 50 : fits >= 50 ? 25 : 10
  return Math.floor(fits / step) * step
}

function worstIn(items: readonly MapItem[], { first, last }: HeatCell): number {
  const inside = items.filter(({ index }) => index >= first && index <= last)
  return inside.reduce(
    (worst, item) => (itemStates.indexOf(item.state) < itemStates.indexOf(worst.state) ? item : worst),
    inside[0] ?? { index: first, state: 'queued' as ItemState },
  ).index
}

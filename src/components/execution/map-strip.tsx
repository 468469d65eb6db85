import {
  countItems,
  type HeatCell,
  heatCells,
  type ItemState,
  itemStates,
  type MapItem,
} from '../../domain/execution-map'
import { formatCount } from '../../domain/times'
import { PhaseGlyph } from '../ui/phase-glyph'
import { itemLooks } from './item-looks'
import styles from './map-strip.module.css'

const CELL = 3
/** Cells of a strip in a row; with more items a cell stands for several, in their worst state. */
const mostCells = 96

export interface MapStripProps {
  readonly items: readonly MapItem[]
  readonly name: string
}

/** A map task's items in a line, failed ones taller: an index is not a time, so they are never on the axis. */
export function MapStrip({ items, name }: MapStripProps) {
  const cells = heatCells(items, mostCells)
  const counts = countItems(items)
  const words = itemStates
    .flatMap((state) => (counts[state] === 0 ? [] : `${counts[state]} ${itemLooks[state].word.toLowerCase()}`))
    .join(', ')
  return (
    <svg
      role="img"
      aria-label={`Items of ${name}: ${words}`}
      className={styles.strip}
      width={cells.length * CELL}
      height={11}
      shapeRendering="crispEdges"
    >
      {itemStates.map((state) => {
        const path = pathOf(cells, state)
        return path === '' ? null : (
          <path key={state} d={path} data-tone={itemLooks[state].tone} className={styles[state] ?? styles.cell} />
        )
      })}
    </svg>
  )
}

function pathOf(cells: readonly HeatCell[], wanted: ItemState): string {
  const [top, height] = wanted === 'failed' ? [0, 11] : wanted === 'queued' ? [5, 3] : [2, 7]
  return cells.flatMap(({ state }, at) => (state === wanted ? `M${at * CELL} ${top}h2v${height}h-2z` : [])).join('')
}

/** How many items are in each state, worst first. */
export function MapTally({ items }: Pick<MapStripProps, 'items'>) {
  const counts = countItems(items)
  return (
    <span className={styles.tally}>
      {itemStates.map((state) =>
        counts[state] === 0 ? null : (
          <span key={state} className={styles.count} data-tooltip={itemLooks[state].word}>
            <PhaseGlyph glyph={itemLooks[state].glyph} tone={itemLooks[state].tone} size={10} />
            {formatCount(counts[state])}
          </span>
        ),
      )}
    </span>
  )
}

import { countItems, heatCells, itemStates, type MapItem } from '../../domain/execution-map'
import { formatCount } from '../../domain/times'
import { PhaseGlyph } from '../ui/phase-glyph'
import { itemLooks } from './item-looks'
import { cellPath } from './map-cells'
import styles from './map-strip.module.css'

/** Cells of a strip; with more items a cell stands for several. */
const mostCells = 96
const sizes = { step: { x: 3, y: 11 }, width: 2, usual: 7, tall: 11, low: 3, perRow: mostCells }

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
      width={cells.length * sizes.step.x}
      height={sizes.step.y}
      viewBox={`0 0 ${cells.length * sizes.step.x} ${sizes.step.y}`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
    >
      {itemStates.toReversed().map((state) => {
        const path = cellPath(cells, state, sizes)
        return path === '' ? null : (
          <path key={state} d={path} data-tone={itemLooks[state].tone} className={styles[state] ?? styles.cell} />
        )
      })}
    </svg>
  )
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

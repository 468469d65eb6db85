import { Hash } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import { countItems, itemErrors, type ItemState, itemStates, type MapItem } from '../../domain/execution-map'
import type { MapSettings } from '../../domain/execution-outline'
import { parseErrorText } from '../../domain/execution-traceback'
import { taskPhaseLook } from '../../domain/phases'
import { formatCount } from '../../domain/times'
import { classNames } from '../ui/class-names'
import { Icon } from '../ui/icon'
import { Link } from '../ui/link'
import { PhaseGlyph } from '../ui/phase-glyph'
import { useVirtualRows } from '../ui/use-virtual-rows'
import type { LinkTo } from './execution-view'
import { itemLooks } from './item-looks'
import { MapGrid } from './map-grid'
import styles from './map-items.module.css'

export interface MapItemsProps {
  readonly items: readonly MapItem[]
  /** The error of the node, which names the errors of its items. */
  readonly message: string
  readonly settings: MapSettings | undefined
  readonly chosen: number | undefined
  readonly linkTo: LinkTo
}

/** Pixels. */
const ROW = 28

/** The items of a map task: how they are, those that need somebody first to choose from, and each in a row. */
export function MapItems({ items, message, settings, chosen, linkTo }: MapItemsProps) {
  const navigate = useNavigate()
  const [states, setStates] = useState<ReadonlySet<ItemState>>(new Set())
  const [sought, setSought] = useState('')
  const counts = useMemo(() => countItems(items), [items])
  const errors = useMemo(() => itemErrors(message), [message])
  const rows = useMemo(
    () =>
      items.filter(
        ({ index, state }) =>
          (states.size === 0 || states.has(state)) && (sought === '' || String(index).startsWith(sought)),
      ),
    [items, states, sought],
  )
  const hrefOf = (index: number) => linkTo({ item: index, attempt: undefined, panel: 'summary' })
  const toggle = (state: ItemState) => {
    const next = new Set(states)
    if (!next.delete(state)) next.add(state)
    setStates(next)
  }
  return (
    <>
      <h3 className={styles.heading}>
        Items <span className="faint num">{formatCount(items.length)}</span>
        <span className={classNames('faint', styles.rule)}>{settingWords(settings)}</span>
      </h3>
      <MapGrid items={items} chosen={chosen} onOpen={(index) => void navigate(hrefOf(index))} />
      <div className={styles.filters}>
        <div role="group" aria-label="States that are shown" className={styles.states}>
          <button
            type="button"
            aria-pressed={states.size === 0}
            className={styles.state}
            onClick={() => setStates(new Set())}
          >
            All
          </button>
          {itemStates.map((state) =>
            counts[state] === 0 ? null : (
              <button
                key={state}
                type="button"
                aria-pressed={states.has(state)}
                className={styles.state}
                onClick={() => toggle(state)}
              >
                <PhaseGlyph glyph={itemLooks[state].glyph} tone={itemLooks[state].tone} size={12} />
                {itemLooks[state].word}
                <b className="num">{formatCount(counts[state])}</b>
              </button>
            ),
          )}
        </div>
        <label className={styles.goTo}>
          <Icon of={Hash} size="xs" />
          <input
            type="text"
            inputMode="numeric"
            aria-label="Find an index"
            placeholder="Index"
            value={sought}
            onChange={(event) => setSought(event.target.value.replace(/\D/g, ''))}
          />
        </label>
      </div>
      {rows.length === 0 ? (
        <p className="faint small">No item is like that.</p>
      ) : (
        <Rows rows={rows} errors={errors} chosen={chosen} hrefOf={hrefOf} />
      )}
    </>
  )
}

function settingWords(settings: MapSettings | undefined): string {
  if (settings === undefined) return ''
  const { parallelism, minSuccesses, minSuccessRatio } = settings
  const parts = [
    parallelism !== undefined && parallelism > 0 ? `at most ${formatCount(parallelism)} at once` : '',
    minSuccesses === undefined ? '' : `needs ${formatCount(minSuccesses)} to succeed`,
    minSuccessRatio === undefined || minSuccessRatio >= 1
      ? ''
      : `needs ${Math.round(minSuccessRatio * 100)} % to succeed`,
  ]
  return parts.filter((part) => part !== '').join(', ')
}

interface RowsProps {
  readonly rows: readonly MapItem[]
  readonly errors: ReadonlyMap<number, string>
  readonly chosen: number | undefined
  readonly hrefOf: (index: number) => string
}

function Rows({ rows, errors, chosen, hrefOf }: RowsProps) {
  const keyOf = useCallback((at: number) => String(rows[at]?.index ?? at), [rows])
  const heightOf = useCallback(() => ROW, [])
  const { ref, items, totalHeight, before } = useVirtualRows({ count: rows.length, keyOf, heightOf })
  return (
    <div role="table" aria-label="Items" aria-rowcount={rows.length} className={styles.table}>
      <div ref={ref} role="rowgroup" style={{ height: totalHeight }}>
        <div role="presentation" style={{ transform: `translateY(${before}px)` }}>
          {items.map(({ index: at, size }) => {
            const item = rows[at]
            if (item === undefined) return null
            const look = itemLooks[item.state]
            const error = errors.get(item.index)
            return (
              <div
                key={item.index}
                role="row"
                aria-rowindex={at + 1}
                data-testid="map-item"
                data-chosen={item.index === chosen ? '' : undefined}
                className={styles.row}
                style={{ height: size }}
              >
                <span role="cell" className={styles.index}>
                  <Link look="bare" href={hrefOf(item.index)} className={styles.whole}>
                    {item.index}
                  </Link>
                </span>
                <span role="cell" className={styles.look} data-tone={look.tone}>
                  <PhaseGlyph glyph={look.glyph} tone={look.tone} />
                  {item.state === 'unknown' ? taskPhaseLook(item.phase).word : look.word}
                </span>
                <span role="cell" className={styles.attempts}>
                  <span className="sr-only">
                    {item.attempts.length === 1 ? 'one attempt' : `${item.attempts.length} attempts`}
                  </span>
                  {item.attempts.map(({ attempt, phase }) => (
                    <i key={attempt} data-tone={taskPhaseLook(phase).tone} aria-hidden="true" />
                  ))}
                </span>
                <span role="cell" className={styles.why} data-cut="end">
                  {error === undefined ? null : parseErrorText(error).headline}
                </span>
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

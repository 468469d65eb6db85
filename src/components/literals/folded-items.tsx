import { type ReactNode, useState } from 'react'
import { formatCount } from '../../domain/times'
import { Button } from '../ui/button'
import styles from './folded-items.module.css'

export interface FoldedItem {
  readonly key: string
  readonly label: string
  readonly value: ReactNode
}

export interface FoldedItemsProps {
  readonly brackets: '[]' | '{}'
  readonly count: number
  /** Made only when it is shown. */
  readonly item: (index: number) => FoldedItem
}

/** Few are shown at once; more on demand, so that a list of a million costs nothing until it is looked into. */
const AT_ONCE = 8
const MORE_AT_A_TIME = 200

/** The items of a list or a map, one a line, however many there are. */
export function FoldedItems({ brackets, count, item }: FoldedItemsProps) {
  const [shown, setShown] = useState(AT_ONCE)
  if (count === 0) return <span className="mono">{brackets}</span>
  const visible = Math.min(shown, count)
  return (
    <div>
      <div className="small faint">{count === 1 ? '1 item' : `${formatCount(count)} items`}</div>
      <ol className={styles.items}>
        {Array.from({ length: visible }, (_, index) => item(index)).map(({ key, label, value }) => (
          <li key={key} className={styles.item}>
            <span className={styles.label}>{label}</span>
            <div className={styles.value}>{value}</div>
          </li>
        ))}
      </ol>
      {visible < count ? (
        <Button size="sm" variant="ghost" onClick={() => setShown(visible + MORE_AT_A_TIME)}>
          {formatCount(visible)} of {formatCount(count)} shown: show more
        </Button>
      ) : null}
    </div>
  )
}

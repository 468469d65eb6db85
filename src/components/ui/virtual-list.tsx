import { useCallback, type ReactNode } from 'react'
import type { VirtualRowState } from './virtual-table'
import { useRowKeys } from './use-row-keys'
import { useVirtualRows } from './use-virtual-rows'

export interface VirtualListProps<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** Pixels. */
  readonly rowHeight: (row: Row) => number
  /** What stands in a row; its box has the height already. */
  readonly renderRow: (row: Row, state: VirtualRowState) => ReactNode
  readonly onOpen?: (row: Row) => void
  readonly onToggle?: (row: Row) => void
}

/** Rows of any number that are no table: cards on narrow windows, log lines, items. */
export function VirtualList<Row>({
  label,
  rows,
  rowKey,
  rowHeight,
  renderRow,
  onOpen,
  onToggle,
}: VirtualListProps<Row>) {
  const at = (index: number) => rows[index]
  const keyOf = useCallback(
    (index: number) => {
      const row = rows[index]
      return row === undefined ? String(index) : rowKey(row)
    },
    [rows, rowKey],
  )
  const heightOf = useCallback(
    (index: number) => {
      const row = rows[index]
      return row === undefined ? 0 : rowHeight(row)
    },
    [rows, rowHeight],
  )
  const { ref, items, before, totalHeight, scrollTo } = useVirtualRows({ count: rows.length, keyOf, heightOf })
  const act = (index: number, action: ((row: Row) => void) | undefined) => {
    const row = at(index)
    if (row !== undefined) action?.(row)
  }
  const { cursor } = useRowKeys({
    count: rows.length,
    scrollTo,
    onOpen: (index) => act(index, onOpen),
    onToggle: (index) => act(index, onToggle),
  })
  return (
    <div role="list" aria-label={label} ref={ref} style={{ height: totalHeight, position: 'relative' }}>
      <div style={{ transform: `translateY(${before}px)` }}>
        {items.map((item) => {
          const row = at(item.index)
          if (row === undefined) return null
          return (
            <div
              key={item.key}
              role="listitem"
              aria-setsize={rows.length}
              aria-posinset={item.index + 1}
              style={{ height: item.size, overflow: 'hidden' }}
            >
              {renderRow(row, { index: item.index, cursor: item.index === cursor })}
            </div>
          )
        })}
      </div>
    </div>
  )
}

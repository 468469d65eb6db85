import { ChevronsUpDown } from 'lucide-react'
import { type ReactNode, useId, useRef, useState } from 'react'
import { Icon } from './icon'
import { ListBox, listBoxInput, type ListBoxOption } from './list-box'
import { Popup } from './popup'
import styles from './combobox.module.css'

export interface ComboboxProps<Option extends ListBoxOption> {
  /** Stands inside, before the value. */
  readonly label: string
  /** The chosen one: its key, and how it reads while nothing is searched. */
  readonly selected: string
  readonly text: string
  /** A word about the chosen one, after it. */
  readonly note?: ReactNode
  /** What the search has found so far. */
  readonly options: readonly Option[]
  readonly query: string
  readonly onQuery: (query: string) => void
  /** The list is about to be seen. */
  readonly onOpen?: (() => void) | undefined
  readonly onPick: (option: Option) => void
  /** There is more to load; undefined when all is there. */
  readonly onMore?: (() => void) | undefined
  /** An answer is on its way. */
  readonly loading?: boolean
  /** Instead of options: what was not found. */
  readonly empty: ReactNode
}

const MORE = 'more'

/**
 * One of many, found by typing: the search is the caller's, so it may go to a server. Arrows, Page Up and Down move, Enter takes,
 * Escape and Tab leave things as they were, Alt with an arrow opens and closes.
 */
export function Combobox<Option extends ListBoxOption>({
  label,
  selected,
  text,
  note,
  options,
  query,
  onQuery,
  onOpen,
  onPick,
  onMore,
  loading = false,
  empty,
}: ComboboxProps<Option>) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState<number>()
  const listId = useId()
  const rows: readonly ListBoxOption[] = onMore
    ? [
        ...options,
        { key: MORE, content: <span className={styles.more}>{loading ? 'Loading more…' : 'Show more'}</span> },
      ]
    : options
  const chosen = options.findIndex(({ key }) => key === selected)
  const active = Math.max(0, Math.min(at ?? chosen, rows.length - 1))

  const show = () => {
    if (open) return
    onOpen?.()
    setOpen(true)
    setAt(undefined)
    // Typing takes the place of what is there.
    input.current?.select()
  }
  const close = () => {
    setOpen(false)
    if (query !== '') onQuery('')
  }
  const take = (row: ListBoxOption | undefined) => {
    if (!row) return
    if (row.key === MORE) {
      onMore?.()
      return
    }
    const option = options.find(({ key }) => key === row.key)
    close()
    if (option && option.key !== selected) onPick(option)
  }
  const list = listBoxInput({ listId, count: rows.length, active, onMove: setAt, onEnter: () => take(rows[active]) })
  return (
    <>
      <span ref={setAnchor} className={styles.box} onClick={() => input.current?.focus()}>
        <span className={styles.label} aria-hidden="true">
          {label}
        </span>
        <input
          {...list}
          ref={input}
          type="text"
          autoComplete="off"
          spellCheck={false}
          aria-label={label}
          aria-haspopup="listbox"
          aria-expanded={open}
          aria-controls={open ? listId : undefined}
          aria-activedescendant={open && rows.length > 0 ? `${listId}-${active}` : undefined}
          className={styles.input}
          size={Math.max(8, (open ? query || text : text).length)}
          placeholder={open ? text : ''}
          value={open ? query : text}
          onClick={show}
          onChange={(event) => {
            if (!open) onOpen?.()
            setOpen(true)
            setAt(0)
            // The first letter comes after the text of what is chosen when the field was closed.
            const typed = event.target.value
            onQuery(open ? typed : typed.replace(text, ''))
          }}
          onKeyDown={(event) => {
            if (!open) {
              if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp' && event.key !== 'Enter') return
              event.preventDefault()
              show()
            } else if (event.altKey && event.key === 'ArrowUp') {
              event.preventDefault()
              close()
            } else list.onKeyDown(event)
          }}
        />
        {note === undefined ? null : <span className={styles.note}>{note}</span>}
        <Icon of={ChevronsUpDown} size="xs" className={styles.chevron} />
      </span>
      {open ? (
        <Popup anchor={anchor} keepFocus matchWidth onClose={close} className={styles.popup}>
          <div className={styles.list} aria-busy={loading}>
            <ListBox
              id={listId}
              label={label}
              options={rows}
              active={active}
              selected={selected}
              onHover={setAt}
              onPick={take}
              empty={loading ? 'Searching…' : empty}
            />
          </div>
        </Popup>
      ) : null}
    </>
  )
}

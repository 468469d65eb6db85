import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, useId, useRef, useState } from 'react'
import { type Data, isList } from '../../domain/literals/data'
import type { InputSpec } from '../../domain/literals/input-spec'
import { formatCount } from '../../domain/times'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { IconButton } from '../ui/icon-button'
import { blankValue, isWide } from './blank-value'
import { focusFirst } from './focus-first'
import { PartsFrame } from './parts-frame'
import { pastedValue } from './pasted-value'
import { moved, useListKeys } from './use-list-keys'
import type { PartsControlProps } from './value-control-props'
import { RowProblem } from './value-problem'
import { ownProblem, problemsAt } from './value-problems'
import styles from './value-control.module.css'

/** Rows that are drawn at first, and with each press on “more”. */
const ROWS = 100

const noItems: readonly Data[] = []

/**
 * Rows of controls: added, removed and moved. In a row Enter adds one below, Alt with an arrow moves it, Backspace removes an empty
 * one. A list that is pasted as JSON comes in at the row, or makes up an empty list.
 */
export function ListControl({
  spec: { item },
  value,
  onChange,
  problems,
  control,
  label,
  part: Part,
}: PartsControlProps<Extract<InputSpec, { kind: 'list' }>>) {
  const items = isList(value) ? value : noItems
  const rows = useListKeys(items.length)
  const [shown, setShown] = useState(ROWS)
  const box = useRef<HTMLDivElement>(null)
  const base = useId()
  const focusRow = (key: number) => {
    // The row is there once React has drawn it.
    requestAnimationFrame(() => focusFirst(box.current?.querySelector(`[data-row="${CSS.escape(`${base}${key}`)}"]`)))
  }
  const splice = (at: number, removed: number, added: readonly Data[]) => {
    const key = rows.splice(at, removed, added.length)
    setShown(Math.max(shown, at + added.length))
    onChange([...items.slice(0, at), ...added, ...items.slice(at + removed)])
    const next = added.length > 0 ? key : (rows.keys[at + removed] ?? rows.keys[at - 1])
    if (next === undefined) box.current?.querySelector<HTMLElement>('[data-add]')?.focus()
    else focusRow(next)
  }
  const move = (from: number, to: number) => {
    const key = rows.keys[from]
    if (to < 0 || to >= items.length || key === undefined) return
    rows.move(from, to)
    onChange(moved(items, from, to))
    focusRow(key)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, at: number) => {
    const field = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      event.stopPropagation()
      move(at, event.key === 'ArrowUp' ? at - 1 : at + 1)
    } else if (
      field &&
      item.kind === 'scalar' &&
      event.key === 'Enter' &&
      !event.shiftKey &&
      !event.ctrlKey &&
      !event.metaKey
    ) {
      event.preventDefault()
      splice(at + 1, 0, [blankValue(item)])
    } else if (item.kind === 'scalar' && event.key === 'Backspace' && items[at] === '' && items.length > 0) {
      event.preventDefault()
      splice(at, 1, [])
    }
  }
  const onPaste = (event: ClipboardEvent) => {
    const pasted = pastedValue(event)
    if (!isList(pasted) || event.defaultPrevented) return
    event.preventDefault()
    const row =
      event.target instanceof Element ? event.target.closest('[data-row]')?.getAttribute('data-row') : undefined
    const at = rows.keys.findIndex((key) => row === `${base}${key}`)
    // An empty row makes room for what is pasted into it.
    const empty = items[at] === ''
    if (at < 0) splice(items.length, 0, pasted)
    else splice(empty ? at : at + 1, empty ? 1 : 0, pasted)
  }
  const wide = isWide(item) || item.kind === 'list' || item.kind === 'dict'
  return (
    <PartsFrame
      ref={box}
      control={control}
      label={label}
      value={value ?? items}
      misfit={value !== undefined && !isList(value)}
      onChange={onChange}
      add="Add item"
      onAdd={() => splice(items.length, 0, [blankValue(item)])}
      summary={`${formatCount(items.length)} ${items.length === 1 ? 'item' : 'items'}`}
      onPaste={onPaste}
      large={items.length > ROWS}
    >
      {items.slice(0, shown).map((one, at) => {
        const key = rows.keys[at] ?? at
        const own = problemsAt(problems, at)
        const problem = ownProblem(own)
        const name = `${label} ${at + 1}`
        return (
          <div
            key={key}
            data-row={`${base}${key}`}
            className={classNames(styles.row, wide && styles.tall)}
            onKeyDown={(event) => onKeyDown(event, at)}
          >
            <span className={styles.index}>{at}</span>
            <div className={styles.cell}>
              <Part
                spec={item}
                value={one}
                onChange={(next) => onChange(items.map((before, index) => (index === at ? next : before)))}
                problems={own}
                control={{
                  id: `${base}${key}`,
                  'aria-describedby': problem ? `${base}${key}-error` : undefined,
                  invalid: problem !== undefined,
                  required: true,
                }}
                label={name}
              />
              {problem ? (
                <RowProblem
                  id={`${base}${key}-error`}
                  problem={problem}
                  onRepair={(next) => onChange(items.map((before, index) => (index === at ? next : before)))}
                />
              ) : null}
            </div>
            <span className={styles.tools}>
              <IconButton
                size="sm"
                icon={ArrowUp}
                label={`Move ${name} up`}
                aria-disabled={at === 0 ? true : undefined}
                onClick={() => move(at, at - 1)}
              />
              <IconButton
                size="sm"
                icon={ArrowDown}
                label={`Move ${name} down`}
                aria-disabled={at === items.length - 1 ? true : undefined}
                onClick={() => move(at, at + 1)}
              />
              <IconButton size="sm" icon={X} label={`Remove ${name}`} onClick={() => splice(at, 1, [])} />
            </span>
          </div>
        )
      })}
      {items.length > shown ? (
        <Button size="sm" variant="ghost" onClick={() => setShown(shown + ROWS)}>
          {`${formatCount(shown)} of ${formatCount(items.length)}: show more`}
        </Button>
      ) : null}
    </PartsFrame>
  )
}

import { Plus, X } from 'lucide-react'
import { useRef } from 'react'
import type { Pairs } from '../../domain/execution-request/execution-options'
import { Button } from '../ui/button'
import { IconButton } from '../ui/icon-button'
import { TextField } from '../ui/text-field'
import { focusFirst } from './focus-first'
import { useListKeys } from './use-list-keys'
import styles from './options-section.module.css'

export interface PairsControlProps {
  readonly label: string
  /** What one of them is called. */
  readonly one: string
  readonly pairs: Pairs
  readonly onChange: (pairs: Pairs) => void
  readonly invalid: boolean
}

/** `a=1` lines or JSON of texts by name; undefined when it is neither. */
function pastedPairs(text: string): Pairs | undefined {
  const lines = text.trim().split(/\r?\n/)
  const pairs = lines.map((line): readonly [string, string] | undefined => {
    const at = line.indexOf('=')
    return at > 0 ? [line.slice(0, at).trim(), line.slice(at + 1)] : undefined
  })
  return pairs.every((pair) => pair !== undefined) ? pairs : undefined
}

/** Rows of a name and a value: labels, annotations, environment variables. Lines of `name=value` can be pasted. */
export function PairsControl({ label, one, pairs, onChange, invalid }: PairsControlProps) {
  const rows = useListKeys(pairs.length)
  const box = useRef<HTMLDivElement>(null)
  const focusRow = (key: number) =>
    // The row is there once React has drawn it.
    requestAnimationFrame(() => focusFirst(box.current?.querySelector(`[data-row="${key}"]`)))
  const splice = (at: number, removed: number, added: Pairs) => {
    const key = rows.splice(at, removed, added.length)
    onChange([...pairs.slice(0, at), ...added, ...pairs.slice(at + removed)])
    const next = added.length > 0 ? key : (rows.keys[at + removed] ?? rows.keys[at - 1])
    if (next === undefined) box.current?.querySelector<HTMLElement>('[data-add]')?.focus()
    else focusRow(next)
  }
  const set = (at: number, pair: readonly [string, string]) =>
    onChange(pairs.map((before, index) => (index === at ? pair : before)))
  return (
    <div
      ref={box}
      role="group"
      aria-label={label}
      className={styles.pairs}
      onPaste={(event) => {
        const text = event.clipboardData.getData('text/plain')
        const pasted = text.includes('=') ? pastedPairs(text) : undefined
        if (!pasted) return
        event.preventDefault()
        const last = pairs.at(-1)
        const empty = last?.[0] === '' && last[1] === ''
        splice(empty ? pairs.length - 1 : pairs.length, empty ? 1 : 0, pasted)
      }}
    >
      {pairs.map(([key, value], at) => (
        <div key={rows.keys[at]} data-row={rows.keys[at]} className={styles.pair}>
          <TextField
            mono
            aria-label={`${one} ${at + 1}, name`}
            placeholder="name"
            invalid={invalid}
            value={key}
            onChange={(next) => set(at, [next, value])}
          />
          <TextField
            mono
            aria-label={`${one} ${at + 1}, value`}
            placeholder="value"
            value={value}
            onChange={(next) => set(at, [key, next])}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
              event.preventDefault()
              splice(at + 1, 0, [['', '']])
            }}
          />
          <IconButton size="sm" icon={X} label={`Remove ${one} ${at + 1}`} onClick={() => splice(at, 1, [])} />
        </div>
      ))}
      <div>
        <Button size="sm" icon={Plus} data-add="" onClick={() => splice(pairs.length, 0, [['', '']])}>
          Add {one}
        </Button>
      </div>
    </div>
  )
}

import { X } from 'lucide-react'
import { type ClipboardEvent, useId, useRef, useState } from 'react'
import { type Data, type DataMap, isMap, keyText, sameData } from '../../domain/literals/data'
import { readEnvelope, unread, unreadText } from '../../domain/literals/envelope'
import type { DictSpec } from '../../domain/literals/input-spec'
import { parseJson, printJson } from '../../domain/literals/json-text'
import { parseInteger } from '../../domain/literals/number-text'
import { TextError } from '../../domain/literals/text-place'
import { formatCount } from '../../domain/times'
import { classNames } from '../ui/class-names'
import { IconButton } from '../ui/icon-button'
import { TextField } from '../ui/text-field'
import { blankValue, isWide } from './blank-value'
import { focusFirst } from './focus-first'
import { PartsFrame } from './parts-frame'
import { pastedValue } from './pasted-value'
import type { PartsControlProps } from './value-control-props'
import { RowProblem } from './value-problem'
import { ownProblem, problemsAt } from './value-problems'
import styles from './value-control.module.css'

interface Row {
  readonly id: number
  readonly key: string
  readonly value: Data
}

/** Rows as they are typed, and the value that they make; they hold for as long as the value is that. */
interface Rows {
  readonly rows: readonly Row[]
  readonly made: Data
}

/** Rows beyond this are edited as JSON. */
const MOST_ROWS = 100

function keyOf(text: string, kind: DictSpec['key']): Data {
  if (kind === 'text') return text
  if (kind === 'int') return parseInteger(text) ?? text
  try {
    return parseJson(text).data
  } catch (error) {
    if (error instanceof TextError) return text
    throw error
  }
}

function textOfKey(key: Data, kind: DictSpec['key']): string {
  return kind === 'any' ? printJson(key) : keyText(key)
}

function rowsOf(map: DataMap, kind: DictSpec['key'], from: number): readonly Row[] {
  return [...map].map(([key, value], index) => ({ id: from + index, key: textOfKey(key, kind), value }))
}

/** A key that is there twice makes no map: the rows are kept as the text that says so. */
function valueOf(rows: readonly Row[], kind: DictSpec['key']): Data {
  if (duplicateOf(rows) === undefined) return new Map(rows.map(({ key, value }) => [keyOf(key, kind), value]))
  return unread(`{${rows.map(({ key, value }) => `${JSON.stringify(key)}: ${printJson(value)}`).join(', ')}}`)
}

function duplicateOf(rows: readonly Row[]): number | undefined {
  const at = rows.findIndex(({ key }, index) => rows.findIndex((row) => row.key === key) !== index)
  return at < 0 ? undefined : at
}

/** Rows of a key and a control. A map that is pasted as JSON adds its entries. */
export function DictControl({
  spec,
  value,
  onChange,
  problems,
  control,
  label,
  part: Part,
}: PartsControlProps<DictSpec>) {
  const [typed, setTyped] = useState<Rows>()
  const box = useRef<HTMLDivElement>(null)
  const base = useId()
  const map = isMap(value) ? value : new Map<Data, Data>()
  const next = Math.max(-1, ...(typed?.rows.map(({ id }) => id) ?? [])) + 1
  const held = typed && value !== undefined && sameData(typed.made, value) ? typed.rows : undefined
  const rows = held ?? rowsOf(map, spec.key, next)
  const set = (changed: readonly Row[]) => {
    const made = valueOf(changed, spec.key)
    setTyped({ rows: changed, made })
    onChange(made)
  }
  const focusRow = (id: number) =>
    // The row is there once React has drawn it.
    requestAnimationFrame(() => focusFirst(box.current?.querySelector(`[data-row="${CSS.escape(`${base}${id}`)}"]`)))
  const fresh = Math.max(-1, ...rows.map(({ id }) => id)) + 1
  const add = () => {
    set([...rows, { id: fresh, key: '', value: blankValue(spec.value) }])
    focusRow(fresh)
  }
  const remove = (at: number) => {
    const neighbour = rows[at + 1] ?? rows[at - 1]
    set(rows.filter((_, index) => index !== at))
    if (neighbour) focusRow(neighbour.id)
    else box.current?.querySelector<HTMLElement>('[data-add]')?.focus()
  }
  const change = (at: number, part: Partial<Row>) =>
    set(rows.map((row, index) => (index === at ? { ...row, ...part } : row)))
  const onPaste = (event: ClipboardEvent) => {
    const pasted = pastedValue(event)
    if (!isMap(pasted) || event.defaultPrevented) return
    event.preventDefault()
    const added = rowsOf(pasted, spec.key, fresh)
    const kept = rows.filter((row) => row.key !== '' && !added.some(({ key }) => key === row.key))
    set([...kept, ...added])
    const [first] = added
    if (first) focusRow(first.id)
  }
  const twice = duplicateOf(rows)
  const wide = isWide(spec.value) || spec.value.kind === 'list' || spec.value.kind === 'dict'
  return (
    <PartsFrame
      ref={box}
      control={control}
      label={label}
      value={value ?? map}
      misfit={
        !held &&
        value !== undefined &&
        (!isMap(value) || unreadText(value) !== undefined || readEnvelope(value) !== undefined)
      }
      onChange={onChange}
      add="Add entry"
      onAdd={add}
      summary={`${formatCount(rows.length)} ${rows.length === 1 ? 'entry' : 'entries'}`}
      onPaste={onPaste}
      large={rows.length > MOST_ROWS}
    >
      {rows.map((row, at) => {
        const id = `${base}${row.id}`
        const own = problemsAt(problems, keyText(keyOf(row.key, spec.key)))
        const problem = at === twice ? { path: [], message: `There is another “${row.key}” above.` } : ownProblem(own)
        const name = row.key === '' ? `${label}, entry ${at + 1}` : `${label} ${row.key}`
        return (
          <div key={row.id} data-row={id} className={classNames(styles.row, styles.entry, wide && styles.tall)}>
            <TextField
              mono
              aria-label={`Key of entry ${at + 1} of ${label}`}
              placeholder="key"
              invalid={at === twice}
              value={row.key}
              onChange={(key) => change(at, { key })}
            />
            <div className={styles.cell}>
              <Part
                spec={spec.value}
                value={row.value}
                onChange={(changed) => change(at, { value: changed })}
                problems={own}
                control={{
                  id,
                  'aria-describedby': problem ? `${id}-error` : undefined,
                  invalid: problem !== undefined && at !== twice,
                  required: true,
                }}
                label={name}
              />
              {problem ? (
                <RowProblem id={`${id}-error`} problem={problem} onRepair={(repair) => change(at, { value: repair })} />
              ) : null}
            </div>
            <span className={styles.tools}>
              <IconButton size="sm" icon={X} label={`Remove ${name}`} onClick={() => remove(at)} />
            </span>
          </div>
        )
      })}
    </PartsFrame>
  )
}

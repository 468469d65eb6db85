import { Braces, Plus } from 'lucide-react'
import { type ClipboardEvent, type ReactNode, type Ref, useState } from 'react'
import type { Data } from '../../domain/literals/data'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import type { FieldControl } from '../ui/field'
import { JsonControl } from './json-control'
import styles from './value-control.module.css'

export interface PartsFrameProps {
  readonly control: FieldControl
  readonly label: string
  readonly value: Data
  readonly onChange: (value: Data) => void
  /** What the button that adds a part is called; undefined where none can be added. */
  readonly add?: string
  readonly onAdd?: () => void
  /** `3 items`. */
  readonly summary?: string
  readonly onPaste?: (event: ClipboardEvent) => void
  /** So many parts are better seen as text. */
  readonly large?: boolean
  /** The value has no parts of this kind: only JSON shows it. */
  readonly misfit: boolean
  readonly ref?: Ref<HTMLDivElement>
  readonly children: ReactNode
}

/** Around the parts of a list, map or object: the way to add one, and the whole as JSON instead. */
export function PartsFrame({
  control,
  label,
  value,
  onChange,
  add,
  onAdd,
  summary,
  onPaste,
  large = false,
  misfit,
  ref,
  children,
}: PartsFrameProps) {
  const [chosen, setChosen] = useState(large)
  const asJson = chosen || misfit
  return (
    <div
      ref={ref}
      role="group"
      aria-label={label}
      aria-describedby={control['aria-describedby']}
      className={classNames(styles.parts, control.invalid && styles.invalid)}
      onPaste={asJson ? undefined : onPaste}
    >
      {asJson ? (
        // While somebody is in it, it stays, also when the text has become a value that the rows could show.
        <div onFocus={() => setChosen(true)}>
          <JsonControl control={control} label={label} value={value} onChange={onChange} problems={[]} />
        </div>
      ) : (
        children
      )}
      <div className={classNames(styles.foot, add === undefined && styles.corner)}>
        {add === undefined || asJson ? null : (
          <Button size="sm" icon={Plus} onClick={onAdd} data-add="">
            {add}
          </Button>
        )}
        <span className={styles.summary}>{summary}</span>
        <Button
          size="sm"
          variant="ghost"
          icon={Braces}
          aria-pressed={asJson}
          aria-label={`${label} as JSON`}
          disabledReason={misfit ? 'Only JSON shows what this is.' : undefined}
          onClick={() => setChosen(!asJson)}
        >
          JSON
        </Button>
      </div>
    </div>
  )
}

import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './checkbox.module.css'

export interface CheckboxProps {
  /** mixed: some of what it stands for. */
  readonly checked: boolean | 'mixed'
  readonly onChange: (checked: boolean) => void
  /** Its name when there are no words beside it. */
  readonly label?: string
  readonly children?: ReactNode
  readonly disabled?: boolean
}

export function Checkbox({ checked, onChange, label, children, disabled = false }: CheckboxProps) {
  const Mark = checked === 'mixed' ? Minus : Check
  const box = (
    <span className={styles.hit}>
      <input
        type="checkbox"
        className={styles.box}
        checked={checked === true}
        disabled={disabled}
        aria-label={label}
        ref={(input) => {
          if (input) input.indeterminate = checked === 'mixed'
        }}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={styles.mark} aria-hidden="true">
        <Mark size={10} strokeWidth={3.5} />
      </span>
    </span>
  )
  if (children === undefined) return box
  return (
    <label className={styles.label}>
      {box}
      <span>{children}</span>
    </label>
  )
}

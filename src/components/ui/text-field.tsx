import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'
import styles from './control.module.css'

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'size'> {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly mono?: boolean
  /** Marks it wrong; the words stand under it (Field does both). */
  readonly invalid?: boolean
  /** Something small before and after the text: an icon, a unit. */
  readonly start?: ReactNode
  readonly end?: ReactNode
}

export function TextField({
  value,
  onChange,
  mono = false,
  invalid = false,
  start,
  end,
  className,
  ...rest
}: TextFieldProps) {
  return (
    <span className={classNames(styles.control, className)}>
      {start}
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        {...rest}
        value={value}
        aria-invalid={invalid ? true : undefined}
        className={classNames(styles.input, mono && styles.mono)}
        onChange={(event) => onChange(event.target.value)}
      />
      {end === undefined ? null : <span className={styles.end}>{end}</span>}
    </span>
  )
}

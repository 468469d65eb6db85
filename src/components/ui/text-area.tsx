import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import styles from './control.module.css'

export interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'onChange' | 'value'> {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly mono?: boolean
  readonly invalid?: boolean
}

export function TextArea({ value, onChange, mono = false, invalid = false, className, ...rest }: TextAreaProps) {
  return (
    <textarea
      rows={3}
      spellCheck={false}
      {...rest}
      value={value}
      aria-invalid={invalid ? true : undefined}
      className={classNames(styles.control, styles.area, mono && styles.mono, className)}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

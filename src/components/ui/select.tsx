import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import control from './control.module.css'
import styles from './select.module.css'

export interface SelectOption<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly disabled?: boolean
}

export interface SelectProps<Value extends string> extends Omit<
  ComponentProps<'select'>,
  'onChange' | 'value' | 'children'
> {
  readonly options: readonly SelectOption<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
  /** As wide as its place rather than as its longest option. */
  readonly wide?: boolean
  readonly invalid?: boolean
}

/** One of a few: the browser's own list, so it works everywhere, dressed where the browser allows. For many, or to search: Combobox. */
export function Select<Value extends string>({
  options,
  value,
  onChange,
  wide = false,
  invalid = false,
  className,
  ...rest
}: SelectProps<Value>) {
  return (
    <select
      {...rest}
      value={value}
      aria-invalid={invalid ? true : undefined}
      className={classNames(control.control, styles.select, wide && styles.wide, className)}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value)
        if (chosen) onChange(chosen.value)
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} disabled={option.disabled}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

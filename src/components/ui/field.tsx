import { CircleAlert } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { classNames } from './class-names'
import { Icon } from './icon'
import styles from './field.module.css'

/** What a control inside a Field takes over: `<TextField {...control} …/>`. */
export interface FieldControl {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly invalid: boolean
  readonly required: boolean
}

export interface FieldProps {
  readonly label: string
  /** The type, in mono under the label. */
  readonly type?: string
  readonly required?: boolean
  readonly hint?: ReactNode
  /** What is wrong and, where it can be known, the repair as a link or button. */
  readonly error?: ReactNode
  /** Label above rather than at the left. */
  readonly stacked?: boolean
  readonly children: (control: FieldControl) => ReactNode
}

/** One line of a form: label and type at the left, control at the right, hint and error under it, all tied together for screen readers. */
export function Field({ label, type, required = false, hint, error, stacked = false, children }: FieldProps) {
  const id = useId()
  const wrong = error !== undefined && error !== null && error !== ''
  const described = [hint === undefined ? '' : `${id}-hint`, wrong ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className={classNames(styles.field, stacked && styles.stacked)}>
      <div className={styles.heading}>
        <label htmlFor={id} className={styles.name}>
          {label}
          {required ? (
            <span className={styles.required} aria-hidden="true">
              *
            </span>
          ) : null}
        </label>
        {type === undefined ? null : (
          <span className={styles.type} data-cut="end">
            {type}
          </span>
        )}
      </div>
      <div className={styles.control}>
        {children({ id, 'aria-describedby': described === '' ? undefined : described, invalid: wrong, required })}
        {hint === undefined ? null : (
          <div id={`${id}-hint`} className={styles.hint}>
            {hint}
          </div>
        )}
        {wrong ? (
          <div id={`${id}-error`} className={styles.error} role="alert">
            <Icon of={CircleAlert} size="xs" />
            <span>{error}</span>
          </div>
        ) : null}
      </div>
    </div>
  )
}

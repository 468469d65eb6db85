import { Search, X } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { Icon } from './icon'
import { IconButton } from './icon-button'
import { Kbd } from './kbd'
import styles from './control.module.css'

export interface SearchFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'size'> {
  /** What is searched; its name and its placeholder. */
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** The key that comes here. */
  readonly shortcut?: string
}

/** Escape empties it, then lets go of the focus. The key `/` goes to the first one marked with `data-find`, which this is. */
export function SearchField({ label, value, onChange, shortcut, className, ...rest }: SearchFieldProps) {
  return (
    <span className={classNames(styles.control, className)}>
      <Icon of={Search} size="sm" className={styles.icon} />
      <input
        type="text"
        role="searchbox"
        autoComplete="off"
        spellCheck={false}
        data-find=""
        aria-label={label}
        placeholder={label}
        {...rest}
        value={value}
        className={styles.input}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          rest.onKeyDown?.(event)
          if (event.key !== 'Escape' || event.defaultPrevented) return
          event.stopPropagation()
          if (value === '') event.currentTarget.blur()
          else onChange('')
        }}
      />
      {value === '' ? (
        shortcut === undefined ? null : (
          <Kbd keys={shortcut} />
        )
      ) : (
        <IconButton label="Clear" icon={X} size="sm" className={styles.clear} onClick={() => onChange('')} />
      )}
    </span>
  )
}

import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './icon'
import styles from './list-box.module.css'

export interface ListBoxOption {
  readonly key: string
  /** What the option is in words: what is typed to find it. */
  readonly text: string
  /** How it is shown, when not as its text. */
  readonly content?: ReactNode
  /** Heading of the options around it. */
  readonly group?: string
  readonly disabled?: boolean
}

export interface ListBoxProps {
  readonly id: string
  readonly label: string
  readonly options: readonly ListBoxOption[]
  /** The option that Enter takes. */
  readonly active: number
  readonly selected?: string | undefined
  readonly onHover: (index: number) => void
  readonly onPick: (option: ListBoxOption) => void
  /** Instead of options, when there is none. */
  readonly empty?: ReactNode
}

/** Options under an input that keeps the focus (`aria-activedescendant`); see `useListBoxKeys`. */
export function ListBox({ id, label, options, active, selected, onHover, onPick, empty = 'Nothing matches' }: ListBoxProps) {
  return (
    <div id={id} role="listbox" aria-label={label} className={styles.list}>
      {options.length === 0 ? <div className={styles.empty}>{empty}</div> : null}
      {options.map((option, index) => {
        const heading = option.group !== undefined && option.group !== options[index - 1]?.group ? option.group : undefined
        return (
          <div key={option.key} role="presentation">
            {heading === undefined ? null : (
              <div role="presentation" className={styles.group}>
                {heading}
              </div>
            )}
            <div
              id={optionId(id, index)}
              role="option"
              aria-selected={option.key === selected}
              aria-disabled={option.disabled ? true : undefined}
              data-active={index === active ? '' : undefined}
              className={styles.option}
              ref={index === active ? keepInSight : undefined}
              onPointerMove={() => onHover(index)}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => {
                if (!option.disabled) onPick(option)
              }}
            >
              <div className={styles.content}>{option.content ?? option.text}</div>
              {option.key === selected ? <Icon of={Check} size="sm" className={styles.check} /> : null}
            </div>
          </div>
        )
      })}
    </div>
  )
}

/** Id of an option, for `aria-activedescendant` of the input. */
export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`
}

function keepInSight(option: HTMLElement | null) {
  option?.scrollIntoView({ block: 'nearest' })
}

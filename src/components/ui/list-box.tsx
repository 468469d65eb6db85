import { Check } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Icon } from './icon'
import styles from './list-box.module.css'

export interface ListBoxOption {
  readonly key: string
  readonly content: ReactNode
  /** Heading of the options around it. */
  readonly group?: string | undefined
}

export interface ListBoxProps<Option extends ListBoxOption> {
  readonly id: string
  readonly label: string
  readonly options: readonly Option[]
  /** Place of the option that Enter takes. */
  readonly active: number
  /** Key of the chosen one. */
  readonly selected?: string | undefined
  readonly onHover: (index: number) => void
  readonly onPick: (option: Option) => void
  /** Instead of options, when there is none. */
  readonly empty: ReactNode
}

/** Options below an input that keeps the focus: give the input `listBoxInput(…)`. */
export function ListBox<Option extends ListBoxOption>({
  id,
  label,
  options,
  active,
  selected,
  onHover,
  onPick,
  empty,
}: ListBoxProps<Option>) {
  if (options.length === 0) return <div className={styles.empty}>{empty}</div>
  return (
    <div id={id} role="listbox" aria-label={label} className={styles.list}>
      {options.map((option, index) => (
        <div key={option.key} role="presentation">
          {option.group !== undefined && option.group !== options[index - 1]?.group ? (
            <div role="presentation" className={styles.group}>
              {option.group}
            </div>
          ) : null}
          <div
            id={`${id}-${index}`}
            role="option"
            aria-selected={selected === undefined ? index === active : option.key === selected}
            data-active={index === active ? '' : undefined}
            className={styles.option}
            ref={index === active ? keepInSight : undefined}
            onPointerMove={() => {
              if (index !== active) onHover(index)
            }}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onPick(option)}
          >
            {option.content}
            {option.key === selected ? <Icon of={Check} size="sm" className={styles.check} /> : null}
          </div>
        </div>
      ))}
    </div>
  )
}

function keepInSight(option: HTMLElement | null) {
  option?.scrollIntoView({ block: 'nearest' })
}

export interface ListBoxKeys {
  readonly listId: string
  readonly count: number
  readonly active: number
  readonly onMove: (index: number) => void
  /** Enter, and with Ctrl or ⌘ held when the option should open beside this page. */
  readonly onEnter: (aside: boolean) => void
}

/** What makes an input drive a list box: arrows and pages move, Enter takes, screen readers follow. */
export function listBoxInput({ listId, count, active, onMove, onEnter }: ListBoxKeys) {
  return {
    role: 'combobox',
    'aria-expanded': count > 0,
    'aria-controls': listId,
    'aria-autocomplete': 'list',
    'aria-activedescendant': count > 0 ? `${listId}-${active}` : undefined,
    onKeyDown: (event: KeyboardEvent) => {
      const moves: Partial<Record<string, number>> = {
        ArrowDown: active >= count - 1 ? 0 : active + 1,
        ArrowUp: active <= 0 ? count - 1 : active - 1,
        PageDown: Math.min(count - 1, active + 8),
        PageUp: Math.max(0, active - 8),
      }
      const next = moves[event.key]
      if (next !== undefined && count > 0) {
        event.preventDefault()
        onMove(next)
      } else if (event.key === 'Enter' && count > 0 && !event.nativeEvent.isComposing) {
        event.preventDefault()
        onEnter(event.ctrlKey || event.metaKey)
      }
    },
  } as const
}

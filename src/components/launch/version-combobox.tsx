import { formatRelative } from '../../domain/times'
import { usePreferences } from '../layout/preferences'
import { useMinute } from '../time/use-now'
import { Combobox } from '../ui/combobox'
import styles from './launch-form.module.css'

/** A version to choose. */
export interface VersionChoice {
  readonly key: string
  /** What tells it from the others: its version, or its name. */
  readonly name: string
  /** The rest of what it is called, faint. */
  readonly more?: string
  /** `latest`, `active`. */
  readonly mark?: string | undefined
  /** Epoch milliseconds. */
  readonly createdAt: number | undefined
}

export interface VersionComboboxProps {
  readonly label: string
  readonly selected: string
  /** How the chosen one reads; it need not be among those that are loaded. */
  readonly text: string
  readonly choices: readonly VersionChoice[]
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly onOpen?: () => void
  readonly onPick: (key: string) => void
  readonly onMore: (() => void) | undefined
  readonly loading: boolean
  /** What was searched, in words: `version`. */
  readonly what: string
}

/** Versions or launch plans, latest first, each with when it was registered. */
export function VersionCombobox({ choices, selected, query, onPick, what, ...rest }: VersionComboboxProps) {
  const { timeZone } = usePreferences()
  const now = useMinute()
  return (
    <Combobox
      {...rest}
      query={query}
      selected={selected}
      note={choices.find(({ key }) => key === selected)?.mark}
      options={choices.map(({ key, name, more, mark, createdAt }) => ({
        key,
        content: (
          <span className={styles.choice}>
            <span className="mono break">{name}</span>
            {more === undefined ? null : <span className="small faint break">{more}</span>}
            {mark === undefined ? null : <span className={styles.mark}>{mark}</span>}
            <span className={styles.age}>
              {createdAt === undefined ? '' : formatRelative(createdAt, now, timeZone)}
            </span>
          </span>
        ),
      }))}
      onPick={({ key }) => onPick(key)}
      empty={query === '' ? `There is no ${what}.` : `No ${what} has “${query}” in it.`}
    />
  )
}

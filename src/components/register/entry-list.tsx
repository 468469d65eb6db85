import { useId } from 'react'
import type { Scope } from '../../config/paths'
import { entryName } from '../../domain/registration/entry-needs'
import type { PackageEntry } from '../../domain/registration/package-reader'
import { formatCount } from '../../domain/times'
import { EntryRow } from './entry-row'
import type { EntryState } from './entry-state'
import styles from './entry-list.module.css'

export interface EntryListProps {
  readonly entries: readonly PackageEntry[]
  readonly stateOf: (entry: PackageEntry) => EntryState
  readonly scope: Scope
  readonly version: string
}

const KINDS = [
  ['task', 'Tasks'],
  ['workflow', 'Workflows'],
  ['launchPlan', 'Launch plans'],
] as const

/** In the order in which they matter. */
const WORDS: readonly (readonly [state: EntryState['state'], words: string])[] = [
  ['refused', 'refused'],
  ['differs', 'differ'],
  ['new', 'new'],
  ['registered', 'registered'],
  ['kept', 'kept as they were'],
  ['same', 'unchanged'],
  ['unchanged', 'unchanged'],
  ['held-back', 'not sent'],
  ['not-sent', 'not sent'],
]

/** What is in a package: tasks, then workflows, then launch plans, as they are sent. */
export function EntryList({ entries, stateOf, scope, version }: EntryListProps) {
  return (
    <div className={styles.list}>
      <div className={styles.head} aria-hidden="true">
        <span>Entity</span>
        <span className="cut" data-cut="end">
          At {version === '' ? 'this version' : version}
        </span>
        <span className={styles.summary}>What is in it</span>
        <span />
      </div>
      {KINDS.map(([kind, title]) => {
        const group = entries.filter((entry) => entry.kind === kind)
        return group.length === 0 ? null : (
          <EntryGroup key={kind} title={title} entries={group} stateOf={stateOf} scope={scope} version={version} />
        )
      })}
    </div>
  )
}

function EntryGroup({ title, entries, stateOf, scope, version }: EntryListProps & { readonly title: string }) {
  const id = useId()
  const states = entries.map(stateOf)
  const tally = WORDS.flatMap(([state, words]) => {
    const count = states.filter((one) => one.state === state).length
    return count === 0 ? [] : [`${formatCount(count)} ${words}`]
  })
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className={styles.group}>
        {title} <span className={styles.count}>{formatCount(entries.length)}</span>
        <span className={styles.tally}>{tally.join(', ')}</span>
      </h3>
      <ul>
        {entries.map((entry, index) => (
          <EntryRow
            key={`${entryName(entry)} ${entry.file}`}
            entry={entry}
            state={states[index] ?? { state: 'unknown' }}
            scope={scope}
            version={version}
          />
        ))}
      </ul>
    </section>
  )
}

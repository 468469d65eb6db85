import { Check, CircleSlash, CircleX, Equal, EqualNot, type LucideIcon, Minus, Plus } from 'lucide-react'
import { memo } from 'react'
import { paths, type Scope } from '../../config/paths'
import { entrySummary } from '../../domain/registration/entry-summary'
import type { PackageEntry } from '../../domain/registration/package-reader'
import { versionPath } from '../entities/entity-paths'
import { classNames } from '../ui/class-names'
import { CodeBlock } from '../ui/code-block'
import { Icon } from '../ui/icon'
import { Link } from '../ui/link'
import type { Tone } from '../ui/tone'
import { Differences } from './differences'
import { type EntryState, isThere } from './entry-state'
import styles from './entry-list.module.css'

export interface EntryRowProps {
  readonly entry: PackageEntry
  readonly state: EntryState
  readonly scope: Scope
  readonly version: string
}

const STATES: Readonly<Record<EntryState['state'], readonly [word: string, icon: LucideIcon, tone: Tone]>> = {
  checking: ['…', Minus, 'idle'],
  new: ['New', Plus, 'ok'],
  same: ['Unchanged', Equal, 'idle'],
  differs: ['Differs', EqualNot, 'wait'],
  unknown: ['Not compared', Minus, 'idle'],
  registered: ['Registered', Check, 'ok'],
  unchanged: ['Unchanged', Equal, 'idle'],
  kept: ['Kept as it was', Equal, 'wait'],
  refused: ['Refused', CircleX, 'fail'],
  'held-back': ['Not sent', CircleSlash, 'idle'],
  'not-sent': ['Not sent', CircleSlash, 'idle'],
}

/** One entity of a package, and how it goes with it. A refusal opens itself. */
export const EntryRow = memo(function EntryRow({ entry, state, scope, version }: EntryRowProps) {
  const { kind, name } = entry
  const [word, icon, tone] = STATES[state.state]
  const at = name.lastIndexOf('.')
  const there = isThere(state)
  const title = <span className="medium">{name.slice(at + 1)}</span>
  return (
    <li className={styles.entry}>
      <div className={styles.line}>
        <span className={styles.name}>
          {there ? <Link href={versionPath(kind, scope, name, version)}>{title}</Link> : title}{' '}
          <span className={styles.module}>{at > 0 ? name.slice(0, at) : ''}</span>
        </span>
        <span className={classNames(styles.state, tone === 'idle' && 'dim')} data-tone={tone}>
          <Icon of={icon} size="sm" />
          {word}
        </span>
        <span className={styles.summary}>{entrySummary(entry)}</span>
        {there && kind === 'workflow' ? (
          <Link href={paths.launch({ ...scope, kind: 'workflow', name, version })} className={styles.launch}>
            Launch<span className="sr-only"> {name.slice(at + 1)}</span>
          </Link>
        ) : (
          <span />
        )}
      </div>
      {state.state === 'held-back' ? <p className={styles.needs}>needs {state.needs}, which was refused</p> : null}
      {state.state === 'kept' ? (
        <p className={styles.needs}>
          Flyte compares launch plans by their defaults alone, and keeps the registered one. Use another version to have
          these changes.
        </p>
      ) : null}
      {state.state === 'differs' || state.state === 'kept' ? <Differences changes={state.changes} /> : null}
      {state.state === 'refused' ? (
        <div className={styles.refusal} data-tone="fail">
          <p className="medium">{explain(state.error.detail)}</p>
          <CodeBlock label={`the server’s words about ${name}`} wrap maxHeight={240} text={state.error.detail} />
          <p className="small dim">{state.error.title}</p>
        </div>
      ) : null}
    </li>
  )
})

/** The refusals that people meet, in plain words; flyteadmin has no other sign of them than its text (admin.md §1, 4-6). */
function explain(detail: string): string {
  if (detail.includes('different structure already exists'))
    return 'This version is registered already, and is another. What is registered never changes: choose another version.'
  if (detail.includes('missing entity of type TASK'))
    return 'It uses a task that is not registered. Register that first, or the package that holds it.'
  if (detail.includes('Collected Errors')) return 'It does not compile. The server says what does not fit.'
  if (detail.includes('is not active') || detail.includes('are registered'))
    return 'The project or the domain does not exist, or is archived.'
  return 'The server refused it.'
}

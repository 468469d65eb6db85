import { type LucideIcon, Rocket, SquareFunction, Workflow } from 'lucide-react'
import { memo } from 'react'
import type { EntryOutcome } from '../../api/registration/register-package'
import type { FieldChange } from '../../domain/entities/field-changes'
import type { PackageEntry } from '../../domain/registration/package-reader'
import { Badge } from '../ui/badge'
import { classNames } from '../ui/class-names'
import { CodeBlock } from '../ui/code-block'
import { Icon } from '../ui/icon'
import type { Tone } from '../ui/tone'
import { Differences } from './differences'
import styles from './register.module.css'

/** What is known of an entity before and after it is sent. */
export type EntryState =
  | EntryOutcome
  | { readonly state: 'new' | 'same' | 'checking' | 'unknown' | 'not-sent' }
  | { readonly state: 'differs'; readonly changes: readonly FieldChange[] }

export interface EntryRowProps {
  readonly entry: PackageEntry
  readonly state: EntryState
}

const KINDS: Readonly<Record<PackageEntry['kind'], readonly [icon: LucideIcon, word: string]>> = {
  task: [SquareFunction, 'task'],
  workflow: [Workflow, 'workflow'],
  launchPlan: [Rocket, 'launch plan'],
}

const STATES: Readonly<Record<EntryState['state'], readonly [word: string, tone: Tone]>> = {
  checking: ['…', 'idle'],
  new: ['New', 'accent'],
  same: ['Unchanged', 'idle'],
  differs: ['Differs', 'wait'],
  unknown: ['Not compared', 'idle'],
  registered: ['Registered', 'ok'],
  unchanged: ['Unchanged', 'idle'],
  refused: ['Refused', 'fail'],
  'not-sent': ['Not sent', 'idle'],
}

/** One entity of a package, and how it goes with it. A refusal opens itself. */
export const EntryRow = memo(function EntryRow({ entry, state }: EntryRowProps) {
  const [icon, kind] = KINDS[entry.kind]
  const [word, tone] = STATES[state.state]
  const at = entry.name.lastIndexOf('.')
  return (
    <li className={classNames(styles.entry, state.state === 'refused' && styles.refused)}>
      <div className={styles.entryLine}>
        <Icon of={icon} className={styles.kindIcon} />
        <span className={styles.entryName}>
          <span className="medium">{entry.name.slice(at + 1)}</span>{' '}
          <span className="faint">{at > 0 ? entry.name.slice(0, at) : ''}</span>
        </span>
        <span className="small faint">{kind}</span>
        <span className={styles.state}>
          <Badge tone={tone}>{word}</Badge>
        </span>
      </div>
      {state.state === 'differs' ? <Differences changes={state.changes} /> : null}
      {state.state === 'refused' ? (
        <div className={styles.refusal}>
          <p>{explain(state.error.detail)}</p>
          <CodeBlock label={`the server’s words about ${entry.name}`} wrap maxHeight={240} text={state.error.detail} />
          <p className="small faint">Kind of error: {state.error.kind}</p>
        </div>
      ) : null}
    </li>
  )
})

/** The refusals that people meet, in plain words; flyteadmin has no other sign of them than its text (admin.md §1, 4-6). */
function explain(detail: string): string {
  if (detail.includes('different structure already exists')) {
    return 'This version is registered already, and is another. What is registered never changes: choose another version.'
  }
  if (detail.includes('missing entity of type TASK'))
    return 'It uses a task that is not registered. Register that first, or the package that holds it.'
  if (detail.includes('Collected Errors')) return 'It does not compile. The server says what does not fit.'
  if (detail.includes('is not active') || detail.includes('are registered'))
    return 'The project or the domain does not exist, or is archived.'
  return 'The server refused it.'
}

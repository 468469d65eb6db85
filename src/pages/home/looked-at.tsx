import { useId } from 'react'
import { KIND_ICONS } from '../../components/layout/kind-icons'
import { useRecents } from '../../components/layout/recents'
import { Icon } from '../../components/ui/icon'
import { Link } from '../../components/ui/link'
import { PhaseGlyph } from '../../components/ui/phase-glyph'
import { SectionHeading } from '../../components/ui/section-heading'
import type { Scope } from '../../config/paths'
import { executedEntity, type Execution, splitName } from '../../domain/execution'
import { kindWords } from '../../domain/entities/entity-kind'
import type { GoToTarget } from '../../domain/go-to'
import { workflowPhaseLook } from '../../domain/phases'
import home from './home-page.module.css'
import styles from './looked-at.module.css'

export interface LookedAtProps {
  readonly scope: Scope
  /** Those that were read, to say what became of one. */
  readonly executions: readonly Execution[]
}

const SHOWN = 7

/** What was open in this browser last. */
export function LookedAt({ scope, executions }: LookedAtProps) {
  const id = useId()
  const recents = useRecents()
    .filter(({ target }) => target.project === scope.project && target.domain === scope.domain)
    .slice(0, SHOWN)
  if (recents.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <SectionHeading id={id} title="You looked at" />
      <ul className={home.rows}>
        {recents.map(({ target, path }) => (
          <li key={path} className={styles.row}>
            <RecentLine
              target={target}
              path={path}
              execution={
                target.kind === 'execution' ? executions.find(({ key }) => key.name === target.name) : undefined
              }
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

interface RecentLineProps {
  readonly target: GoToTarget
  readonly path: string
  readonly execution: Execution | undefined
}

function RecentLine({ target, path, execution }: RecentLineProps) {
  const look = execution && workflowPhaseLook(execution.phase)
  const isRun = target.kind === 'execution'
  const { leaf, module } = isRun ? { leaf: target.name, module: '' } : splitName(target.name)
  const note = isRun
    ? splitName((execution && executedEntity(execution)?.name) ?? '').leaf
    : [module, target.version, kindWords[target.kind].one].filter(Boolean).join(' · ')
  return (
    <>
      {look ? (
        <PhaseGlyph glyph={look.glyph} tone={look.tone} label={look.word} />
      ) : (
        <Icon of={KIND_ICONS[target.kind]} size="sm" className={styles.icon} />
      )}
      <Link href={path} className={`cut ${isRun ? 'mono' : 'medium'} ${styles.name ?? ''}`} data-cut="end">
        {leaf}
      </Link>
      <span className={`cut ${styles.note ?? ''}`}>{note}</span>
    </>
  )
}

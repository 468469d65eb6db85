import type { LucideIcon } from 'lucide-react'
import type { Recent } from './recents'
import { type Execution, executedEntity, splitName } from '../../domain/execution'
import { type EntityKind, kindWords } from '../../domain/entities/entity-kind'
import type { GoToTarget } from '../../domain/go-to'
import { workflowPhaseLook } from '../../domain/phases'
import { paths } from '../../config/paths'
import { RelativeTime } from '../time/relative-time'
import { Icon } from '../ui/icon'
import { Kbd } from '../ui/kbd'
import type { ListBoxOption } from '../ui/list-box'
import { PhaseGlyph } from '../ui/phase-glyph'
import { goToHref } from './go-to-href'
import { KIND_ICONS } from './kind-icons'
import type { NavItem } from './nav-items'
import styles from './command-palette.module.css'

/** A line of the palette: a page to go to, or something to do. */
export interface PaletteEntry extends ListBoxOption {
  readonly href?: string
  readonly act?: () => void
}

interface LineProps {
  readonly icon: LucideIcon
  readonly name: string
  readonly note?: string
  readonly end?: string
}

function Line({ icon, name, note, end }: LineProps) {
  return (
    <>
      <Icon of={icon} size="sm" className={styles.icon} />
      <span className={`cut ${styles.name ?? ''}`}>{name}</span>
      {note === undefined ? null : <span className={`cut ${styles.note ?? ''}`}>{note}</span>}
      {end === undefined ? null : <span className={styles.end}>{end}</span>}
    </>
  )
}

const KIND_TITLES = {
  execution: 'execution',
  ...Object.fromEntries(Object.entries(kindWords).map(([kind, words]) => [kind, words.one])),
} as Readonly<Record<GoToTarget['kind'], string>>

export function targetEntry(target: GoToTarget, group: string): PaletteEntry {
  const version = target.kind === 'execution' ? undefined : target.version
  const { leaf, module } = target.kind === 'execution' ? { leaf: target.name, module: '' } : splitName(target.name)
  return {
    key: `${group} ${goToHref(target)}`,
    href: goToHref(target),
    group,
    content: (
      <Line
        icon={KIND_ICONS[target.kind]}
        name={leaf}
        note={[module, version, `${target.project} / ${target.domain}`].filter(Boolean).join(' · ')}
        end={KIND_TITLES[target.kind]}
      />
    ),
  }
}

export function recentEntry({ target, path }: Recent): PaletteEntry {
  return { ...targetEntry(target, 'Looked at'), key: `recent ${path}`, href: path }
}

export function executionEntry(execution: Execution): PaletteEntry {
  const look = workflowPhaseLook(execution.phase)
  return {
    key: `execution ${execution.key.name}`,
    href: paths.execution(execution.key, execution.key.name),
    group: 'Executions',
    content: (
      <>
        <PhaseGlyph glyph={look.glyph} tone={look.tone} label={look.word} />
        <span className={`mono cut ${styles.name ?? ''}`}>{execution.key.name}</span>
        <span className={`cut ${styles.note ?? ''}`}>{splitName(executedEntity(execution)?.name ?? '').leaf}</span>
        <span className={styles.end}>
          <RelativeTime at={execution.createdAt} />
        </span>
      </>
    ),
  }
}

export function entityEntry(kind: EntityKind, name: string, href: string): PaletteEntry {
  const { leaf, module } = splitName(name)
  return {
    key: `${kind} ${name}`,
    href,
    group: kindWords[kind].title,
    content: <Line icon={KIND_ICONS[kind]} name={leaf} note={module} />,
  }
}

export function pageEntry(item: NavItem): PaletteEntry {
  return {
    key: `page ${item.label}`,
    href: item.href,
    group: 'Pages',
    content: (
      <>
        <Icon of={item.icon} size="sm" className={styles.icon} />
        <span>{item.label}</span>
        <span className={styles.end}>
          <Kbd keys={`g ${item.key}`} />
        </span>
      </>
    ),
  }
}

export function actionEntry(icon: LucideIcon, name: string, act: () => void): PaletteEntry {
  return { key: `action ${name}`, group: 'Do', act, content: <Line icon={icon} name={name} /> }
}

import { CalendarClock, CornerDownRight, History, type LucideIcon, RotateCw, Server, Zap } from 'lucide-react'
import { paths } from '../../config/paths'
import type { Execution, ExecutionMode } from '../../domain/execution'
import { Icon } from '../ui/icon'
import { Link } from '../ui/link'
import { modeText } from './filter-words'
import styles from './started-by.module.css'

export interface StartedByProps {
  readonly execution: Execution
}

const icons: Readonly<Partial<Record<ExecutionMode, LucideIcon>>> = {
  scheduled: CalendarClock,
  system: Server,
  relaunch: RotateCw,
  child: CornerDownRight,
  recovered: History,
  trigger: Zap,
}

/** Who or what began an execution: a person by name, otherwise the way it came about. */
export function StartedBy({ execution: { mode, principal, parent, reference } }: StartedByProps) {
  const icon = icons[mode]
  const source = parent?.execution ?? reference
  const text = mode === 'manual' ? (principal === '' ? 'manual' : principal) : words(mode, principal)
  const content = (
    <>
      {icon ? <Icon of={icon} size="xs" /> : null}
      <span className="cut">{text}</span>
    </>
  )
  if (source === undefined)
    return (
      <span className={styles.starter} data-tooltip={mode === 'manual' ? undefined : modeText(mode)}>
        {content}
      </span>
    )
  return (
    <Link
      look="plain"
      className={styles.starter}
      href={paths.execution(source, source.name)}
      data-tooltip={`${modeText(mode)}: ${source.name}`}
    >
      {content}
    </Link>
  )
}

function words(mode: ExecutionMode, principal: string): string {
  if (principal !== '' && (mode === 'relaunch' || mode === 'recovered')) return principal
  switch (mode) {
    case 'child':
      return 'parent'
    case 'recovered':
      return 'recovery'
    default:
      return modeText(mode)
  }
}

import { ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import type { LogLink } from '../../domain/execution-attempt'
import { useApi } from '../layout/api-context'
import { Icon } from '../ui/icon'
import { Link } from '../ui/link'
import styles from './node-panel.module.css'

export interface AttemptLogProps {
  readonly log: LogLink
  /** Shows a log that this page's own server has, by its path there. */
  readonly children: (path: string) => ReactNode
}

/** A log in place where this page's own server has it; otherwise the way to it. */
export function AttemptLog({ log, children }: AttemptLogProps) {
  const { localOrigin } = useApi().config
  if (localOrigin !== null && log.uri.startsWith(`${localOrigin}/`)) return children(log.uri.slice(localOrigin.length))
  if (!/^https?:/i.test(log.uri))
    return (
      <p className={styles.external}>
        {log.name}: <span className="mono break">{log.uri}</span>
      </p>
    )
  return (
    <Link look="accent" href={log.uri} className={styles.external}>
      {log.name} <Icon of={ExternalLink} size="xs" />
    </Link>
  )
}

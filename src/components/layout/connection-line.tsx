import { CircleUserRound } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { identityQuery } from '../../api/identity/identity-query'
import { versionQuery } from '../../api/version/version-queries'
import { paths } from '../../config/paths'
import { formatElapsed } from '../../domain/times'
import { useLocalNow } from '../time/use-now'
import { classNames } from '../ui/class-names'
import { Icon } from '../ui/icon'
import { Link } from '../ui/link'
import { StatusDot } from '../ui/status-dot'
import { useApi } from './api-context'
import { useConnection } from './connection-context'
import styles from './app-shell.module.css'

/** Which Flyte this is, whether it answers, and who one is there. */
export function ConnectionLine() {
  const { transport, config } = useApi()
  const version = useQuery(versionQuery(transport))
  // A sandbox knows nobody.
  const identity = useQuery({ ...identityQuery(transport), enabled: config.mode === 'remote' })
  const { state } = useConnection()
  const now = useLocalNow()
  const lost = state.kind === 'lost' && state.attempts > 0
  const words = lost ? `unreachable, ${formatElapsed(now - state.since)}` : config.endpoint
  const said = lost
    ? `${config.endpoint} is unreachable`
    : `${config.endpoint}, ${version.data ? 'connected' : 'connecting'}`
  const name = identity.data?.name
  return (
    <div className={styles.lines}>
      <Link
        look="bare"
        href={paths.connection()}
        className={classNames(styles.connection, lost && styles.lost)}
        aria-label={`Connection: ${said}`}
        data-tooltip={said}
      >
        <StatusDot tone={lost ? 'fail' : version.data ? 'ok' : 'idle'} />
        <span className={classNames('cut num', styles.word)}>{words}</span>
      </Link>
      {name === undefined ? null : (
        <div className={styles.person} data-tooltip={`Signed in as ${name}`}>
          <Icon of={CircleUserRound} size="sm" />
          <span className={classNames('cut', styles.word)}>{name}</span>
        </div>
      )}
    </div>
  )
}

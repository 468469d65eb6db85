import type { ExecutionKey } from '../../domain/execution-node'
import { useApi } from '../layout/api-context'
import { ButtonLink } from '../ui/button-link'
import styles from './node-panel.module.css'

export interface NodeDeckProps {
  readonly execution: ExecutionKey
  readonly nodeId: string
}

/** The page that a task has made of its work. Anybody's HTML: it runs without this page's origin, so it can read nothing of it. */
export function NodeDeck({ execution: { project, domain, name }, nodeId }: NodeDeckProps) {
  const { config } = useApi()
  const query = new URLSearchParams({ project, domain, execution: name, node: nodeId })
  const address = `${config.basePath}/deck?${query.toString()}`
  return (
    <div className={styles.deck}>
      <ButtonLink size="sm" href={new URL(address, location.href).href}>
        Open in its own tab
      </ButtonLink>
      <iframe title={`Deck of ${nodeId}`} sandbox="allow-scripts" src={address} className={styles.frame} />
    </div>
  )
}

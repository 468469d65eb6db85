import { useQuery } from '@tanstack/react-query'
import { runsOfEntityQuery } from '../../api/named-entities/recent-runs-query'
import type { EntityKind, EntityName } from '../../domain/entities/entity-kind'
import { useApi } from '../layout/api-context'
import { RunChart } from './run-chart'
import { RunFigures } from './run-figures'
import styles from './columns.module.css'

export interface RunTrendProps {
  readonly kind: EntityKind
  readonly of: EntityName
}

/** Figures and chart of the latest runs; nothing while there are none, as the list of executions says so already. */
export function RunTrend({ kind, of }: RunTrendProps) {
  const { transport } = useApi()
  const { data } = useQuery(runsOfEntityQuery(transport, kind, of))
  if (data === undefined || data.runs.length === 0) return null
  return (
    <section aria-label="How it goes" className={styles.stack}>
      <RunFigures runs={data.runs} complete={data.complete} />
      <RunChart kind={kind} runs={data.runs} />
    </section>
  )
}

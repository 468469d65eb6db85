import { useQuery } from '@tanstack/react-query'
import { runsOfEntityQuery } from '../../api/named-entities/recent-runs-query'
import { paths } from '../../config/paths'
import type { EntityKind, EntityName } from '../../domain/entities/entity-kind'
import { useApi } from '../layout/api-context'
import { QueryRegion } from '../layout/query-region'
import { Link } from '../ui/link'
import { SkeletonRows } from '../ui/skeleton-rows'
import { RunTable } from './run-table'
import { Section } from './section'

export interface RunsSectionProps {
  readonly kind: EntityKind
  readonly of: EntityName & { readonly version?: string }
}

const SHOWN = 10
const FILTER = { task: 'task', workflow: 'workflow', launchPlan: 'plan' } as const satisfies Record<EntityKind, string>

/** The latest executions of an entity or of one of its versions, and the way to all of them. */
export function RunsSection({ kind, of }: RunsSectionProps) {
  const { transport } = useApi()
  const query = useQuery(runsOfEntityQuery(transport, kind, of))
  // The list of executions filters workflows by version; for the other kinds it shows every version.
  const version = kind === 'workflow' ? of.version : undefined
  const all = paths.executions(of, { [FILTER[kind]]: of.name, version })
  return (
    <Section
      title="Executions"
      note={of.version === undefined ? 'the latest' : 'of this version, the latest'}
      actions={
        <Link href={all} look="accent" className="small">
          All executions
        </Link>
      }
    >
      <QueryRegion
        query={query}
        what="the executions"
        skeleton={<SkeletonRows rows={5} />}
        empty={({ runs }) => (runs.length === 0 ? <p className="faint">It has not run yet.</p> : undefined)}
      >
        {({ runs }) => <RunTable runs={runs.slice(0, SHOWN)} />}
      </QueryRegion>
    </Section>
  )
}

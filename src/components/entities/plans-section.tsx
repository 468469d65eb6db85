import { useInfiniteQuery } from '@tanstack/react-query'
import { launchPlansOfWorkflowQuery } from '../../api/launch-plans/launch-plan-queries'
import type { EntityName } from '../../domain/entities/entity-kind'
import type { LaunchPlanVersion } from '../../domain/entities/versions'
import { useApi } from '../layout/api-context'
import { QueryRegion } from '../layout/query-region'
import { Button } from '../ui/button'
import { SkeletonRows } from '../ui/skeleton-rows'
import { PlanList } from './plan-list'
import { Section } from './section'

export interface PlansSectionProps {
  readonly of: EntityName & { readonly version?: string }
}

/** Launch plans of a workflow: of each the active version, else the latest; of one version exactly its own. */
export function PlansSection({ of }: PlansSectionProps) {
  const { transport } = useApi()
  const query = useInfiniteQuery(launchPlansOfWorkflowQuery(transport, of))
  const plans = onePerName(query.data?.pages.flatMap((page) => page.plans) ?? [])
  return (
    <Section title="Launch plans" note={query.data === undefined ? undefined : plans.length}>
      <QueryRegion
        query={query}
        what="the launch plans"
        skeleton={<SkeletonRows rows={3} />}
        empty={() => (plans.length === 0 && !query.hasNextPage ? <p className="faint">None.</p> : undefined)}
      >
        {() => <PlanList plans={plans} exact={of.version !== undefined} />}
      </QueryRegion>
      {query.hasNextPage ? (
        <Button size="sm" variant="ghost" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Look through older versions for more
        </Button>
      ) : null}
    </Section>
  )
}

function onePerName(plans: readonly LaunchPlanVersion[]): readonly LaunchPlanVersion[] {
  const byName = new Map<string, LaunchPlanVersion>()
  for (const plan of plans) {
    const known = byName.get(plan.id.name)
    if (!known || (!known.active && plan.active)) byName.set(plan.id.name, plan)
  }
  return [...byName.values()].sort((a, b) => Number(b.active) - Number(a.active) || a.id.name.localeCompare(b.id.name))
}

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { executionListQuery, executionRows } from '../../api/executions/execution-list-query'
import { RECENT_RUNS_OF_ALL, recentRunsQuery } from '../../api/named-entities/recent-runs-query'
import { LaunchButton } from '../../components/executions/launch-button'
import { useApi } from '../../components/layout/api-context'
import { LiveIndicator } from '../../components/layout/live-indicator'
import { PageFrame } from '../../components/layout/page-frame'
import { QueryRegion } from '../../components/layout/query-region'
import { useScope } from '../../components/layout/use-scope'
import { useMinute } from '../../components/time/use-now'
import { SegmentedControl } from '../../components/ui/segmented-control'
import { SkeletonRows } from '../../components/ui/skeleton-rows'
import { paths, type Scope } from '../../config/paths'
import type { RecentRuns } from '../../domain/entities/entity-runs'
import type { ExecutionFilter } from '../../domain/execution-filters'
import {
  failureCauses,
  fittingRange,
  projectTrend,
  runsWithin,
  type TrendRange,
  trendRanges,
  usualDurations,
} from '../../domain/project-trend'
import { formatCount } from '../../domain/times'
import { FailureCauses } from './failure-causes'
import { FirstSteps } from './first-steps'
import { isRange, parseRange } from './home-state'
import { LookedAt } from './looked-at'
import { NeedsYou } from './needs-you'
import { RunningNow } from './running-now'
import { Trends } from './trends'
import styles from './home-page.module.css'

/** Reading schedules takes a library, and few projects have any. */
const NextScheduled = lazy(() => import('./next-scheduled'))

const RUNNING: readonly ExecutionFilter[] = [
  { field: 'phase', negated: false, values: ['UNDEFINED', 'QUEUED', 'RUNNING', 'SUCCEEDING', 'FAILING', 'ABORTING'] },
]
const FAILED: ExecutionFilter = { field: 'phase', negated: false, values: ['FAILED', 'FAILING', 'TIMED_OUT'] }

/** What goes on in a project and domain, what needs somebody, why things failed, and how it goes on the whole. */
export default function HomePage() {
  const { transport } = useApi()
  const scope = useScope()
  const navigate = useNavigate()
  const [query] = useSearchParams()
  const recent = useQuery(recentRunsQuery(transport, scope))
  const now = useMinute()
  const range = parseRange(query) ?? fittingRange(recent.data?.runs ?? [], now)
  const some = recent.data !== undefined && recent.data.runs.length > 0
  return (
    <PageFrame
      documentTitle={`${scope.project} / ${scope.domain}`}
      title={
        <>
          Home{' '}
          <span className={styles.description}>
            of {scope.project} / {scope.domain}
          </span>
        </>
      }
      status={
        <LiveIndicator
          readAt={recent.dataUpdatedAt}
          live
          failing={recent.isError}
          refreshing={recent.isFetching}
          onRefresh={() => void recent.refetch()}
        />
      }
      actions={
        <>
          {some ? (
            <SegmentedControl
              label="How far back"
              value={range}
              options={Object.entries(trendRanges).flatMap(([value, { words }]) =>
                isRange(value) ? [{ value, label: words }] : [],
              )}
              onChange={(value) => void navigate(`${paths.home(scope)}?range=${value}`, { replace: true })}
            />
          ) : null}
          <LaunchButton scope={scope} />
        </>
      }
    >
      <QueryRegion
        query={recent}
        what={`the executions of ${scope.project} / ${scope.domain}`}
        skeleton={<SkeletonRows rows={6} widths={[120, '50%', 80]} />}
        empty={({ runs }) => (runs.length === 0 ? <FirstSteps scope={scope} /> : undefined)}
      >
        {(data) => <Overview scope={scope} recent={data} range={range} now={now} />}
      </QueryRegion>
    </PageFrame>
  )
}

interface OverviewProps {
  readonly scope: Scope
  readonly recent: RecentRuns
  readonly range: TrendRange
  readonly now: number
}

function Overview({ scope, recent, range, now }: OverviewProps) {
  const { transport } = useApi()
  const { runs, complete } = recent
  const running = useInfiniteQuery(executionListQuery(transport, scope, RUNNING, 'newest'))
  // Only when all that was read lies within the range can there be more in it.
  const cut = !complete && runsWithin(runs, range, now).length === runs.length
  const extent = cut
    ? `of the last ${formatCount(RECENT_RUNS_OF_ALL)}`
    : `of ${formatCount(runsWithin(runs, range, now).length)} in ${trendRanges[range].words}`
  return (
    <>
      <Trends trend={projectTrend(runs, range, now)} extent={extent} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <QueryRegion query={running} what="what runs" skeleton={<SkeletonRows rows={3} widths={[90, '50%', 80]} />}>
            {({ pages }) => {
              const { executions, more } = executionRows(pages)
              return (
                <RunningNow
                  scope={scope}
                  filters={RUNNING}
                  executions={executions}
                  more={more}
                  usual={usualDurations(runs)}
                />
              )
            }}
          </QueryRegion>
          <FailureCauses
            scope={scope}
            filters={[FAILED, { field: 'started', last: range }]}
            causes={failureCauses(runs, range, now)}
            extent={cut ? extent : `in ${trendRanges[range].words}`}
          />
        </div>
        <div className={`${styles.column ?? ''} ${styles.aside ?? ''}`}>
          <NeedsYou executions={executionRows(running.data?.pages ?? []).executions} />
          <Suspense>
            <NextScheduled scope={scope} executions={runs} />
          </Suspense>
          <LookedAt scope={scope} executions={runs} />
        </div>
      </div>
    </>
  )
}

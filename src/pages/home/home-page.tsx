import { useInfiniteQuery } from '@tanstack/react-query'
import { executionListQuery, executionRows } from '../../api/executions/execution-list-query'
import { useApi } from '../../components/layout/api-context'
import { LiveIndicator } from '../../components/layout/live-indicator'
import { PageFrame } from '../../components/layout/page-frame'
import { QueryRegion } from '../../components/layout/query-region'
import { useScope } from '../../components/layout/use-scope'
import { ButtonLink } from '../../components/ui/button-link'
import { EmptyState } from '../../components/ui/empty-state'
import { SkeletonRows } from '../../components/ui/skeleton-rows'
import { paths } from '../../config/paths'
import type { ExecutionFilter } from '../../domain/execution-filters'
import { ExecutionLines } from './execution-lines'
import { SummaryFigures } from './summary-figures'
import styles from './home-page.module.css'

const RUNNING: readonly ExecutionFilter[] = [
  { field: 'phase', negated: false, values: ['UNDEFINED', 'QUEUED', 'RUNNING', 'SUCCEEDING', 'FAILING', 'ABORTING'] },
]
const FAILED: readonly ExecutionFilter[] = [{ field: 'phase', negated: false, values: ['FAILED', 'TIMED_OUT'] }]
const NOTHING: readonly ExecutionFilter[] = []

/** What is going on in a project and domain, what went wrong last, and how it goes on the whole. */
export default function HomePage() {
  const { transport } = useApi()
  const scope = useScope()
  const latest = useInfiniteQuery(executionListQuery(transport, scope, NOTHING, 'newest'))
  const running = useInfiniteQuery(executionListQuery(transport, scope, RUNNING, 'newest'))
  const failed = useInfiniteQuery(executionListQuery(transport, scope, FAILED, 'newest'))
  const skeleton = <SkeletonRows rows={4} widths={[120, '50%', 80]} />
  return (
    <PageFrame
      documentTitle={`${scope.project} / ${scope.domain}`}
      title={scope.project}
      meta={scope.domain}
      status={
        <LiveIndicator
          readAt={latest.dataUpdatedAt}
          live
          failing={latest.isError}
          refreshing={latest.isFetching}
          onRefresh={() => {
            for (const query of [latest, running, failed]) void query.refetch()
          }}
        />
      }
      actions={
        <ButtonLink variant="primary" href={paths.workflows(scope)}>
          Launch a workflow
        </ButtonLink>
      }
    >
      <QueryRegion
        query={latest}
        what="the latest executions"
        skeleton={<SkeletonRows rows={2} widths={['20%', '20%', '20%']} />}
        empty={({ pages }) =>
          executionRows(pages).executions.length === 0 ? (
            <EmptyState
              title="Nothing has run here yet"
              actions={<ButtonLink href={paths.register(scope)}>Register a package</ButtonLink>}
            >
              Register workflows, then launch one.
            </EmptyState>
          ) : undefined
        }
      >
        {({ pages }) => {
          const { executions, more } = executionRows(pages)
          return <SummaryFigures executions={executions} more={more} />
        }}
      </QueryRegion>
      <div className={styles.columns}>
        <section aria-labelledby="running">
          <h2 id="running" className={styles.title}>
            Running now
          </h2>
          <QueryRegion query={running} what="what runs" skeleton={skeleton}>
            {({ pages }) => <ExecutionLines executions={executionRows(pages).executions} emptyText="Nothing runs." />}
          </QueryRegion>
        </section>
        <section aria-labelledby="failed">
          <h2 id="failed" className={styles.title}>
            Failed last
          </h2>
          <QueryRegion query={failed} what="what failed" skeleton={skeleton}>
            {({ pages }) => (
              <ExecutionLines executions={executionRows(pages).executions} emptyText="Nothing has failed." />
            )}
          </QueryRegion>
        </section>
      </div>
    </PageFrame>
  )
}

import { useQuery } from '@tanstack/react-query'
import { executionDataQuery } from '../../api/executions/execution-query'
import { workflowQuery } from '../../api/workflows/workflow-queries'
import { type Execution, hasExecutionEnded } from '../../domain/execution'
import { LiteralMapView } from '../literals/literal-map-view'
import { useApi } from '../layout/api-context'
import { QueryRegion } from '../layout/query-region'
import { EmptyState } from '../ui/empty-state'
import { SkeletonRows } from '../ui/skeleton-rows'
import styles from './execution-io.module.css'

/** What went into an execution and what came out of it. */
export function ExecutionIo({ execution }: { readonly execution: Execution }) {
  const { transport } = useApi()
  const ended = hasExecutionEnded(execution.phase)
  const data = useQuery(executionDataQuery(transport, execution.key, ended))
  const { project = '', domain = '', name = '', version = '' } = execution.workflow ?? {}
  const workflow = useQuery({
    ...workflowQuery(transport, { project, domain, name, version }),
    enabled: execution.workflow !== undefined,
  })
  const types = workflow.data?.interface
  const skeleton = <SkeletonRows rows={5} widths={[90, '50%']} />
  return (
    <div className={styles.columns}>
      <h2 className="sr-only">Inputs and outputs</h2>
      <div className={styles.column}>
        <QueryRegion query={data} what="the inputs" skeleton={skeleton}>
          {({ inputs }) => (
            <LiteralMapView
              label="Inputs"
              literals={inputs?.literals ?? {}}
              variables={types?.inputs?.variables}
              emptyText="It was launched without inputs."
            />
          )}
        </QueryRegion>
      </div>
      <div className={styles.column}>
        {ended ? (
          <QueryRegion query={data} what="the outputs" skeleton={skeleton}>
            {({ outputs }) => (
              <LiteralMapView
                label="Outputs"
                literals={outputs?.literals ?? {}}
                variables={types?.outputs?.variables}
                emptyText={
                  execution.error !== undefined || execution.abort !== undefined
                    ? 'It did not succeed: there are no outputs.'
                    : 'It gave no outputs.'
                }
              />
            )}
          </QueryRegion>
        ) : (
          <EmptyState compact title="No outputs yet">
            They appear here when the execution has ended.
          </EmptyState>
        )}
      </div>
    </div>
  )
}

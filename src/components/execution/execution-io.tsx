import { useQuery } from '@tanstack/react-query'
import { toApiError } from '../../api/errors'
import { executionDataQuery } from '../../api/executions/execution-query'
import { nodeExecutionQuery } from '../../api/node-executions/node-execution-query'
import { workflowQuery } from '../../api/workflows/workflow-queries'
import { type Execution, hasExecutionEnded } from '../../domain/execution'
import { useApi } from '../layout/api-context'
import { EmptyState } from '../ui/empty-state'
import { ValuesRegion } from './values-region'
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
  const isWell = execution.error === undefined && execution.abort === undefined
  // What went in is what Flyte's own first node gave out; it is looked up only when the answer itself cannot hold it.
  const tooLarge = data.isError && toApiError(data.error).kind === 'too-large'
  const start = useQuery({ ...nodeExecutionQuery(transport, execution.key, 'start-node'), enabled: tooLarge })
  return (
    <div className={styles.columns}>
      <h2 className="sr-only">Inputs and outputs</h2>
      <div className={styles.column}>
        <ValuesRegion
          query={data}
          side="inputs"
          variables={types?.inputs?.variables}
          storedUri={start.data?.outputUri ?? ''}
          emptyText="It was launched without inputs."
        />
      </div>
      <div className={styles.column}>
        {ended ? (
          <ValuesRegion
            query={data}
            side="outputs"
            variables={isWell ? types?.outputs?.variables : {}}
            storedUri={execution.outputUri}
            emptyText={isWell ? 'It gave no outputs.' : 'It did not succeed: there are no outputs.'}
          />
        ) : (
          <EmptyState compact title="No outputs yet">
            They appear here when the execution has ended.
          </EmptyState>
        )}
      </div>
    </div>
  )
}

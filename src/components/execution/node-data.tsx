import { useQuery } from '@tanstack/react-query'
import { nodeDataQuery } from '../../api/node-executions/node-execution-query'
import { attemptDataQuery } from '../../api/task-executions/attempt-queries'
import { taskQuery } from '../../api/tasks/task-queries'
import type { ExecutionData } from '../../api/wire/execution-data'
import type { Attempt } from '../../domain/execution-attempt'
import { hasAttemptEnded } from '../../domain/execution-attempt'
import { hasNodeEnded } from '../../domain/execution-node'
import type { TypedInterface } from '../../api/gen/flyteidl/core/interface_pb'
import { useApi } from '../layout/api-context'
import type { RegionQuery } from '../layout/query-region'
import { EmptyState } from '../ui/empty-state'
import type { PanelNode } from './panel-node'
import { ValuesRegion } from './values-region'
import styles from './node-panel.module.css'

export interface NodeDataProps {
  readonly shown: PanelNode
  /** Index of an item of a map task: what that item gets and gives is shown. */
  readonly item: number | undefined
}

/** What went into a node. */
export function NodeInputs({ shown, item }: NodeDataProps) {
  const { query, types } = useNodeData(shown)
  return (
    <div className={styles.section}>
      <ValuesRegion
        query={query}
        side="inputs"
        variables={types?.inputs?.variables}
        storedUri={shown.attempt?.inputUri ?? shown.node.inputUri}
        emptyText="It takes no inputs."
        item={item === undefined ? undefined : { index: item, bound: shown.row?.outline?.map?.bound ?? [] }}
      />
    </div>
  )
}

/** What came out of a node; outputs come with its end. */
export function NodeOutputs({ shown, item }: NodeDataProps) {
  const { query, types } = useNodeData(shown)
  if (!hasNodeEnded(shown.node.phase))
    return (
      <EmptyState compact title="No outputs yet">
        They appear here when the node has ended.
      </EmptyState>
    )
  const { error, outputUri } = shown.node
  return (
    <div className={styles.section}>
      <ValuesRegion
        query={query}
        side="outputs"
        variables={outputUri === '' ? {} : types?.outputs?.variables}
        storedUri={outputUri}
        emptyText={error === undefined ? 'It gives no outputs.' : 'It failed: there are no outputs.'}
        item={item === undefined ? undefined : { index: item, bound: [] }}
      />
    </div>
  )
}

interface NodeData {
  readonly query: RegionQuery<ExecutionData>
  readonly types: TypedInterface | undefined
}

/** The data of the chosen attempt; of the node where that is the last one, or there is none. */
function useNodeData({ execution, node, row, attempts, attempt }: PanelNode): NodeData {
  const { transport } = useApi()
  const isLast = attempt === undefined || attempt === attempts.at(-1)
  const ofNode = useQuery({
    ...nodeDataQuery(transport, execution, node.nodeId, hasNodeEnded(node.phase)),
    enabled: isLast,
  })
  const target: Pick<Attempt, 'execution' | 'nodeId' | 'attempt' | 'task'> = attempt ?? {
    execution,
    nodeId: node.nodeId,
    attempt: 0,
    task: { type: 'task', project: '', domain: '', name: '', version: '' },
  }
  const ofAttempt = useQuery({
    ...attemptDataQuery(transport, target, attempt !== undefined && hasAttemptEnded(attempt.phase)),
    enabled: !isLast,
  })
  const task = attempt?.task ?? (row?.outline?.target?.type === 'task' ? row.outline.target : undefined)
  const { project = '', domain = '', name = '', version = '' } = task ?? {}
  const definition = useQuery({
    ...taskQuery(transport, { project, domain, name, version }),
    enabled: task !== undefined && task.name !== '',
  })
  return { query: isLast ? ofNode : ofAttempt, types: definition.data?.interface }
}

import type { CacheSource, NodeExecution } from '../../domain/execution-node'
import type {
  NodeExecution as NodeExecutionMessage,
  NodeExecutionClosure,
} from '../gen/flyteidl/admin/node_execution_pb'
import { type CatalogMetadata, CatalogCacheStatus } from '../gen/flyteidl/core/catalog_pb'
import { NodeExecution_Phase } from '../gen/flyteidl/core/execution_pb'
import { toExecutionKey, toFlyteError } from '../wire/wire-references'
import { epochMs, lengthMs } from '../wire/wire-times'

/** Reads a node execution of GetNodeExecution or ListNodeExecutions. */
export function toNodeExecution(message: NodeExecutionMessage): NodeExecution {
  const { id, metadata, closure } = message
  const nodeId = id?.nodeId ?? ''
  const target = closure?.targetMetadata
  const taskNode = target?.case === 'taskNodeMetadata' ? target.value : undefined
  return {
    nodeId,
    specId: metadata?.specNodeId === undefined || metadata.specNodeId === '' ? nodeId : metadata.specNodeId,
    retryGroup: metadata?.retryGroup ?? '',
    isParent: metadata?.isParentNode ?? false,
    isDynamic: metadata?.isDynamic ?? false,
    isArray: metadata?.isArray ?? false,
    isEager: metadata?.isEager ?? false,
    phase: closure?.phase ?? NodeExecution_Phase.UNDEFINED,
    createdAt: epochMs(closure?.createdAt),
    startedAt: epochMs(closure?.startedAt),
    updatedAt: epochMs(closure?.updatedAt),
    duration: endedDuration(closure),
    error: closure?.outputResult.case === 'error' ? toFlyteError(closure.outputResult.value) : undefined,
    cacheStatus: taskNode?.cacheStatus ?? CatalogCacheStatus.CACHE_DISABLED,
    cacheSource: toCacheSource(taskNode?.catalogKey),
    child: target?.case === 'workflowNodeMetadata' ? toExecutionKey(target.value.executionId) : undefined,
    inputUri: message.inputUri,
    outputUri: closure?.outputResult.case === 'outputUri' ? closure.outputResult.value : '',
    deckUri: closure?.deckUri ?? '',
  }
}

/** flyteadmin sends a duration only for what has started and ended; a zero before that means nothing. */
function endedDuration(closure: NodeExecutionClosure | undefined): number | undefined {
  const length = lengthMs(closure?.duration)
  return length !== undefined && length > 0 ? length : undefined
}

function toCacheSource(catalog: CatalogMetadata | undefined): CacheSource | undefined {
  if (catalog?.sourceExecution.case !== 'sourceTaskExecution') return undefined
  const { nodeExecutionId, retryAttempt } = catalog.sourceExecution.value
  const execution = toExecutionKey(nodeExecutionId?.executionId)
  if (execution === undefined || nodeExecutionId === undefined) return undefined
  return { execution, nodeId: nodeExecutionId.nodeId, attempt: retryAttempt }
}

import { CatalogCacheStatus } from '../api/gen/flyteidl/core/catalog_pb'
import { NodeExecution_Phase } from '../api/gen/flyteidl/core/execution_pb'
import type { NodeExecution } from './execution-node'

/** A succeeded top-level task node `n0`, with whatever a test wants otherwise. */
export function aNode(other: Partial<NodeExecution> = {}): NodeExecution {
  const nodeId = other.nodeId ?? 'n0'
  return {
    nodeId,
    specId: nodeId,
    retryGroup: '',
    isParent: false,
    isDynamic: false,
    isArray: false,
    isEager: false,
    phase: NodeExecution_Phase.SUCCEEDED,
    createdAt: 1000,
    startedAt: undefined,
    updatedAt: 2000,
    duration: undefined,
    error: undefined,
    cacheStatus: CatalogCacheStatus.CACHE_DISABLED,
    cacheSource: undefined,
    child: undefined,
    inputUri: '',
    outputUri: '',
    deckUri: '',
    ...other,
  }
}

import { create } from '@bufbuild/protobuf'
import { expect, it } from 'vitest'
import { NodeExecutionSchema } from '../gen/flyteidl/admin/node_execution_pb'
import { CatalogCacheStatus } from '../gen/flyteidl/core/catalog_pb'
import { NodeExecution_Phase } from '../gen/flyteidl/core/execution_pb'
import { toNodeExecution } from './node-execution-mapper'

const executionId = { project: 'p', domain: 'd', name: 'e' }

it('reads a cached task node', () => {
  const node = toNodeExecution(
    create(NodeExecutionSchema, {
      id: { nodeId: 'n1-0-n2', executionId },
      inputUri: 's3://in',
      metadata: { specNodeId: 'n2', retryGroup: '0' },
      closure: {
        phase: NodeExecution_Phase.SUCCEEDED,
        createdAt: { seconds: 1n, nanos: 0 },
        startedAt: { seconds: 2n, nanos: 0 },
        updatedAt: { seconds: 3n, nanos: 0 },
        duration: { seconds: 1n, nanos: 0 },
        deckUri: 's3://deck',
        outputResult: { case: 'outputUri', value: 's3://out' },
        targetMetadata: {
          case: 'taskNodeMetadata',
          value: {
            cacheStatus: CatalogCacheStatus.CACHE_HIT,
            catalogKey: {
              sourceExecution: {
                case: 'sourceTaskExecution',
                value: {
                  nodeExecutionId: { nodeId: 'n9', executionId: { ...executionId, name: 'old' } },
                  retryAttempt: 2,
                },
              },
            },
          },
        },
      },
    }),
  )
  expect(node).toMatchObject({
    nodeId: 'n1-0-n2',
    specId: 'n2',
    retryGroup: '0',
    createdAt: 1000,
    startedAt: 2000,
    updatedAt: 3000,
    duration: 1000,
    cacheStatus: CatalogCacheStatus.CACHE_HIT,
    cacheSource: { execution: { project: 'p', domain: 'd', name: 'old' }, nodeId: 'n9', attempt: 2 },
    child: undefined,
    inputUri: 's3://in',
    outputUri: 's3://out',
    deckUri: 's3://deck',
  })
})

it('reads a launch plan node, and takes the unique id where the server gives no other', () => {
  const node = toNodeExecution(
    create(NodeExecutionSchema, {
      id: { nodeId: 'n1', executionId },
      closure: {
        targetMetadata: { case: 'workflowNodeMetadata', value: { executionId: { ...executionId, name: 'child' } } },
      },
    }),
  )
  expect(node).toMatchObject({ specId: 'n1', child: { name: 'child' }, duration: undefined })
})

it('survives an empty message', () => {
  expect(toNodeExecution(create(NodeExecutionSchema))).toMatchObject({
    nodeId: '',
    phase: NodeExecution_Phase.UNDEFINED,
    error: undefined,
  })
})

import { Code, ConnectError } from '@connectrpc/connect'
import { EventFailureReasonSchema } from '../../src/api/gen/flyteidl/admin/event_pb'

/**
 * `FailedPrecondition` that tells a sender to stop: what it reports on has ended.
 *
 * @param currentPhase goes into the details; for nodes and tasks flyteadmin puts the requested phase there (admin.md §9.2), and senders only look
 *   whether the detail is there
 */
export function alreadyEnded(message: string, currentPhase: string): ConnectError {
  const reason = { case: 'alreadyInTerminalState', value: { currentPhase } } as const
  return new ConnectError(message, Code.FailedPrecondition, undefined, [
    { desc: EventFailureReasonSchema, value: { reason } },
  ])
}

/**
 * Refuses an event of a sender that does not run the execution (admin.md §9). The names "" and `propeller` are everyone's.
 *
 * @param cluster the execution's recorded cluster
 * @throws FailedPrecondition with incompatible_cluster
 */
export function checkProducer(cluster: string, producerId: string): void {
  if (producerId === '' || producerId === 'propeller' || producerId === cluster) return
  const reason = { case: 'incompatibleCluster', value: { cluster: producerId } } as const
  throw new ConnectError(
    `Cluster/producer from event [${producerId}] does not match existing workflow execution clusterInDB: [${cluster}]`,
    Code.FailedPrecondition,
    undefined,
    [{ desc: EventFailureReasonSchema, value: { reason } }],
  )
}

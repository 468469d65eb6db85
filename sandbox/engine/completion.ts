import type { MessageInitShape } from '@bufbuild/protobuf'
import type { ExecutionError } from '../../src/api/gen/flyteidl/core/execution_pb'
import type { LiteralMap } from '../../src/api/gen/flyteidl/core/literals_pb'
import type { NodeExecutionEventSchema } from '../../src/api/gen/flyteidl/event/event_pb'
import type { NodePlace } from './run-context'
import type { RecordedNode } from './recorded-run'
import type { NodeRef } from './run-recorder'

/** What the work of a node came to, not yet recorded. */
export type Completion = {
  /** Events and other writes that are recorded together with the node's last event, before it. */
  readonly before?: () => void
  readonly deckUri?: string | undefined
  readonly targetMetadata?: MessageInitShape<typeof NodeExecutionEventSchema>['targetMetadata']
} & (
  | { readonly kind: 'succeeded'; readonly outputUri: string }
  | { readonly kind: 'failed'; readonly error: ExecutionError; readonly timedOut?: boolean }
)

/** A node that has been queued, with its inputs. */
export interface NodeAtWork {
  readonly place: NodePlace
  readonly ref: NodeRef
  readonly inputsUri: string
  /** Read when needed: they may be large. */
  readonly inputs: () => LiteralMap
  /** As recorded now. */
  readonly recorded: () => RecordedNode | undefined
  /** Gives up the node's place among those that run at once: from now on only nodes inside of it work, which need places themselves. */
  readonly leavePlace: () => void
}

/**
 * Does the work of one kind of node, from wherever an earlier process left it. Throws `Cancelled` after it has ended what it began.
 */
export type NodeWork = (node: NodeAtWork) => Promise<Completion>

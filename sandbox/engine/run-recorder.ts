import { create, type MessageInitShape } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import {
  NodeExecutionEventRequestSchema,
  TaskExecutionEventRequestSchema,
  WorkflowExecutionEventRequestSchema,
} from '../../src/api/gen/flyteidl/admin/event_pb'
import {
  type ExecutionError,
  NodeExecution_Phase as NodePhase,
  TaskExecution_Phase as TaskPhase,
  type WorkflowExecution_Phase as WorkflowPhase,
} from '../../src/api/gen/flyteidl/core/execution_pb'
import type { Identifier, WorkflowExecutionIdentifier } from '../../src/api/gen/flyteidl/core/identifier_pb'
import type {
  ExternalResourceInfo,
  NodeExecutionEventSchema,
  TaskExecutionEventSchema,
} from '../../src/api/gen/flyteidl/event/event_pb'
import type { ControlPlane } from '../control-plane'
import { timestampAt } from '../services/event-times'
import { createNodeEvent } from '../services/node-events'
import { createTaskEvent } from '../services/task-events'
import { createWorkflowEvent } from '../services/workflow-events'
import type { ParentNode } from './node-ids'
import type { RecordedRun } from './recorded-run'

/** This run is not the one that goes on any more: it was closed, and another may have taken its place. */
export class RunClosed extends Error {
  override readonly name = 'RunClosed'
}

/** What all events of a node have in common. */
export interface NodeRef {
  readonly uniqueId: string
  /** Id in the workflow's template. */
  readonly specNodeId: string
  readonly name: string
  readonly parent: ParentNode | undefined
  readonly isArray: boolean
  /** Whether it is below a dynamic node. */
  readonly inDynamic: boolean
}

/** How something ended. */
export interface Result {
  readonly outputUri?: string
  readonly error?: ExecutionError
}

type NodeDetails = Pick<
  MessageInitShape<typeof NodeExecutionEventSchema>,
  'targetMetadata' | 'deckUri' | 'isParent' | 'isDynamic'
> & {
  readonly inputUri?: string
}

type TaskDetails = Pick<MessageInitShape<typeof TaskExecutionEventSchema>, 'logs' | 'metadata' | 'customInfo'> & {
  readonly inputUri?: string
  readonly reasons?: readonly string[]
}

/** A task attempt that events are about. */
export interface AttemptRef {
  readonly node: NodeRef
  readonly taskId: Identifier
  readonly taskType: string
  readonly attempt: number
}

/** Events of one run differ by at least this, in nanoseconds, so that their order can be told from their times. */
const TICK = 1000n

function outputResult({ outputUri, error }: Result) {
  if (error) return { case: 'error', value: error } as const
  return outputUri === undefined ? ({ case: undefined } as const) : ({ case: 'outputUri', value: outputUri } as const)
}

function inputValue(uri: string | undefined) {
  return uri === undefined ? ({ case: undefined } as const) : ({ case: 'inputUri', value: uri } as const)
}

/**
 * Sends the events of one run, by the same functions that answer other senders, and keeps `recorded` in step. What is recorded already is passed over,
 * as flytepropeller does.
 */
export class RunRecorder {
  readonly #cp: ControlPlane
  readonly #id: WorkflowExecutionIdentifier
  readonly #recorded: RecordedRun
  #closed = false
  #last = 0n

  constructor(cp: ControlPlane, id: WorkflowExecutionIdentifier, recorded: RecordedRun) {
    this.#cp = cp
    this.#id = id
    this.#recorded = recorded
  }

  /** From now on every event throws `RunClosed`. */
  close(): void {
    this.#closed = true
  }

  /** Records several events as one write: all of them are there after a crash, or none. Throws `RunClosed`. */
  together(body: () => void): void {
    this.#checkOpen()
    this.#cp.db.transaction(body)
  }

  workflow(phase: WorkflowPhase, result: Result = {}): void {
    const occurredAt = timestampAt(this.#now())
    this.#send(() => {
      createWorkflowEvent(
        this.#cp,
        create(WorkflowExecutionEventRequestSchema, {
          event: { executionId: this.#id, phase, occurredAt, outputResult: outputResult(result) },
        }),
      )
    })
  }

  node(node: NodeRef, phase: NodePhase, result: Result = {}, details: NodeDetails = {}): void {
    const now = this.#now()
    const { inputUri, ...rest } = details
    this.#send(() => {
      createNodeEvent(
        this.#cp,
        create(NodeExecutionEventRequestSchema, {
          event: {
            ...rest,
            id: { executionId: this.#id, nodeId: node.uniqueId },
            phase,
            occurredAt: timestampAt(now),
            reportedAt: timestampAt(now),
            inputValue: inputValue(inputUri),
            outputResult: outputResult(result),
            specNodeId: node.specNodeId,
            nodeName: node.name,
            ...(node.parent && { parentNodeMetadata: { nodeId: node.parent.uniqueId } }),
            retryGroup: node.parent ? String(node.parent.attempt) : '',
            eventVersion: 1,
            isArray: node.isArray,
            isInDynamicChain: node.inDynamic,
          },
        }),
      )
    })
    const before = this.#recorded.node(node.uniqueId)
    this.#recorded.setNode(node.uniqueId, {
      phase,
      inputUri: before?.inputUri || (inputUri ?? ''),
      outputUri: result.outputUri ?? '',
      error: result.error,
      startedAt: phase === NodePhase.RUNNING ? now : before?.startedAt,
    })
  }

  /** A phase may be repeated to add something: its version counts up by itself. */
  task(ref: AttemptRef, phase: TaskPhase, result: Result = {}, details: TaskDetails = {}): void {
    const now = this.#now()
    const before = this.#recorded.node(ref.node.uniqueId)?.attempts.get(ref.attempt)
    // Never back to 0 within an attempt: a version of 0 would not be stored (admin.md §9.3).
    const phaseVersion = before ? before.phaseVersion + 1 : 0
    const { inputUri, reasons = [], ...rest } = details
    this.#send(() => {
      createTaskEvent(
        this.#cp,
        create(TaskExecutionEventRequestSchema, {
          event: {
            ...rest,
            taskId: ref.taskId,
            parentNodeExecutionId: { executionId: this.#id, nodeId: ref.node.uniqueId },
            retryAttempt: ref.attempt,
            phase,
            phaseVersion,
            occurredAt: timestampAt(now),
            reportedAt: timestampAt(now),
            taskType: ref.taskType,
            inputValue: inputValue(inputUri),
            outputResult: outputResult(result),
            reasons: reasons.map((reason) => ({ reason, occurredAt: timestampAt(now) })),
            eventVersion: 1,
          },
        }),
      )
    })
    const resources: readonly ExternalResourceInfo[] = before?.resources ?? []
    this.#recorded.setAttempt(ref.node.uniqueId, ref.attempt, {
      phase,
      phaseVersion,
      error: result.error,
      startedAt: before?.startedAt ?? (phase === TaskPhase.RUNNING ? now : undefined),
      resources,
    })
  }

  #checkOpen(): void {
    if (this.#closed) throw new RunClosed('the run is closed')
  }

  #now(): bigint {
    const now = this.#cp.now()
    this.#last = now > this.#last ? now : this.#last + TICK
    return this.#last
  }

  #send(send: () => void): void {
    this.#checkOpen()
    try {
      send()
    } catch (error) {
      if (!(error instanceof ConnectError && error.code === Code.AlreadyExists)) throw error
    }
  }
}

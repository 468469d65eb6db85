import { fromBinary } from '@bufbuild/protobuf'
import { NodeExecutionClosureSchema } from '../../src/api/gen/flyteidl/admin/node_execution_pb'
import { TaskExecutionClosureSchema } from '../../src/api/gen/flyteidl/admin/task_execution_pb'
import {
  type ExecutionError,
  NodeExecution_Phase as NodePhase,
  TaskExecution_Phase as TaskPhase,
} from '../../src/api/gen/flyteidl/core/execution_pb'
import type { WorkflowExecutionIdentifier } from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { ExternalResourceInfo } from '../../src/api/gen/flyteidl/event/event_pb'
import { enumValue } from '../services/phases'
import type { RowOf } from '../store/columns'
import type { Database } from '../store/database'

/** What is recorded of one attempt of a task. */
export interface RecordedAttempt {
  readonly phase: TaskPhase
  readonly phaseVersion: number
  /** Of a failed attempt. */
  readonly error: ExecutionError | undefined
  /** Nanoseconds since the Unix epoch. */
  readonly startedAt: bigint | undefined
  /** The items of a map task. */
  readonly resources: readonly ExternalResourceInfo[]
}

/** What is recorded of one node. */
export interface RecordedNode {
  readonly phase: NodePhase
  readonly inputUri: string
  readonly outputUri: string
  readonly error: ExecutionError | undefined
  /** Nanoseconds since the Unix epoch. */
  readonly startedAt: bigint | undefined
  /** By attempt, from 0 on. */
  readonly attempts: ReadonlyMap<number, RecordedAttempt>
}

function nodeOf(row: RowOf<'node_executions'>): RecordedNode {
  const { outputResult } = fromBinary(NodeExecutionClosureSchema, row.closure)
  return {
    phase: enumValue(NodePhase, row.phase),
    inputUri: row.input_uri,
    outputUri: outputResult.case === 'outputUri' ? outputResult.value : '',
    error: outputResult.case === 'error' ? outputResult.value : undefined,
    startedAt: row.started_at ?? undefined,
    attempts: new Map(),
  }
}

function attemptOf(row: RowOf<'task_executions'>): RecordedAttempt {
  const { outputResult, metadata } = fromBinary(TaskExecutionClosureSchema, row.closure)
  return {
    phase: enumValue(TaskPhase, row.phase),
    phaseVersion: Number(row.phase_version),
    error: outputResult.case === 'error' ? outputResult.value : undefined,
    startedAt: row.started_at ?? undefined,
    resources: metadata?.externalResources ?? [],
  }
}

const OF_EXECUTION = 'execution_project = ? AND execution_domain = ? AND execution_name = ?'

/**
 * Where an execution is, as the database has it: by this a run goes on after a crash. The recorder keeps it in step with the events that it
 * sends, so that the database is read once.
 */
export class RecordedRun {
  readonly #nodes = new Map<string, RecordedNode>()

  /** Reads all nodes and attempts of an execution. */
  static load(db: Database, { project, domain, name }: WorkflowExecutionIdentifier): RecordedRun {
    const run = new RecordedRun()
    const key = [project, domain, name]
    const nodes = db.all(`SELECT * FROM node_executions WHERE ${OF_EXECUTION}`, key) as RowOf<'node_executions'>[]
    for (const row of nodes) run.#nodes.set(row.node_id, nodeOf(row))
    const tasks = db.all(`SELECT * FROM task_executions WHERE ${OF_EXECUTION}`, key) as RowOf<'task_executions'>[]
    for (const row of tasks) run.setAttempt(row.node_id, Number(row.retry_attempt), attemptOf(row))
    return run
  }

  node(uniqueId: string): RecordedNode | undefined {
    return this.#nodes.get(uniqueId)
  }

  setNode(uniqueId: string, node: Omit<RecordedNode, 'attempts'>): void {
    this.#nodes.set(uniqueId, { ...node, attempts: this.#nodes.get(uniqueId)?.attempts ?? new Map() })
  }

  setAttempt(uniqueId: string, attempt: number, recorded: RecordedAttempt): void {
    const node = this.#nodes.get(uniqueId)
    if (!node) return
    this.#nodes.set(uniqueId, { ...node, attempts: new Map(node.attempts).set(attempt, recorded) })
  }
}

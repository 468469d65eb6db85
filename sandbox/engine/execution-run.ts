import { fromBinary } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import { ExecutionMetadata_ExecutionMode as Mode } from '../../src/api/gen/flyteidl/admin/execution_pb'
import { LaunchPlanSpecSchema } from '../../src/api/gen/flyteidl/admin/launch_plan_pb'
import { CompiledWorkflowClosureSchema } from '../../src/api/gen/flyteidl/core/compiler_pb'
import { WorkflowExecution_Phase as Phase } from '../../src/api/gen/flyteidl/core/execution_pb'
import type { WorkflowExecutionIdentifier } from '../../src/api/gen/flyteidl/core/identifier_pb'
import { systemError } from '../executors/verdict'
import { executionConfigs } from '../services/attributes'
import { executionOf, executionRow } from '../services/execution-rows'
import { resolveSettings } from '../services/execution-settings'
import { isEndOfWorkflow } from '../services/phases'
import type { RowOf } from '../store/columns'
import { type Database, findRow } from '../store/database'
import { Cancellation, Cancelled } from './cancellation'
import { RecordedRun } from './recorded-run'
import type { EngineTools, RunContext, Scope } from './run-context'
import { runNode } from './run-node'
import { RunRecorder } from './run-recorder'
import { runWorkflow } from './run-workflow'
import { Slots } from './slots'
import { BadWorkflow, WorkflowIndex } from './workflow-index'

/** What nodes are told when their execution is terminated (flytepropeller). */
const WORKFLOW_ABORTED = 'Workflow aborted.'

/** Compiled workflows that are kept ready. */
const KEPT_WORKFLOWS = 20

/** Compiled workflows by row; they never change. */
export class WorkflowIndexes {
  readonly #kept = new Map<bigint, WorkflowIndex>()

  /** Throws `BadWorkflow` when there is none. */
  get(db: Database, workflowRow: bigint): WorkflowIndex {
    let index = this.#kept.get(workflowRow)
    if (!index) {
      const row = findRow(db, 'workflow_closures', { workflow_id: workflowRow })
      if (!row) throw new BadWorkflow('the compiled workflow of this execution is not there')
      index = new WorkflowIndex(fromBinary(CompiledWorkflowClosureSchema, row.closure))
    }
    this.#kept.delete(workflowRow)
    this.#kept.set(workflowRow, index)
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT_WORKFLOWS) break
      this.#kept.delete(oldest)
    }
    return index
  }
}

function contextOf(
  tools: EngineTools,
  row: RowOf<'executions'>,
  id: WorkflowExecutionIdentifier,
  recorder: RunRecorder,
  recorded: RecordedRun,
): RunContext {
  const { spec, closure } = executionOf(row)
  if (!spec) throw new BadWorkflow('the execution has no specification')
  const { db } = tools.cp
  const planRow = row.launch_plan_id === 0n ? undefined : findRow(db, 'launch_plans', { id: row.launch_plan_id })
  const plan = planRow && fromBinary(LaunchPlanSpecSchema, planRow.spec)
  const workflow = plan?.workflowId?.name ?? ''
  const attributes = executionConfigs(db, id.project, id.domain, workflow)
  const { mode, referenceExecution } = spec.metadata ?? {}
  const recoveredId = mode === Mode.RECOVERED ? referenceExecution : undefined
  return {
    ...tools,
    id,
    spec,
    settings: resolveSettings(spec, plan, attributes),
    workflowId: closure?.workflowId,
    recoveredId,
    recovered: recoveredId && RecordedRun.load(db, recoveredId),
    recorded,
    recorder,
    parallelism: new Slots(spec.maxParallelism),
    runNode,
  }
}

/** One execution while this process runs it. */
export class ExecutionRun {
  readonly id: WorkflowExecutionIdentifier
  readonly #tools: EngineTools
  readonly #indexes: WorkflowIndexes
  readonly #cancellation = new Cancellation()
  readonly #recorded: RecordedRun
  readonly #recorder: RunRecorder

  constructor(tools: EngineTools, indexes: WorkflowIndexes, id: WorkflowExecutionIdentifier) {
    this.id = id
    this.#tools = tools
    this.#indexes = indexes
    this.#recorded = RecordedRun.load(tools.cp.db, id)
    this.#recorder = new RunRecorder(tools.cp, id, this.#recorded)
  }

  /** Ends everything that runs for it; `run` then comes to its end. */
  cancel(): void {
    this.#cancellation.cancel(WORKFLOW_ABORTED)
  }

  /** Stops recording: another process, or another try, goes on from what is recorded. What runs, runs on. */
  close(): void {
    this.#recorder.close()
  }

  /** Runs the execution to its end, from wherever it is. Throws what keeps it from going on; it can be tried again then. */
  async run(): Promise<void> {
    const row = executionRow(this.#tools.cp.db, this.id)
    const phase = executionOf(row).closure?.phase ?? Phase.UNDEFINED
    if (isEndOfWorkflow(phase)) return
    if (phase === Phase.ABORTING) this.cancel()
    try {
      if (phase === Phase.UNDEFINED || phase === Phase.QUEUED) this.#recorder.workflow(Phase.RUNNING)
      await this.#runFrom(row)
    } catch (error) {
      if (error instanceof Cancelled) this.#end(() => this.#recorder.workflow(Phase.ABORTED))
      else if (error instanceof BadWorkflow) this.fail('BadSpecificationError', error.message)
      else throw error
    }
  }

  /** Records that the execution has failed for a reason that is not its own. */
  fail(code: string, message: string): void {
    this.#end(() => this.#recorder.workflow(Phase.FAILED, { error: systemError(code, message) }))
  }

  async #runFrom(row: RowOf<'executions'>): Promise<void> {
    const run = contextOf(this.#tools, row, this.id, this.#recorder, this.#recorded)
    const index = this.#indexes.get(this.#tools.cp.db, row.workflow_id)
    const scope: Scope = {
      run,
      index,
      graph: index.primary(),
      parent: undefined,
      inDynamic: false,
      inputsUri: row.inputs_uri,
      cancellation: this.#cancellation,
      outcomes: new Map(),
    }
    const end = await runWorkflow(scope, (error) => this.#recorder.workflow(Phase.FAILING, { error }))
    this.#end(() => {
      if (end.kind === 'failed') {
        this.#recorder.workflow(Phase.FAILED, { error: end.error })
        return
      }
      this.#recorder.workflow(Phase.SUCCEEDING)
      this.#recorder.workflow(Phase.SUCCEEDED, end.outputUri === '' ? {} : { outputUri: end.outputUri })
    })
  }

  /** Records the end, unless someone else has ended the execution meanwhile. */
  #end(record: () => void): void {
    try {
      record()
    } catch (error) {
      if (!(error instanceof ConnectError && error.code === Code.FailedPrecondition)) throw error
      const phase = executionOf(executionRow(this.#tools.cp.db, this.id)).closure?.phase ?? Phase.UNDEFINED
      if (isEndOfWorkflow(phase)) return
      // It was terminated in this very moment, when all its nodes had ended.
      this.#recorder.workflow(Phase.ABORTED)
    }
  }
}

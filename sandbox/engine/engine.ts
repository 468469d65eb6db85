import { setTimeout as delay } from 'node:timers/promises'
import type {
  Identifier,
  NodeExecutionIdentifier,
  WorkflowExecutionIdentifier,
} from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { ControlPlane, ExecutionEngine } from '../control-plane'
import { TaskExecutor } from '../executors/task-executor'
import { executionIdOf } from '../services/execution-rows'
import type { RowOf } from '../store/columns'
import { ExecutionRun, WorkflowIndexes } from './execution-run'
import { FairTurns } from './fair-turns'
import { LiteralCache } from './literal-cache'
import type { EngineTools } from './run-context'
import { Scheduler } from './schedules/scheduler'
import { Slots } from './slots'
import { TaskCache } from './task-cache'
import { endName, executionName, signalName } from './waiter-names'
import { Waiters } from './waiters'

/** Waits before a run that could not go on is tried again, in milliseconds; the last one is repeated. */
const TRY_AGAIN_AFTER = [100, 1000, 5000, 15_000, 30_000]
/** After so many errors of our own the execution is recorded as failed. */
const MOST_TRIES = 5

const STORAGE_ERRORS = /^(SQLITE_(FULL|IOERR|BUSY|CANTOPEN)|ENOSPC|EDQUOT|EIO|EMFILE|ENFILE)/

/** Whether the disk is full or broken: that may pass, and until then nothing can be recorded anyway. */
function isStorageError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && STORAGE_ERRORS.test(String(error.code))
}

/** The engine of a sandbox: it runs what is stored, and is told of what changes. */
export interface SandboxEngine extends ExecutionEngine {
  /** Takes up all executions that have not ended, and begins to run new ones. */
  start(): void
  /** Ends all task processes and everything else. What was running goes on at the next start. */
  stop(): Promise<void>
}

class Engine implements SandboxEngine {
  readonly #tools: EngineTools
  readonly #indexes = new WorkflowIndexes()
  readonly #runs = new Map<string, ExecutionRun>()
  readonly #scheduler: Scheduler
  #running = false

  constructor(cp: ControlPlane) {
    this.#tools = {
      cp,
      literals: new LiteralCache(cp.blobs),
      executor: new TaskExecutor(cp.settings),
      processes: new Slots(cp.settings.maxTasks),
      cache: new TaskCache(cp),
      waiters: new Waiters(),
      breathe: new FairTurns().next,
    }
    this.#scheduler = new Scheduler(cp)
  }

  start(): void {
    this.#running = true
    const rows = this.#tools.cp.db.all(
      `SELECT execution_project, execution_domain, execution_name FROM executions
       WHERE phase IN ('UNDEFINED', 'QUEUED', 'RUNNING', 'SUCCEEDING', 'FAILING', 'ABORTING') ORDER BY id`,
    ) as Pick<RowOf<'executions'>, 'execution_project' | 'execution_domain' | 'execution_name'>[]
    for (const row of rows) this.executionCreated(executionIdOf(row))
    this.#scheduler.start()
  }

  async stop(): Promise<void> {
    this.#running = false
    this.#scheduler.stop()
    for (const run of this.#runs.values()) run.close()
    await this.#tools.executor.stop()
  }

  executionCreated(id: WorkflowExecutionIdentifier): void {
    // The caller is still in the middle of its answer.
    setImmediate(() => void this.#supervise(id))
  }

  executionTerminated(id: WorkflowExecutionIdentifier): void {
    const run = this.#runs.get(executionName(id))
    if (run) run.cancel()
    else this.executionCreated(id)
  }

  executionEnded(id: WorkflowExecutionIdentifier, _parent: NodeExecutionIdentifier | undefined): void {
    setImmediate(() => {
      // Ended by someone else's event: nothing of it may go on.
      this.#runs.get(executionName(id))?.cancel()
      this.#tools.waiters.wake(endName(id))
    })
  }

  signalSet(id: WorkflowExecutionIdentifier, signalId: string): void {
    setImmediate(() => this.#tools.waiters.wake(signalName(id, signalId)))
  }

  launchPlanChanged(_id: Identifier): void {
    this.#scheduler.changed()
  }

  #giveUp(run: ExecutionRun): void {
    this.#tools.executor.abandon(run.id)
    run.fail('EngineError', 'The sandbox could not go on with this execution; its output says why.')
  }

  #stopped(): boolean {
    return !this.#running
  }

  /** Runs an execution until it has ended, however often something keeps it from going on. */
  async #supervise(id: WorkflowExecutionIdentifier): Promise<void> {
    const name = executionName(id)
    if (!this.#running || this.#runs.has(name)) return
    let strange = 0
    for (let tries = 1; this.#running; tries++) {
      let run: ExecutionRun | undefined
      try {
        run = new ExecutionRun(this.#tools, this.#indexes, id)
        this.#runs.set(name, run)
        if (strange < MOST_TRIES) await run.run()
        else this.#giveUp(run)
        break
      } catch (error) {
        run?.close()
        if (this.#stopped()) break
        if (!isStorageError(error)) strange++
        process.stderr.write(
          `execution ${id.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
        )
        await delay(TRY_AGAIN_AFTER[Math.min(tries, TRY_AGAIN_AFTER.length) - 1])
      }
    }
    this.#runs.delete(name)
  }
}

/** The engine of a control plane; it does nothing until it is started. */
export function createEngine(cp: ControlPlane): SandboxEngine {
  return new Engine(cp)
}

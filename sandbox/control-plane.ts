import type {
  Identifier,
  NodeExecutionIdentifier,
  WorkflowExecutionIdentifier,
} from '../src/api/gen/flyteidl/core/identifier_pb'
import type { BlobStore } from './blobs/blob-store'
import type { Database } from './store/database'

/** How this sandbox runs; fixed at start. */
export interface SandboxSettings {
  /** Absolute, real path of the data folder. Everything that must survive lives below it. */
  readonly dataDir: string
  /** Origin that links handed to clients start with, without a slash at the end: `http://localhost:30080`. */
  readonly publicOrigin: string
  /** `gRPC` address that tasks call back to: `localhost:30080`. */
  readonly endpoint: string
  /** Interpreter whose environment has flytekit; undefined when none was found. */
  readonly python: string | undefined
  /** How many task processes may run at once. */
  readonly maxTasks: number
  /** Folder with secrets as `<group>/<key>`; undefined when there is none. */
  readonly secretsDir: string | undefined
  /** Working folder for tasks whose code was not uploaded (`pyflyte register --copy none`). */
  readonly codeDir: string
}

/** Who made a call. Without sign-in every subject is "". */
export interface Caller {
  readonly subject: string
}

/**
 * What services tell the engine, always after their transaction has committed. An engine keeps nothing that it cannot read
 * from the database again, so a lost call costs at most a restart.
 */
export interface ExecutionEngine {
  /** An execution was stored with phase UNDEFINED. */
  executionCreated(id: WorkflowExecutionIdentifier): void
  /** An execution was stored as ABORTING. */
  executionTerminated(id: WorkflowExecutionIdentifier): void
  /** A signal of this execution has got a value. */
  signalSet(id: WorkflowExecutionIdentifier, signalId: string): void
  /** A launch plan version was switched on or off (schedules). */
  launchPlanChanged(id: Identifier): void
  /** An execution reached a terminal phase whoever moved it: a parent node may wait for it. */
  executionEnded(id: WorkflowExecutionIdentifier, parent: NodeExecutionIdentifier | undefined): void
}

/** Everything that a service function needs besides its request. */
export interface ControlPlane {
  readonly settings: SandboxSettings
  readonly db: Database
  readonly blobs: BlobStore
  /** Wall clock in nanoseconds since the Unix epoch; tests put a fixed one here. */
  readonly now: () => bigint
  /** Undefined with `--no-engine`; set once, after the services exist. */
  engine: ExecutionEngine | undefined
}

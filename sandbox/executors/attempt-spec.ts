import type { Identifier } from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { KeyValuePair, LiteralMap } from '../../src/api/gen/flyteidl/core/literals_pb'
import type { TaskTemplate } from '../../src/api/gen/flyteidl/core/tasks_pb'
import type { AttemptId } from './attempt-folder'

/** Everything that an executor has to know of an attempt. Locations are absolute paths. */
export interface AttemptSpec {
  readonly id: AttemptId
  readonly template: TaskTemplate
  /** The inputs, for `{{.inputs.x}}` and raw containers; of one item of a map task, only that item's. */
  readonly inputs: LiteralMap
  /** `inputs.pb`, as the process reads it: of a Python map task, it holds the whole lists. */
  readonly inputsUri: string
  /** Where the attempt's `outputs.pb`, `error.pb`, `futures.pb` and `deck.html` are in the end. */
  readonly metadata: string
  /** `{{.outputPrefix}}`: the same folder, but for legacy map tasks, which add the index themselves. */
  readonly outputPrefix: string
  /** Folder for files and folders that the task gives as outputs. */
  readonly rawPrefix: string
  /** Checkpoint folder of the attempt before. */
  readonly previousCheckpoint: string | undefined
  /** `<execution>-<node>-<attempt>`. */
  readonly generatedName: string
  /** The timeout in force, in words; empty when there is none. */
  readonly timeout: string
  readonly workflow: Identifier | undefined
  readonly launchPlan: Identifier | undefined
  /** `ExecutionSpec.envs`. */
  readonly executionEnvs: readonly KeyValuePair[]
}

/** The task cannot be run here, and trying again is of no use. The message says what to do. */
export class TaskRefusal extends Error {
  override readonly name = 'TaskRefusal'

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

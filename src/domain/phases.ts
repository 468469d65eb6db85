import {
  NodeExecution_Phase as NodePhase,
  TaskExecution_Phase as TaskPhase,
  WorkflowExecution_Phase as WorkflowPhase,
} from '../api/gen/flyteidl/core/execution_pb'

/** Colour family of a phase; the tokens of the same name are in `styles/tokens.css`. */
export type PhaseTone = 'ok' | 'run' | 'dynamic' | 'fail' | 'retry' | 'wait' | 'timeout' | 'abort' | 'idle' | 'cached'

/** Shape of a phase: outline is going on, filled has ended, dashed has not begun, an octagon has failed. */
export type PhaseGlyphName =
  | 'not-started'
  | 'queued'
  | 'preparing'
  | 'running'
  | 'dynamic'
  | 'paused'
  | 'sleeping'
  | 'succeeding'
  | 'succeeded'
  | 'recovered'
  | 'cached'
  | 'failing'
  | 'failed'
  | 'retrying'
  | 'timed-out'
  | 'aborting'
  | 'aborted'
  | 'skipped'
  | 'unknown'

/** How a phase looks: always a word and a shape besides the colour. */
export interface PhaseLook {
  readonly word: string
  readonly glyph: PhaseGlyphName
  readonly tone: PhaseTone
}

function look(word: string, glyph: PhaseGlyphName, tone: PhaseTone): PhaseLook {
  return { word, glyph, tone }
}

const QUEUED = look('Queued', 'queued', 'idle')
const RUNNING = look('Running', 'running', 'run')
const SUCCEEDED = look('Succeeded', 'succeeded', 'ok')
const FAILING = look('Failing', 'failing', 'fail')
const FAILED = look('Failed', 'failed', 'fail')
const ABORTED = look('Aborted', 'aborted', 'abort')
const TIMED_OUT = look('Timed out', 'timed-out', 'timeout')
const NOT_STARTED = look('Not started', 'not-started', 'idle')

const WORKFLOW_LOOKS = {
  [WorkflowPhase.UNDEFINED]: look('Accepted', 'not-started', 'idle'),
  [WorkflowPhase.QUEUED]: QUEUED,
  [WorkflowPhase.RUNNING]: RUNNING,
  [WorkflowPhase.SUCCEEDING]: look('Succeeding', 'succeeding', 'ok'),
  [WorkflowPhase.SUCCEEDED]: SUCCEEDED,
  [WorkflowPhase.FAILING]: FAILING,
  [WorkflowPhase.FAILED]: FAILED,
  [WorkflowPhase.ABORTED]: ABORTED,
  [WorkflowPhase.TIMED_OUT]: TIMED_OUT,
  [WorkflowPhase.ABORTING]: look('Aborting', 'aborting', 'abort'),
} satisfies Record<WorkflowPhase, PhaseLook>

const NODE_LOOKS = {
  [NodePhase.UNDEFINED]: NOT_STARTED,
  [NodePhase.QUEUED]: QUEUED,
  [NodePhase.RUNNING]: RUNNING,
  [NodePhase.SUCCEEDED]: SUCCEEDED,
  [NodePhase.FAILING]: FAILING,
  [NodePhase.FAILED]: FAILED,
  [NodePhase.ABORTED]: ABORTED,
  [NodePhase.SKIPPED]: look('Skipped', 'skipped', 'idle'),
  [NodePhase.TIMED_OUT]: TIMED_OUT,
  [NodePhase.DYNAMIC_RUNNING]: look('Running (dynamic)', 'dynamic', 'dynamic'),
  [NodePhase.RECOVERED]: look('Recovered', 'recovered', 'ok'),
} satisfies Record<NodePhase, PhaseLook>

const TASK_LOOKS = {
  [TaskPhase.UNDEFINED]: NOT_STARTED,
  [TaskPhase.QUEUED]: QUEUED,
  [TaskPhase.RUNNING]: RUNNING,
  [TaskPhase.SUCCEEDED]: SUCCEEDED,
  [TaskPhase.ABORTED]: ABORTED,
  [TaskPhase.FAILED]: FAILED,
  [TaskPhase.INITIALIZING]: look('Initializing', 'preparing', 'wait'),
  [TaskPhase.WAITING_FOR_RESOURCES]: look('Waiting for resources', 'preparing', 'wait'),
  [TaskPhase.RETRYABLE_FAILED]: look('Failed, retrying', 'retrying', 'retry'),
} satisfies Record<TaskPhase, PhaseLook>

/** Looks that the wire has no phase for: what a node waits for, or where its result came from. */
export const SPECIAL_LOOKS = {
  notStarted: NOT_STARTED,
  waitingForApproval: look('Waiting for approval', 'paused', 'wait'),
  waitingForInput: look('Waiting for input', 'paused', 'wait'),
  sleeping: look('Sleeping', 'sleeping', 'idle'),
  cached: look('Cached', 'cached', 'cached'),
  retrying: TASK_LOOKS[TaskPhase.RETRYABLE_FAILED],
} as const

/** A phase that this version does not know is shown with its number. */
function lookIn(looks: Readonly<Record<number, PhaseLook | undefined>>, phase: number): PhaseLook {
  return looks[phase] ?? look(`Unknown (${phase})`, 'unknown', 'idle')
}

export function workflowPhaseLook(phase: number): PhaseLook {
  return lookIn(WORKFLOW_LOOKS, phase)
}

export function nodePhaseLook(phase: number): PhaseLook {
  return lookIn(NODE_LOOKS, phase)
}

export function taskPhaseLook(phase: number): PhaseLook {
  return lookIn(TASK_LOOKS, phase)
}

import { NodeExecution_Phase as Phase } from '../api/gen/flyteidl/core/execution_pb'
import { hasNodeEnded, isCacheHit, type NodeExecution } from './execution-node'
import type { GateCondition } from './execution-outline'
import type { NodeRow } from './execution-tree'
import { nodePhaseLook, type PhaseLook, SPECIAL_LOOKS } from './phases'

/** How a node looks: its phase, or what it waits for, or where its result came from. */
export function nodeLook(node: NodeExecution | undefined, gate: GateCondition | undefined): PhaseLook {
  if (node === undefined) return SPECIAL_LOOKS.notStarted
  if (node.phase === Phase.SUCCEEDED && isCacheHit(node)) return SPECIAL_LOOKS.cached
  if (gate === undefined || !isWaiting(node)) return nodePhaseLook(node.phase)
  switch (gate.kind) {
    case 'approve':
      return SPECIAL_LOOKS.waitingForApproval
    case 'input':
      return SPECIAL_LOOKS.waitingForInput
    case 'sleep':
      return SPECIAL_LOOKS.sleeping
    case 'unknown':
      return nodePhaseLook(node.phase)
  }
}

/** Whether a gate has been reached and not yet passed. */
export function isWaiting(node: NodeExecution | undefined): boolean {
  return node !== undefined && !hasNodeEnded(node.phase) && node.phase !== Phase.FAILING
}

const kindWords = {
  task: '',
  map: 'map',
  workflow: 'workflow',
  plan: 'launch plan',
  branch: 'branch',
  gate: 'gate',
  dynamic: 'dynamic',
  unknown: '',
} as const satisfies Record<NodeRow['kind'], string>

/**
 * What stands beside a row's name: `map × 128`, `branch → recalibrate`, `3 attempts`.
 *
 * @param items how many items a map task has, when that is known
 * @param attempts how often a task was tried, when that is known
 */
export function kindText(row: NodeRow, items: number | undefined, attempts: number | undefined): string {
  const { kind, outline } = row
  const parts = [
    kind === 'map' && items !== undefined
      ? `map × ${items}`
      : kind === 'branch' && row.taken !== undefined
        ? `branch → ${row.taken}`
        : kindWords[kind],
    outline?.condition ?? '',
    outline?.onFailure === true ? 'on failure' : '',
    row.parentAttempt === undefined ? '' : `in attempt ${row.parentAttempt}`,
    attempts !== undefined && attempts > 1 ? `${attempts} attempts` : '',
  ]
  return parts.filter((part) => part !== '').join(' · ')
}

/** Milliseconds since the epoch at which a sleeping gate goes on; undefined when it is none, or has not begun. */
export function sleepsUntil(node: NodeExecution | undefined, gate: GateCondition | undefined): number | undefined {
  const from = node?.startedAt ?? node?.createdAt
  return gate?.kind === 'sleep' && from !== undefined && isWaiting(node) ? from + gate.milliseconds : undefined
}

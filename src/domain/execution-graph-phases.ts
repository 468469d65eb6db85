import { nodeRunTime } from './execution-node'
import { nodeLook } from './execution-node-look'
import type { NodeRow, TreeRow } from './execution-tree'
import { type PhaseLook, SPECIAL_LOOKS } from './phases'
import { formatDuration } from './times'

export interface PathPhase {
  readonly look: PhaseLook
  readonly note: string | undefined
}

/** A tree's rows as a graph knows its nodes: by path, the ids in the workflow from the top down, joined with `/`. */
export interface RowPaths {
  readonly phases: ReadonlyMap<string, PathPhase>
  /** Keys of rows by path. */
  readonly keys: ReadonlyMap<string, string>
}

/**
 * Phases by path. Of a parent's attempts the latest counts. A branch's node that the server reports beside the branch, as it does
 * those not taken, is found below it too, where a graph draws it. Linear in the rows.
 */
export function rowPaths(rows: readonly TreeRow[]): RowPaths {
  const paths = new Map<string, string>()
  const keys = new Map<string, string>()
  const phases = new Map<string, PathPhase>()
  const bySpec = new Map<string, NodeRow>()
  for (const row of rows) {
    if (row.type !== 'node') continue
    const above = row.parentKey === undefined ? undefined : paths.get(row.parentKey)
    const path = above === undefined ? row.specId : `${above}/${row.specId}`
    paths.set(row.key, path)
    bySpec.set(`${row.parentKey ?? ''} ${row.specId}`, row)
    keys.set(path, row.key)
    phases.set(path, phaseOf(row))
  }
  for (const row of rows) {
    if (row.type !== 'node' || row.outline === undefined) continue
    for (const { id } of row.outline.cases) {
      const path = `${paths.get(row.key) ?? ''}/${id}`
      const beside = bySpec.get(`${row.parentKey ?? ''} ${id}`)
      if (beside === undefined || keys.has(path)) continue
      keys.set(path, beside.key)
      phases.set(path, phaseOf(beside))
    }
  }
  return { phases, keys }
}

function phaseOf({ node, outline, never }: NodeRow): PathPhase {
  if (node === undefined) return { look: SPECIAL_LOOKS.notStarted, note: never ? 'never started' : undefined }
  const time = nodeRunTime(node, NaN)
  return {
    look: nodeLook(node, outline?.gate),
    note: time === undefined || Number.isNaN(time) ? undefined : formatDuration(time),
  }
}

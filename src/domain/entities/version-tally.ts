import type { EntityVersion } from './entity-kind'

/** A version as a list tells of it, whatever it is a version of. */
export interface ToldVersion {
  readonly id: EntityVersion
  readonly createdAt: number | undefined
  /** What its author wrote about it, in a line. */
  readonly summary: string
  /** Type of a task, workflow of a launch plan; "" for workflows. */
  readonly of: string
}

/** What the versions of one name say about it. */
export interface VersionTally {
  readonly count: number
  readonly latest: ToldVersion
}

/**
 * Counts versions by name and finds the latest of each.
 *
 * @param versions those created last first
 */
export function tallyVersions(versions: readonly ToldVersion[]): ReadonlyMap<string, VersionTally> {
  const byName = new Map<string, VersionTally>()
  for (const version of versions) {
    const known = byName.get(version.id.name)
    byName.set(version.id.name, { count: (known?.count ?? 0) + 1, latest: known?.latest ?? version })
  }
  return byName
}

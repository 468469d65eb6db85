import type { EntityKind } from '../../domain/entities/entity-kind'
import { medianDuration, runsByName } from '../../domain/entities/entity-runs'
import type { NamedEntity } from '../../domain/entities/named-entity'
import { nextFires } from '../../domain/entities/schedule'
import type { LaunchPlanVersion } from '../../domain/entities/versions'
import type { Execution } from '../../domain/execution'
import type { ListState } from './list-state'

/** One row of a list of entities. */
export interface EntityRow extends NamedEntity {
  /** Latest first. */
  readonly runs: readonly Execution[]
  readonly median: number | undefined
  /** The active launch plan that starts next, of the workflow or the launch plan itself. */
  readonly plan: LaunchPlanVersion | undefined
  /** Epoch milliseconds of its next start; undefined when nothing is planned or nobody can say. */
  readonly nextStart: number | undefined
}

/** Joins what three calls have brought; nothing is asked for per row. */
export function entityRows(
  kind: EntityKind,
  entities: readonly NamedEntity[],
  runs: readonly Execution[],
  activePlans: readonly LaunchPlanVersion[],
  now: number,
): readonly EntityRow[] {
  const byName = runsByName(runs, kind)
  const plans = new Map<string, { readonly plan: LaunchPlanVersion; readonly next: number | undefined }>()
  for (const plan of activePlans) {
    const name = kind === 'launchPlan' ? plan.id.name : kind === 'workflow' ? plan.workflow?.name : undefined
    if (name === undefined || (kind === 'workflow' && plan.schedule === undefined)) continue
    const next = plan.schedule && nextFires(plan.schedule, now, 1)[0]
    const known = plans.get(name)
    if (!known || (next ?? Infinity) < (known.next ?? Infinity)) plans.set(name, { plan, next })
  }
  return entities.map((entity) => {
    const own = byName.get(entity.name) ?? []
    const plan = plans.get(entity.name)
    return { ...entity, runs: own, median: medianDuration(own), plan: plan?.plan, nextStart: plan?.next }
  })
}

/** Rows that a list shows: every word of the search is somewhere in the name or the description. */
export function shownRows(rows: readonly EntityRow[], { search, archived, sort }: ListState): readonly EntityRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const shown = rows.filter((row) => {
    if (row.archived !== archived) return false
    const text = `${row.name} ${row.description}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  switch (sort) {
    case 'name':
      return shown
    case 'lastRun':
      return shown.sort((a, b) => (b.runs[0]?.createdAt ?? 0) - (a.runs[0]?.createdAt ?? 0))
    case 'median':
      return shown.sort((a, b) => (b.median ?? -1) - (a.median ?? -1))
  }
}

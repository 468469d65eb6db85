import type { EntityKind } from '../../domain/entities/entity-kind'
import { medianDuration, runsByName } from '../../domain/entities/entity-runs'
import type { NamedEntity } from '../../domain/entities/named-entity'
import { nextFires } from '../../domain/entities/schedule'
import { tallyVersions, type ToldVersion, type VersionTally } from '../../domain/entities/version-tally'
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
  /** Undefined when none of its versions was read. */
  readonly versions: VersionTally | undefined
}

/** What a list is made from: an answer for all its rows each, and the time. */
export interface ListAnswers {
  readonly entities: readonly NamedEntity[]
  readonly runs: readonly Execution[]
  readonly activePlans: readonly LaunchPlanVersion[]
  readonly versions: readonly ToldVersion[]
  readonly now: number
}

/** Joins what a few calls have brought; nothing is asked for per row. */
export function entityRows(
  kind: EntityKind,
  { entities, runs, activePlans, versions, now }: ListAnswers,
): readonly EntityRow[] {
  const tallies = tallyVersions(versions)
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
    const tally = tallies.get(entity.name)
    return {
      ...entity,
      description: entity.description === '' ? (tally?.latest.summary ?? '') : entity.description,
      runs: own,
      median: medianDuration(own),
      plan: plan?.plan,
      nextStart: plan?.next,
      versions: tally,
    }
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
    case 'registered':
      return shown.sort((a, b) => (b.versions?.latest.createdAt ?? 0) - (a.versions?.latest.createdAt ?? 0))
  }
}

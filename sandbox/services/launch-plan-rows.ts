import { create, fromBinary } from '@bufbuild/protobuf'
import {
  type LaunchPlan,
  LaunchPlanClosureSchema,
  LaunchPlanSchema,
  LaunchPlanSpecSchema,
  LaunchPlanState,
} from '../../src/api/gen/flyteidl/admin/launch_plan_pb'
import { type Identifier, ResourceType } from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { RowOf } from '../store/columns'
import { type Database, findRow } from '../store/database'
import { missingEntity } from './errors'
import { timestampAt } from './event-times'
import { enumValue } from './phases'

/** A version's row, or undefined; the type of the identifier does not matter. */
export function findLaunchPlanRow(db: Database, id: Identifier): RowOf<'launch_plans'> | undefined {
  const { project, domain, name, version } = id
  return findRow(db, 'launch_plans', { project, domain, name, version })
}

/**
 * A version's row.
 *
 * @throws NotFound
 */
export function launchPlanRow(db: Database, id: Identifier): RowOf<'launch_plans'> {
  const row = findLaunchPlanRow(db, id)
  if (row === undefined) throw missingEntity('LAUNCH_PLAN', id)
  return row
}

/** A launch plan as reads give it; state and times are columns. */
export function launchPlanOf(row: RowOf<'launch_plans'>): LaunchPlan {
  const closure = fromBinary(LaunchPlanClosureSchema, row.closure)
  closure.state = enumValue(LaunchPlanState, String(row.state))
  closure.createdAt = timestampAt(row.created_at)
  closure.updatedAt = timestampAt(row.updated_at)
  const { project, domain, name, version } = row
  return create(LaunchPlanSchema, {
    id: { resourceType: ResourceType.LAUNCH_PLAN, project, domain, name, version },
    spec: fromBinary(LaunchPlanSpecSchema, row.spec),
    closure,
  })
}

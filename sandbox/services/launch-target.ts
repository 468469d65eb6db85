import { fromBinary } from '@bufbuild/protobuf'
import {
  ConcurrencyLimitBehavior,
  LaunchPlanClosureSchema,
  type LaunchPlanSpec,
  LaunchPlanSpecSchema,
} from '../../src/api/gen/flyteidl/admin/launch_plan_pb'
import { Code, ConnectError } from '@connectrpc/connect'
import type { Identifier } from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { ParameterMap } from '../../src/api/gen/flyteidl/core/interface_pb'
import { type Database, findRow } from '../store/database'
import { missingEntity } from './errors'

/** What an execution is made of: a launch plan, or what the server made of a task. */
export interface LaunchTarget {
  /** Where settings and fixed inputs come from; undefined for a task. */
  readonly plan: LaunchPlanSpec | undefined
  readonly expectedInputs: ParameterMap | undefined
  readonly workflowId: Identifier
  /** Rows of what runs; 0 for what does not take part. */
  readonly launchPlanRow: bigint
  readonly workflowRow: bigint
  readonly taskRow: bigint
}

/**
 * What a launch plan starts. It may be inactive or archived.
 *
 * @throws NotFound; AlreadyExists when its concurrency policy allows no further execution
 */
export function launchPlanTarget(db: Database, id: Identifier): LaunchTarget {
  const { project, domain, name, version } = id
  const row = findRow(db, 'launch_plans', { project, domain, name, version })
  if (row === undefined) throw missingEntity('LAUNCH_PLAN', id)
  const plan = fromBinary(LaunchPlanSpecSchema, row.spec)
  if (plan.workflowId === undefined) throw missingEntity('WORKFLOW', id)
  return {
    plan,
    expectedInputs: fromBinary(LaunchPlanClosureSchema, row.closure).expectedInputs,
    workflowId: plan.workflowId,
    launchPlanRow: row.id,
    workflowRow: row.workflow_id,
    taskRow: 0n,
  }
}

/**
 * Refuses another execution of a launch plan whose policy says that enough of them, of whatever version, are queued or running. Those without a phase yet are
 * not counted, as in flyteadmin (admin.md §8.4).
 *
 * @throws AlreadyExists
 */
export function checkConcurrency(db: Database, id: Identifier, plan: LaunchPlanSpec | undefined): void {
  const policy = plan?.concurrencyPolicy
  if (policy === undefined || policy.max === 0) return
  if (policy.behavior !== ConcurrencyLimitBehavior.SKIP) return
  const row = db.get(
    `SELECT count(*) AS running FROM launch_plans l JOIN executions e ON e.launch_plan_id = l.id
     WHERE l.project = ? AND l.domain = ? AND l.name = ? AND e.execution_project = ? AND e.execution_domain = ? AND e.phase IN ('QUEUED', 'RUNNING')`,
    [id.project, id.domain, id.name, id.project, id.domain],
  )
  if (BigInt(row?.running?.toString() ?? 0) < BigInt(policy.max)) return
  throw new ConnectError(
    `concurrency limit (${policy.max}) reached for launch plan ${id.name}; skipping execution`,
    Code.AlreadyExists,
  )
}

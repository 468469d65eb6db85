import { createHash } from 'node:crypto'
import { create } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import {
  ExecutionCreateRequestSchema,
  ExecutionMetadata_ExecutionMode as Mode,
} from '../../../src/api/gen/flyteidl/admin/execution_pb'
import type { Schedule } from '../../../src/api/gen/flyteidl/admin/schedule_pb'
import type { Identifier } from '../../../src/api/gen/flyteidl/core/identifier_pb'
import { LiteralMapSchema } from '../../../src/api/gen/flyteidl/core/literals_pb'
import type { ControlPlane } from '../../control-plane'
import { createExecution } from '../../services/create-execution'
import { timestampAt } from '../../services/event-times'
import { launchPlanOf } from '../../services/launch-plan-rows'
import type { RowOf } from '../../store/columns'
import { nextFire } from './fire-times'

const NANOS_PER_MS = 1_000_000n
/** A slot that passed while the sandbox was being restarted still fires; those of a longer pause are missed. In milliseconds. */
const FORGIVEN = 60_000
/** Longest time a timer can wait, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1

/** An active launch plan with a schedule. */
interface Scheduled {
  readonly id: Identifier
  readonly schedule: Schedule
  /** When it was switched on, in milliseconds since the Unix epoch. */
  readonly base: number
  next: number | undefined
}

/** The name of the execution of one slot: a second try to start it finds it taken. */
export function scheduledName({ project, domain, name, version }: Identifier, slot: number): string {
  const text = JSON.stringify([project, domain, name, version, new Date(slot).toISOString()])
  return `f${createHash('sha256').update(text).digest('hex').slice(0, 19)}`
}

/** Starts executions of the active launch plans that have a schedule, at their times. */
export class Scheduler {
  readonly #cp: ControlPlane
  #plans: Scheduled[] = []
  #timer: NodeJS.Timeout | undefined
  #running = false

  constructor(cp: ControlPlane) {
    this.#cp = cp
  }

  start(): void {
    this.#running = true
    this.#load(FORGIVEN)
  }

  stop(): void {
    this.#running = false
    clearTimeout(this.#timer)
  }

  /** Launch plans were switched on or off. */
  changed(): void {
    if (this.#running) this.#load(0)
  }

  #now(): number {
    return Number(this.#cp.now() / NANOS_PER_MS)
  }

  /** @param forgiven how far back slots may be that have not fired yet, in milliseconds */
  #load(forgiven: number): void {
    const now = this.#now()
    const known = new Map(this.#plans.map((plan) => [scheduledName(plan.id, plan.base), plan.next]))
    const rows = this.#cp.db.all(
      "SELECT * FROM launch_plans WHERE state = 1 AND schedule_type <> 'NONE'",
    ) as RowOf<'launch_plans'>[]
    this.#plans = rows.flatMap((row) => {
      const { id, spec } = launchPlanOf(row)
      const schedule = spec?.entityMetadata?.schedule
      if (!id || !schedule) return []
      const base = Number(row.updated_at / NANOS_PER_MS)
      const next = known.get(scheduledName(id, base)) ?? this.#next(schedule, id, base, Math.max(base, now - forgiven))
      return [{ id, schedule, base, next }]
    })
    this.#wait()
  }

  #next(schedule: Schedule, { name }: Identifier, base: number, after: number): number | undefined {
    try {
      return nextFire(schedule, base, after)
    } catch (error) {
      // Passed the check of its expression, and yet cannot be read: the others go on.
      process.stderr.write(`schedule of ${name}: ${(error as Error).message}\n`)
      return undefined
    }
  }

  #wait(): void {
    clearTimeout(this.#timer)
    const next = Math.min(...this.#plans.map((plan) => plan.next ?? Infinity))
    if (next === Infinity) return
    const wait = Math.min(Math.max(0, next - this.#now()), LONGEST_TIMER)
    this.#timer = setTimeout(() => this.#fire(), wait).unref()
  }

  #fire(): void {
    const now = this.#now()
    for (const plan of this.#plans) {
      while (plan.next !== undefined && plan.next <= now) {
        this.#launch(plan, plan.next)
        plan.next = this.#next(plan.schedule, plan.id, plan.base, plan.next)
      }
    }
    this.#wait()
  }

  #launch({ id, schedule }: Scheduled, slot: number): void {
    const scheduledAt = timestampAt(BigInt(slot) * NANOS_PER_MS)
    const kickoff = schedule.ScheduleExpression.case === 'rate' ? '' : schedule.kickoffTimeInputArg
    const datetime = {
      value: { case: 'primitive', value: { value: { case: 'datetime', value: scheduledAt } } },
    } as const
    const literals = kickoff === '' ? {} : { [kickoff]: { value: { case: 'scalar', value: datetime } } as const }
    const request = create(ExecutionCreateRequestSchema, {
      project: id.project,
      domain: id.domain,
      name: scheduledName(id, slot),
      spec: { launchPlan: id, metadata: { mode: Mode.SCHEDULED, scheduledAt } },
      inputs: create(LiteralMapSchema, { literals }),
    })
    try {
      createExecution(this.#cp, request, { subject: '' })
    } catch (error) {
      // Started before a restart, or the launch plan's concurrency policy says to skip it.
      if (error instanceof ConnectError && error.code === Code.AlreadyExists) return
      process.stderr.write(`schedule of ${id.name}: ${(error as Error).message}\n`)
    }
  }
}

import { create } from '@bufbuild/protobuf'
import { fromJson } from '@bufbuild/protobuf'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  LaunchPlanCreateRequestSchema,
  LaunchPlanState,
  LaunchPlanUpdateRequestSchema,
} from '../../../src/api/gen/flyteidl/admin/launch_plan_pb'
import { IdentifierSchema } from '../../../src/api/gen/flyteidl/core/identifier_pb'
import { createLaunchPlan, updateLaunchPlan } from '../../services/launch-plans'
import { bind, EngineBed, entity, interfaceJson, taskNode } from '../testing/engine-bed'

let bed: EngineBed

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2024-03-01T10:00:20Z'), toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  bed = EngineBed.open()
  bed.task('echo', { type: 'echo', interface: interfaceJson({ t: 'DATETIME' }) })
  bed.workflow('wf', {
    interface: interfaceJson({ t: 'DATETIME' }),
    nodes: [taskNode('n0', 'echo', [bind('t', '', 't')])],
  })
})

afterEach(async () => {
  vi.useRealTimers()
  await bed.close()
})

function plan(name: string, schedule: object): void {
  const spec = {
    workflowId: entity('WORKFLOW', 'wf'),
    ...('kickoffTimeInputArg' in schedule
      ? {}
      : { fixedInputs: { literals: { t: { scalar: { primitive: { datetime: '2020-01-01T00:00:00Z' } } } } } }),
    entityMetadata: { schedule },
  }
  createLaunchPlan(bed.cp, fromJson(LaunchPlanCreateRequestSchema, { id: entity('LAUNCH_PLAN', name), spec } as never))
}

function activate(name: string, state: LaunchPlanState): void {
  const id = fromJson(IdentifierSchema, entity('LAUNCH_PLAN', name))
  updateLaunchPlan(bed.cp, create(LaunchPlanUpdateRequestSchema, { id, state }))
}

function started(name: string): string[] {
  const rows = bed.cp.db.all(
    'SELECT e.execution_name, e.mode FROM executions e JOIN launch_plans l ON e.launch_plan_id = l.id WHERE l.name = ? ORDER BY e.id',
    [name],
  )
  return rows.map(({ execution_name: execution, mode }) => {
    const { spec } = bed.execution(String(execution))
    expect(String(execution)).toMatch(/^f[0-9a-f]{19}$/)
    return `${String(mode)} ${new Date(Number(spec?.metadata?.scheduledAt?.seconds ?? 0n) * 1000).toISOString().slice(11, 19)}`
  })
}

describe('the scheduler', () => {
  it('starts active launch plans at their times, and no others', () => {
    plan('minutely', { cronSchedule: { schedule: '* * * * *' } })
    plan('rate', { rate: { value: 2, unit: 'MINUTE' } })
    plan('idle', { cronSchedule: { schedule: '* * * * *' } })
    activate('minutely', LaunchPlanState.ACTIVE)
    activate('rate', LaunchPlanState.ACTIVE)
    vi.advanceTimersByTime(4 * 60_000)
    expect(started('minutely')).toEqual(['1 10:01:00', '1 10:02:00', '1 10:03:00', '1 10:04:00'])
    expect(started('rate')).toEqual(['1 10:02:20', '1 10:04:20'])
    expect(started('idle')).toEqual([])
    activate('minutely', LaunchPlanState.INACTIVE)
    vi.advanceTimersByTime(5 * 60_000)
    expect(started('minutely')).toHaveLength(4)
  })

  it('gives the time to the input that asks for it', () => {
    plan('kickoff', { cronSchedule: { schedule: '0 * * * *' }, kickoffTimeInputArg: 't' })
    activate('kickoff', LaunchPlanState.ACTIVE)
    vi.advanceTimersByTime(3600_000)
    expect(started('kickoff')).toEqual(['1 11:00:00'])
    const row = bed.cp.db.get('SELECT inputs_uri FROM executions WHERE mode = 1')
    expect(Buffer.from(bed.cp.blobs.read(String(row?.inputs_uri)) ?? []).toString('latin1')).toContain('t')
  })

  it('makes good for a short absence, not for a long one, and starts no slot twice', async () => {
    plan('minutely', { cronSchedule: { schedule: '* * * * *' } })
    activate('minutely', LaunchPlanState.ACTIVE)
    vi.advanceTimersByTime(60_000)
    await bed.stop()
    vi.setSystemTime(Date.parse('2024-03-01T10:02:10Z'))
    bed = EngineBed.open({}, bed.dataDir)
    vi.advanceTimersByTime(0)
    expect(started('minutely')).toEqual(['1 10:01:00', '1 10:02:00'])
    await bed.stop()
    vi.setSystemTime(Date.parse('2024-03-01T12:00:30Z'))
    bed = EngineBed.open({}, bed.dataDir)
    vi.advanceTimersByTime(0)
    expect(started('minutely')).toEqual(['1 10:01:00', '1 10:02:00', '1 12:00:00'])
  })
})

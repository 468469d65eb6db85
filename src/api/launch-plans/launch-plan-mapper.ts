import { toJson } from '@bufbuild/protobuf'
import { timestampMs } from '@bufbuild/protobuf/wkt'
import type { Schedule } from '../../domain/entities/schedule'
import type { LaunchPlanVersion } from '../../domain/entities/versions'
import { type LaunchPlan, LaunchPlanSchema, LaunchPlanState } from '../gen/flyteidl/admin/launch_plan_pb'
import { FixedRateUnit, type Schedule as ScheduleMessage } from '../gen/flyteidl/admin/schedule_pb'
import type { Identifier } from '../gen/flyteidl/core/identifier_pb'

const UNITS = {
  [FixedRateUnit.MINUTE]: 'minute',
  [FixedRateUnit.HOUR]: 'hour',
  [FixedRateUnit.DAY]: 'day',
} as const satisfies Record<FixedRateUnit, string>

function toSchedule(message: ScheduleMessage | undefined): Schedule | undefined {
  if (!message) return undefined
  const kickoffInput = message.kickoffTimeInputArg
  switch (message.ScheduleExpression.case) {
    case 'cronExpression': {
      const expression = message.ScheduleExpression.value
      return expression === '' ? undefined : { kind: 'cron', expression, offset: '', kickoffInput }
    }
    case 'cronSchedule': {
      const { schedule, offset } = message.ScheduleExpression.value
      return { kind: 'cron', expression: schedule, offset, kickoffInput }
    }
    case 'rate': {
      const { value, unit } = message.ScheduleExpression.value
      const known: Readonly<Record<number, (typeof UNITS)[FixedRateUnit]>> = UNITS
      return { kind: 'rate', value, unit: known[unit] ?? 'unknown', kickoffInput }
    }
    case undefined:
      return undefined
  }
}

function toId(id: Identifier | undefined) {
  return { project: id?.project ?? '', domain: id?.domain ?? '', name: id?.name ?? '', version: id?.version ?? '' }
}

export function toLaunchPlanVersion(plan: LaunchPlan): LaunchPlanVersion {
  const { closure, spec } = plan
  return {
    id: toId(plan.id),
    active: closure?.state === LaunchPlanState.ACTIVE,
    createdAt: closure?.createdAt && timestampMs(closure.createdAt),
    updatedAt: closure?.updatedAt && timestampMs(closure.updatedAt),
    workflow: spec?.workflowId && toId(spec.workflowId),
    schedule: toSchedule(spec?.entityMetadata?.schedule),
    expectedInputs: closure?.expectedInputs ?? spec?.defaultInputs,
    spec,
    json: () => toJson(LaunchPlanSchema, plan),
  }
}

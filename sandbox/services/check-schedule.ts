import type { Schedule } from '../../src/api/gen/flyteidl/admin/schedule_pb'
import type { ParameterMap } from '../../src/api/gen/flyteidl/core/interface_pb'
import { SimpleType } from '../../src/api/gen/flyteidl/core/types_pb'
import { invalidArgument } from '../rpc-error'
import { typeText } from './check-literals'
import { cronComplaint } from './cron-expression'

/**
 * Checks that a schedule can start executions: nothing left to give but the time, which must be a DATETIME input, and a cron
 * expression that is one (admin.md §6). A rate of 0 and an empty cron schedule pass, as flyteadmin lets them.
 *
 * @throws InvalidArgument
 */
export function checkSchedule(schedule: Schedule | undefined, expected: ParameterMap): void {
  if (schedule === undefined) return
  const { ScheduleExpression: expression, kickoffTimeInputArg } = schedule
  if (expression.case === undefined || expression.value === '') return
  for (const [name, { behavior }] of Object.entries(expected.parameters)) {
    if (behavior.case === 'required' && behavior.value && name !== kickoffTimeInputArg) {
      throw invalidArgument(
        `Cannot create a launch plan with a schedule if there is an unbound required input. [${name}] is required`,
      )
    }
  }
  if (kickoffTimeInputArg !== '') checkKickoffInput(kickoffTimeInputArg, expected)
  const cron = expression.case === 'cronSchedule' ? expression.value.schedule : expression.value
  if (typeof cron !== 'string' || cron === '') return
  const complaint = cronComplaint(cron)
  if (complaint !== undefined) throw invalidArgument(`Invalid cron expression: ${complaint}`)
}

function checkKickoffInput(name: string, expected: ParameterMap): void {
  const parameter = Object.hasOwn(expected.parameters, name) ? expected.parameters[name] : undefined
  if (parameter === undefined) {
    throw invalidArgument(
      `Cannot create a schedule with a KickoffTimeInputArg that does not point to a free input. [${name}] is not free or does not exist.`,
    )
  }
  const type = parameter.var?.type
  if (type?.type.case !== 'simple' || type.type.value !== SimpleType.DATETIME) {
    throw invalidArgument(`KickoffTimeInputArg must reference a datetime input. [${name}] is a [${typeText(type)}]`)
  }
}

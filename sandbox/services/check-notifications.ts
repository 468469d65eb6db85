import type { Notification } from '../../src/api/gen/flyteidl/admin/common_pb'
import { invalidValue, missingArgument } from '../rpc-error'
import { isEndOfWorkflow } from './phases'

/**
 * Checks the notifications of a launch plan or execution: somebody to tell, a way to tell them, and phases in which an execution ends.
 *
 * @throws InvalidArgument
 */
export function checkNotifications(notifications: readonly Notification[]): void {
  for (const { type, phases } of notifications) {
    if (type.case === undefined) throw invalidValue('notification type')
    const { recipientsEmail } = type.value
    if (recipientsEmail.length === 0) throw missingArgument('recipients')
    if (recipientsEmail.includes('')) throw missingArgument('recipient')
    if (!phases.every(isEndOfWorkflow)) throw invalidValue('phase')
  }
}

import { ResourceType } from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { ExecutionCreateRequest, ExecutionSpec } from '../../src/api/gen/flyteidl/admin/execution_pb'
import type { Identifier } from '../../src/api/gen/flyteidl/core/identifier_pb'
import { invalidArgument, missingArgument } from '../rpc-error'
import type { Database } from '../store/database'
import { checkIdentifierFields, checkText } from './check-identifiers'
import { checkLabels } from './check-labels'
import { checkLiterals } from './check-literals'
import { checkNotifications } from './check-notifications'
import { checkProjectAndDomain } from './check-project'
import { enumName } from './phases'

const LONGEST_NAME = 63
const NAME = /^[a-z][a-z\-0-9]*$/

/** A create request that has what it needs. */
export interface CheckedExecution {
  readonly spec: ExecutionSpec
  /** Of the launch plan or task to run; every part is there. */
  readonly reference: Identifier
}

/**
 * Checks a request to create an execution, in flyteadmin's order (`ValidateExecutionRequest`, admin.md §8.1).
 *
 * @throws InvalidArgument
 */
export function checkExecution(db: Database, request: ExecutionCreateRequest): CheckedExecution {
  checkText(request.project, 'project')
  checkText(request.domain, 'domain')
  if (request.name !== '') checkExecutionName(request.name.toLowerCase())
  checkProjectAndDomain(db, request.project, request.domain)
  const { spec } = request
  if (spec === undefined) throw missingArgument('spec')
  const reference = checkIdentifierFields(spec.launchPlan)
  if (reference.resourceType !== ResourceType.LAUNCH_PLAN && reference.resourceType !== ResourceType.TASK) {
    const type = enumName(ResourceType, reference.resourceType)
    throw invalidArgument(
      `Invalid reference entity resource type [${type}], only [map[TASK:<nil> LAUNCH_PLAN:<nil>]] allowed`,
    )
  }
  checkLiterals(request.inputs, 'inputs')
  if (spec.notificationOverrides.case === 'notifications') {
    checkNotifications(spec.notificationOverrides.value.notifications)
  }
  checkLabels(spec.labels)
  return { spec, reference }
}

function checkExecutionName(name: string): void {
  if (!NAME.test(name)) {
    throw invalidArgument(`invalid name format: ${name}, does not match regex '${NAME.source}'`)
  }
  if (name.length > LONGEST_NAME) throw invalidArgument(`size of name exceeded length ${LONGEST_NAME} : ${name}`)
}

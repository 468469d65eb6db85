import { Project_ProjectState as ProjectState } from '../../src/api/gen/flyteidl/admin/project_pb'
import { invalidArgument } from '../rpc-error'
import { type Database, findRow } from '../store/database'
import { isDomain } from './domains'
import { inactiveProject } from './errors'

/**
 * Checks that something can be written to a project and domain: the project is registered and not archived, the domain is
 * configured (flyteadmin `ValidateProjectAndDomain`). Reads and lists never check this.
 *
 * @throws InvalidArgument; with the detail InactiveProject when archived
 */
export function checkProjectAndDomain(db: Database, project: string, domain: string): void {
  const row = findRow(db, 'projects', { identifier: project })
  if (row === undefined) {
    throw invalidArgument(
      `failed to validate that project [${project}] and domain [${domain}] are registered, err: [project [${project}] not found]`,
    )
  }
  if (row.state !== BigInt(ProjectState.ACTIVE)) throw inactiveProject(project)
  if (!isDomain(domain)) throw invalidArgument(`domain [${domain}] is unrecognized by system`)
}

/**
 * As `checkProjectAndDomain`, for what belongs to a project as a whole.
 *
 * @throws InvalidArgument; with the detail InactiveProject when archived
 */
export function checkProject(db: Database, project: string): void {
  const row = findRow(db, 'projects', { identifier: project })
  if (row === undefined) {
    throw invalidArgument(
      `failed to validate that project [${project}] is registered, err: [project [${project}] not found]`,
    )
  }
  if (row.state !== BigInt(ProjectState.ACTIVE)) throw inactiveProject(project)
}

/**
 * Checks that a project exists, archived or not.
 *
 * @throws InvalidArgument
 */
export function checkProjectExists(db: Database, project: string): void {
  if (findRow(db, 'projects', { identifier: project }) === undefined) {
    throw invalidArgument(`failed to validate that project [${project}] exists, err: [project [${project}] not found]`)
  }
}

import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import { LabelsSchema, Sort_Direction as Direction, SortSchema } from '../../src/api/gen/flyteidl/admin/common_pb'
import {
  type Project,
  Project_ProjectState as ProjectState,
  type ProjectGetRequest,
  type ProjectListRequest,
  type ProjectRegisterRequest,
  type ProjectRegisterResponse,
  ProjectRegisterResponseSchema,
  type Projects,
  ProjectSchema,
  ProjectsSchema,
  type ProjectUpdateResponse,
  ProjectUpdateResponseSchema,
} from '../../src/api/gen/flyteidl/admin/project_pb'
import type { ControlPlane } from '../control-plane'
import { invalidArgument, missingArgument } from '../rpc-error'
import type { RowOf } from '../store/columns'
import { findRow, insert, isUniqueViolation, update } from '../store/database'
import { listRows, parseListFilters } from '../store/list-rows'
import { checkText } from './check-identifiers'
import { checkLabels } from './check-labels'
import { allDomains } from './domains'
import { duplicateKey } from './errors'
import { labelNameComplaints } from './kubernetes-names'
import { enumValue } from './phases'

const maxNameBytes = 64
const maxDescriptionBytes = 300

/** What flyteadmin sorts projects by when asked for no order; no other list has one. */
const byIdentifier = create(SortSchema, { key: 'identifier', direction: Direction.ASCENDING })

function checkProjectFields(project: Project): void {
  checkText(project.id, 'project_id')
  checkLabels(project.labels)
  const complaints = labelNameComplaints(project.id)
  if (complaints.length > 0) throw invalidArgument(`invalid project id [${project.id}]: [${complaints.join(' ')}]`)
  checkLength(project.name, 'project_name', maxNameBytes)
  checkLength(project.description, 'project_description', maxDescriptionBytes)
  if (project.domains.length > 0) {
    throw invalidArgument(
      'Domains are currently only set system wide. Please retry without domains included in your request.',
    )
  }
}

function checkLength(text: string, field: string, limit: number): void {
  if (Buffer.byteLength(text) > limit) throw invalidArgument(`${field} cannot exceed ${limit} characters`)
}

/**
 * Registers a project; its state is stored as sent (admin.md §3).
 *
 * @throws InvalidArgument; AlreadyExists
 */
export function registerProject(cp: ControlPlane, request: ProjectRegisterRequest): ProjectRegisterResponse {
  const { project } = request
  if (project === undefined) throw missingArgument('project')
  checkText(project.name, 'project_name')
  checkProjectFields(project)
  const now = cp.now()
  try {
    insert(cp.db, 'projects', {
      created_at: now,
      updated_at: now,
      identifier: project.id,
      name: project.name,
      description: project.description,
      labels: project.labels && toBinary(LabelsSchema, project.labels),
      state: BigInt(project.state),
    })
  } catch (error) {
    throw isUniqueViolation(error) ? duplicateKey('projects') : error
  }
  return create(ProjectRegisterResponseSchema)
}

/**
 * Changes a project. An empty name or description and absent labels keep what is stored; labels that are present but empty
 * clear them; the state is written always, so leaving it out activates the project (admin.md §3).
 *
 * @throws NotFound; InvalidArgument
 */
export function updateProject(cp: ControlPlane, request: Project): ProjectUpdateResponse {
  checkText(request.id, 'project_id')
  const row = projectRow(cp, request.id)
  checkProjectFields(request)
  update(cp.db, 'projects', row.id, {
    updated_at: cp.now(),
    name: request.name || undefined,
    description: request.description || undefined,
    labels: request.labels && toBinary(LabelsSchema, request.labels),
    state: BigInt(request.state),
  })
  return create(ProjectUpdateResponseSchema)
}

/** Gives one project, archived or not. */
export function getProject(cp: ControlPlane, request: ProjectGetRequest): Project {
  checkText(request.id, 'project_id')
  return projectOf(projectRow(cp, request.id))
}

/**
 * Lists projects, by identifier unless told otherwise. Without filters archived ones are left out; a limit of 0 means all
 * (admin.md §3).
 */
export function listProjects(cp: ControlPlane, request: ProjectListRequest): Projects {
  const filters = parseListFilters(request.filters, 'project', cp.now())
  const isListed = { sql: 'p.state <> ?', params: [BigInt(ProjectState.ARCHIVED)] }
  const { rows, token } = listRows(cp.db, 'project', {
    where: filters.length === 0 ? [isListed] : [],
    filters,
    sort: request.sortBy ?? byIdentifier,
    limit: request.limit === 0 ? undefined : request.limit,
    token: request.token,
    rpc: 'ListProjects',
  })
  return create(ProjectsSchema, { projects: rows.map(projectOf), token })
}

function projectRow(cp: ControlPlane, id: string): RowOf<'projects'> {
  const row = findRow(cp.db, 'projects', { identifier: id })
  if (row === undefined) throw new ConnectError(`project [${id}] not found`, Code.NotFound)
  return row
}

function projectOf(row: RowOf<'projects'>): Project {
  return create(ProjectSchema, {
    id: row.identifier,
    name: row.name,
    description: row.description,
    labels: row.labels === null ? undefined : fromBinary(LabelsSchema, row.labels),
    state: enumValue(ProjectState, String(row.state)),
    domains: allDomains(),
  })
}

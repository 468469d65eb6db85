import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import type {
  NamedEntityIdentifierList,
  NamedEntityIdentifierListRequest,
  ObjectGetRequest,
  ResourceListRequest,
} from '../../src/api/gen/flyteidl/admin/common_pb'
import {
  type Task,
  TaskClosureSchema,
  type TaskCreateRequest,
  type TaskCreateResponse,
  TaskCreateResponseSchema,
  type TaskList,
  TaskListSchema,
  TaskSchema,
} from '../../src/api/gen/flyteidl/admin/task_pb'
import { type CompiledTask, CompiledTaskSchema } from '../../src/api/gen/flyteidl/core/compiler_pb'
import { type Identifier, ResourceType } from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { TaskTemplate } from '../../src/api/gen/flyteidl/core/tasks_pb'
import { CompileError } from '../compiler/compile-error'
import { compileTask } from '../compiler/compile-task'
import type { ControlPlane } from '../control-plane'
import { invalidArgument, missingArgument } from '../rpc-error'
import type { RowOf } from '../store/columns'
import { type Database, findRow, insert } from '../store/database'
import { taskResourceLimits } from './attributes'
import { checkIdentifier, checkIdentifierFields, checkText } from './check-identifiers'
import { checkProjectAndDomain } from './check-project'
import { checkResources } from './check-resources'
import { insertDescription } from './description-entities'
import { listEntityNames, listVersions } from './entity-lists'
import { differentExists, identicalExists, missingEntity } from './errors'
import { timestampAt } from './event-times'
import { structureDifference } from './structure-difference'
import { structureDigest } from './structure-digest'

/**
 * Registers a version of a task. What is registered never changes: the same again is AlreadyExists, another structure
 * InvalidArgument with the difference (admin.md §4).
 *
 * @throws InvalidArgument; AlreadyExists
 */
export function createTask(cp: ControlPlane, request: TaskCreateRequest): TaskCreateResponse {
  const id = checkIdentifier(request.id, ResourceType.TASK)
  checkProjectAndDomain(cp.db, id.project, id.domain)
  const { template, description } = request.spec ?? {}
  if (template === undefined) throw missingArgument('spec')
  checkTemplate(template)
  checkResources(id, template, taskResourceLimits(cp.db, id.project, id.domain))
  const compiledTask = compiled({ ...template, id })
  const digest = structureDigest(CompiledTaskSchema, compiledTask)
  cp.db.transaction(() => {
    const stored = findTaskRow(cp.db, id)
    if (stored !== undefined) throw alreadyRegistered(id, stored, compiledTask, digest)
    const now = cp.now()
    insert(cp.db, 'tasks', {
      created_at: now,
      updated_at: now,
      project: id.project,
      domain: id.domain,
      name: id.name,
      version: id.version,
      type: template.type,
      digest,
      closure: toBinary(TaskClosureSchema, create(TaskClosureSchema, { compiledTask })),
      short_description: description?.shortDescription,
    })
    insertDescription(cp, id, description)
  })
  return create(TaskCreateResponseSchema)
}

function checkTemplate(template: TaskTemplate): void {
  checkText(template.type, 'type')
  if (template.metadata === undefined) throw missingArgument('metadata')
  if (template.metadata.runtime !== undefined) checkText(template.metadata.runtime.version, 'runtime version')
  if (template.interface === undefined) throw missingArgument('typed interface')
  if (template.target.case === 'container') checkText(template.target.value.image, 'image')
}

function compiled(template: TaskTemplate): CompiledTask {
  try {
    return compileTask(template)
  } catch (error) {
    if (error instanceof CompileError) throw invalidArgument(`task failed compilation with ${error.message}`)
    throw error
  }
}

function alreadyRegistered(id: Identifier, row: RowOf<'tasks'>, sent: CompiledTask, digest: Uint8Array) {
  if (Buffer.from(digest).equals(row.digest)) return identicalExists('task', id)
  const stored = fromBinary(TaskClosureSchema, row.closure).compiledTask ?? create(CompiledTaskSchema)
  return differentExists('task', id, structureDifference(CompiledTaskSchema, stored, sent))
}

/**
 * Gives a version of a task. The type of the identifier is not looked at, as by flyteadmin.
 *
 * @throws InvalidArgument when a part of the identifier is missing; NotFound
 */
export function getTask(cp: ControlPlane, request: ObjectGetRequest): Task {
  const id = checkIdentifierFields(request.id)
  return taskOf(taskRow(cp.db, id))
}

/** Lists versions of tasks (admin.md §4). */
export function listTasks(cp: ControlPlane, request: ResourceListRequest): TaskList {
  const { rows, token } = listVersions(cp, 'task', request, 'ListTasks')
  return create(TaskListSchema, { tasks: rows.map(taskOf), token })
}

/** Lists the names of tasks. */
export function listTaskIds(cp: ControlPlane, request: NamedEntityIdentifierListRequest): NamedEntityIdentifierList {
  return listEntityNames(cp, 'task', request, 'ListUniqueTaskIdentifiers')
}

/** A version's row, or undefined; the type of the identifier does not matter. */
export function findTaskRow(db: Database, id: Identifier): RowOf<'tasks'> | undefined {
  const { project, domain, name, version } = id
  return findRow(db, 'tasks', { project, domain, name, version })
}

/**
 * A version's row.
 *
 * @throws NotFound
 */
export function taskRow(db: Database, id: Identifier): RowOf<'tasks'> {
  const row = findTaskRow(db, id)
  if (row === undefined) throw missingEntity('TASK', id)
  return row
}

/** A task as reads give it. */
export function taskOf(row: RowOf<'tasks'>): Task {
  const closure = fromBinary(TaskClosureSchema, row.closure)
  closure.createdAt = timestampAt(row.created_at)
  return create(TaskSchema, {
    id: {
      resourceType: ResourceType.TASK,
      project: row.project,
      domain: row.domain,
      name: row.name,
      version: row.version,
    },
    closure,
    shortDescription: row.short_description,
  })
}

import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import type {
  NamedEntityIdentifierList,
  NamedEntityIdentifierListRequest,
  ObjectGetRequest,
  ResourceListRequest,
} from '../../src/api/gen/flyteidl/admin/common_pb'
import {
  type Workflow,
  type WorkflowCreateRequest,
  type WorkflowCreateResponse,
  WorkflowCreateResponseSchema,
  type WorkflowList,
  WorkflowListSchema,
  WorkflowSchema,
  type WorkflowSpec,
} from '../../src/api/gen/flyteidl/admin/workflow_pb'
import {
  type CompiledWorkflowClosure,
  CompiledWorkflowClosureSchema,
} from '../../src/api/gen/flyteidl/core/compiler_pb'
import { type Identifier, IdentifierSchema, ResourceType } from '../../src/api/gen/flyteidl/core/identifier_pb'
import { TypedInterfaceSchema } from '../../src/api/gen/flyteidl/core/interface_pb'
import type { WorkflowTemplate } from '../../src/api/gen/flyteidl/core/workflow_pb'
import { CompileError } from '../compiler/compile-error'
import { compileWorkflow, type CompilerLookups } from '../compiler/compile-workflow'
import type { ControlPlane } from '../control-plane'
import { protoText } from '../proto-text'
import { invalidArgument, missingArgument } from '../rpc-error'
import type { RowOf } from '../store/columns'
import { type Database, findRow, insert } from '../store/database'
import { checkIdentifier, checkReference } from './check-identifiers'
import { checkProjectAndDomain } from './check-project'
import { insertDescription } from './description-entities'
import { listEntityNames, listVersions } from './entity-lists'
import { differentExists, identicalExists, missingEntity } from './errors'
import { timestampAt } from './event-times'
import { findLaunchPlanRow, launchPlanOf } from './launch-plan-rows'
import { structureDifference } from './structure-difference'
import { structureDigest } from './structure-digest'
import { findTaskRow, taskOf } from './tasks'

/** Largest number of nodes in a workflow; flyteadmin's `registration.maxWorkflowNodes` defaults to 100, far below what people run. */
const MAX_NODES = 20_000

/**
 * Compiles and registers a version of a workflow. Every task and launch plan that it uses must be registered (admin.md §5).
 *
 * @throws InvalidArgument, with everything that does not compile; AlreadyExists
 */
export function createWorkflow(cp: ControlPlane, request: WorkflowCreateRequest): WorkflowCreateResponse {
  const id = checkIdentifier(request.id, ResourceType.WORKFLOW)
  checkProjectAndDomain(cp.db, id.project, id.domain)
  const { spec } = request
  if (spec?.template === undefined) throw missingArgument('spec')
  const template: WorkflowTemplate = { ...spec.template, id }
  cp.db.transaction(() => {
    const closure = compiled(cp.db, id, template, spec)
    const nodes = template.nodes.length
    if (nodes > MAX_NODES) {
      throw invalidArgument(`number of nodes in workflow [${idText(id)}] exceeds limit (${nodes} > ${MAX_NODES})`)
    }
    storeWorkflow(cp, id, template, closure, spec)
  })
  return create(WorkflowCreateResponseSchema)
}

/** What compilation finds registered in a database. */
export function registeredEntities(db: Database): CompilerLookups {
  return {
    task(id) {
      const row = findTaskRow(db, id)
      return row && taskOf(row).closure?.compiledTask
    },
    launchPlan(id) {
      const row = findLaunchPlanRow(db, id)
      return row && launchPlanOf(row)
    },
  }
}

function compiled(
  db: Database,
  id: Identifier,
  template: WorkflowTemplate,
  spec: WorkflowSpec,
): CompiledWorkflowClosure {
  try {
    return compileWorkflow(template, spec.subWorkflows, registeredEntities(db))
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    throw invalidArgument(`failed to compile workflow for [${idText(id)}] with err: ${error.message}`)
  }
}

/**
 * Stores a compiled workflow; part of a transaction. Returns the id of its row.
 *
 * @throws AlreadyExists when it is stored as it is; InvalidArgument when with another structure
 */
export function storeWorkflow(
  cp: ControlPlane,
  id: Identifier,
  template: WorkflowTemplate,
  closure: CompiledWorkflowClosure,
  { description }: Pick<WorkflowSpec, 'description'>,
): bigint {
  const digest = structureDigest(CompiledWorkflowClosureSchema, closure)
  const stored = findWorkflowRow(cp.db, id)
  if (stored !== undefined) {
    if (Buffer.from(digest).equals(stored.digest)) throw identicalExists('workflow', id)
    const old = workflowClosure(cp.db, stored)
    throw differentExists('workflow', id, structureDifference(CompiledWorkflowClosureSchema, old, closure))
  }
  const now = cp.now()
  const row = insert(cp.db, 'workflows', {
    created_at: now,
    updated_at: now,
    project: id.project,
    domain: id.domain,
    name: id.name,
    version: id.version,
    typed_interface: toBinary(TypedInterfaceSchema, template.interface ?? create(TypedInterfaceSchema)),
    digest,
    short_description: description?.shortDescription,
  })
  insert(cp.db, 'workflow_closures', {
    workflow_id: row,
    closure: toBinary(CompiledWorkflowClosureSchema, closure),
  })
  insertDescription(cp, id, description)
  return row
}

/**
 * Gives a version of a workflow as compiled (admin.md §5).
 *
 * @throws InvalidArgument; NotFound
 */
export function getWorkflow(cp: ControlPlane, request: ObjectGetRequest): Workflow {
  const row = workflowRow(cp.db, checkReference(request.id, ResourceType.WORKFLOW))
  return create(WorkflowSchema, {
    id: workflowIdOf(row),
    closure: { compiledWorkflow: workflowClosure(cp.db, row), createdAt: timestampAt(row.created_at) },
    shortDescription: row.short_description,
  })
}

/** Lists versions of workflows, of what is compiled only the interface (admin.md §5). */
export function listWorkflows(cp: ControlPlane, request: ResourceListRequest): WorkflowList {
  const { rows, token } = listVersions(cp, 'workflow', request, 'ListWorkflows')
  return create(WorkflowListSchema, {
    workflows: rows.map((row) => ({
      id: workflowIdOf(row),
      closure: {
        compiledWorkflow: {
          primary: { template: { interface: fromBinary(TypedInterfaceSchema, row.typed_interface) } },
        },
        createdAt: timestampAt(row.created_at),
      },
      shortDescription: row.short_description,
    })),
    token,
  })
}

/** Lists the names of workflows. */
export function listWorkflowIds(
  cp: ControlPlane,
  request: NamedEntityIdentifierListRequest,
): NamedEntityIdentifierList {
  return listEntityNames(cp, 'workflow', request, 'ListWorkflowIdentifiers')
}

/** A version's row, or undefined; the type of the identifier does not matter. */
function findWorkflowRow(db: Database, id: Identifier): RowOf<'workflows'> | undefined {
  const { project, domain, name, version } = id
  return findRow(db, 'workflows', { project, domain, name, version })
}

/**
 * A version's row.
 *
 * @throws NotFound
 */
export function workflowRow(db: Database, id: Identifier): RowOf<'workflows'> {
  const row = findWorkflowRow(db, id)
  if (row === undefined) throw missingEntity('WORKFLOW', id)
  return row
}

/** The identifier of a version. */
function workflowIdOf(row: RowOf<'workflows'>): Identifier {
  const { project, domain, name, version } = row
  return create(IdentifierSchema, { resourceType: ResourceType.WORKFLOW, project, domain, name, version })
}

/** What a version was compiled to. */
function workflowClosure(db: Database, row: Pick<RowOf<'workflows'>, 'id'>): CompiledWorkflowClosure {
  const stored = findRow(db, 'workflow_closures', { workflow_id: row.id })
  if (stored === undefined) throw new ConnectError(`workflow ${row.id} has no closure`, Code.Internal)
  return fromBinary(CompiledWorkflowClosureSchema, stored.closure)
}

function idText(id: Identifier): string {
  return protoText(IdentifierSchema, id)
}

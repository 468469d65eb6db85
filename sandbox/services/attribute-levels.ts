import { create } from '@bufbuild/protobuf'
import {
  MatchableResource,
  type MatchingAttributes,
  MatchingAttributesSchema,
  WorkflowExecutionConfigSchema,
} from '../../src/api/gen/flyteidl/admin/matchable_resource_pb'
import {
  type ProjectAttributesDeleteRequest,
  type ProjectAttributesDeleteResponse,
  ProjectAttributesDeleteResponseSchema,
  type ProjectAttributesGetRequest,
  type ProjectAttributesGetResponse,
  ProjectAttributesGetResponseSchema,
  type ProjectAttributesUpdateRequest,
  type ProjectAttributesUpdateResponse,
  ProjectAttributesUpdateResponseSchema,
} from '../../src/api/gen/flyteidl/admin/project_attributes_pb'
import {
  type ProjectDomainAttributesDeleteRequest,
  type ProjectDomainAttributesDeleteResponse,
  ProjectDomainAttributesDeleteResponseSchema,
  type ProjectDomainAttributesGetRequest,
  type ProjectDomainAttributesGetResponse,
  ProjectDomainAttributesGetResponseSchema,
  type ProjectDomainAttributesUpdateRequest,
  type ProjectDomainAttributesUpdateResponse,
  ProjectDomainAttributesUpdateResponseSchema,
} from '../../src/api/gen/flyteidl/admin/project_domain_attributes_pb'
import {
  type WorkflowAttributesDeleteRequest,
  type WorkflowAttributesDeleteResponse,
  WorkflowAttributesDeleteResponseSchema,
  type WorkflowAttributesGetRequest,
  type WorkflowAttributesGetResponse,
  WorkflowAttributesGetResponseSchema,
  type WorkflowAttributesUpdateRequest,
  type WorkflowAttributesUpdateResponse,
  WorkflowAttributesUpdateResponseSchema,
} from '../../src/api/gen/flyteidl/admin/workflow_attributes_pb'
import type { ControlPlane } from '../control-plane'
import { missingArgument } from '../rpc-error'
import {
  applicableAttributes,
  attributesNotFound,
  checkAttributes,
  exactAttributes,
  removeAttributes,
  storeAttributes,
} from './attributes'
import { checkText } from './check-identifiers'
import { checkProject, checkProjectAndDomain, checkProjectExists } from './check-project'
import { DEFAULT_PARALLELISM } from './execution-settings'

/** Sets attributes of a project, whatever the domain (admin.md §11). */
export function updateProjectAttributes(
  cp: ControlPlane,
  request: ProjectAttributesUpdateRequest,
): ProjectAttributesUpdateResponse {
  if (request.attributes === undefined) throw missingArgument('attributes')
  const { project, matchingAttributes } = request.attributes
  const scope = { project, domain: '', workflow: '' }
  checkProject(cp.db, project)
  const { attributes, kind } = checkAttributes(matchingAttributes, scope)
  storeAttributes(cp, scope, kind, attributes)
  return create(ProjectAttributesUpdateResponseSchema)
}

/** Gives the attributes of exactly this project. Execution settings are completed with the server's own, and so are never absent. */
export function getProjectAttributes(
  cp: ControlPlane,
  request: ProjectAttributesGetRequest,
): ProjectAttributesGetResponse {
  const { project, resourceType } = request
  const scope = { project, domain: '', workflow: '' }
  checkProjectExists(cp.db, project)
  const stored = exactAttributes(cp.db, scope, resourceType)
  const matchingAttributes = resourceType === MatchableResource.WORKFLOW_EXECUTION_CONFIG ? completed(stored) : stored
  if (matchingAttributes === undefined) throw attributesNotFound(scope, resourceType)
  return create(ProjectAttributesGetResponseSchema, { attributes: { project, matchingAttributes } })
}

function completed(stored: MatchingAttributes | undefined): MatchingAttributes {
  const config = stored?.target.case === 'workflowExecutionConfig' ? stored.target.value : undefined
  const value = config ?? create(WorkflowExecutionConfigSchema)
  if (value.maxParallelism === 0) value.maxParallelism = DEFAULT_PARALLELISM
  return create(MatchingAttributesSchema, { target: { case: 'workflowExecutionConfig', value } })
}

/** Removes attributes of a project, and of nothing below it. */
export function deleteProjectAttributes(
  cp: ControlPlane,
  request: ProjectAttributesDeleteRequest,
): ProjectAttributesDeleteResponse {
  checkProject(cp.db, request.project)
  removeAttributes(cp.db, { project: request.project, domain: '', workflow: '' }, request.resourceType)
  return create(ProjectAttributesDeleteResponseSchema)
}

/** Sets attributes of a project and domain (admin.md §11). */
export function updateProjectDomainAttributes(
  cp: ControlPlane,
  request: ProjectDomainAttributesUpdateRequest,
): ProjectDomainAttributesUpdateResponse {
  if (request.attributes === undefined) throw missingArgument('attributes')
  const { project, domain, matchingAttributes } = request.attributes
  const scope = { project, domain, workflow: '' }
  checkProjectAndDomain(cp.db, project, domain)
  const { attributes, kind } = checkAttributes(matchingAttributes, scope)
  storeAttributes(cp, scope, kind, attributes)
  return create(ProjectDomainAttributesUpdateResponseSchema)
}

/** Gives the attributes that apply to a project and domain, and where they are from. */
export function getProjectDomainAttributes(
  cp: ControlPlane,
  request: ProjectDomainAttributesGetRequest,
): ProjectDomainAttributesGetResponse {
  const { project, domain, resourceType } = request
  const scope = { project, domain, workflow: '' }
  checkProjectAndDomain(cp.db, project, domain)
  const found = applicableAttributes(cp.db, scope, resourceType)
  if (found === undefined) throw attributesNotFound(scope, resourceType)
  return create(ProjectDomainAttributesGetResponseSchema, {
    attributes: {
      project: found.scope.project,
      domain: found.scope.domain,
      matchingAttributes: found.attributes,
    },
  })
}

/** Removes attributes of a project and domain, and of no workflow in it. */
export function deleteProjectDomainAttributes(
  cp: ControlPlane,
  request: ProjectDomainAttributesDeleteRequest,
): ProjectDomainAttributesDeleteResponse {
  const { project, domain, resourceType } = request
  checkProjectAndDomain(cp.db, project, domain)
  removeAttributes(cp.db, { project, domain, workflow: '' }, resourceType)
  return create(ProjectDomainAttributesDeleteResponseSchema)
}

/** Sets attributes of a workflow, which need not be registered (admin.md §11). */
export function updateWorkflowAttributes(
  cp: ControlPlane,
  request: WorkflowAttributesUpdateRequest,
): WorkflowAttributesUpdateResponse {
  if (request.attributes === undefined) throw missingArgument('attributes')
  const { project, domain, workflow, matchingAttributes } = request.attributes
  checkProjectAndDomain(cp.db, project, domain)
  checkText(workflow, 'name')
  const { attributes, kind } = checkAttributes(matchingAttributes, { project, domain, workflow })
  storeAttributes(cp, { project, domain, workflow }, kind, attributes)
  return create(WorkflowAttributesUpdateResponseSchema)
}

/** Gives the attributes that apply to a workflow, and where they are from. */
export function getWorkflowAttributes(
  cp: ControlPlane,
  request: WorkflowAttributesGetRequest,
): WorkflowAttributesGetResponse {
  const { project, domain, workflow, resourceType } = request
  const scope = { project, domain, workflow }
  checkProjectAndDomain(cp.db, project, domain)
  checkText(workflow, 'name')
  const found = applicableAttributes(cp.db, scope, resourceType)
  if (found === undefined) throw attributesNotFound(scope, resourceType)
  return create(WorkflowAttributesGetResponseSchema, {
    attributes: {
      project: found.scope.project,
      domain: found.scope.domain,
      workflow: found.scope.workflow,
      matchingAttributes: found.attributes,
    },
  })
}

/** Removes attributes of a workflow. */
export function deleteWorkflowAttributes(
  cp: ControlPlane,
  request: WorkflowAttributesDeleteRequest,
): WorkflowAttributesDeleteResponse {
  const { project, domain, workflow, resourceType } = request
  checkProjectAndDomain(cp.db, project, domain)
  checkText(workflow, 'name')
  removeAttributes(cp.db, { project, domain, workflow }, resourceType)
  return create(WorkflowAttributesDeleteResponseSchema)
}

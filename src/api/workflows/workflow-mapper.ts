import { toJson } from '@bufbuild/protobuf'
import { timestampMs } from '@bufbuild/protobuf/wkt'
import type { WorkflowDetail, WorkflowVersion } from '../../domain/entities/versions'
import { type Workflow, WorkflowSchema } from '../gen/flyteidl/admin/workflow_pb'

export function toWorkflowVersion(workflow: Workflow): WorkflowVersion {
  return {
    id: {
      project: workflow.id?.project ?? '',
      domain: workflow.id?.domain ?? '',
      name: workflow.id?.name ?? '',
      version: workflow.id?.version ?? '',
    },
    createdAt: workflow.closure?.createdAt && timestampMs(workflow.closure.createdAt),
    summary: workflow.shortDescription,
    interface: workflow.closure?.compiledWorkflow?.primary?.template?.interface,
  }
}

export function toWorkflowDetail(workflow: Workflow): WorkflowDetail {
  return {
    ...toWorkflowVersion(workflow),
    closure: workflow.closure?.compiledWorkflow,
    json: () => toJson(WorkflowSchema, workflow),
  }
}

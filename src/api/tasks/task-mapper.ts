import { toJson } from '@bufbuild/protobuf'
import { timestampMs } from '@bufbuild/protobuf/wkt'
import type { TaskVersion } from '../../domain/entities/versions'
import { type Task, TaskSchema } from '../gen/flyteidl/admin/task_pb'

export function toTaskVersion(task: Task): TaskVersion {
  const template = task.closure?.compiledTask?.template
  return {
    id: {
      project: task.id?.project ?? '',
      domain: task.id?.domain ?? '',
      name: task.id?.name ?? '',
      version: task.id?.version ?? '',
    },
    createdAt: task.closure?.createdAt && timestampMs(task.closure.createdAt),
    summary: task.shortDescription,
    type: template?.type ?? '',
    interface: template?.interface,
    template,
    json: () => toJson(TaskSchema, task),
  }
}

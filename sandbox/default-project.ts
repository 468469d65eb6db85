import { create } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import { ProjectRegisterRequestSchema } from '../src/api/gen/flyteidl/admin/project_pb'
import type { ControlPlane } from './control-plane'
import { registerProject } from './services/projects'

/** Makes the project that flytekit, pyflyte and flytectl use when none is named, unless it is there. */
export function ensureDefaultProject(cp: ControlPlane): void {
  const project = { id: 'flytesnacks', name: 'flytesnacks', description: 'Where work goes when no project is named' }
  try {
    registerProject(cp, create(ProjectRegisterRequestSchema, { project }))
  } catch (error) {
    if (!(error instanceof ConnectError && error.code === Code.AlreadyExists)) throw error
  }
}

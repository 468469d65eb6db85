import { WorkflowExecution_Phase } from '../api/gen/flyteidl/core/execution_pb'
import type { Execution } from './execution'

/** A succeeded manual execution of `mod.train`, with whatever a test wants otherwise. */
export function anExecution(other: Partial<Execution> = {}): Execution {
  const entity = { project: 'p', domain: 'd', name: 'mod.train', version: 'v' }
  return {
    key: { project: 'p', domain: 'd', name: 'e' },
    phase: WorkflowExecution_Phase.SUCCEEDED,
    createdAt: 1000,
    startedAt: 2000,
    updatedAt: 5000,
    duration: 3000,
    workflow: { type: 'workflow', ...entity },
    launched: { type: 'plan', ...entity },
    mode: 'manual',
    principal: '',
    scheduledAt: undefined,
    parent: undefined,
    reference: undefined,
    cluster: '',
    labels: {},
    tags: [],
    error: undefined,
    abort: undefined,
    outputUri: '',
    archived: false,
    ...other,
  }
}

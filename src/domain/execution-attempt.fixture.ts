import { TaskExecution_Phase } from '../api/gen/flyteidl/core/execution_pb'
import type { Attempt } from './execution-attempt'

/** The first attempt of node `n0`, created at 1000, running from 2000 to 5000, with whatever a test wants otherwise. */
export function anAttempt(other: Partial<Attempt> = {}): Attempt {
  return {
    task: { type: 'task', project: 'p', domain: 'd', name: 'mod.train', version: 'v' },
    execution: { project: 'p', domain: 'd', name: 'e' },
    nodeId: 'n0',
    attempt: 0,
    phase: TaskExecution_Phase.SUCCEEDED,
    createdAt: 1000,
    startedAt: 2000,
    updatedAt: 5000,
    duration: 3000,
    error: undefined,
    logs: [],
    reasons: [],
    taskType: 'python-task',
    plugin: 'container',
    generatedName: '',
    interruptible: false,
    items: [],
    customInfo: undefined,
    inputUri: '',
    outputUri: '',
    ...other,
  }
}

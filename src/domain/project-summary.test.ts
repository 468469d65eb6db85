import { expect, test } from 'vitest'
import { WorkflowExecution_Phase as Phase } from '../api/gen/flyteidl/core/execution_pb'
import { anExecution } from './execution.fixture'
import { summarise } from './project-summary'

test('what was aborted or still runs does not count as success or failure', () => {
  const phases = [Phase.SUCCEEDED, Phase.SUCCEEDED, Phase.SUCCEEDED, Phase.FAILED, Phase.ABORTED, Phase.RUNNING]
  expect(summarise(phases.map((phase) => anExecution({ phase })))).toEqual({
    total: 6,
    ended: 5,
    succeeded: 3,
    failed: 1,
    successRate: 0.75,
  })
  expect(summarise([]).successRate).toBeUndefined()
})

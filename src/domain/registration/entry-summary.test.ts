import { expect, test } from 'vitest'
import { entrySummary } from './entry-summary'
import { plan, task, workflow } from './package-entry.fixture'

test.each([
  [task({ template: { type: 'python-task' } }), 'python-task, no input'],
  [task({ template: { type: 'spark', interface: { inputs: { variables: { a: {}, b: {} } } } } }), 'spark, 2 inputs'],
  [workflow({ template: { nodes: [{}, {}] } }), '2 nodes'],
  [
    workflow({ template: { nodes: [{}], failureNode: {} }, subWorkflows: [{}] }),
    '1 node, 1 inner workflow, a failure node',
  ],
  [plan({ workflowId: { name: 'mod.w' } }), 'default'],
  [plan({ workflowId: { name: 'mod.w' } }, 'mod.nightly'), 'of mod.w'],
  [
    plan({
      workflowId: { name: 'mod.w' },
      fixedInputs: { literals: { a: {} } },
      entityMetadata: { schedule: { ScheduleExpression: { case: 'cronSchedule', value: { schedule: '0 6 * * *' } } } },
    }),
    'cron 0 6 * * *, 1 fixed input',
  ],
])('what is in it, in a few words', (entry, words) => {
  expect(entrySummary(entry)).toBe(words)
})

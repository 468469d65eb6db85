import { expect, test } from 'vitest'
import type { LaunchPlanVersion } from '../../domain/entities/versions'
import { anExecution } from '../../domain/execution.fixture'
import { entityRows, type ListAnswers, shownRows } from './entity-rows'

const NOW = Date.UTC(2026, 10, 24, 12)
const entity = (name: string, archived = false) => ({ name, archived, description: `About ${name}` })
const plan = (name: string, workflow: string, expression: string | undefined): LaunchPlanVersion => ({
  id: { project: 'p', domain: 'd', name, version: 'v' },
  active: true,
  createdAt: 0,
  updatedAt: 0,
  workflow: { project: 'p', domain: 'd', name: workflow, version: 'v' },
  schedule: expression === undefined ? undefined : { kind: 'cron', expression, offset: '', kickoffInput: '' },
  expectedInputs: undefined,
  spec: undefined,
  json: () => null,
})
const nothing: ListAnswers = { entities: [], runs: [], activePlans: [], versions: [], now: NOW }
const plans = [
  plan('late', 'mod.train', '0 20 * * *'),
  plan('soon', 'mod.train', '0 13 * * *'),
  plan('never', 'mod.load', undefined),
]

test('a workflow has its runs, and the plan that starts it next', () => {
  const rows = entityRows('workflow', {
    ...nothing,
    entities: [entity('mod.train'), entity('mod.load')],
    runs: [anExecution()],
    activePlans: plans,
  })
  expect(
    rows.map(({ name, runs, median, plan, nextStart }) => [name, runs.length, median, plan?.id.name, nextStart]),
  ).toEqual([
    ['mod.train', 1, 3000, 'soon', Date.UTC(2026, 10, 24, 13)],
    ['mod.load', 0, undefined, undefined, undefined],
  ])
})

test('a launch plan has its own schedule, or is active without one', () => {
  const rows = entityRows('launchPlan', {
    ...nothing,
    entities: [entity('late'), entity('never'), entity('idle')],
    activePlans: plans,
  })
  expect(rows.map(({ plan, nextStart }) => [plan?.id.name, nextStart])).toEqual([
    ['late', Date.UTC(2026, 10, 24, 20)],
    ['never', undefined],
    [undefined, undefined],
  ])
})

test.each([
  [{ search: '', archived: false, sort: 'name' } as const, ['a.x', 'b.y']],
  [{ search: 'ABOUT y', archived: false, sort: 'name' } as const, ['b.y']],
  [{ search: '', archived: true, sort: 'name' } as const, ['c.z']],
  [{ search: '', archived: false, sort: 'lastRun' } as const, ['b.y', 'a.x']],
])('%j shows %j', (state, names) => {
  const of = (name: string) => ({ type: 'workflow' as const, project: 'p', domain: 'd', name, version: 'v' })
  const runs = [anExecution({ createdAt: 9, workflow: of('b.y') }), anExecution({ createdAt: 3, workflow: of('a.x') })]
  const rows = entityRows('workflow', {
    ...nothing,
    entities: [entity('a.x'), entity('b.y'), entity('c.z', true)],
    runs,
  })
  expect(shownRows(rows, state).map(({ name }) => name)).toEqual(names)
})

test('versions are counted, and the latest says what nobody else has said', () => {
  const version = (name: string, number: number, summary: string) => ({
    id: { project: 'p', domain: 'd', name, version: `v${number}` },
    createdAt: number,
    summary,
    of: '',
  })
  const rows = entityRows('workflow', {
    ...nothing,
    entities: [entity('told'), { ...entity('untold'), description: '' }, entity('unread')],
    versions: [version('untold', 9, 'What it does'), version('told', 8, 'Other'), version('untold', 7, 'Old')],
  })
  expect(rows.map(({ versions, description }) => [versions?.count, versions?.latest.id.version, description])).toEqual([
    [1, 'v8', 'About told'],
    [2, 'v9', 'What it does'],
    [undefined, undefined, 'About unread'],
  ])
  const newestFirst = shownRows(rows, { search: '', archived: false, sort: 'registered' })
  expect(newestFirst.map(({ name }) => name)).toEqual(['untold', 'told', 'unread'])
})

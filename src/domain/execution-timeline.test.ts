import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CatalogCacheStatus } from '../api/gen/flyteidl/core/catalog_pb'
import { NodeExecution_Phase as Node, TaskExecution_Phase as Task } from '../api/gen/flyteidl/core/execution_pb'
import { anAttempt } from './execution-attempt.fixture'
import { criticalPath } from './execution-critical-path'
import type { NodeExecution } from './execution-node'
import { aNode } from './execution-node.fixture'
import type { OutlineNode } from './execution-outline'
import { placeIn, rowBars, timeTicks } from './execution-timeline'
import type { NodeRow } from './execution-tree'

function aRow(node: Partial<NodeExecution> | undefined, other: Partial<NodeRow> = {}): NodeRow {
  const execution = node === undefined ? undefined : aNode(node)
  const nodeId = execution?.nodeId ?? 'n0'
  return {
    type: 'node',
    key: nodeId,
    depth: 0,
    parentKey: undefined,
    position: 1,
    siblings: 1,
    execution: { project: 'p', domain: 'd', name: 'e' },
    nodeId,
    specId: execution?.specId ?? nodeId,
    name: nodeId,
    module: '',
    kind: 'task',
    outline: undefined,
    node: execution,
    never: false,
    expandable: false,
    expanded: false,
    taken: undefined,
    parentAttempt: undefined,
    ...other,
  }
}
const brief = (...given: Parameters<typeof rowBars>) =>
  rowBars(...given).map((bar) =>
    [bar.kind, `${bar.from}-${bar.to}`, bar.outcome, bar.notch && 'notch', bar.open && 'open']
      .filter(Boolean)
      .join(' '),
  )
const gate = (kind: 'approve' | 'sleep') => ({
  outline: { gate: kind === 'sleep' ? { kind, milliseconds: 1 } : { kind, signalId: 's' } } as OutlineNode,
  kind: 'gate' as const,
})

describe('rowBars', () => {
  const started = { createdAt: 1000, startedAt: 2000, duration: 3000 }
  it.each<[string, NodeRow, readonly string[]]>([
    ['not begun', aRow(undefined), []],
    ['queued', aRow({ phase: Node.QUEUED, createdAt: 1000 }), ['line 1000-9000 idle open']],
    [
      'running',
      aRow({ phase: Node.RUNNING, createdAt: 1000, startedAt: 2000 }),
      ['line 1000-2000 idle', 'solid 2000-9000 running open'],
    ],
    ['succeeded', aRow(started), ['line 1000-2000 idle', 'solid 2000-5000 done']],
    ['failed', aRow({ ...started, phase: Node.FAILED }), ['line 1000-2000 idle', 'solid 2000-5000 failed notch']],
    [
      'timed out',
      aRow({ ...started, phase: Node.TIMED_OUT }),
      ['line 1000-2000 idle', 'solid 2000-5000 timed-out notch'],
    ],
    ['cached', aRow({ cacheStatus: CatalogCacheStatus.CACHE_HIT }), ['point 1000-1000 cached']],
    ['recovered', aRow({ phase: Node.RECOVERED }), ['point 1000-1000 recovered']],
    ['skipped', aRow({ phase: Node.SKIPPED }), []],
    ['parent', aRow({ ...started, createdAt: 2000 }, { kind: 'workflow' }), ['bracket 2000-5000 done']],
    [
      'dynamic',
      aRow({ phase: Node.DYNAMIC_RUNNING, startedAt: 1000 }, { kind: 'dynamic' }),
      ['bracket 1000-9000 dynamic open'],
    ],
    ['approval', aRow({ phase: Node.RUNNING, startedAt: 1000 }, gate('approve')), ['hatch 1000-9000 waiting open']],
    ['approved', aRow({ updatedAt: 4000 }, gate('approve')), ['hatch 1000-4000 done']],
    ['asleep', aRow({ phase: Node.RUNNING, startedAt: 1000 }, gate('sleep')), ['line 1000-9000 idle open']],
    [
      'unknown phase',
      aRow({ phase: JSON.parse('17') as Node, startedAt: 1500 }),
      ['line 1000-1500 idle', 'solid 1500-9000 idle open'],
    ],
  ])('%s', (_, row, bars) => {
    expect(brief(row, undefined, 9000)).toEqual(bars)
  })

  it('attempts are drawn one by one, with the queue between them and a notch where one failed', () => {
    const attempts = [
      anAttempt({ attempt: 1, createdAt: 4000, startedAt: 4500, phase: Task.RUNNING, duration: undefined }),
      anAttempt({
        attempt: 0,
        createdAt: 1000,
        startedAt: 1500,
        duration: 1500,
        phase: Task.RETRYABLE_FAILED,
        reasons: [{ at: 1100, message: '' }],
      }),
    ]
    const row = aRow({ phase: Node.RUNNING, createdAt: 900, startedAt: 1500 })
    expect(brief(row, attempts, 9000)).toEqual([
      'line 900-1000 idle',
      'line 1000-1100 idle',
      'dashes 1100-1500 idle',
      'solid 1500-3000 retried notch',
      'line 3000-4000 idle',
      'line 4000-4500 idle',
      'solid 4500-9000 running open',
    ])
  })
  it('the last attempt has the colour of the node that gave up', () => {
    const attempts = [anAttempt({ phase: Task.FAILED })]
    expect(brief(aRow({ phase: Node.FAILED }), attempts, 9000).at(-1)).toBe('solid 2000-5000 failed notch')
    expect(brief(aRow({ phase: Node.TIMED_OUT }), attempts, 9000).at(-1)).toBe('solid 2000-5000 timed-out notch')
    expect(brief(aRow({ phase: Node.RUNNING, startedAt: 1 }), attempts, 9000).at(-1)).toBe(
      'solid 2000-5000 retried notch',
    )
  })
})

describe('timeTicks', () => {
  it('are round, inside the span, evenly apart and no more than asked for', () => {
    fc.assert(
      fc.property(
        fc.nat(2 ** 40),
        fc.integer({ min: 1, max: 2 ** 40 }),
        fc.integer({ min: 1, max: 12 }),
        (from, length, most) => {
          const { step, ticks } = timeTicks({ from, to: from + length }, most)
          expect(ticks.length).toBeLessThanOrEqual(most)
          for (const tick of ticks) {
            expect(tick).toBeGreaterThanOrEqual(from)
            expect(tick).toBeLessThanOrEqual(from + length)
            expect(tick % step).toBe(0)
          }
        },
      ),
    )
  })
  it('ten minutes and days as people say them', () => {
    const at = Date.UTC(2026, 10, 24, 12, 54)
    expect(timeTicks({ from: at, to: at + 46 * 60_000 }, 6).step).toBe(600_000)
    const berlin = timeTicks({ from: at, to: at + 3 * 86_400_000 }, 4, 3_600_000)
    expect(new Date(berlin.ticks[0] ?? 0).toISOString()).toBe('2026-11-24T23:00:00.000Z')
    expect(timeTicks({ from: 5, to: 5 }, 4).ticks).toEqual([])
  })
})

it('placeIn stays between the ends', () => {
  expect([-5, 0, 5, 10, 50].map((at) => placeIn({ from: 0, to: 10 }, at))).toEqual([0, 0, 0.5, 1, 1])
  expect(placeIn({ from: 3, to: 3 }, 3)).toBe(0)
})

it('the critical path leads from what ended last back over what it waited for, through parents', () => {
  const row = (id: string, end: number, upstream: readonly string[], parentKey?: string) =>
    aRow(
      { nodeId: id, startedAt: 0, duration: end },
      { outline: { upstream } as OutlineNode, parentKey, key: id, specId: id },
    )
  const rows = [
    row('a', 10, []),
    row('b', 30, ['a']),
    row('c', 20, ['a']),
    row('d', 50, ['b', 'c']),
    row('e', 40, ['c']),
    row('d1', 35, [], 'd'),
    row('d2', 50, [], 'd'),
    row('e1', 40, [], 'e'),
  ]
  expect([...criticalPath(rows, 100)].sort()).toEqual(['a', 'b', 'd', 'd2'])
  const circle = [row('x', 1, ['y']), row('y', 2, ['x'])]
  expect([...criticalPath(circle, 100)].sort()).toEqual(['x', 'y'])
})

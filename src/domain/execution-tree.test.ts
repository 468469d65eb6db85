import { create } from '@bufbuild/protobuf'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CompiledWorkflowClosureSchema } from '../api/gen/flyteidl/core/compiler_pb'
import { NodeExecution_Phase } from '../api/gen/flyteidl/core/execution_pb'
import { ResourceType } from '../api/gen/flyteidl/core/identifier_pb'
import type { ExecutionKey, NodeExecution } from './execution-node'
import { aNode } from './execution-node.fixture'
import { outlineOf, topologicalOrder } from './execution-outline'
import { executionTree, type NodeChildren, readRowKey, rowKey, type TreeRow, type TreeScope } from './execution-tree'

const root: ExecutionKey = { project: 'p', domain: 'd', name: 'e' }
const childKey: ExecutionKey = { project: 'p', domain: 'd', name: 'child' }

const taskId = (name: string) => ({ resourceType: ResourceType.TASK, project: 'p', domain: 'd', name, version: 'v' })
const task = (id: string, name: string, upstream: readonly string[] = []) => ({
  id,
  upstreamNodeIds: [...upstream],
  target: {
    case: 'taskNode' as const,
    value: { reference: { case: 'referenceId' as const, value: taskId(name) } },
  },
})
const subId = { resourceType: ResourceType.WORKFLOW, project: 'p', domain: 'd', name: 'w.sub', version: 'v' }
const closure = create(CompiledWorkflowClosureSchema, {
  primary: {
    template: {
      id: { ...subId, name: 'w.main' },
      nodes: [
        { id: 'start-node' },
        task('n1', 'mod.second', ['n0']),
        task('n0', 'mod.first'),
        {
          id: 'n2',
          upstreamNodeIds: ['n1'],
          target: { case: 'workflowNode', value: { reference: { case: 'subWorkflowRef', value: subId } } },
        },
        {
          id: 'n3',
          upstreamNodeIds: ['n1'],
          target: {
            case: 'branchNode',
            value: {
              ifElse: {
                case: { thenNode: task('then', 'mod.yes') },
                default: { case: 'elseNode', value: task('else', 'mod.no') },
              },
            },
          },
        },
        { id: 'end-node', upstreamNodeIds: ['n2', 'n3'] },
      ],
      failureNode: task('fn', 'mod.clean_up'),
    },
  },
  subWorkflows: [{ template: { id: subId, nodes: [task('n0', 'mod.inner'), task('n1', 'mod.last', ['n0'])] } }],
  tasks: [{ template: { id: taskId('mod.second'), type: 'container_array' } }],
})

function scope(
  children: Readonly<Record<string, readonly NodeExecution[] | NodeChildren>>,
  other: Partial<TreeScope> = {},
): TreeScope {
  return {
    execution: root,
    closure: outlineOf(closure),
    ended: false,
    children: new Map(
      Object.entries(children).map(([parent, value]) => [
        parent,
        'nodes' in value ? value : { nodes: value, complete: true },
      ]),
    ),
    dynamic: new Map(),
    ...other,
  }
}

function tree(scopes: readonly TreeScope[], expanded: readonly string[] = []): readonly TreeRow[] {
  return executionTree({
    root,
    scopes: new Map(scopes.map((one) => [Object.values(one.execution).join('/'), one])),
    expanded: new Set(expanded),
  })
}

const shape = (rows: readonly TreeRow[]) =>
  rows.map((row) =>
    row.type === 'note'
      ? `${'  '.repeat(row.depth)}(${row.note})`
      : `${'  '.repeat(row.depth)}${row.key} ${row.name} ${row.kind}${row.node === undefined ? (row.never ? ' never' : ' not yet') : ''}`,
  )

describe('executionTree', () => {
  it('lists what has begun by time, then what has not by the order of the workflow', () => {
    const rows = tree([
      scope({
        '': [
          aNode({ nodeId: 'start-node', createdAt: 0 }),
          aNode({ nodeId: 'n1', createdAt: 20 }),
          aNode({ nodeId: 'n0', createdAt: 10 }),
        ],
      }),
    ])
    expect(shape(rows)).toEqual(['n0 first task', 'n1 second map', 'n2 sub workflow not yet', 'n3 n3 branch not yet'])
    expect(rows.map((row) => [row.position, row.siblings])).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ])
  })

  it('says "never" once the execution has ended, and shows the failure node only when it ran', () => {
    expect(shape(tree([scope({ '': [aNode({ nodeId: 'n0' })] }, { ended: true })]))).toEqual([
      'n0 first task',
      'n1 second map never',
      'n2 sub workflow never',
      'n3 n3 branch never',
    ])
    expect(shape(tree([scope({ '': [aNode({ nodeId: 'fn' })] }, { ended: true })]))[0]).toBe('fn clean_up task')
  })

  it('unfolds a sub-workflow that runs, and one that has not begun', () => {
    const running = scope({
      '': [aNode({ nodeId: 'n2', isParent: true, phase: NodeExecution_Phase.RUNNING })],
      n2: [
        aNode({ nodeId: 'n2-0-start-node', specId: 'start-node' }),
        aNode({ nodeId: 'n2-0-n0', specId: 'n0', retryGroup: '0' }),
      ],
    })
    expect(shape(tree([running], ['n2'])).slice(0, 3)).toEqual([
      'n2 sub workflow',
      '  n2-0-n0 inner task',
      '  n2-0-n1 last task not yet',
    ])
    expect(shape(tree([scope({ '': [] })], ['n2']))).toEqual([
      'n0 first task not yet',
      'n1 second map not yet',
      'n2 sub workflow not yet',
      '  n2-0-n0 inner task not yet',
      '  n2-0-n1 last task not yet',
      'n3 n3 branch not yet',
    ])
  })

  it('keeps the key of a row when its node begins', () => {
    const before = scope({ '': [aNode({ nodeId: 'n2', isParent: true })], n2: [] })
    const after = scope({
      '': [aNode({ nodeId: 'n2', isParent: true })],
      n2: [aNode({ nodeId: 'n2-0-n1', specId: 'n1', retryGroup: '0' })],
    })
    const keyOfLast = (one: TreeScope) =>
      tree([one], ['n2']).find((row) => row.type === 'node' && row.name === 'last')?.key
    expect(keyOfLast(before)).toBe(keyOfLast(after))
  })

  it('says what is being read and what could not be, and never calls it "not begun" meanwhile', () => {
    expect(shape(tree([scope({})]))).toEqual(['(loading)'])
    expect(shape(tree([scope({ '': { nodes: [aNode()], complete: false } })]))).toEqual(['n0 first task'])
    const broken = tree([scope({ '': { nodes: [], complete: false, problem: 'no answer' } })])
    expect(broken).toMatchObject([{ type: 'note', note: 'problem', text: 'no answer' }])
    const parent = aNode({ nodeId: 'n2', isParent: true })
    expect(shape(tree([scope({ '': [parent] })], ['n2'])).slice(0, 2)).toEqual(['n2 sub workflow', '  (loading)'])
    const nobody = scope({ '': [aNode({ nodeId: 'x', isParent: true })], x: [] })
    expect(shape(tree([nobody], ['x'])).slice(0, 2)).toEqual(['x x workflow', '  (none)'])
  })

  it('names the branch that was taken, and shows one not taken once, wherever the server put it', () => {
    const rows = tree(
      [
        scope({
          '': [
            aNode({ nodeId: 'n3', createdAt: 30, isParent: true }),
            aNode({ nodeId: 'else', createdAt: 31, phase: NodeExecution_Phase.SKIPPED }),
          ],
          n3: [aNode({ nodeId: 'n3-0-then', specId: 'then', createdAt: 32 })],
        }),
      ],
      ['n3'],
    )
    expect(shape(rows).slice(0, 3)).toEqual(['n3 n3 branch', '  n3-0-then yes task', 'else no task'])
    expect(rows[0]).toMatchObject({ taken: 'yes' })
  })

  it('shows what a dynamic node made', () => {
    const made = outlineOf(create(CompiledWorkflowClosureSchema, { primary: closure.subWorkflows[0] }))
    const rows = tree(
      [
        scope(
          {
            '': [aNode({ nodeId: 'n0', phase: NodeExecution_Phase.DYNAMIC_RUNNING, isDynamic: true, isParent: true })],
            n0: [aNode({ nodeId: 'n0-0-n0', specId: 'n0', retryGroup: '0' })],
          },
          { dynamic: new Map([['n0', made]]) },
        ),
      ],
      ['n0'],
    )
    expect(shape(rows).slice(0, 3)).toEqual(['n0 first dynamic', '  n0-0-n0 inner task', '  n0-0-n1 last task not yet'])
  })

  it('goes down into the execution of a launch plan node, and shows each execution once', () => {
    const start = scope(
      { '': [aNode({ nodeId: 'a', child: childKey }), aNode({ nodeId: 'b', child: childKey })] },
      { closure: undefined },
    )
    const child = scope(
      { '': [aNode({ nodeId: 'n0' }), aNode({ nodeId: 'back', child: root })] },
      { execution: childKey, closure: undefined },
    )
    const rows = tree([start, child], ['a', 'b', 'p/d/child/back'])
    expect(shape(rows)).toEqual([
      'a a plan',
      '  p/d/child/back back plan',
      '    (repeats)',
      '  p/d/child/n0 n0 task',
      'b b plan',
      '  (repeats)',
    ])
    expect(shape(tree([start], ['a'])).slice(0, 2)).toEqual(['a a plan', '  (loading)'])
  })

  it('tells attempts of a parent apart, beyond ten', () => {
    const attempt = (group: number) =>
      aNode({ nodeId: `n2-${group}-n0`, specId: 'n0', retryGroup: String(group), createdAt: group })
    const parent = aNode({ nodeId: 'n2', isParent: true })
    const rows = tree([scope({ '': [parent], n2: [attempt(9), attempt(12)] })], ['n2'])
    expect(rows.slice(1, 4)).toMatchObject([
      { key: 'n2-9-n0', parentAttempt: 10 },
      { key: 'n2-12-n0', parentAttempt: 13 },
      { key: 'n2-12-n1', node: undefined },
    ])
  })

  it('takes ids as they are: a-3-b is no child of a, and unknown phases and nodes are rows like others', () => {
    const rows = tree([
      scope({
        '': [
          aNode({ nodeId: 'a-3-b', createdAt: 1 }),
          aNode({ nodeId: 'odd', phase: JSON.parse('17') as NodeExecution_Phase, createdAt: 2 }),
        ],
      }),
    ])
    expect(shape(rows).slice(0, 2)).toEqual(['a-3-b a-3-b task', 'odd odd task'])
  })

  it('builds 10,000 nodes', () => {
    const nodes = Array.from({ length: 10_000 }, (_, at) => aNode({ nodeId: `n${at}`, createdAt: 10_000 - at }))
    const big = outlineOf(
      create(CompiledWorkflowClosureSchema, {
        primary: {
          template: { nodes: nodes.map(({ nodeId }, at) => task(nodeId, 'mod.load', at > 0 ? [`n${at - 1}`] : [])) },
        },
      }),
    )
    const rows = tree([scope({ '': nodes }, { closure: big })])
    expect(rows).toHaveLength(10_000)
    expect(rows[0]?.key).toBe('n9999')
  })
})

it('row keys give their execution and node back', () => {
  const part = fc.string({ minLength: 1 }).filter((text) => !text.includes('/'))
  const key = fc.record({ project: part, domain: part, name: part })
  fc.assert(
    fc.property(key, key, part, (at, execution, nodeId) => {
      expect(readRowKey(at, rowKey(at, execution, nodeId))).toEqual({ execution, nodeId })
    }),
  )
})

it('topologicalOrder puts every id after those it needs, and keeps ids of cycles', () => {
  const graph = fc
    .uniqueArray(fc.nat({ max: 50 }), { maxLength: 30 })
    .chain((ids) =>
      fc.tuple(
        fc.constant(ids),
        fc.array(fc.array(fc.nat({ max: 50 }), { maxLength: 4 }), { minLength: ids.length, maxLength: ids.length }),
      ),
    )
  fc.assert(
    fc.property(graph, ([ids, needs]) => {
      const acyclic = new Map(
        ids.map((id, at) => [
          String(id),
          [...new Set(needs[at] ?? [])].filter((need) => ids.indexOf(need) >= 0 && ids.indexOf(need) < at).map(String),
        ]),
      )
      const order = topologicalOrder(acyclic)
      expect([...order].sort()).toEqual(ids.map(String).sort())
      for (const [id, before] of acyclic)
        for (const need of before) expect(order.indexOf(need)).toBeLessThan(order.indexOf(id))
    }),
  )
  expect(
    topologicalOrder(
      new Map([
        ['a', ['b']],
        ['b', ['a']],
        ['c', []],
      ]),
    ),
  ).toEqual(['c', 'a', 'b'])
})

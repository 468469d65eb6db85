import { create, type MessageInitShape } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { CompiledWorkflowClosureSchema } from '../../api/gen/flyteidl/core/compiler_pb'
import { ComparisonExpression_Operator as Operator } from '../../api/gen/flyteidl/core/condition_pb'
import { ResourceType } from '../../api/gen/flyteidl/core/identifier_pb'
import type { NodeSchema } from '../../api/gen/flyteidl/core/workflow_pb'
import { outlineOf } from '../execution-outline'
import { drawWorkflow, nodesInOrder } from './workflow-drawing'

type NodeInit = MessageInitShape<typeof NodeSchema>
const id = (name: string, resourceType: ResourceType) => ({
  project: 'p',
  domain: 'd',
  name,
  version: 'v',
  resourceType,
})
const task = (nodeId: string, ...upstreamNodeIds: string[]): NodeInit => ({
  id: nodeId,
  upstreamNodeIds,
  target: {
    case: 'taskNode',
    value: { reference: { case: 'referenceId', value: id(`m.${nodeId}`, ResourceType.TASK) } },
  },
})
const sub = (nodeId: string, name: string, ...upstreamNodeIds: string[]): NodeInit => ({
  id: nodeId,
  upstreamNodeIds,
  target: {
    case: 'workflowNode',
    value: { reference: { case: 'subWorkflowRef', value: id(name, ResourceType.WORKFLOW) } },
  },
})
const branch: NodeInit = {
  id: 'n2',
  upstreamNodeIds: ['n1'],
  target: {
    case: 'branchNode',
    value: {
      ifElse: {
        case: {
          condition: {
            expr: {
              case: 'comparison',
              value: {
                operator: Operator.GT,
                leftValue: { val: { case: 'var', value: '.x' } },
                rightValue: { val: { case: 'primitive', value: { value: { case: 'integer', value: 3n } } } },
              },
            },
          },
          thenNode: task('n2-a'),
        },
        default: { case: 'elseNode', value: task('n2-b') },
      },
    },
  },
}
const closure = create(CompiledWorkflowClosureSchema, {
  primary: {
    template: { id: id('main', ResourceType.WORKFLOW), nodes: [task('n0'), sub('n1', 'inner', 'n0'), branch] },
  },
  subWorkflows: [
    { template: { id: id('inner', ResourceType.WORKFLOW), nodes: [task('i0'), task('i1', 'i0'), sub('i2', 'inner')] } },
  ],
})
const outline = outlineOf(closure)

describe('drawing a workflow', () => {
  test('collapsed, it is its own nodes', () => {
    const { nodes, edges } = drawWorkflow(outline, () => false)
    expect(nodes.map(({ path, expandable, parent }) => [path, expandable, parent])).toEqual([
      ['n0', false, undefined],
      ['n1', true, undefined],
      ['n2', true, undefined],
    ])
    expect(edges.map(({ from, to }) => `${from}>${to}`)).toEqual(['n0>n1', 'n1>n2'])
    expect(nodes.map(({ width, height }) => [width, height])).toEqual([
      [160, 44],
      [160, 44],
      [160, 44],
    ])
  })

  test('what is expanded holds its children, parents first, each inside its parent', () => {
    const { nodes, edges } = drawWorkflow(outline, (path) => path === 'n1' || path === 'n2')
    expect(nodes.map(({ path }) => path)).toEqual(['n0', 'n1', 'n1/i0', 'n1/i2', 'n1/i1', 'n2', 'n2/n2-a', 'n2/n2-b'])
    expect(edges.map(({ id: edge }) => edge)).toContain('n1/i0→n1/i1')
    const byPath = new Map(nodes.map((node) => [node.path, node]))
    for (const node of nodes) {
      const parent = byPath.get(node.parent ?? '')
      if (!parent) continue
      expect(node.x).toBeGreaterThanOrEqual(12)
      expect(node.y).toBeGreaterThanOrEqual(28)
      expect(node.x + node.width).toBeLessThanOrEqual(parent.width - 12)
      expect(node.y + node.height).toBeLessThanOrEqual(parent.height - 12)
    }
    expect(byPath.get('n2/n2-a')?.node.condition).toBe('x > 3')
    expect(byPath.get('n2/n2-b')?.node.condition).toBe('else')
  })

  test('a workflow that contains itself is drawn to a depth', () => {
    const { nodes } = drawWorkflow(outline, (path) => path.startsWith('n1'))
    expect(Math.max(...nodes.map(({ path }) => path.split('/').length))).toBe(33)
  })

  test('the list has every node after those it waits for', () => {
    expect(nodesInOrder(outline).map((node) => node.id)).toEqual(['n0', 'n1', 'n2'])
  })
})

import { type LiteralType, SimpleType } from '../../src/api/gen/flyteidl/core/types_pb'
import { BindingCheck } from './binding-check'
import type { Issues } from './issues'
import type { NodeInBuild, Variables } from './node-in-build'
import type { WorkflowBuild } from './workflow-build'

/**
 * Checks what a node's inputs are bound to, points promises without a node to the start node and adds the edges that the
 * promises imply: both ways, or upstream ones only for nodes that others cannot depend on.
 *
 * @param expected the inputs that there are; undefined where the bindings themselves define them (branches, approvals).
 * @returns the types found, for inputs that are bound well.
 */
export function checkBindings(
  build: WorkflowBuild,
  consumer: NodeInBuild,
  expected: Variables | undefined,
  edges: 'both' | 'upstream',
  issues: Issues,
): Variables {
  const bound = new Set<string>()
  const resolved = new Map<string, LiteralType>()
  for (const { var: name, binding } of consumer.node.inputs) {
    const type = expected?.get(name)
    if (expected !== undefined && type === undefined) {
      issues.variableNotFound(consumer.id, name)
    } else if (binding === undefined) {
      issues.valueRequired(consumer.id, 'Binding')
    } else if (bound.has(name)) {
      issues.add('ParameterBoundMoreThanOnce', consumer.id, `Input [${name}] is bound more than once.`)
    } else {
      bound.add(name)
      const result = new BindingCheck(build, consumer, name, issues).check(binding, type)
      if (result === undefined) continue
      resolved.set(name, result.type)
      for (const source of result.sources) {
        if (edges === 'both') build.graph.addEdge(source, consumer.id)
        else build.graph.addUpstream(source, consumer.id)
      }
    }
  }
  for (const [name, type] of expected ?? []) {
    if (!bound.has(name) && !isOptional(type)) issues.parameterNotBound(consumer.id, name)
  }
  return resolved
}

/** A union with NONE in it need not be bound. */
function isOptional({ type }: LiteralType): boolean {
  if (type.case !== 'unionType') return false
  return type.value.variants.some((variant) => variant.type.case === 'simple' && variant.type.value === SimpleType.NONE)
}

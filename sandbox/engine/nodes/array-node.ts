import { create } from '@bufbuild/protobuf'
import { NodeExecution_Phase as NodePhase } from '../../../src/api/gen/flyteidl/core/execution_pb'
import type { Identifier } from '../../../src/api/gen/flyteidl/core/identifier_pb'
import { type LiteralMap, LiteralMapSchema, LiteralSchema } from '../../../src/api/gen/flyteidl/core/literals_pb'
import { systemError, userError } from '../../executors/verdict'
import { isEndOfNode } from '../../services/phases'
import { registeredEntities } from '../../services/workflows'
import { type Cancellation, Cancelled } from '../cancellation'
import { childOf, runChild } from '../child-execution'
import type { Completion, NodeAtWork } from '../completion'
import { BadMapInputs, itemCount, itemInputs, neededSuccesses } from '../map-inputs'
import { outputsUri } from '../node-data'
import { uniqueNodeId } from '../node-ids'
import { type ItemEnd, runItems } from './map-items'
import { type MapOptions, runMapTask } from './map-task'

/** One item of a map over a launch plan: a child execution, shown as a child node. */
async function runLaunchPlanItem(
  node: NodeAtWork,
  launchPlan: Identifier,
  index: number,
  inputs: LiteralMap,
  cancellation: Cancellation,
): Promise<ItemEnd> {
  const { place } = node
  const { recorder, recorded } = place.scope.run
  const parent = { uniqueId: place.uniqueId, attempt: 0 }
  const id = `n${index}`
  const uniqueId = uniqueNodeId(parent, id)
  const ref = { uniqueId, specNodeId: id, name: id, parent, isArray: false, inDynamic: place.scope.inDynamic }
  const child = childOf(place, index)
  if (!recorded.node(uniqueId)) {
    cancellation.throwIfCancelled()
    recorder.node(ref, NodePhase.QUEUED)
  }
  const targetMetadata = { case: 'workflowNodeMetadata', value: { executionId: child.id } } as const
  try {
    const end = await runChild(child, { launchPlan, nodeId: uniqueId, inputs: () => inputs }, cancellation, () => {
      if (recorded.node(uniqueId)?.phase === NodePhase.QUEUED) {
        recorder.node(ref, NodePhase.RUNNING, {}, { targetMetadata })
      }
    })
    const known = recorded.node(uniqueId)
    if (known && isEndOfNode(known.phase)) return end
    if (end.kind === 'failed') recorder.node(ref, NodePhase.FAILED, { error: end.error })
    else recorder.node(ref, NodePhase.SUCCEEDED, end.outputUri === '' ? {} : { outputUri: end.outputUri })
    return end
  } catch (error) {
    if (error instanceof Cancelled) {
      recorder.node(ref, NodePhase.ABORTED, { error: systemError('NodeAborted', error.message) })
    }
    throw error
  }
}

function outputNames({ place }: NodeAtWork, launchPlan: Identifier): string[] {
  const plan = registeredEntities(place.scope.run.cp.db).launchPlan(launchPlan)
  return Object.keys(plan?.closure?.expectedOutputs?.variables ?? {})
}

/** Map over a launch plan: its outputs are the lists of what the child executions gave. */
async function runLaunchPlanItems(node: NodeAtWork, launchPlan: Identifier, options: MapOptions): Promise<Completion> {
  const { place, ref } = node
  const { recorder, literals } = place.scope.run
  const inputs = literals.wholeMap(node.inputs())
  let size: number
  try {
    size = itemCount(inputs, options.bound)
  } catch (error) {
    if (!(error instanceof BadMapInputs)) throw error
    return { kind: 'failed', error: userError('InvalidArrayLength', error.message) }
  }
  recorder.node(ref, NodePhase.RUNNING, {}, { isParent: true })
  const end = await runItems(node, size, neededSuccesses(size, options), options.concurrency, (index, cancellation) =>
    runLaunchPlanItem(node, launchPlan, index, itemInputs(inputs, options.bound, index), cancellation),
  )
  if (end.kind === 'failed') return end
  const maps = end.ends.map((item) => (item.kind === 'succeeded' ? literals.read(item.outputUri).literals : {}))
  const none = create(LiteralSchema, { value: { case: 'scalar', value: { value: { case: 'noneType', value: {} } } } })
  const lists = outputNames(node, launchPlan).map((name) => {
    const items = maps.map((map) => map[name] ?? none)
    return [name, create(LiteralSchema, { value: { case: 'collection', value: { literals: items } } })] as const
  })
  const outputs = create(LiteralMapSchema, { literals: Object.fromEntries(lists) })
  return { kind: 'succeeded', outputUri: literals.write(outputsUri(place), outputs) }
}

/** An array node: the same task or launch plan for each item of its lists. */
export async function runArrayNode(node: NodeAtWork): Promise<Completion> {
  const { place } = node
  const array = place.node.target.case === 'arrayNode' ? place.node.target.value : undefined
  const inner = array?.node
  if (!array || !inner)
    return { kind: 'failed', error: systemError('BadSpecificationError', 'the array node is empty') }
  const { successCriteria, parallelismOption, boundInputs } = array
  const options: MapOptions = {
    concurrency: parallelismOption.case === 'parallelism' ? parallelismOption.value : 0,
    minSuccesses: successCriteria.case === 'minSuccesses' ? successCriteria.value : undefined,
    minSuccessRatio: successCriteria.case === 'minSuccessRatio' ? successCriteria.value : undefined,
    bound: new Set(boundInputs),
    addsIndex: false,
  }
  const { target } = inner
  if (target.case === 'taskNode' && target.value.reference.value) {
    const id = target.value.reference.value
    // Retries, timeout and caching are those of the node inside.
    return runMapTask({ ...node, place: { ...place, node: inner } }, place.scope.index.task(id), id, options)
  }
  if (target.case === 'workflowNode' && target.value.reference.case === 'launchplanRef') {
    return runLaunchPlanItems(node, target.value.reference.value, options)
  }
  return {
    kind: 'failed',
    error: userError('NotSupported', 'Only tasks and launch plans can be mapped over, here as in Flyte.'),
  }
}

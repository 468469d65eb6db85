import { create } from '@bufbuild/protobuf'
import { CatalogCacheStatus as CacheStatus } from '../../src/api/gen/flyteidl/core/catalog_pb'
import { ExecutionErrorSchema, NodeExecution_Phase as NodePhase } from '../../src/api/gen/flyteidl/core/execution_pb'
import { type LiteralMap, LiteralMapSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import type { Node } from '../../src/api/gen/flyteidl/core/workflow_pb'
import { systemError } from '../executors/verdict'
import { isEndOfNode } from '../services/phases'
import { type CacheUse, cacheUseOf, withCache } from './cached-work'
import { Cancelled } from './cancellation'
import type { Completion, NodeAtWork, NodeWork } from './completion'
import { LiteralsMissing } from './literal-cache'
import { inputsUri } from './node-data'
import { withDeadline } from './node-deadline'
import { outcomeOf } from './node-outcome'
import { runArrayNode } from './nodes/array-node'
import { runBranchNode } from './nodes/branch-node'
import { runGateNode } from './nodes/gate-node'
import { runLaunchPlanNode } from './nodes/launch-plan-node'
import { runLegacyMapTask } from './nodes/legacy-map-task'
import { runSubWorkflowNode } from './nodes/sub-workflow-node'
import { runTaskNode } from './nodes/task-node'
import type { NodePlace, Outcome } from './run-context'
import { END_NODE, START_NODE } from './run-graph'
import type { NodeRef } from './run-recorder'
import { BindingError, resolveBindings } from './values/bindings'
import { BadWorkflow } from './workflow-index'

/** Type of the map tasks of older versions of flytekit. */
const LEGACY_MAP = 'container_array'

/** Error code of a node that was ended with its workflow (flytepropeller). */
const NODE_ABORTED = 'NodeAborted'

function refOf({ scope, node, parent, uniqueId }: NodePlace): NodeRef {
  return {
    uniqueId,
    specNodeId: node.id,
    name: node.metadata?.name || node.id,
    parent,
    isArray: node.target.case === 'arrayNode',
    inDynamic: scope.inDynamic,
  }
}

/** What does the work of a node, by its kind. Throws `BadWorkflow` for a reference that leads nowhere. */
function workOf({ scope, node }: NodePlace): NodeWork {
  const { target } = node
  switch (target.case) {
    case 'taskNode': {
      const id = target.value.reference.value
      const template = scope.index.task(id)
      if (!id) throw new BadWorkflow(`node ${node.id} names no task`)
      return (work) =>
        template.type === LEGACY_MAP ? runLegacyMapTask(work, template, id) : runTaskNode(work, template, id)
    }
    case 'workflowNode': {
      const { reference } = target.value
      if (reference.case === 'subWorkflowRef') return (work) => runSubWorkflowNode(work, reference.value)
      if (reference.case === 'launchplanRef') return (work) => runLaunchPlanNode(work, reference.value)
      throw new BadWorkflow(`node ${node.id} names no workflow`)
    }
    case 'branchNode':
      return runBranchNode
    case 'gateNode':
      return runGateNode
    case 'arrayNode':
      return runArrayNode
    case undefined:
      throw new BadWorkflow(`node ${node.id} has no target`)
  }
}

/** Kinds of nodes of which an execution runs only so many at once (flytepropeller `IsMaxParallelismAchieved`). */
function countsAsParallel({ target }: Node): boolean {
  return (
    target.case === 'taskNode' ||
    target.case === 'arrayNode' ||
    (target.case === 'workflowNode' && target.value.reference.case === 'launchplanRef')
  )
}

/** One variable of a node that has ended, or of the workflow's inputs. */
function readOutput({ scope }: NodePlace, nodeId: string, variable: string) {
  const { literals } = scope.run
  if (nodeId === START_NODE || nodeId === '') return literals.read(scope.inputsUri).literals[variable]
  const outcome = scope.outcomes.get(nodeId)
  if (outcome?.kind !== 'succeeded') return undefined
  const alias = scope.graph.nodes.get(nodeId)?.outputAliases.find((other) => other.alias === variable)
  return literals.read(outcome.outputUri).literals[alias?.var ?? variable]
}

function resolveInputs(place: NodePlace): LiteralMap {
  const { literals } = place.scope.run
  const map = resolveBindings(place.node.inputs, {
    output: (nodeId, variable) => readOutput(place, nodeId, variable),
    whole: (literal) => literals.whole(literal),
  })
  if (!place.overrides) return map
  return create(LiteralMapSchema, { literals: { ...map.literals, ...place.overrides } })
}

/** Takes over the result that the node has in the execution that is recovered. */
function recover(place: NodePlace, ref: NodeRef): Outcome | undefined {
  const { recovered, recorder } = place.scope.run
  const before = recovered?.node(place.uniqueId)
  if (before?.phase !== NodePhase.SUCCEEDED && before?.phase !== NodePhase.RECOVERED) return undefined
  const { inputUri, outputUri } = before
  recorder.node(ref, NodePhase.RECOVERED, outputUri === '' ? {} : { outputUri }, { inputUri })
  return { kind: 'succeeded', outputUri }
}

/** A result of the cache in the place of the work: the node succeeds, and no task is ever run. */
function hit(place: NodePlace, ref: NodeRef, inputUri: string, use: CacheUse): Outcome | undefined {
  const found = use.find()
  if (!found) return undefined
  const { outputUri, catalogKey } = found
  place.scope.run.recorder.node(ref, NodePhase.SUCCEEDED, outputUri === '' ? {} : { outputUri }, {
    inputUri,
    targetMetadata: { case: 'taskNodeMetadata', value: { cacheStatus: CacheStatus.CACHE_HIT, catalogKey } },
  })
  return { kind: 'succeeded', outputUri }
}

function conclude(place: NodePlace, ref: NodeRef, completion: Completion): Outcome {
  const { recorder } = place.scope.run
  const { before, deckUri, targetMetadata } = completion
  const details = {
    ...(deckUri === undefined ? {} : { deckUri }),
    ...(targetMetadata === undefined ? {} : { targetMetadata }),
  }
  if (completion.kind === 'succeeded') {
    const { outputUri } = completion
    recorder.together(() => {
      before?.()
      recorder.node(ref, NodePhase.SUCCEEDED, outputUri === '' ? {} : { outputUri }, details)
    })
    return { kind: 'succeeded', outputUri }
  }
  const { error, timedOut = false } = completion
  recorder.together(() => {
    before?.()
    recorder.node(ref, timedOut ? NodePhase.TIMED_OUT : NodePhase.FAILED, { error }, details)
  })
  return { kind: 'failed', error, timedOut }
}

/** A start node has no work: its outputs are the workflow's inputs. */
function runStartNode(place: NodePlace, ref: NodeRef): Outcome {
  const outputUri = place.scope.inputsUri
  place.scope.run.recorder.node(ref, NodePhase.SUCCEEDED, { outputUri })
  return { kind: 'succeeded', outputUri }
}

/** Resolves a node's inputs and records that it is queued; what an earlier process has done of this is taken as it is. */
function begin(place: NodePlace, ref: NodeRef): { readonly inputs: string } | Outcome {
  const { recorder, recorded, literals } = place.scope.run
  const known = recorded.node(place.uniqueId)
  if (known) return { inputs: known.inputUri }
  let uri: string
  let map: LiteralMap
  try {
    map = resolveInputs(place)
    uri = literals.write(inputsUri(place), map)
  } catch (error) {
    if (!(error instanceof BindingError)) throw error
    return conclude(place, ref, { kind: 'failed', error: systemError('BindingResolutionFailure', error.message) })
  }
  const use = cacheUseOf(place, () => map)
  const found = use && hit(place, ref, uri, use)
  if (found) return found
  recorder.node(ref, NodePhase.QUEUED, {}, { inputUri: uri })
  return { inputs: uri }
}

async function run(place: NodePlace, ref: NodeRef): Promise<Outcome> {
  const { scope, node, uniqueId, cancellation } = place
  const { recorder, recorded, parallelism, literals } = scope.run
  const known = recorded.node(uniqueId)
  if (!known) cancellation.throwIfCancelled()
  if (node.id === START_NODE) return runStartNode(place, ref)
  if (place.skipped === true) {
    recorder.node(ref, NodePhase.SKIPPED)
    return { kind: 'skipped' }
  }
  const recoveredBefore = known ? undefined : recover(place, ref)
  if (recoveredBefore) return recoveredBefore

  let release: (() => void) | undefined
  if (countsAsParallel(node)) release = known ? parallelism.take() : await parallelism.acquire(cancellation)
  try {
    const begun = begin(place, ref)
    if ('kind' in begun) return begun
    const { inputs } = begun
    if (node.id === END_NODE) return conclude(place, ref, { kind: 'succeeded', outputUri: inputs })
    const atWork: NodeAtWork = {
      place,
      ref,
      inputsUri: inputs,
      inputs: () => literals.read(inputs),
      recorded: () => recorded.node(uniqueId),
      leavePlace: () => release?.(),
    }
    return conclude(place, ref, await withCache(atWork, withDeadline(atWork, workOf(place))))
  } finally {
    release?.()
  }
}

/** An error that ends the node and not the run: something it needs is not there, or the disk is full. */
function nodeError(error: unknown): Completion | undefined {
  const failed = (code: string, { message }: Error): Completion => ({
    kind: 'failed',
    error: systemError(code, message),
  })
  if (error instanceof LiteralsMissing) return failed('DataNotFound', error)
  if (error instanceof BadWorkflow) return failed('BadSpecificationError', error)
  if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) {
    return failed('DiskFull', error)
  }
  return undefined
}

/**
 * Runs a node to its end, from wherever an earlier process left it, and records it. When it is cancelled, what it began is ended first and the node
 * recorded as aborted, if it was recorded at all.
 *
 * Source of the order of events: propeller.md.
 */
export async function runNode(place: NodePlace): Promise<Outcome> {
  const { recorder, recorded, breathe } = place.scope.run
  const known = recorded.node(place.uniqueId)
  const past = known && outcomeOf(known)
  if (past) return past
  await breathe()
  const ref = refOf(place)
  try {
    return await run(place, ref)
  } catch (error) {
    if (error instanceof Cancelled) {
      const begun = recorded.node(place.uniqueId)
      if (begun && !isEndOfNode(begun.phase)) {
        const aborted = create(ExecutionErrorSchema, { code: NODE_ABORTED, message: error.message })
        recorder.node(ref, NodePhase.ABORTED, { error: aborted })
      }
      return { kind: 'aborted' }
    }
    const completion = nodeError(error)
    if (!completion) throw error
    return conclude(place, ref, completion)
  }
}

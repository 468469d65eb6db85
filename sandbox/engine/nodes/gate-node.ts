import { create } from '@bufbuild/protobuf'
import type { Duration } from '@bufbuild/protobuf/wkt'
import { SignalGetOrCreateRequestSchema } from '../../../src/api/gen/flyteidl/admin/signal_pb'
import {
  type ExecutionError_ErrorKind,
  ExecutionError_ErrorKind as ErrorKind,
  ExecutionErrorSchema,
  NodeExecution_Phase as NodePhase,
} from '../../../src/api/gen/flyteidl/core/execution_pb'
import { type Literal, LiteralMapSchema } from '../../../src/api/gen/flyteidl/core/literals_pb'
import { type LiteralType, LiteralTypeSchema, SimpleType } from '../../../src/api/gen/flyteidl/core/types_pb'
import { nanosOfDuration } from '../../services/event-times'
import { getOrCreateSignal } from '../../services/signals'
import type { Completion, NodeAtWork } from '../completion'
import { outputsUri } from '../node-data'
import { signalName } from '../waiter-names'

const NANOS_PER_MS = 1_000_000n
/** Longest time a timer can wait, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1

function failed(code: string, message: string, kind: ExecutionError_ErrorKind): Completion {
  return { kind: 'failed', error: create(ExecutionErrorSchema, { code, message, kind }) }
}

/** Waits for a signal of this execution to have a value. Throws `Cancelled`. */
async function signalValue({ place }: NodeAtWork, signalId: string, type: LiteralType): Promise<Literal> {
  const { cp, id, waiters } = place.scope.run
  const request = create(SignalGetOrCreateRequestSchema, { id: { signalId, executionId: id }, type })
  for (;;) {
    const set = waiters.next(signalName(id, signalId))
    const { value } = getOrCreateSignal(cp, request)
    if (value?.value.case !== undefined) return value
    await place.cancellation.race(set)
  }
}

/** Waits until a while after the node began to run, however often the sandbox is restarted meanwhile. Throws `Cancelled`. */
async function sleep({ place, recorded }: NodeAtWork, duration: Duration | undefined): Promise<void> {
  const { cp } = place.scope.run
  const until = (recorded()?.startedAt ?? cp.now()) + (duration ? nanosOfDuration(duration) : 0n)
  for (let left = until - cp.now(); left > 0n; left = until - cp.now()) {
    const ms = Math.min(Number((left + NANOS_PER_MS - 1n) / NANOS_PER_MS), LONGEST_TIMER)
    let timer: NodeJS.Timeout | undefined
    try {
      await place.cancellation.race(new Promise<void>((resolve) => (timer = setTimeout(resolve, ms))))
    } finally {
      clearTimeout(timer)
    }
  }
}

function booleanOf(literal: Literal): boolean | undefined {
  const scalar = literal.value.case === 'scalar' ? literal.value.value.value : undefined
  const primitive = scalar?.case === 'primitive' ? scalar.value.value : undefined
  return primitive?.case === 'boolean' ? primitive.value : undefined
}

/**
 * A gate: waits for an approval, for a value, or for some time. An approval passes the node's inputs on.
 *
 * Source: flytepropeller `nodes/gate/handler.go`.
 */
export async function runGateNode(node: NodeAtWork): Promise<Completion> {
  const { place, ref } = node
  const { recorder, literals } = place.scope.run
  const condition = place.node.target.case === 'gateNode' ? place.node.target.value.condition : undefined
  recorder.node(ref, NodePhase.RUNNING)
  switch (condition?.case) {
    case 'approve': {
      const type = create(LiteralTypeSchema, { type: { case: 'simple', value: SimpleType.BOOLEAN } })
      const approved = booleanOf(await signalValue(node, condition.value.signalId, type))
      if (approved === undefined) {
        return failed('RuntimeExecutionError', 'received a non-boolean approve signal value', ErrorKind.UNKNOWN)
      }
      if (approved) return { kind: 'succeeded', outputUri: node.inputsUri }
      const message = 'received a reject signal to disapprove the node input values'
      return failed('ReceivedRejectSignal', message, ErrorKind.USER)
    }
    case 'signal': {
      const { signalId, type, outputVariableName } = condition.value
      if (!type) return failed('BadSpecificationError', 'the gate has no type', ErrorKind.SYSTEM)
      const value = await signalValue(node, signalId, type)
      const outputs = create(LiteralMapSchema, { literals: { [outputVariableName]: value } })
      return { kind: 'succeeded', outputUri: literals.write(outputsUri(place), outputs) }
    }
    case 'sleep':
      await sleep(node, condition.value.duration)
      return { kind: 'succeeded', outputUri: '' }
    case undefined:
      return failed('BadSpecificationError', 'the gate has no condition', ErrorKind.SYSTEM)
  }
}

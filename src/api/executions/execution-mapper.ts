import type { Execution, ExecutionMode } from '../../domain/execution'
import type { ExecutionKey } from '../../domain/execution-node'
import {
  type Execution as ExecutionMessage,
  ExecutionMetadata_ExecutionMode as Mode,
  ExecutionState,
} from '../gen/flyteidl/admin/execution_pb'
import { WorkflowExecution_Phase } from '../gen/flyteidl/core/execution_pb'
import { toExecutionKey, toFlyteError, toReference } from '../wire/wire-references'
import { epochMs, lengthMs } from '../wire/wire-times'

const modes: Readonly<Record<number, ExecutionMode | undefined>> = {
  [Mode.MANUAL]: 'manual',
  [Mode.SCHEDULED]: 'scheduled',
  [Mode.SYSTEM]: 'system',
  [Mode.RELAUNCH]: 'relaunch',
  [Mode.CHILD_WORKFLOW]: 'child',
  [Mode.RECOVERED]: 'recovered',
  [Mode.TRIGGER]: 'trigger',
} satisfies Record<Mode, ExecutionMode>

const noKey: ExecutionKey = { project: '', domain: '', name: '' }

/** Reads an execution of GetExecution or ListExecutions. What the server leaves out is left out, never guessed. */
export function toExecution(message: ExecutionMessage): Execution {
  const { spec, closure } = message
  const metadata = spec?.metadata
  const mode = metadata?.mode ?? Mode.MANUAL
  const parentKey = toExecutionKey(metadata?.parentNodeExecution?.executionId)
  return {
    key: toExecutionKey(message.id) ?? noKey,
    phase: closure?.phase ?? WorkflowExecution_Phase.UNDEFINED,
    createdAt: epochMs(closure?.createdAt),
    startedAt: epochMs(closure?.startedAt),
    updatedAt: epochMs(closure?.updatedAt),
    // flyteadmin sends zero while it goes on, and for what ended before it started.
    duration: positive(lengthMs(closure?.duration)),
    workflow: toReference(closure?.workflowId, 'workflow'),
    launched: toReference(spec?.launchPlan, 'plan'),
    mode: modes[mode] ?? `unknown (${mode})`,
    principal: metadata?.principal ?? '',
    scheduledAt: epochMs(metadata?.scheduledAt),
    parent: parentKey && { execution: parentKey, nodeId: metadata?.parentNodeExecution?.nodeId ?? '' },
    reference: toExecutionKey(metadata?.referenceExecution),
    cluster: metadata?.systemMetadata?.executionCluster ?? '',
    labels: { ...spec?.labels?.values },
    tags: spec?.tags ?? [],
    error: closure?.outputResult.case === 'error' ? toFlyteError(closure.outputResult.value) : undefined,
    abort: toAbort(closure?.outputResult),
    outputUri: outputUriOf(closure?.outputResult),
    archived: closure?.stateChangeDetails?.state === ExecutionState.EXECUTION_ARCHIVED,
  }
}

type OutputResult = NonNullable<ExecutionMessage['closure']>['outputResult']

function outputUriOf(result: OutputResult | undefined): string {
  return result?.case === 'outputs' && result.value.data.case === 'uri' ? result.value.data.value : ''
}

function toAbort(result: OutputResult | undefined): Execution['abort'] {
  if (result?.case === 'abortMetadata') return { cause: result.value.cause, principal: result.value.principal }
  if (result?.case === 'abortCause') return { cause: result.value, principal: '' }
  return undefined
}

function positive(length: number | undefined): number | undefined {
  return length !== undefined && length > 0 ? length : undefined
}

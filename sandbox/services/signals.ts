import { create, equals as equalMessages, fromBinary, toBinary } from '@bufbuild/protobuf'
import {
  type Signal,
  type SignalGetOrCreateRequest,
  type SignalList,
  type SignalListRequest,
  SignalListSchema,
  SignalSchema,
  type SignalSetRequest,
  type SignalSetResponse,
  SignalSetResponseSchema,
} from '../../src/api/gen/flyteidl/admin/signal_pb'
import {
  type SignalIdentifier,
  SignalIdentifierSchema,
  type WorkflowExecutionIdentifier,
} from '../../src/api/gen/flyteidl/core/identifier_pb'
import { LiteralSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import { LiteralTypeSchema } from '../../src/api/gen/flyteidl/core/types_pb'
import { isCastable } from '../compiler/typing'
import type { ControlPlane } from '../control-plane'
import { protoText } from '../proto-text'
import { invalidArgument, missingArgument } from '../rpc-error'
import type { RowOf } from '../store/columns'
import { type Database, findRow, insert, update } from '../store/database'
import { equals, listRows, parseListFilters } from '../store/list-rows'
import { checkLimit, checkText } from './check-identifiers'
import { typeOfInput } from './check-literals'
import { duplicateKey } from './errors'
import { checkExecutionId, namedExecution } from './execution-ids'
import { executionIdOf, executionKey } from './execution-rows'

/** A signal identifier of which every part is there. */
interface SignalId {
  readonly executionId: WorkflowExecutionIdentifier
  readonly signalId: string
}

/**
 * The signal of that id and type; made, without a value, when it is not there. The execution need not exist (admin.md §12).
 *
 * @throws InvalidArgument; AlreadyExists when the signal has another type
 */
export function getOrCreateSignal(cp: ControlPlane, request: SignalGetOrCreateRequest): Signal {
  const id = checkSignalId(request.id)
  const { type } = request
  if (type === undefined) throw missingArgument('type')
  return cp.db.transaction(() => {
    const row = findSignalRow(cp.db, id)
    if (row !== undefined) {
      const signal = signalOf(row)
      if (signal.type !== undefined && equalMessages(LiteralTypeSchema, signal.type, type)) return signal
      throw duplicateKey('signals')
    }
    const now = cp.now()
    insert(cp.db, 'signals', {
      created_at: now,
      updated_at: now,
      ...signalKey(id),
      type: toBinary(LiteralTypeSchema, type),
    })
    return create(SignalSchema, { id: create(SignalIdentifierSchema, id), type })
  })
}

/**
 * Gives a signal its value; again and again if need be.
 *
 * @throws InvalidArgument, also when there is no such signal or the value does not fit its type
 */
export function setSignal(cp: ControlPlane, request: SignalSetRequest): SignalSetResponse {
  const id = checkSignalId(request.id)
  const { value } = request
  if (value === undefined) throw missingArgument('value')
  const { executionId, signalId } = id
  cp.db.transaction(() => {
    const row = findSignalRow(cp.db, id)
    if (row === undefined) {
      const key = `{{${executionId.project} ${executionId.domain} ${executionId.name}} ${signalId}}`
      throw invalidArgument(`failed to validate that signal [${key}] exists, err: [signal does not exist]`)
    }
    if (!isCastable(typeOfInput('', value), fromBinary(LiteralTypeSchema, row.type))) {
      const text = protoText(LiteralSchema, value)
      const type = `[${Array.from(row.type).join(' ')}]`
      throw invalidArgument(`requested signal value [${text}] is not castable to existing signal type [${type}]`)
    }
    update(cp.db, 'signals', row.id, { updated_at: cp.now(), value: toBinary(LiteralSchema, value) })
  })
  cp.engine?.signalSet(executionId, signalId)
  return create(SignalSetResponseSchema)
}

/**
 * The signals of an execution: those whose gate has begun to wait.
 *
 * @throws InvalidArgument
 */
export function listSignals(cp: ControlPlane, request: SignalListRequest): SignalList {
  const id = namedExecution(request.workflowExecutionId)
  checkLimit(request.limit)
  const { rows, token } = listRows(cp.db, 'signal', {
    where: [
      equals('s.execution_project', id.project),
      equals('s.execution_domain', id.domain),
      equals('s.execution_name', id.name),
    ],
    filters: parseListFilters(request.filters, 'signal', cp.now()),
    sort: request.sortBy,
    limit: request.limit,
    token: request.token,
    rpc: 'ListSignals',
  })
  return create(SignalListSchema, { signals: rows.map(signalOf), token })
}

function checkSignalId(id: SignalIdentifier | undefined): SignalId {
  if (id === undefined) throw missingArgument('id')
  const { executionId, signalId } = id
  if (executionId === undefined) throw missingArgument('execution_id')
  checkText(signalId, 'signal_id')
  return { executionId: checkExecutionId(executionId), signalId }
}

function signalKey(id: SignalId) {
  return { ...executionKey(id.executionId), signal_id: id.signalId }
}

function findSignalRow(db: Database, id: SignalId): RowOf<'signals'> | undefined {
  return findRow(db, 'signals', signalKey(id))
}

function signalOf(row: RowOf<'signals'>): Signal {
  return create(SignalSchema, {
    id: { executionId: executionIdOf(row), signalId: row.signal_id },
    type: fromBinary(LiteralTypeSchema, row.type),
    ...(row.value.length > 0 && { value: fromBinary(LiteralSchema, row.value) }),
  })
}

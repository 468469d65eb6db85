import fs from 'node:fs'
import path from 'node:path'
import { create, fromBinary } from '@bufbuild/protobuf'
import { ContainerError_Kind as Kind, ErrorDocumentSchema } from '../../src/api/gen/flyteidl/core/errors_pb'
import {
  type ExecutionError,
  ExecutionError_ErrorKind as Origin,
  ExecutionErrorSchema,
} from '../../src/api/gen/flyteidl/core/execution_pb'
import type { AttemptFolder, KillReason } from './attempt-folder'
import type { ProcessEnd } from './task-process'

/** What became of an attempt. */
export type Verdict =
  | { readonly kind: 'succeeded'; readonly outputsUri: string; readonly deckUri: string | undefined }
  /** A dynamic task made nodes: the location of its `futures.pb`. */
  | { readonly kind: 'dynamic'; readonly futuresUri: string; readonly deckUri: string | undefined }
  | {
      readonly kind: 'failed'
      readonly error: ExecutionError
      /** Whether another attempt may succeed. */
      readonly retryable: boolean
      readonly deckUri: string | undefined
    }

/** Code of an attempt that ended because the sandbox was stopped or lost it; such an attempt does not count. */
export const SANDBOX_STOPPED = 'SandboxStopped'
/** Code of an attempt that took longer than the task's timeout. */
export const TIMEOUT_EXPIRED = 'TimeoutExpired'

/** How much of the log goes into the message of a process that ended badly, in bytes. */
const LOG_TAIL_BYTES = 2000
/** A larger error document is taken for something else (flyteplugins' default limit of a message). */
const LARGEST_ERROR_DOCUMENT = 10 * 1024 * 1024

/** What a verdict is made of. */
export interface AttemptEvidence {
  readonly folder: AttemptFolder
  readonly end: ProcessEnd
  /** Folder of `outputs.pb`, `error.pb`, `futures.pb` and `deck.html`. */
  readonly metadata: string
  readonly generatedName: string
  readonly hasOutputs: boolean
  /** The timeout in force, in words: `10s`. */
  readonly timeout: string
  /** Whether there was no room left on the disk when it ended. */
  readonly diskFull: boolean
}

export function systemError(code: string, message: string): ExecutionError {
  return create(ExecutionErrorSchema, { code, message, kind: Origin.SYSTEM })
}

export function userError(code: string, message: string): ExecutionError {
  return create(ExecutionErrorSchema, { code, message, kind: Origin.USER })
}

interface Failure {
  readonly error: ExecutionError
  readonly retryable: boolean
}

/** What `error.pb` says: the process's last word, whatever its exit status. */
function fromErrorDocument(file: string): Failure | undefined {
  if (!fs.existsSync(file)) return undefined
  try {
    if (fs.statSync(file).size > LARGEST_ERROR_DOCUMENT) throw new Error('too large')
    const { error } = fromBinary(ErrorDocumentSchema, fs.readFileSync(file))
    if (error) {
      const { code, message, origin: kind, worker, timestamp } = error
      return {
        error: create(ExecutionErrorSchema, { code, message, kind, worker, ...(timestamp && { timestamp }) }),
        retryable: error.kind === Kind.RECOVERABLE,
      }
    }
  } catch {
    // Falls through: it is no error document.
  }
  return { error: systemError('ErrorFileBadFormat', `${file} is not an error document`), retryable: true }
}

/** What the end of the process says without a document, in the words of Kubernetes. */
function fromEnd({ end, folder, generatedName, diskFull }: AttemptEvidence): Failure | undefined {
  switch (end.kind) {
    case 'exited': {
      if (end.code === 0) return undefined
      if (diskFull) {
        const message = `[${generatedName}] terminated with exit code (${end.code}) when the disk was full`
        return { error: systemError('DiskFull', message), retryable: true }
      }
      const tail = folder.logTail(LOG_TAIL_BYTES).trimEnd()
      const message = `[${generatedName}] terminated with exit code (${end.code}). Reason [Error]. Message: \n${tail}`
      return { error: userError('Error', message), retryable: true }
    }
    case 'signalled': {
      const killed = end.signal === 'SIGKILL'
      const tail = folder.logTail(LOG_TAIL_BYTES).trimEnd()
      const message = `[${generatedName}] was ended by the signal ${end.signal}${killed ? '; perhaps the machine ran out of memory' : ''}. Message: \n${tail}`
      return { error: killed ? systemError('Interrupted', message) : userError('Error', message), retryable: true }
    }
    case 'lost':
      return {
        error: systemError(
          SANDBOX_STOPPED,
          `[${generatedName}] was lost: the machine went down, or the process was ended from outside`,
        ),
        retryable: true,
      }
    case 'unstartable':
      return {
        error: systemError('CannotStart', `[${generatedName}] could not be started: ${end.reason}`),
        retryable: true,
      }
  }
}

function fromKill(killed: KillReason | undefined, { generatedName, timeout }: AttemptEvidence): Failure | undefined {
  switch (killed) {
    case 'timeout':
      return { error: userError(TIMEOUT_EXPIRED, `task execution timeout [${timeout}] expired`), retryable: true }
    case 'abort':
      return { error: systemError('Task Aborted', 'Workflow aborted.'), retryable: false }
    case 'stop':
      return {
        error: systemError(SANDBOX_STOPPED, `[${generatedName}] was ended because the sandbox was stopped`),
        retryable: true,
      }
    case undefined:
      return undefined
  }
}

/**
 * Judges an attempt whose process has ended, from what it left; the same again after a crash. The order is that of flytekit-tasks.md §3: why the
 * engine ended it, `error.pb`, the exit status, `futures.pb`, `outputs.pb`, and nothing at all.
 */
export function judgeAttempt(evidence: AttemptEvidence): Verdict {
  const { folder, end, metadata } = evidence
  const file = (name: string) => path.join(metadata, name)
  const deckUri = fs.existsSync(file('deck.html')) ? file('deck.html') : undefined
  const killed = folder.killed
  // A process that came to a good end just when the sandbox was stopped has done its work.
  const overtaken = killed === 'stop' && end.kind === 'exited' && end.code === 0 && !fs.existsSync(file('error.pb'))
  const failure =
    (overtaken ? undefined : fromKill(killed, evidence)) ?? fromErrorDocument(file('error.pb')) ?? fromEnd(evidence)
  if (failure) return { kind: 'failed', ...failure, deckUri }
  if (fs.existsSync(file('futures.pb'))) return { kind: 'dynamic', futuresUri: file('futures.pb'), deckUri }
  if (fs.existsSync(file('outputs.pb'))) return { kind: 'succeeded', outputsUri: file('outputs.pb'), deckUri }
  if (!evidence.hasOutputs) return { kind: 'succeeded', outputsUri: '', deckUri }
  const error = systemError('OutputsNotFound', `[${evidence.generatedName}] ended well, but left no outputs`)
  return { kind: 'failed', error, retryable: true, deckUri }
}

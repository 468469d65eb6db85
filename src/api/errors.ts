import { Code, ConnectError } from '@connectrpc/connect'

/** Every way in which a call can fail, as far as a page treats them differently. */
export type ApiErrorKind =
  /** The page's own server does not answer. */
  | 'server-gone'
  /** That server is there, the Flyte behind it is not. */
  | 'unreachable'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'invalid'
  | 'exists'
  | 'precondition'
  | 'too-large'
  | 'busy'
  | 'timeout'
  | 'cancelled'
  | 'unimplemented'
  | 'internal'

const KIND_OF_CODE = {
  [Code.Canceled]: 'cancelled',
  [Code.Unknown]: 'internal',
  [Code.InvalidArgument]: 'invalid',
  [Code.DeadlineExceeded]: 'timeout',
  [Code.NotFound]: 'not-found',
  [Code.AlreadyExists]: 'exists',
  [Code.PermissionDenied]: 'forbidden',
  [Code.ResourceExhausted]: 'busy',
  [Code.FailedPrecondition]: 'precondition',
  [Code.Aborted]: 'busy',
  [Code.OutOfRange]: 'invalid',
  [Code.Unimplemented]: 'unimplemented',
  [Code.Internal]: 'internal',
  [Code.Unavailable]: 'unreachable',
  [Code.DataLoss]: 'internal',
  [Code.Unauthenticated]: 'unauthenticated',
} as const satisfies Record<Code, ApiErrorKind>

const WORDS: Readonly<Record<ApiErrorKind, readonly [title: string, remedy: string]>> = {
  'server-gone': [
    'Contrail does not answer',
    'Its server may have been stopped, or the network is gone. This page tries again by itself.',
  ],
  unreachable: [
    'Flyte cannot be reached',
    'Check that it runs and that the endpoint is right. This page tries again by itself.',
  ],
  unauthenticated: ['Flyte asks for sign-in', 'This server has no sign-in set up. Ask whoever runs it.'],
  forbidden: ['Not allowed', 'Your account may not do this. Ask for access to the project.'],
  'not-found': ['Not found', 'It may have been registered elsewhere: check project, domain, name and version.'],
  invalid: ['Flyte refused the request', 'Change what it names and send it again.'],
  exists: ['It exists already', 'Choose another name or version.'],
  precondition: ['Not possible in this state', 'Reload to see the current state.'],
  'too-large': [
    'Too large to send',
    'Raise the message limits of flyteadmin and its gateway, or read the values from storage.',
  ],
  busy: ['Flyte is over a limit', 'Wait a moment and try again.'],
  timeout: ['Flyte took too long to answer', 'Try again, or ask for less at a time.'],
  cancelled: ['Cancelled', 'Try again.'],
  unimplemented: ['This Flyte cannot do that', 'Its version or its settings lack this call.'],
  internal: ['Something went wrong in Flyte', 'Try again. If it stays, the details help whoever runs it.'],
}

/** What went wrong with a call, in words for a person and with what the server said. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly kind: ApiErrorKind
  /** The server's words; may be long, and is anybody's text. */
  readonly detail: string

  constructor(kind: ApiErrorKind, detail: string, options?: ErrorOptions) {
    super(`${WORDS[kind][0]}: ${detail}`, options)
    this.kind = kind
    this.detail = detail
  }

  /** A few words that say what happened. */
  get title(): string {
    return WORDS[this.kind][0]
  }

  /** One sentence that says what to do. */
  get remedy(): string {
    return WORDS[this.kind][1]
  }

  /** Whether the same call may succeed later without anything being changed. */
  get passes(): boolean {
    return isConnectionLost(this) || this.kind === 'timeout' || this.kind === 'busy'
  }
}

/** Whether nobody answered: then every other call fails in the same way. */
export function isConnectionLost({ kind }: ApiError): boolean {
  return kind === 'server-gone' || kind === 'unreachable'
}

/** What browsers (and Node) call a request that reached nobody; any other TypeError is a defect of ours. */
const NOBODY_ANSWERED = /fetch|network|load failed/i

/** A gRPC message over a limit has no code of its own: grpc-go, connect and flyteadmin say it in these words. */
const TOO_LARGE = /larger than (max|configured)|exceeds? (platform configured )?threshold|message size/i

/** Turns whatever a call threw into an ApiError. The only reader of Connect's codes. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  if (error instanceof ConnectError) {
    if (error.code === Code.Unknown && error.cause instanceof TypeError) return toApiError(error.cause)
    const kind = KIND_OF_CODE[error.code]
    const tooLarge = error.code === Code.ResourceExhausted && TOO_LARGE.test(error.rawMessage)
    return new ApiError(tooLarge ? 'too-large' : kind, error.rawMessage, { cause: error })
  }
  if (error instanceof DOMException && error.name === 'AbortError')
    return new ApiError('cancelled', error.message, { cause: error })
  if (error instanceof TypeError && NOBODY_ANSWERED.test(error.message))
    return new ApiError('server-gone', error.message, { cause: error })
  return new ApiError('internal', error instanceof Error ? error.message : String(error), { cause: error })
}

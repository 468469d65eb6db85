import { queryOptions } from '@tanstack/react-query'
import { ApiError, type ApiErrorKind } from '../errors'

/** The beginning of a stored file. */
export interface BlobHead {
  readonly bytes: Uint8Array
  /** Size of the whole file in bytes; undefined when the store does not say. */
  readonly size: number | undefined
}

const KIND_OF_STATUS: Readonly<Record<number, ApiErrorKind | undefined>> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  413: 'too-large',
  501: 'unimplemented',
  503: 'unreachable',
  504: 'timeout',
}

/** Address below the page's own server that streams a stored file; also what a download link leads to. */
export function blobHref(basePath: string, uri: string): string {
  return `${basePath}/blob?uri=${encodeURIComponent(uri)}`
}

/** What a refusal of the page's own server says. @throws ApiError always */
async function fail(response: Response): Promise<never> {
  const text = await response.text()
  let message = text.trim() === '' ? `HTTP status ${response.status}` : text.trim()
  try {
    const document: unknown = JSON.parse(text)
    if (
      typeof document === 'object' &&
      document !== null &&
      'message' in document &&
      typeof document.message === 'string'
    )
      message = document.message
  } catch {
    // The store's own words: shown as they are.
  }
  throw new ApiError(KIND_OF_STATUS[response.status] ?? 'internal', message)
}

/**
 * Reads `length` bytes of a stored file from `start` on; fewer when it ends before.
 *
 * @throws ApiError
 */
export async function readBlobRange(
  basePath: string,
  uri: string,
  start: number,
  length: number,
  signal?: AbortSignal,
): Promise<BlobHead> {
  const response = await fetch(blobHref(basePath, uri), {
    headers: { range: `bytes=${start}-${start + length - 1}` },
    ...(signal ? { signal } : {}),
  })
  // An empty file has no first byte to ask for.
  if (response.status === 416) return { bytes: new Uint8Array(), size: totalOf(response) ?? 0 }
  if (!response.ok) return fail(response)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const whole = response.status === 200
  return {
    bytes: whole ? bytes.subarray(start, start + length) : bytes,
    size: whole ? bytes.length : totalOf(response),
  }
}

function totalOf(response: Response): number | undefined {
  const total = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1]
  return total === undefined ? undefined : Number(total)
}

/**
 * Does something with the first of some locations at which there is a file.
 *
 * @throws ApiError of the first location when there is none at any
 */
export async function atFirstFile<Result>(
  uris: readonly string[],
  read: (uri: string) => Promise<Result>,
): Promise<Result> {
  let missing: ApiError | undefined
  for (const uri of uris) {
    try {
      return await read(uri)
    } catch (error) {
      if (!(error instanceof ApiError) || error.kind !== 'not-found') throw error
      missing ??= error
    }
  }
  throw missing ?? new ApiError('not-found', 'There is no location.')
}

/**
 * The first `length` bytes of a stored file; read once, for what is stored does not change.
 *
 * @param uris locations to look at, the likeliest first
 */
export function blobHeadQuery(basePath: string, uris: readonly string[], length: number) {
  return queryOptions({
    queryKey: ['blob', uris, length],
    queryFn: ({ signal }) => atFirstFile(uris, (uri) => readBlobRange(basePath, uri, 0, length, signal)),
    staleTime: Infinity,
    structuralSharing: false,
  })
}

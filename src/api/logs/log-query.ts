import { queryOptions } from '@tanstack/react-query'
import { LOG_POLL_MS } from '../../config/timing'
import { appendLog, emptyLog, type LogText } from '../../domain/execution-log'
import { ApiError } from '../errors'

/** How much of a log is read before somebody asks for more of it, in bytes. */
export const LOG_STEP_BYTES = 16 * 1_048_576
/** What has come of a long log is shown this often, in milliseconds. */
const SHOW_EVERY_MS = 250

/** A log as it lies in the cache. */
export interface LogReading {
  readonly log: LogText
  /** Bytes that the log has by now. */
  readonly size: number
  /** Whether more was there than may be read. */
  readonly held: boolean
  /** Readings since the last one that found something new: a quiet log is asked less. */
  readonly quiet: number
  /** Whether it was read to its end after its writer had ended. */
  readonly final: boolean
}

const nothing: LogReading = { log: emptyLog, size: 0, held: false, quiet: 0, final: false }

/**
 * A log that this page's own server has, from its beginning. What has been read stays; each further reading asks for what follows.
 *
 * @param path path and query of its address on this origin
 * @param live whether more may be written to it; it is read again until then, and once more after
 * @param most bytes that may be read; `held` says that there are more
 * @throws ApiError `not-found` when there is no log
 */
export function logQuery(path: string, live: boolean, most: number) {
  const queryKey = ['log', path, { most }]
  return queryOptions({
    queryKey,
    queryFn: async ({ client, signal }): Promise<LogReading> => {
      const readings = client.getQueriesData<LogReading>({ queryKey: ['log', path] }).map(([, reading]) => reading)
      const known = readings.reduce<LogReading>(
        (longest, reading) => (reading !== undefined && reading.log.bytes > longest.log.bytes ? reading : longest),
        nothing,
      )
      const onPart = (log: LogText, size: number) => {
        if (!signal.aborted) client.setQueryData<LogReading>(queryKey, { ...nothing, log, size })
      }
      const { log, size } = await readOn(path, known.log, { most, signal, onPart })
      const grown = log.bytes > known.log.bytes
      return { log, size, held: log.bytes < size, quiet: grown ? 0 : known.quiet + 1, final: !live }
    },
    // Thousands of lines: they are kept by appending, not by comparing.
    structuralSharing: false,
    staleTime: ({ state }) => (state.data?.final === true ? Infinity : 0),
    refetchInterval: ({ state }) => {
      if (!live || state.data?.held === true) return state.data?.final === false && !live ? LOG_POLL_MS.soonest : false
      return Math.min(LOG_POLL_MS.latest, LOG_POLL_MS.soonest * 1.5 ** (state.data?.quiet ?? 0))
    },
  })
}

interface ReadOn {
  readonly most: number
  readonly signal: AbortSignal
  readonly onPart: (log: LogText, size: number) => void
}

/**
 * One request for all that follows, cut off once it is enough. It begins at the last byte that is known: to ask for what lies
 * beyond the end is an error in HTTP, which browsers report as one.
 */
async function readOn(path: string, known: LogText, { most, signal, onPart }: ReadOn) {
  const response = await fetch(path, {
    signal,
    headers: known.bytes === 0 ? {} : { range: `bytes=${known.bytes - 1}-` },
  })
  if (response.status === 404) throw new ApiError('not-found', 'There is no log: nothing was written, or it is gone.')
  if (!response.ok || response.body === null)
    throw new ApiError('internal', `The log answered with status ${response.status}.`)
  // A server that takes no ranges sends everything.
  let skip = known.bytes === 0 ? 0 : response.status === 206 ? 1 : known.bytes
  const announced = sizeOf(response, known.bytes)
  const reader = response.body.getReader()
  let log = known
  let shownAt = performance.now()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return { log, size: log.bytes }
    const fresh = value.subarray(Math.min(skip, value.length))
    skip -= value.length - fresh.length
    log = appendLog(log, fresh.subarray(0, Math.max(0, most - log.bytes)))
    if (log.bytes >= most) {
      await reader.cancel()
      return { log, size: Math.max(announced, log.bytes) }
    }
    if (performance.now() - shownAt < SHOW_EVERY_MS) continue
    onPart(log, Math.max(announced, log.bytes))
    shownAt = performance.now()
  }
}

/** Bytes of the whole log, as the answer says; 0 when it does not. */
function sizeOf({ headers, status }: Response, known: number): number {
  const ranged = /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1]
  if (ranged !== undefined) return Number(ranged)
  const length = headers.get('content-length')
  return status === 200 && length !== null ? Number(length) : known
}

/** A log as far as it has been read. Only whole lines count: what follows the last line break may still be cut inside a letter. */
export interface LogText {
  readonly lines: readonly string[]
  /** Bytes after the last line break. */
  readonly rest: Uint8Array
  /** Bytes read so far, from the beginning of the log. */
  readonly bytes: number
}

export const emptyLog: LogText = { lines: [], rest: new Uint8Array(), bytes: 0 }

const LINE_FEED = 10

/** The log with the bytes that follow what has been read. Bytes that are no UTF-8 become replacement characters. */
export function appendLog(log: LogText, bytes: Uint8Array): LogText {
  if (bytes.length === 0) return log
  const last = bytes.lastIndexOf(LINE_FEED)
  const read = log.bytes + bytes.length
  if (last < 0) return { ...log, rest: joined(log.rest, bytes), bytes: read }
  const text = new TextDecoder().decode(joined(log.rest, bytes.subarray(0, last)))
  return { lines: [...log.lines, ...text.split('\n').map(withoutReturns)], rest: bytes.slice(last + 1), bytes: read }
}

/** Its lines, with the unfinished last one when there is one. */
export function logLines(log: LogText): readonly string[] {
  if (log.rest.length === 0) return log.lines
  return [...log.lines, withoutReturns(new TextDecoder().decode(log.rest))]
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/** What a terminal would show of a line: a progress bar that returns to the line's start overwrites itself. */
function withoutReturns(line: string): string {
  if (!line.includes('\r')) return line
  const parts = line.replace(/\r+$/, '').split('\r')
  return parts.at(-1) ?? ''
}

// eslint's no-control-regex is right in general; the escape character is what this is about.
const escapes = new RegExp(
  `${String.fromCharCode(27)}(?:\\[[0-9;?]*[ -/]*[@-~]|\\][^${String.fromCharCode(7)}]*${String.fromCharCode(7)}?|[@-Z\\\\-_])`,
  'g',
)

/** A line without a terminal's escape sequences: what is searched and copied. */
export function plainLine(line: string): string {
  return line.includes(String.fromCharCode(27)) ? line.replace(escapes, '') : line
}

export type LogLevel = 'error' | 'warning'

const errorWord =
  /\b(?:ERROR|FATAL|CRITICAL|Killed|OOMKilled)\b|\bpanic:|^\s*Traceback \(most recent call last\):|^\s*[A-Za-z_][\w.]*(?:Error|Exception):/
const warningWord = /\bWARN(?:ING)?\b/

/** How bad a line is by its own words; undefined for most. */
export function logLevel(line: string): LogLevel | undefined {
  const plain = plainLine(line)
  if (errorWord.test(plain)) return 'error'
  return warningWord.test(plain) ? 'warning' : undefined
}

export interface LogSearch {
  readonly text: string
  readonly matchCase: boolean
  readonly isPattern: boolean
}

/** What finds the search in a line; undefined for nothing to find, `problem` for a pattern that is none. */
export function searchPattern({ text, matchCase, isPattern }: LogSearch): {
  readonly pattern?: RegExp
  readonly problem?: string
} {
  if (text === '') return {}
  const source = isPattern ? text : text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  try {
    return { pattern: new RegExp(source, matchCase ? 'gu' : 'giu') }
  } catch {
    return { problem: 'This is not a regular expression.' }
  }
}

/** Numbers, from 0, of the lines that a pattern matches. */
export function matchingLines(lines: readonly string[], pattern: RegExp): readonly number[] {
  const found: number[] = []
  for (const [at, line] of lines.entries()) {
    pattern.lastIndex = 0
    if (pattern.test(plainLine(line))) found.push(at)
  }
  return found
}

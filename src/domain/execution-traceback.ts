/** One call of a Python traceback. */
export interface Frame {
  readonly file: string
  readonly line: number
  readonly function: string
  /** The source line, where Python could read it. */
  readonly code: string | undefined
  /** False for the standard library, installed packages and flytekit itself. */
  readonly own: boolean
}

/** What an error text of Flyte says, taken apart. */
export interface ErrorText {
  /** One line that says what went wrong: `ValueError: Input y contains NaN.`; "" when the text is cut before it says so. */
  readonly headline: string
  /** What the exception said after its first line; "" when it said no more. */
  readonly detail: string
  /** Calls of the exception that ended the attempt, outermost first; empty when the text holds no traceback. */
  readonly frames: readonly Frame[]
  /** `[3/4] currentAttempt done`: the attempt and how many there could be. */
  readonly attempt: { readonly number: number; readonly of: number } | undefined
  /** Exit code of the container, when the text names it. */
  readonly exitCode: number | undefined
  /** Whether it is Kubernetes' report of a container's end, which tells the last lines that it wrote. */
  readonly isReport: boolean
}

const tracebackStart = /^Traceback \(most recent call last\):$/
const frameLine = /^File "([^"]+)", line (\d+)(?:, in (.+))?$/
const librarySource = /(^<|\/(?:site|dist)-packages\/|\/lib\/python\d|\/flytekit\/|\/pyflyte)/
const chainLine = /^(During handling of the above exception|The above exception was the direct cause)/
/** flytepropeller wraps the text of a task's last attempt: `[1/1] currentAttempt done. Last Error: USER::…`. */
const attemptPrefix = /^\[(\d+)\/(\d+)\] currentAttempt done\. Last Error: (?:\w+::)?/
/** What flyteplugins makes of a container's end: `[pod] terminated with exit code (1). Reason [Error]. Message: …`. */
const containerReport =
  /^\s*\[[^\]\n]*\] terminated with exit code \((\d+)\)(?:\. Reason \[([^\]\n]*)\]\. Message:([^]*))?/
const exitCodePattern = /\bexit(?:ed with)? (?:code|status):? *\(?(\d{1,3})\)?/i

/**
 * Takes an error text of Flyte apart. Never fails: a text that is none of the known forms is its own headline.
 * Source of the forms: flytekit `bin/entrypoint.py:get_traceback_str` ("Trace:", an indented traceback, "Message:"),
 * older flytekit (the traceback alone) and flytepropeller `nodes/executor.go` (the attempt prefix).
 */
export function parseErrorText(text: string): ErrorText {
  const prefix = attemptPrefix.exec(text.trimStart())
  const unprefixed = prefix === null ? text : text.trimStart().slice(prefix[0].length)
  const report = containerReport.exec(unprefixed)
  // A list cuts messages: of a report there may be no more than the exit code.
  const body = report === null ? unprefixed : (report[3] ?? '')
  const lines = body.replaceAll('\r\n', '\n').split('\n')
  const traceback = lastTraceback(lines)
  // A text that is cut within its traceback has not said anything yet.
  const message = messageOf(lines) ?? (traceback === undefined ? lines : [])
  const [headline, detail] =
    report !== null && traceback === undefined
      ? ofReport(report, body)
      : split(traceback?.message.some((line) => line.trim() !== '') ? traceback.message : message)
  const exit = exitCodePattern.exec(text)?.[1]
  return {
    headline,
    detail,
    frames: traceback?.frames ?? [],
    attempt: prefix === null ? undefined : { number: Number(prefix[1]), of: Number(prefix[2]) },
    exitCode: exit === undefined ? undefined : Number(exit),
    isReport: report !== null,
  }
}

/** A program says last why it ends; one that said nothing is known by its exit code. */
function ofReport([, code = '', reason = '']: RegExpExecArray, written: string): readonly [string, string] {
  const said = written.trim()
  const last = said.slice(said.lastIndexOf('\n') + 1).trim()
  const end = `exit code ${code}${reason === '' || reason === 'Error' ? '' : `, ${reason}`}`
  return last === '' || last === '.' ? [end, ''] : [last, said]
}

/** The frames worth showing first: the innermost of one's own and the innermost one of a library below it. */
export function telltaleFrames(frames: readonly Frame[]): {
  readonly own: readonly Frame[]
  readonly library: Frame | undefined
  /** How many frames are in neither. */
  readonly others: number
} {
  const own = frames.filter((frame) => frame.own).slice(-2)
  const last = frames.at(-1)
  const library = last === undefined || last.own ? undefined : last
  return { own, library, others: frames.length - own.length - (library === undefined ? 0 : 1) }
}

/** `/usr/lib/python3.12/site-packages/sklearn/utils/validation.py` → `sklearn/utils/validation.py`. */
export function shortFile(file: string): string {
  const library = /(?:site|dist)-packages\/(.*)$/.exec(file)?.[1]
  return library ?? file.replace(/^\/(?:root|app|home\/[^/]+)\//, '')
}

function lastTraceback(lines: readonly string[]): { frames: readonly Frame[]; message: readonly string[] } | undefined {
  const start = lines.findLastIndex((line) => tracebackStart.test(line.trim()))
  if (start < 0) return undefined
  const indent = indentOf(lines[start])
  const frames: Frame[] = []
  for (let at = start + 1; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const frame = frameLine.exec(line.trim())
    if (frame !== null) {
      const below = lines[at + 1] ?? ''
      const hasCode = indentOf(below) > indentOf(line) && below.trim() !== ''
      const file = frame[1] ?? ''
      frames.push({
        file,
        line: Number(frame[2]),
        function: frame[3] ?? '<module>',
        code: hasCode ? below.trim() : undefined,
        own: !librarySource.test(file),
      })
    } else if (line.trim() !== '' && indentOf(line) <= indent) {
      return { frames, message: messageLines(lines.slice(at), indent) }
    }
  }
  return { frames, message: [] }
}

/** The exception's own words: everything up to flytekit's "Message:", which says them again, or to the next of a chain. */
function messageLines(lines: readonly string[], indent: number): readonly string[] {
  const end = lines.findIndex((line) => /^(Message:|User error\.)$/.test(line.trim()) || chainLine.test(line.trim()))
  return (end < 0 ? lines : lines.slice(0, end)).map((line) => line.slice(Math.min(indent, indentOf(line))))
}

function messageOf(lines: readonly string[]): readonly string[] | undefined {
  const at = lines.findIndex((line) => line.trim() === 'Message:')
  return at < 0 ? undefined : lines.slice(at + 1).map((line) => line.replace(/^ {4}/, ''))
}

/** The first line that says something, and the rest. */
function split(lines: readonly string[]): readonly [string, string] {
  const first = lines.findIndex((line) => line.trim() !== '' && line.trim() !== 'Trace:')
  if (first < 0) return ['', '']
  const line = (lines[first] ?? '').trim()
  const next = lines.findIndex((other, at) => at > first && other.trim() !== '')
  // flytekit puts where it happened on the first line and what happened on the next.
  const wrapper = /^(\w[\w.]*): Error encountered while .*:$/.exec(line)
  if (wrapper !== null && next > 0)
    return [`${wrapper[1] ?? ''}: ${(lines[next] ?? '').trim()}`, textOf(lines.slice(next + 1))]
  return [line, textOf(lines.slice(first + 1))]
}

function textOf(lines: readonly string[]): string {
  return lines.join('\n').trim()
}

function indentOf(line: string | undefined): number {
  return line === undefined ? 0 : line.length - line.trimStart().length
}

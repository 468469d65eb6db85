import Anser from 'anser'
import type { ReactNode } from 'react'
import { plainLine } from '../../domain/execution-log'
import { classNames } from '../ui/class-names'
import styles from './log-lines.module.css'

export interface AnsiLineProps {
  readonly line: string
  /** Marks what it matches. */
  readonly pattern: RegExp | undefined
  /** Whether the search stands on this line. */
  readonly current: boolean
}

/** Letters of a line that are drawn; a megabyte in one line is no reading matter and would stop the page. */
const longestLine = 4_000

/** A line of a log with a terminal's colours, in the page's own tones. */
export function AnsiLine({ line, pattern, current }: AnsiLineProps) {
  const cut = line.length > longestLine
  const shown = cut ? line.slice(0, longestLine) : line
  return (
    <>
      {pattern === undefined ? coloured(shown) : marked(plainLine(shown), pattern, current)}
      {cut ? (
        <span className={styles.more}> … {(line.length - longestLine).toLocaleString('en-US')} more letters</span>
      ) : null}
    </>
  )
}

const escape = String.fromCharCode(27)

function coloured(line: string): ReactNode {
  if (!line.includes(escape)) return line
  return Anser.ansiToJson(line, { use_classes: true, remove_empty: true, json: true }).map(
    ({ content, fg, decorations }, at) => {
      const classes = classNames(
        colour(fg),
        decorations.includes('bold') && styles.bold,
        decorations.includes('dim') && styles.dim,
        decorations.includes('underline') && styles.underline,
      )
      const text = plainLine(content)
      return classes === '' ? (
        text
      ) : (
        <span key={at} className={classes}>
          {text}
        </span>
      )
    },
  )
}

/** Anser names a colour `ansi-red` or `ansi-bright-red`; tones are one strength each. Palette colours keep the text's. */
function colour(name: string | null | undefined): string | undefined {
  const plain = name?.replace(/^ansi-(?:bright-)?/, '')
  switch (plain) {
    case 'red':
      return styles.red
    case 'green':
      return styles.green
    case 'yellow':
      return styles.yellow
    case 'blue':
      return styles.blue
    case 'magenta':
      return styles.magenta
    case 'cyan':
      return styles.cyan
    case 'black':
      return styles.dim
    default:
      return undefined
  }
}

function marked(line: string, pattern: RegExp, current: boolean): ReactNode {
  const parts: ReactNode[] = []
  let reached = 0
  for (const match of line.matchAll(pattern)) {
    if (match[0] === '') continue
    if (match.index > reached) parts.push(line.slice(reached, match.index))
    reached = match.index + match[0].length
    parts.push(
      <mark key={match.index} className={current ? styles.currentMatch : undefined}>
        {match[0]}
      </mark>,
    )
  }
  parts.push(line.slice(reached))
  return parts
}

import type { Execution } from '../../domain/execution'
import type { FlyteError } from '../../domain/execution-node'
import { explainError } from '../../domain/execution-failure'
import styles from './why-line.module.css'

export interface WhyLineProps {
  readonly execution: Execution
}

/** Whether an execution has more to say about its end than its phase. */
export function hasWhy({ error, abort }: Execution): boolean {
  return error !== undefined || (abort !== undefined && abort.cause !== '')
}

/** flyteadmin cuts messages in lists to 100 bytes, less what is left of a last letter. */
const shortestCut = 97

function isCut({ message }: FlyteError): boolean {
  return new TextEncoder().encode(message).length >= shortestCut
}

/** Why it failed or was ended, in one line, from the row's own error: no call is made for it. */
export function WhyLine({ execution: { error, abort } }: WhyLineProps) {
  if (error !== undefined) {
    const { title, headline, code, isReport, exitCode } = explainError(error)
    const cut = isCut(error)
    // Of a report that is cut, the last words, which say why, are what is missing.
    const said =
      cut && isReport ? `exit code ${exitCode ?? '?'}` : `${headline === '' ? title : headline}${cut ? '…' : ''}`
    return (
      <span className={styles.line} data-tone="fail">
        <b>{code}</b>
        <span className={styles.text} data-cut="end">
          {said}
        </span>
      </span>
    )
  }
  if (abort === undefined) return null
  return (
    <span className={styles.line} data-tone="abort">
      <b>{abort.principal === '' ? 'Terminated' : `Terminated by ${abort.principal}`}</b>
      <span className={styles.text} data-cut="end">
        {abort.cause}
      </span>
    </span>
  )
}

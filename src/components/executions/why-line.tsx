import type { Execution } from '../../domain/execution'
import { explainError } from '../../domain/execution-failure'
import { type ShownError, useWholeError } from './use-whole-error'
import styles from './why-line.module.css'

export interface WhyLineProps {
  readonly execution: Execution
}

/** Whether an execution has more to say about its end than its phase. */
export function hasWhy({ error, abort }: Execution): boolean {
  return error !== undefined || (abort !== undefined && abort.cause !== '')
}

/** What an error says, in one line; "" when that is no more than its code. */
export function errorWords({ error, cut }: ShownError): string {
  const { title, headline, code, isReport, exitCode } = explainError(error)
  // Of a report that is cut, the last words, which say why, are what is missing.
  if (cut && isReport) return `exit code ${exitCode ?? '?'}`
  const words = headline === '' ? title : headline
  return words === code ? '' : `${words}${cut ? '…' : ''}`
}

/** Why it failed or was ended, in one line. */
export function WhyLine({ execution }: WhyLineProps) {
  const shown = useWholeError(execution)
  if (shown !== undefined) {
    return (
      <span className={styles.line} data-tone="fail">
        <b>{explainError(shown.error).code}</b>
        <span className={styles.text} data-cut="end">
          {errorWords(shown)}
        </span>
      </span>
    )
  }
  const { abort } = execution
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

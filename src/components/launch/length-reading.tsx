import { durationText, parseDuration } from '../../domain/literals/time-text'
import styles from './value-control.module.css'

/** A length of time in the spelling that everything else here has, and in seconds. */
export function LengthReading({ text }: { readonly text: string }) {
  const length = parseDuration(text)
  if (!length) return null
  const shown = durationText(length)
  const seconds = `${length.seconds}${length.nanos === 0 ? '' : `.${String(Math.abs(length.nanos)).padStart(9, '0').replace(/0+$/, '')}`} s`
  return <div className={styles.reading}>{shown === text.trim() ? seconds : `${shown}, ${seconds}`}</div>
}

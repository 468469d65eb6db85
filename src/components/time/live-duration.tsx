import { formatDuration } from '../../domain/times'
import { useNow } from './use-now'

export interface LiveDurationProps {
  /** Epoch milliseconds; undefined when it has not begun. */
  readonly start: number | undefined
  /** Undefined while it goes on: the text then ticks. */
  readonly end: number | undefined
}

/** How long something took, or has been going on. */
export function LiveDuration({ start, end }: LiveDurationProps) {
  if (start === undefined) return <span className="faint">–</span>
  return end === undefined ? <Ticking start={start} /> : <span className="num">{formatDuration(end - start)}</span>
}

function Ticking({ start }: { readonly start: number }) {
  return <span className="num">{formatDuration(useNow() - start)}</span>
}

import { History } from 'lucide-react'
import { formatRelative } from '../../domain/times'
import { usePreferences } from '../layout/preferences'
import { useMinute } from '../time/use-now'
import { Banner } from '../ui/banner'
import { Button } from '../ui/button'

export interface DraftNoticeProps {
  /** Epoch milliseconds. */
  readonly savedAt: number
  readonly onDiscard: () => void
  readonly onDismiss: () => void
}

/** Says that the form is as somebody left it, and gives the way back to a new one. */
export function DraftNotice({ savedAt, onDiscard, onDismiss }: DraftNoticeProps) {
  const { timeZone } = usePreferences()
  const now = useMinute()
  return (
    <Banner
      icon={History}
      title={`This is your draft of ${formatRelative(savedAt, now, timeZone)}`}
      actions={
        <>
          <Button size="sm" onClick={onDiscard}>
            Discard it
          </Button>
          <Button size="sm" variant="ghost" onClick={onDismiss}>
            Keep
          </Button>
        </>
      }
    />
  )
}

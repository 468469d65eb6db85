import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { Button } from '../ui/button'
import { Icon } from '../ui/icon'
import { IconButton } from '../ui/icon-button'
import { dismissToast, useToasts } from './toast-store'
import styles from './toasts.module.css'

const ICONS = { ok: CircleCheck, fail: CircleAlert, idle: Info } as const

/** What has happened out of sight, at the bottom right. Mounted once, in the shell. */
export function Toasts() {
  const toasts = useToasts()
  return (
    <div role="region" aria-label="Notifications" aria-live="polite" className={styles.stack}>
      {toasts.map(({ id, tone, text, action }) => (
        <div key={id} className={styles.toast} data-tone={tone}>
          <Icon of={ICONS[tone]} className={styles.icon} />
          <span className={styles.text}>{text}</span>
          {action ? (
            <Button
              size="sm"
              variant="ghost"
              onClick={() => {
                dismissToast(id)
                action.onAct()
              }}
            >
              {action.label}
            </Button>
          ) : null}
          <IconButton label="Close" icon={X} size="sm" onClick={() => dismissToast(id)} />
        </div>
      ))}
    </div>
  )
}

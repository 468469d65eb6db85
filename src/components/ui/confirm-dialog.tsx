import { useId, useState, type ReactNode } from 'react'
import { Button } from './button'
import { Dialog } from './dialog'
import { TextArea } from './text-area'
import styles from './confirm-dialog.module.css'

export interface ConfirmReason {
  readonly label: string
  /** Who will see it, or what it is for. */
  readonly hint?: string
  readonly required?: boolean
}

export interface ConfirmDialogProps {
  /** The question: "Terminate a1b2c3?" */
  readonly title: string
  /** What happens, and what stays. */
  readonly description: ReactNode
  readonly confirmLabel: string
  /** What not confirming means: "Keep running". */
  readonly cancelLabel?: string
  readonly danger?: boolean
  /** Asks for a reason, handed to `onConfirm`. */
  readonly reason?: ConfirmReason
  /** The dialog stays, busy, until it has answered; what it throws is shown in it. */
  readonly onConfirm: (reason: string) => void | Promise<void>
  readonly onClose: () => void
}

export function ConfirmDialog({
  title,
  description,
  confirmLabel,
  cancelLabel = 'Cancel',
  danger = false,
  reason,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const id = useId()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | undefined>()

  const confirm = async () => {
    if (busy) return
    if (reason?.required && text.trim() === '') {
      setProblem(`${reason.label} is needed.`)
      return
    }
    setBusy(true)
    setProblem(undefined)
    try {
      await onConfirm(text.trim())
      onClose()
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
      setBusy(false)
    }
  }

  return (
    <Dialog
      title={title}
      description={description}
      onClose={onClose}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            {cancelLabel}
          </Button>
          <Button
            variant={danger ? 'solid-danger' : 'primary'}
            loading={busy}
            onClick={() => void confirm()}
            autoFocus={reason === undefined}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      {reason === undefined ? null : (
        <div className={styles.reason}>
          <label htmlFor={id}>
            <span className="medium">{reason.label}</span>
            {reason.hint === undefined ? null : <span className="faint"> {reason.hint}</span>}
          </label>
          <TextArea
            id={id}
            rows={2}
            value={text}
            autoFocus
            onChange={setText}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void confirm()
            }}
          />
        </div>
      )}
      {problem === undefined ? null : (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </Dialog>
  )
}

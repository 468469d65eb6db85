import { type PointerEvent, useEffect, useEffectEvent, useState } from 'react'

/** What a `<dialog>` takes to be modal while it is mounted. */
export interface ModalProps {
  readonly ref: (dialog: HTMLDialogElement | null) => void
  readonly onPointerDown: (event: PointerEvent<HTMLDialogElement>) => void
}

/** The page behind is inert; Escape and a press outside ask to close; the focus goes back where it was. */
export function useModal(onClose: () => void): ModalProps {
  const [dialog, setDialog] = useState<HTMLDialogElement | null>(null)
  const close = useEffectEvent(onClose)

  // The browser's modal state and the focus are outside React.
  useEffect(() => {
    if (!dialog) return
    const before = document.activeElement
    if (!dialog.open) dialog.showModal()
    const onCancel = (event: Event) => {
      event.preventDefault()
      close()
    }
    dialog.addEventListener('cancel', onCancel)
    return () => {
      dialog.removeEventListener('cancel', onCancel)
      dialog.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [dialog])

  return {
    ref: setDialog,
    onPointerDown: (event) => {
      if (event.target === event.currentTarget && isOutside(event.currentTarget.getBoundingClientRect(), event))
        onClose()
    },
  }
}

function isOutside(box: DOMRect, { clientX: x, clientY: y }: PointerEvent): boolean {
  return x < box.left || x > box.right || y < box.top || y > box.bottom
}

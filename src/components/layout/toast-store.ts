import { useSyncExternalStore } from 'react'

export interface Toast {
  readonly id: number
  readonly tone: 'ok' | 'fail' | 'idle'
  readonly text: string
  /** What undoes it, or leads to it. */
  readonly action?: { readonly label: string; readonly onAct: () => void } | undefined
}

/** How long a toast stays, in milliseconds; one that tells of a failure stays until it is closed. */
const LIFETIME_MS = 6_000

let toasts: readonly Toast[] = []
let serial = 0
const listeners = new Set<() => void>()

function change(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

export function dismissToast(id: number): void {
  change(toasts.filter((toast) => toast.id !== id))
}

/** Says what has happened where it cannot be seen. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  const id = ++serial
  change([...toasts, { ...toast, id }])
  if (toast.tone !== 'fail') setTimeout(() => dismissToast(id), LIFETIME_MS)
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
  )
}

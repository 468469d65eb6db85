const FOCUSABLE = ':is(input, textarea, select, button):not([type=file]):not([tabindex="-1"])'

/** Gives the focus to the first control in an element; of radio buttons to the chosen one. */
export function focusFirst(element: Element | null | undefined): void {
  const first = element?.querySelector<HTMLElement>(FOCUSABLE)
  const group = first instanceof HTMLInputElement && first.type === 'radio' ? first.closest('[role=radiogroup]') : null
  ;(group?.querySelector<HTMLElement>('input:checked') ?? first)?.focus()
}

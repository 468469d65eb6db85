import { cloneElement, type ReactElement } from 'react'

export interface TooltipProps {
  /** Plain text; a line break starts a new line. */
  readonly text: string
  /** One element that passes `data-tooltip` on. Anything focusable also shows it on keyboard focus. */
  readonly children: ReactElement<{ 'data-tooltip'?: string }>
}

/** More about one element, on hover and focus. What cannot be left out belongs on the page, not here. */
export function Tooltip({ text, children }: TooltipProps) {
  return cloneElement(children, { 'data-tooltip': text })
}

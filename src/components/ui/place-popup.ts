export type Side = 'top' | 'bottom' | 'left' | 'right'
export type Align = 'start' | 'center' | 'end'

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Placement {
  readonly left: number
  readonly top: number
  readonly side: Side
  /** Room for the popup on that side; it scrolls within. */
  readonly maxHeight: number
}

export interface PlaceOptions {
  readonly side: Side
  readonly align: Align
  /** Pixels between anchor and popup. */
  readonly gap: number
  readonly viewport: { readonly width: number; readonly height: number }
}

/** Least distance to the edge of the window, in pixels. */
const margin = 8
const opposite = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' } as const satisfies Record<Side, Side>

/**
 * Where a popup goes: on the wanted side of its anchor, on the other one when that has more room and it does not fit,
 * and always inside the window. All numbers are pixels of the viewport.
 */
export function placePopup(
  anchor: Box,
  popup: { readonly width: number; readonly height: number },
  options: PlaceOptions,
): Placement {
  const { gap, viewport, align } = options
  const room = {
    top: anchor.top - gap - margin,
    bottom: viewport.height - anchor.top - anchor.height - gap - margin,
    left: anchor.left - gap - margin,
    right: viewport.width - anchor.left - anchor.width - gap - margin,
  } satisfies Record<Side, number>
  const vertical = options.side === 'top' || options.side === 'bottom'
  const needed = vertical ? popup.height : popup.width
  const other = opposite[options.side]
  const side = needed > room[options.side] && room[other] > room[options.side] ? other : options.side
  // An anchor at the very edge leaves more room beyond it than the window has.
  const tallest = viewport.height - 2 * margin
  const maxHeight = Math.max(vertical ? Math.min(room[side], tallest) : tallest, 80)
  const height = Math.min(popup.height, maxHeight)
  const along = (start: number, length: number, size: number) =>
    align === 'start' ? start : align === 'end' ? start + length - size : start + (length - size) / 2
  const left = vertical
    ? along(anchor.left, anchor.width, popup.width)
    : side === 'left'
      ? anchor.left - gap - popup.width
      : anchor.left + anchor.width + gap
  const top = !vertical
    ? along(anchor.top, anchor.height, height)
    : side === 'top'
      ? anchor.top - gap - height
      : anchor.top + anchor.height + gap
  return {
    left: clamp(left, margin, viewport.width - popup.width - margin),
    top: clamp(top, margin, viewport.height - height - margin),
    side,
    maxHeight,
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most))
}

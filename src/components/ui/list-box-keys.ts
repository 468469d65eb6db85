import type { KeyboardEvent } from 'react'
import type { ListBoxOption } from './list-box'

/**
 * What a key does to the active option of a list box; call it from the input's `onKeyDown`.
 *
 * @returns whether the key was used
 */
export function onListBoxKey(
  event: KeyboardEvent,
  options: readonly ListBoxOption[],
  active: number,
  actions: { readonly move: (index: number) => void; readonly pick: (option: ListBoxOption) => void },
): boolean {
  const last = options.length - 1
  const moves: Partial<Record<string, number>> = {
    ArrowDown: active >= last ? 0 : active + 1,
    ArrowUp: active <= 0 ? last : active - 1,
    PageDown: Math.min(last, active + 8),
    PageUp: Math.max(0, active - 8),
  }
  const next = moves[event.key]
  if (next !== undefined && last >= 0) {
    event.preventDefault()
    actions.move(next)
    return true
  }
  const option = options[active]
  if (event.key === 'Enter' && option && !option.disabled && !event.nativeEvent.isComposing) {
    event.preventDefault()
    actions.pick(option)
    return true
  }
  return false
}

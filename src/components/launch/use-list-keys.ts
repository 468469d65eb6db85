import { useState } from 'react'

function count(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => index)
}

/** Identities of the rows of a list that has none: a row keeps its control and the focus when others are added, moved or removed. */
export function useListKeys(length: number) {
  const [state, setState] = useState(() => ({ keys: count(length), next: length }))
  // Changed from elsewhere: all rows are new.
  const keys = state.keys.length === length ? state.keys : count(length)
  const fresh = Math.max(state.next, length)
  return {
    keys,
    /** Puts new rows in the place of some; gives the key of the first of them. */
    splice: (at: number, removed: number, added: number): number => {
      const made = count(added).map((index) => fresh + index)
      setState({ keys: [...keys.slice(0, at), ...made, ...keys.slice(at + removed)], next: fresh + added })
      return fresh
    },
    move: (from: number, to: number) => setState({ keys: moved(keys, from, to), next: fresh }),
  } as const
}

/** A list with one item at another place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const item = items[from]
  if (item === undefined) return items
  const rest = items.filter((_, index) => index !== from)
  return [...rest.slice(0, to), item, ...rest.slice(to)]
}

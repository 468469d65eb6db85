import { createContext } from 'react'

interface Actions {
  readonly onSelect: ((path: string) => void) | undefined
  readonly onToggle: (path: string, expanded: boolean) => void
}

/** What a press on a node does; given to the nodes of a graph beside React Flow, so that they render only when they change. */
export const GraphActions = createContext<Actions>({ onSelect: undefined, onToggle: () => undefined })

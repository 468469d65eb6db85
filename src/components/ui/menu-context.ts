import { createContext } from 'react'

/** Closes the menu that an item is in. */
export const CloseMenu = createContext<() => void>(() => undefined)

import { createContext } from 'react'

/** Opens the navigation where it is not in sight; undefined where it is. */
export const OpenNavigation = createContext<(() => void) | undefined>(undefined)

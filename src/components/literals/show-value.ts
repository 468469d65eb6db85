import { createContext } from 'react'
import type { ValueNode } from '../../domain/literals/value-tree'

/** Opens a value with room for all of it; undefined where there is nowhere to open it. */
export const ShowValue = createContext<((node: ValueNode, name: string) => void) | undefined>(undefined)

import { createContext } from 'react'
import { ConnectionWatch } from '../../api/transport/connection-watch'

/** Knows whether the server answers. By default, as in tests of pages, all is well. */
export const ConnectionContext = createContext(new ConnectionWatch(() => false))

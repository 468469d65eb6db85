import { createContext, use, useSyncExternalStore } from 'react'
import { type ConnectionState, ConnectionWatch } from '../../api/transport/connection-watch'

/** Knows whether the server answers. By default, as in tests of pages, all is well. */
export const ConnectionContext = createContext(new ConnectionWatch(() => false))

export function useConnection(): { readonly state: ConnectionState; readonly tryNow: () => void } {
  const watch = use(ConnectionContext)
  const state = useSyncExternalStore(watch.subscribe, watch.snapshot)
  return { state, tryNow: () => void watch.tryNow() }
}

import { QueryClient } from '@tanstack/react-query'
import { RECONNECT_MS } from '../../config/timing'
import { toApiError } from '../errors'

const RETRIES = 2

/** The page's cache. Calls that may succeed later are tried again; what is wrong stays wrong and is shown at once. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Without a network the browser's own server may still be there: it is on this machine as often as not.
        networkMode: 'always',
        retry: (failures, error) => toApiError(error).passes && failures < RETRIES,
        retryDelay: (failures) => Math.min(RECONNECT_MS.first * 2 ** failures, RECONNECT_MS.longest),
        refetchIntervalInBackground: false,
        staleTime: 1_000,
        gcTime: 5 * 60_000,
        throwOnError: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Error
  }
}

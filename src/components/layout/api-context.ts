import type { Transport } from '@connectrpc/connect'
import { createContext, use } from 'react'
import type { RuntimeConfig } from '../../config/runtime'

/** What every page needs to ask the control plane something. */
export interface Api {
  readonly transport: Transport
  readonly config: RuntimeConfig
}

export const ApiContext = createContext<Api | undefined>(undefined)

export function useApi(): Api {
  const api = use(ApiContext)
  if (!api) throw new Error('useApi needs an ApiContext around it.')
  return api
}

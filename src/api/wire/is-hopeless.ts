import { toApiError } from '../errors'

/**
 * Whether reading again is pointless: nothing was ever read, and the reason is none that passes. What does not exist, or is not for
 * this person, does not come by waiting.
 */
export function isHopeless({ data, error }: { readonly data: unknown; readonly error: Error | null }): boolean {
  return data === undefined && error !== null && !toApiError(error).passes
}

import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { isConnectionLost, toApiError } from '../../api/errors'
import { SKELETON_DELAY_MS } from '../../config/timing'
import { formatElapsed } from '../../domain/times'
import { useLocalNow } from '../time/use-now'
import { Banner } from '../ui/banner'
import { Button } from '../ui/button'
import { ErrorNotice } from '../ui/error-notice'
import { useConnection } from './connection-context'

/** The part of a query's result that a region shows; infinite queries have it too. */
export type RegionQuery<Data> = Pick<
  UseQueryResult<Data>,
  'data' | 'error' | 'isError' | 'isFetching' | 'dataUpdatedAt' | 'refetch' | 'failureCount'
>

export interface QueryRegionProps<Data> {
  readonly query: RegionQuery<Data>
  /** What could not be read: `the executions`. */
  readonly what: string
  /** In the final shape. */
  readonly skeleton: ReactNode
  /** Shown instead of the content when there is nothing. */
  readonly empty?: (data: Data) => ReactNode
  readonly children: (data: Data) => ReactNode
}

/** A part of a page with its four states: a skeleton, an error with a retry, empty, ready. Old data stay when a refresh fails. */
export function QueryRegion<Data>({ query, what, skeleton, empty, children }: QueryRegionProps<Data>) {
  if (query.data === undefined) {
    if (query.isError) return <RegionError query={query} what={what} />
    return <Delayed>{skeleton}</Delayed>
  }
  return (
    <>
      {query.isError ? <StaleNotice query={query} what={what} /> : null}
      {empty?.(query.data) ?? children(query.data)}
    </>
  )
}

function RegionError<Data>({ query, what }: { readonly query: RegionQuery<Data>; readonly what: string }) {
  const error = toApiError(query.error)
  return (
    <ErrorNotice
      title={
        error.kind === 'not-found'
          ? `There is no such thing: ${what}`
          : `Could not read ${what}: ${error.title.toLowerCase()}`
      }
      onRetry={() => void query.refetch()}
      retrying={query.isFetching}
      details={error.detail}
    >
      {error.remedy}
    </ErrorNotice>
  )
}

function StaleNotice<Data>({ query, what }: { readonly query: RegionQuery<Data>; readonly what: string }) {
  const now = useLocalNow()
  const { state } = useConnection()
  const error = toApiError(query.error)
  // That nobody answers is said once, above the page.
  if (isConnectionLost(error) && state.kind === 'lost') return null
  return (
    <Banner
      tone="wait"
      wide
      role="status"
      title={`${error.title}. This is how ${what} looked ${formatElapsed(now - query.dataUpdatedAt)} ago.`}
      actions={
        <Button size="sm" loading={query.isFetching} onClick={() => void query.refetch()}>
          Try again
        </Button>
      }
    />
  )
}

/** Nothing for a moment, then the skeleton: what comes at once must not flicker. */
function Delayed({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState(false)
  // A timer is outside React.
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SKELETON_DELAY_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div aria-busy="true">
      <span className="sr-only" role="status">
        Loading
      </span>
      {shown ? children : null}
    </div>
  )
}

import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { toApiError } from '../../api/errors'
import type { RegionQuery } from '../layout/query-region'
import { Button } from '../ui/button'
import { Skeleton } from '../ui/skeleton'
import styles from './file-preview.module.css'

export interface FileRegionProps<Data> {
  readonly query: RegionQuery<Data>
  readonly children: (data: Data) => ReactNode
}

/** A look into a file while it is read, when it is, or why it is not: in one line, as the value itself is there anyway. */
export function FileRegion<Data>({ query, children }: FileRegionProps<Data>) {
  if (query.data !== undefined) return children(query.data)
  if (!query.isError) return <Skeleton width="100%" height={100} />
  const { kind, title, detail } = toApiError(query.error)
  return (
    <p className={styles.problem} role="status">
      <span>
        {kind === 'not-found' ? 'There is no file at this location.' : `It could not be read: ${title.toLowerCase()}.`}
      </span>
      {kind === 'not-found' ? null : <span className="faint break">{detail}</span>}
      <Button size="sm" variant="ghost" icon={RotateCw} loading={query.isFetching} onClick={() => void query.refetch()}>
        Try again
      </Button>
    </p>
  )
}

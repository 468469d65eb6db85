import type { MessageInitShape } from '@bufbuild/protobuf'
import { type Client, createClient, type Transport } from '@connectrpc/connect'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { LIST_PAGE_SIZE, REGISTRY_POLL_MS } from '../../config/timing'
import type { EntityName } from '../../domain/entities/entity-kind'
import { containsTerm } from '../../domain/entities/filter-term'
import { type ResourceListRequestSchema, Sort_Direction } from '../gen/flyteidl/admin/common_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'

export const newestFirst = { key: 'created_at', direction: Sort_Direction.DESCENDING } as const

/** How the versions of one kind of entity are listed. */
export interface VersionSource<Version> {
  readonly keyOf: (name: EntityName) => readonly string[]
  /** One page of a list. */
  readonly list: (
    admin: Client<typeof AdminService>,
    request: MessageInitShape<typeof ResourceListRequestSchema>,
    signal: AbortSignal,
  ) => Promise<{ readonly versions: readonly Version[]; readonly token: string }>
}

/** The latest version as FlyteRemote resolves it: the one created last. Null when there is none. */
export function latestVersionQuery<Version>(
  { keyOf, list }: VersionSource<Version>,
  transport: Transport,
  name: EntityName,
) {
  return queryOptions({
    queryKey: [...keyOf(name), 'latest'],
    queryFn: async ({ signal }) => {
      const request = { id: name, limit: 1, sortBy: newestFirst }
      const { versions } = await list(createClient(AdminService, transport), request, signal)
      return versions[0] ?? null
    },
    staleTime: REGISTRY_POLL_MS,
  })
}

/** The versions of an entity, latest first, page by page; those with `search` in the version. */
export function versionsQuery<Version>(
  { keyOf, list }: VersionSource<Version>,
  transport: Transport,
  name: EntityName,
  search: string,
) {
  return infiniteQueryOptions({
    queryKey: [...keyOf(name), 'versions', search],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      list(
        createClient(AdminService, transport),
        {
          id: name,
          limit: LIST_PAGE_SIZE,
          token: pageParam,
          filters: containsTerm('version', search),
          sortBy: newestFirst,
        },
        signal,
      ),
    getNextPageParam: ({ token }) => (token === '' ? undefined : token),
    staleTime: REGISTRY_POLL_MS,
  })
}

import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { VersionCombobox } from '../../components/launch/version-combobox'
import type { EntityVersion } from '../../domain/entities/entity-kind'

interface ListedVersion {
  readonly id: EntityVersion
  readonly createdAt: number | undefined
  readonly active?: boolean
}

/** Versions page by page, as they come. */
type Versions = Pick<
  UseInfiniteQueryResult<InfiniteData<{ readonly versions: readonly ListedVersion[] }>>,
  'data' | 'hasNextPage' | 'fetchNextPage' | 'isFetching'
>

export interface VersionPickerProps {
  readonly version: string
  readonly search: string
  readonly onSearch: (search: string) => void
  /** All of them, latest first. */
  readonly all: Versions
  /** Those that the server has found. */
  readonly found: Versions
  readonly onPick: (version: string) => void
}

/** The version of what is launched, in the head of the form; the server searches. */
export function VersionPicker({ version, search, onSearch, all, found, onPick }: VersionPickerProps) {
  const latest = all.data?.pages[0]?.versions[0]?.id.version
  const wanted = search.trim().toLowerCase()
  const choices = (found.data?.pages ?? []).flatMap((page) =>
    page.versions
      // The server's search takes some letters for others.
      .filter(({ id }) => id.version.toLowerCase().includes(wanted))
      .map(({ id, createdAt, active }) => ({
        key: id.version,
        name: id.version,
        mark: [id.version === latest ? 'latest' : '', active ? 'active' : ''].filter(Boolean).join(', ') || undefined,
        createdAt,
      })),
  )
  return (
    <VersionCombobox
      label="Version"
      what="version"
      selected={version}
      text={version}
      choices={choices}
      query={search}
      onQuery={onSearch}
      onPick={onPick}
      onMore={found.hasNextPage ? () => void found.fetchNextPage() : undefined}
      loading={found.isFetching}
    />
  )
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Archive, ArchiveRestore, Ellipsis, Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { toApiError } from '../../api/errors'
import { archiveMutation, namedEntityQuery } from '../../api/named-entities/named-entity-queries'
import { paths } from '../../config/paths'
import { type EntityKind, type EntityName, kindWords } from '../../domain/entities/entity-kind'
import { splitName } from '../../domain/execution'
import { useApi } from '../layout/api-context'
import { PageFrame } from '../layout/page-frame'
import { QueryRegion } from '../layout/query-region'
import { Banner } from '../ui/banner'
import { ButtonLink } from '../ui/button-link'
import { CopyButton } from '../ui/copy-button'
import { IconButton } from '../ui/icon-button'
import { Menu } from '../ui/menu'
import { MenuItem } from '../ui/menu-item'
import { SkeletonRows } from '../ui/skeleton-rows'
import { Tabs } from '../ui/tabs'
import { Tag } from '../ui/tag'
import { entityPath, listPath } from './entity-paths'
import { EntityDescription } from './entity-description'
import columns from './columns.module.css'
import styles from './entity-page.module.css'

export interface EntityPageProps {
  readonly kind: EntityKind
  readonly of: EntityName
  /** The parts of each tab; only the chosen one is made. */
  readonly overview: () => ReactNode
  readonly versions: () => ReactNode
  readonly compare: () => ReactNode
  /** After the title: in which state it is. */
  readonly state?: ReactNode
  /** Before the launch button. */
  readonly actions?: ReactNode
}

const TABS = ['overview', 'versions', 'compare'] as const

/** The page of all versions of an entity: header, launch, and tabs. Nothing can be launched that is not there. */
export function EntityPage({ kind, of, state, actions, ...parts }: EntityPageProps) {
  const { transport } = useApi()
  const [parameters] = useSearchParams()
  const tab = TABS.find((one) => one === parameters.get('tab')) ?? 'overview'
  const entity = useQuery(namedEntityQuery(transport, kind, of))
  const archive = useMutation(archiveMutation(transport, useQueryClient(), kind))
  const { leaf, module } = splitName(of.name)
  const words = kindWords[kind]
  const path = entityPath(kind, of, of.name)
  const known = entity.data
  const toggleArchived = () => {
    if (known) archive.mutate({ id: of, archived: !known.archived, description: known.description })
  }
  return (
    <PageFrame
      documentTitle={leaf}
      title={
        <>
          {leaf}
          {known?.archived ? <Tag>archived</Tag> : null}
          {known === undefined ? null : state}
        </>
      }
      crumbs={[{ label: words.title, href: listPath(kind, of) }]}
      meta={
        <div className={columns.meta}>
          {module === '' ? null : <span className="faint break">{module}</span>}
          <CopyButton text={of.name} label="Copy the whole name" />
          {known === undefined ? null : <EntityDescription kind={kind} of={of} given={known.description} />}
        </div>
      }
      actions={
        known === undefined ? undefined : (
          <>
            <Menu label="More" align="end" trigger={<IconButton label="More" icon={Ellipsis} />}>
              <MenuItem icon={known.archived ? ArchiveRestore : Archive} onSelect={toggleArchived}>
                {known.archived ? 'Bring back from the archive' : 'Archive'}
              </MenuItem>
            </Menu>
            {actions}
            <ButtonLink
              variant="primary"
              icon={Play}
              href={paths.launch({ kind, project: of.project, domain: of.domain, name: of.name })}
            >
              Launch
            </ButtonLink>
          </>
        )
      }
      tabs={
        known === undefined ? undefined : (
          <Tabs
            label={`Parts of ${leaf}`}
            current={tab}
            panelId="entity-part"
            tabs={[
              { key: 'overview', label: 'Overview', href: path },
              { key: 'versions', label: 'Versions', href: `${path}?tab=versions` },
              { key: 'compare', label: 'Compare', href: `${path}?tab=compare` },
            ]}
          />
        )
      }
      bare
    >
      <QueryRegion
        query={entity}
        what={`${words.one} ${of.name} in ${of.project} / ${of.domain}`}
        skeleton={<SkeletonRows rows={8} />}
      >
        {() => (
          <>
            {archive.isError ? (
              <Banner tone="fail" wide role="alert" title={toApiError(archive.error).title}>
                {toApiError(archive.error).detail}
              </Banner>
            ) : null}
            <div
              id="entity-part"
              role="tabpanel"
              aria-label={tab}
              className={tab === 'overview' ? styles.body : undefined}
            >
              {parts[tab]()}
            </div>
          </>
        )}
      </QueryRegion>
    </PageFrame>
  )
}

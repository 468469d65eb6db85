import { GitCompareArrows, Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { JsonValue } from '@bufbuild/protobuf'
import { paths } from '../../config/paths'
import { type EntityKind, type EntityVersion, kindWords } from '../../domain/entities/entity-kind'
import { splitName } from '../../domain/execution'
import { PageFrame } from '../layout/page-frame'
import { QueryRegion, type RegionQuery } from '../layout/query-region'
import { RelativeTime } from '../time/relative-time'
import { ButtonLink } from '../ui/button-link'
import { CodeBlock } from '../ui/code-block'
import { CopyButton } from '../ui/copy-button'
import { MiddleTruncate } from '../ui/middle-truncate'
import { SkeletonRows } from '../ui/skeleton-rows'
import { Tabs } from '../ui/tabs'
import { entityPath, listPath, versionPath } from './entity-paths'
import columns from './columns.module.css'
import styles from './entity-page.module.css'

interface ShownVersion {
  readonly createdAt: number | undefined
  readonly json: () => JsonValue
}

export interface VersionPageProps<Version extends ShownVersion> {
  readonly kind: EntityKind
  readonly id: EntityVersion
  readonly query: RegionQuery<Version>
  /** State, at the end of the line below the title. */
  readonly meta?: (version: Version) => ReactNode
  /** Before the launch button. */
  readonly actions?: (version: Version) => ReactNode
  /** Parts between the overview and the document. */
  readonly tabs?: readonly {
    readonly key: string
    readonly label: string
    readonly content: (version: Version) => ReactNode
  }[]
  readonly overview: (version: Version) => ReactNode
}

/** The page of one version: what it is, and its document as Flyte has it. Nothing can be launched that is not there. */
export function VersionPage<Version extends ShownVersion>(props: VersionPageProps<Version>) {
  const { kind, id, query, meta, actions, tabs = [], overview } = props
  const [parameters] = useSearchParams()
  const chosen = parameters.get('tab')
  const extra = tabs.find(({ key }) => key === chosen)
  const current = extra?.key ?? (chosen === 'json' ? 'json' : 'overview')
  const { leaf } = splitName(id.name)
  const path = versionPath(kind, id, id.name, id.version)
  const version = query.data
  const all = [
    { key: 'overview', label: 'Overview', href: path },
    ...tabs.map(({ key, label }) => ({ key, label, href: `${path}?tab=${key}` })),
    { key: 'json', label: 'JSON', href: `${path}?tab=json` },
  ]
  return (
    <PageFrame
      documentTitle={`${leaf} ${id.version}`}
      title={leaf}
      crumbs={[
        { label: kindWords[kind].title, href: listPath(kind, id) },
        { label: id.name, href: entityPath(kind, id, id.name) },
      ]}
      meta={
        <div className={columns.meta}>
          <span className="faint">Version</span>
          <MiddleTruncate text={id.version} mono />
          <CopyButton text={id.version} label="Copy version" />
          {version === undefined ? null : (
            <>
              <span className="faint">
                registered <RelativeTime at={version.createdAt} />
              </span>
              {meta?.(version)}
            </>
          )}
        </div>
      }
      actions={
        version === undefined ? undefined : (
          <>
            <ButtonLink
              variant="ghost"
              icon={GitCompareArrows}
              href={`${entityPath(kind, id, id.name)}?${new URLSearchParams({ tab: 'compare', to: id.version }).toString()}`}
            >
              Compare
            </ButtonLink>
            {actions?.(version)}
            <ButtonLink variant="primary" icon={Play} href={paths.launch({ kind, ...id })}>
              Launch
            </ButtonLink>
          </>
        )
      }
      tabs={
        version === undefined ? undefined : (
          <Tabs label={`Parts of ${leaf}`} current={current} panelId="version-part" tabs={all} />
        )
      }
      bare
    >
      <QueryRegion
        query={query}
        what={`version ${id.version} of ${kindWords[kind].one} ${id.name} in ${id.project} / ${id.domain}`}
        skeleton={<SkeletonRows rows={8} />}
      >
        {(read) => (
          <div
            id="version-part"
            role="tabpanel"
            aria-label={current}
            className={extra === undefined ? styles.body : undefined}
          >
            {extra?.content(read) ?? (current === 'json' ? <Document of={read} /> : overview(read))}
          </div>
        )}
      </QueryRegion>
    </PageFrame>
  )
}

function Document({ of }: { readonly of: ShownVersion }) {
  return <CodeBlock text={JSON.stringify(of.json(), null, 2)} label="JSON of this version" />
}

import { useQuery } from '@tanstack/react-query'
import { Route } from 'lucide-react'
import { useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { type ExecutionDetail, executionQuery } from '../../api/executions/execution-query'
import { rootCauseQuery } from '../../api/node-executions/root-cause-query'
import { ExecutionActions } from '../../components/execution/execution-actions'
import { ExecutionEventsTab } from '../../components/execution/execution-events-tab'
import { ExecutionFacts } from '../../components/execution/execution-facts'
import { ExecutionGraph } from '../../components/execution/execution-graph'
import { ExecutionIo } from '../../components/execution/execution-io'
import { ExecutionSettingsTab } from '../../components/execution/execution-settings-tab'
import type { ExecutionView, LinkTo } from '../../components/execution/execution-view'
import { FailureBanner } from '../../components/execution/failure-banner'
import { FailureSteps } from '../../components/execution/failure-steps'
import { NodePanel } from '../../components/execution/node-panel'
import { NodesTab } from '../../components/execution/nodes-tab'
import { RegionBoundary } from '../../components/execution/region-boundary'
import { useExecutionTree } from '../../components/execution/use-execution-tree'
import { useApi } from '../../components/layout/api-context'
import { LiveIndicator } from '../../components/layout/live-indicator'
import { PageFrame } from '../../components/layout/page-frame'
import { QueryRegion } from '../../components/layout/query-region'
import { useRouteParam, useScope } from '../../components/layout/use-scope'
import { PhaseBadge } from '../../components/phase/phase-badge'
import { CopyButton } from '../../components/ui/copy-button'
import { IconButton } from '../../components/ui/icon-button'
import { MiddleTruncate } from '../../components/ui/middle-truncate'
import { UrlSearchField } from '../../components/layout/url-search-field'
import { SkeletonRows } from '../../components/ui/skeleton-rows'
import { Tabs } from '../../components/ui/tabs'
import { isTyping } from '../../components/ui/use-row-keys'
import { paths } from '../../config/paths'
import { executedEntity, executionEnd, hasExecutionEnded, isFailure, splitName } from '../../domain/execution'
import type { ExecutionKey } from '../../domain/execution-node'
import { workflowPhaseLook } from '../../domain/phases'
import { formatRelative } from '../../domain/times'
import { parseExecutionView, serialiseExecutionView } from './execution-state'
import styles from './execution-page.module.css'

/** One execution: what it is, why it failed, its nodes over time, and all about the node that is selected. */
export default function ExecutionPage() {
  const { project, domain } = useScope()
  const name = useRouteParam('name')
  // Another execution is another page: nothing of the one before stays.
  return <OfExecution key={`${project}/${domain}/${name}`} project={project} domain={domain} name={name} />
}

function OfExecution({ project, domain, name }: ExecutionKey) {
  const { transport } = useApi()
  const root = useMemo(() => ({ project, domain, name }), [project, domain, name])
  const query = useQuery(executionQuery(transport, root))
  const execution = query.data?.execution
  const look = execution && workflowPhaseLook(execution.phase)
  const entity = execution && executedEntity(execution)
  const ended = execution !== undefined && hasExecutionEnded(execution.phase)
  const leaf = entity === undefined ? '' : splitName(entity.name).leaf
  return (
    <PageFrame
      documentTitle={[look?.word, leaf, name].filter((part) => part !== undefined && part !== '').join(' · ')}
      crumbs={[
        { label: 'Executions', href: paths.executions(root) },
        ...(entity?.type === 'workflow' || entity?.type === 'plan'
          ? [{ label: leaf, href: paths.workflow(entity, entity.name) }]
          : entity === undefined
            ? []
            : [{ label: leaf, href: paths.task(entity, entity.name) }]),
      ]}
      title={
        <>
          {look === undefined ? null : (
            <span data-testid="execution-phase" className={styles.phase}>
              <PhaseBadge look={look} size="lg" />
            </span>
          )}
          <span className={styles.name}>
            <MiddleTruncate text={name} mono />
          </span>
          <CopyButton text={name} label="Copy the execution's id" />
        </>
      }
      status={
        <LiveIndicator
          readAt={query.dataUpdatedAt}
          live={!ended}
          failing={query.isError && query.data !== undefined}
          refreshing={query.isFetching}
          onRefresh={() => void query.refetch()}
          {...(ended ? { endedText: endedText(executionEnd(execution)) } : {})}
        />
      }
      actions={execution === undefined ? undefined : <ExecutionActions execution={execution} />}
      meta={execution === undefined ? undefined : <ExecutionFacts execution={execution} />}
      bare
    >
      <QueryRegion
        query={query}
        what={`execution ${name} in ${project} / ${domain}`}
        skeleton={<SkeletonRows rows={12} widths={[220, 64, '40%']} />}
      >
        {(detail) => <Content root={root} detail={detail} />}
      </QueryRegion>
    </PageFrame>
  )
}

function endedText(end: number | undefined): string {
  return end === undefined ? 'ended' : `ended ${formatRelative(end, Date.now(), 'local')}`
}

interface ContentProps {
  readonly root: ExecutionKey
  readonly detail: ExecutionDetail
}

function Content({ root, detail }: ContentProps) {
  const { execution, settings } = detail
  const { transport } = useApi()
  const navigate = useNavigate()
  const [parameters] = useSearchParams()
  const view = useMemo(() => parseExecutionView(parameters), [parameters])
  const [showCriticalPath, setShowCriticalPath] = useState(false)
  const tree = useExecutionTree(root, { wanted: view.node, whole: view.tab === 'graph' })
  const cause = useQuery({ ...rootCauseQuery(transport, execution), enabled: isFailure(execution.phase) })
  const linkTo: LinkTo = useCallback(
    (change) => paths.execution(root, root.name, serialiseExecutionView({ ...view, ...change })),
    [root, view],
  )
  const select = (key: string) => {
    const chosen: Partial<ExecutionView> = { node: key, attempt: undefined, item: undefined, line: undefined }
    void navigate(linkTo(key === view.node ? { ...chosen, node: undefined } : chosen))
  }
  const rowsByKey = useMemo(() => new Map(tree.rows.map((row) => [row.key, row])), [tree.rows])
  const nameOf = (key: string) => {
    const row = rowsByKey.get(key)
    return row?.type === 'node' ? row.name : undefined
  }
  const selected = view.node === undefined ? undefined : rowsByKey.get(view.node)

  const onEscape = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || view.node === undefined || isTyping(event)) return
    void navigate(linkTo({ node: undefined }))
  })
  // Escape closes the panel wherever the focus is on the page.
  useEffect(() => {
    window.addEventListener('keydown', onEscape)
    return () => window.removeEventListener('keydown', onEscape)
  }, [])

  const tabs = [
    { key: 'nodes', label: 'Nodes', href: linkTo({ tab: 'nodes' }), count: tree.complete ? tree.count : undefined },
    { key: 'graph', label: 'Graph', href: linkTo({ tab: 'graph' }) },
    { key: 'io', label: 'Inputs & outputs', href: linkTo({ tab: 'io' }) },
    { key: 'events', label: 'Events', href: linkTo({ tab: 'events' }) },
    { key: 'settings', label: 'Settings', href: linkTo({ tab: 'settings' }) },
  ] as const
  const current = tabs.find(({ key }) => key === view.tab)
  return (
    <div className={styles.content}>
      <div className={styles.main}>
        <RegionBoundary what="why it failed">
          <FailureBanner execution={execution} linkTo={linkTo} nameOf={nameOf} brief={view.tab !== 'nodes'} />
        </RegionBoundary>
        <div className={styles.tabs}>
          <Tabs
            label="About the execution"
            tabs={tabs}
            current={view.tab}
            panelId="execution-part"
            end={
              view.tab === 'nodes' ? (
                <>
                  <UrlSearchField
                    label="Find a node"
                    shortcut="/"
                    value={view.find}
                    className={styles.find ?? ''}
                    onChange={(find) => void navigate(linkTo({ find }), { replace: true })}
                  />
                  <IconButton
                    label="Critical path"
                    size="sm"
                    icon={Route}
                    aria-pressed={showCriticalPath}
                    onClick={() => setShowCriticalPath(!showCriticalPath)}
                  />
                </>
              ) : undefined
            }
          />
        </div>
        <div id="execution-part" role="tabpanel" aria-label={current?.label} className={styles.part}>
          <RegionBoundary key={view.tab} what={current?.label.toLowerCase() ?? 'this part'}>
            {view.tab === 'nodes' ? (
              <NodesTab
                execution={execution}
                tree={tree}
                selected={view.node}
                find={view.find}
                showCriticalPath={showCriticalPath}
                failedAt={cause.data?.at}
                linkTo={linkTo}
                onSelect={(row) => select(row.key)}
              />
            ) : view.tab === 'graph' ? (
              <ExecutionGraph execution={execution} tree={tree} selected={view.node} onSelect={select} />
            ) : view.tab === 'io' ? (
              <ExecutionIo execution={execution} />
            ) : view.tab === 'events' ? (
              <ExecutionEventsTab execution={execution} rows={tree.rows} linkTo={linkTo} />
            ) : (
              <ExecutionSettingsTab execution={execution} settings={settings} />
            )}
          </RegionBoundary>
        </div>
      </div>
      {view.node === undefined ? null : (
        <NodePanel
          root={root}
          selected={view.node}
          row={selected?.type === 'node' ? selected : undefined}
          view={view}
          linkTo={linkTo}
          failures={<FailureSteps rows={tree.rows} selected={view.node} linkTo={linkTo} />}
        />
      )}
    </div>
  )
}

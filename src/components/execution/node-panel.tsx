import { useQuery } from '@tanstack/react-query'
import { Maximize2, Minimize2, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { nodeExecutionQuery } from '../../api/node-executions/node-execution-query'
import { attemptsQuery } from '../../api/task-executions/attempt-queries'
import { type ExecutionKey, hasNodeEnded, type NodeExecution } from '../../domain/execution-node'
import { mapItems } from '../../domain/execution-map'
import { nodeLook } from '../../domain/execution-node-look'
import { type NodeRow, readRowKey } from '../../domain/execution-tree'
import type { PhaseLook } from '../../domain/phases'
import { useApi } from '../layout/api-context'
import { QueryRegion } from '../layout/query-region'
import { ButtonLink } from '../ui/button-link'
import { EmptyState } from '../ui/empty-state'
import { Icon } from '../ui/icon'
import { IconButton } from '../ui/icon-button'
import { PhaseGlyph } from '../ui/phase-glyph'
import { SkeletonRows } from '../ui/skeleton-rows'
import { Tabs } from '../ui/tabs'
import type { ExecutionView, LinkTo, PanelTab } from './execution-view'
import { itemLooks } from './item-looks'
import { NodeDeck } from './node-deck'
import { NodeInputs, NodeOutputs } from './node-data'
import { NodeLogs } from './node-logs'
import { NodeSummary } from './node-summary'
import { NodeTask } from './node-task'
import { PanelGrip } from './panel-grip'
import { usePanelSize } from './panel-size'
import { RegionBoundary } from './region-boundary'
import styles from './node-panel.module.css'
import type { PanelNode } from './panel-node'

export interface NodePanelProps {
  readonly root: ExecutionKey
  /** The selected row's key. */
  readonly selected: string
  /** Its row; undefined when it is not in the tree, such as below a folded one. */
  readonly row: NodeRow | undefined
  readonly view: ExecutionView
  readonly linkTo: LinkTo
  /** The way to the failed nodes before and after this one. */
  readonly failures: ReactNode
}

const titles = {
  summary: 'Summary',
  logs: 'Logs',
  inputs: 'Inputs',
  outputs: 'Outputs',
  deck: 'Deck',
  task: 'Task',
} as const satisfies Record<PanelTab, string>

/** All about one node, beside the tree; below it on narrow windows. */
export function NodePanel({ root, selected, row, view, linkTo, failures }: NodePanelProps) {
  const size = usePanelSize()
  const { execution, nodeId } = readRowKey(root, selected)
  const name = row?.name ?? nodeId
  const look = useShownLook(execution, row, view.item)
  return (
    <aside
      className={styles.panel}
      style={{ width: size.width }}
      aria-label={`Node ${name}`}
      data-testid="node-panel"
      data-tall={size.isWide ? '' : undefined}
    >
      <PanelGrip size={size} />
      <div className={styles.head}>
        <div className={styles.title}>
          {look === undefined ? null : <PhaseGlyph glyph={look.glyph} tone={look.tone} label={look.word} />}
          <h2 className="cut" data-cut="end">
            {name}
            {view.item === undefined ? null : <span className="faint">[{view.item}]</span>}
          </h2>
          {look === undefined ? null : <span className={styles.phase}>{look.word}</span>}
          <span className={styles.headTools}>
            {failures}
            <IconButton
              label={size.isWide ? 'Make the panel narrow again' : 'Make the panel wide'}
              icon={size.isWide ? Minimize2 : Maximize2}
              size="sm"
              onClick={() => size.onWide(!size.isWide)}
            />
            <ButtonLink
              variant="ghost"
              size="sm"
              aria-label="Close the panel"
              data-tooltip="Close  Esc"
              href={linkTo({ node: undefined, attempt: undefined, item: undefined, panel: 'summary', line: undefined })}
            >
              <Icon of={X} size="sm" />
            </ButtonLink>
          </span>
        </div>
        <div className={styles.path} data-cut="end">
          {row?.outline?.target === undefined ? null : `${row.outline.target.name} · `}
          <span className="mono">{nodeId}</span>
        </div>
      </div>
      <RegionBoundary key={selected} what="this node">
        {row !== undefined && row.node === undefined ? (
          <NotBegun row={row} linkTo={linkTo} view={view} />
        ) : (
          <Begun execution={execution} nodeId={nodeId} row={row} view={view} linkTo={linkTo} />
        )}
      </RegionBoundary>
    </aside>
  )
}

/** How what the panel is about looks: an item of a map task when one is chosen, else the node; undefined while that is not known. */
function useShownLook(
  execution: ExecutionKey,
  row: NodeRow | undefined,
  item: number | undefined,
): PhaseLook | undefined {
  const { transport } = useApi()
  const node = row?.node
  const { data } = useQuery({
    ...attemptsQuery(transport, execution, node?.nodeId ?? '', node !== undefined && !hasNodeEnded(node.phase)),
    enabled: node !== undefined && item !== undefined,
  })
  if (row === undefined) return undefined
  if (item === undefined) return nodeLook(node, row.outline?.gate)
  const shown = mapItems(data ?? []).find(({ index }) => index === item)
  return shown && itemLooks[shown.state]
}

function PanelTabs({
  tabs,
  current,
  linkTo,
  children,
}: {
  readonly tabs: readonly PanelTab[]
  readonly current: PanelTab
  readonly linkTo: LinkTo
  readonly children: ReactNode
}) {
  return (
    <>
      <div className={styles.tabs}>
        <Tabs
          label="About the node"
          panelId="node-panel-content"
          current={current}
          tabs={tabs.map((panel) => ({ key: panel, label: titles[panel], href: linkTo({ panel, line: undefined }) }))}
        />
      </div>
      <div role="tabpanel" id="node-panel-content" aria-label={titles[current]} tabIndex={0} className={styles.content}>
        <RegionBoundary key={current} what={`the ${titles[current].toLowerCase()}`}>
          {children}
        </RegionBoundary>
      </div>
    </>
  )
}

function NotBegun({
  row,
  linkTo,
  view,
}: {
  readonly row: NodeRow
  readonly linkTo: LinkTo
  readonly view: ExecutionView
}) {
  const target = row.outline?.target
  const isTask = target?.type === 'task'
  const current = isTask && view.panel === 'task' ? 'task' : 'summary'
  const waitsFor = row.outline?.upstream ?? []
  return (
    <PanelTabs tabs={isTask ? ['summary', 'task'] : ['summary']} current={current} linkTo={linkTo}>
      {current === 'task' && target !== undefined ? (
        <NodeTask task={target} />
      ) : (
        <EmptyState compact title={row.never ? 'It never started' : 'It has not started yet'}>
          {row.never
            ? 'The execution ended before its turn came.'
            : waitsFor.length === 0
              ? 'It starts with its workflow.'
              : `It waits for ${waitsFor.join(', ')}.`}
        </EmptyState>
      )}
    </PanelTabs>
  )
}

interface BegunProps {
  readonly execution: ExecutionKey
  readonly nodeId: string
  readonly row: NodeRow | undefined
  readonly view: ExecutionView
  readonly linkTo: LinkTo
}

function Begun({ execution, nodeId, row, view, linkTo }: BegunProps) {
  const { transport } = useApi()
  // The list has all but the whole error, so a node is read by itself only for that, or when it is in no list.
  const detail = useQuery({
    ...nodeExecutionQuery(transport, execution, nodeId),
    enabled: row?.node === undefined || row.node.error !== undefined,
  })
  const listed = row?.node
  const node =
    detail.data !== undefined && (listed === undefined || hasNodeEnded(detail.data.phase)) ? detail.data : listed
  return (
    <QueryRegion
      query={{ ...detail, data: node }}
      what={`node ${nodeId}`}
      skeleton={<SkeletonRows rows={6} widths={[80, '50%']} />}
    >
      {(known) => <Known execution={execution} node={known} row={row} view={view} linkTo={linkTo} />}
    </QueryRegion>
  )
}

function Known({ execution, node, row, view, linkTo }: Omit<BegunProps, 'nodeId'> & { readonly node: NodeExecution }) {
  const { transport } = useApi()
  const kind = row?.kind
  const mayHaveAttempts = kind !== 'workflow' && kind !== 'plan' && kind !== 'branch' && kind !== 'gate'
  const attempts = useQuery({
    ...attemptsQuery(transport, execution, node.nodeId, !hasNodeEnded(node.phase)),
    enabled: mayHaveAttempts,
  })
  const all = attempts.data ?? []
  const shown: PanelNode = {
    execution,
    node,
    row,
    name: row?.name ?? node.specId,
    attempts: all,
    attempt: all.find(({ attempt }) => attempt + 1 === view.attempt) ?? all.at(-1),
  }
  const task = shown.attempt?.task ?? row?.outline?.target
  const tabs: readonly PanelTab[] = [
    'summary',
    ...(mayHaveAttempts ? (['logs'] as const) : []),
    'inputs',
    'outputs',
    ...(node.deckUri === '' ? [] : (['deck'] as const)),
    ...(task?.type === 'task' ? (['task'] as const) : []),
  ]
  const current = tabs.find((tab) => tab === view.panel) ?? 'summary'
  return (
    <PanelTabs tabs={tabs} current={current} linkTo={linkTo}>
      {current === 'summary' ? (
        <NodeSummary shown={shown} query={attempts} reading={mayHaveAttempts} view={view} linkTo={linkTo} />
      ) : current === 'logs' ? (
        <NodeLogs shown={shown} view={view} linkTo={linkTo} />
      ) : current === 'inputs' ? (
        <NodeInputs shown={shown} item={view.item} />
      ) : current === 'outputs' ? (
        <NodeOutputs shown={shown} item={view.item} />
      ) : current === 'deck' ? (
        <NodeDeck execution={execution} nodeId={node.nodeId} />
      ) : task === undefined ? null : (
        <NodeTask task={task} />
      )}
    </PanelTabs>
  )
}

import { useNavigate } from 'react-router'
import type { Scope } from '../../config/paths'
import { type EntityKind, kindWords } from '../../domain/entities/entity-kind'
import { scheduleText } from '../../domain/entities/schedule'
import { splitName } from '../../domain/execution'
import { workflowPhaseLook } from '../../domain/phases'
import { formatDuration } from '../../domain/times'
import { RelativeTime } from '../time/relative-time'
import { Cut } from '../ui/cut'
import { PhaseGlyph } from '../ui/phase-glyph'
import { columnClass, type TableColumn } from '../ui/table-column'
import { TableRow } from '../ui/table-row'
import { VirtualTable } from '../ui/virtual-table'
import { EntityName } from './entity-name'
import { entityPath } from './entity-paths'
import type { EntityRow } from './entity-rows'
import type { ListSort } from './list-state'
import { RunStrip } from './run-strip'
import { useRowHeight } from './use-row-height'
import styles from './entity-table.module.css'

export interface EntityTableProps {
  readonly kind: EntityKind
  readonly scope: Scope
  readonly rows: readonly EntityRow[]
  readonly sort: ListSort
  readonly onSort: (sort: ListSort) => void
  /** Whether every version was counted. */
  readonly allVersions: boolean
  /** False once it is known that nothing here has run. */
  readonly mayHaveRun: boolean
  /** False once it is known that nothing here starts by itself. */
  readonly mayBePlanned: boolean
}

/** The column that differs: what a task is, when a workflow is started next, how a launch plan starts. */
const OWN_COLUMN = {
  task: { key: 'own', title: 'Type', width: 132, hideBelow: 'md' },
  workflow: { key: 'own', title: 'Next scheduled', width: 150, hideBelow: 'lg' },
  launchPlan: { key: 'own', title: 'Schedule', width: 260, hideBelow: 'sm' },
} as const satisfies Record<EntityKind, TableColumn>

const rowKey = ({ name }: EntityRow) => name

/** The list itself: a line for each name, whatever its versions. Columns that would be empty are left out. */
export function EntityTable(props: EntityTableProps) {
  const { kind, scope, rows, sort, onSort, allVersions, mayHaveRun, mayBePlanned } = props
  const navigate = useNavigate()
  const height = useRowHeight()
  const sorting = (key: ListSort) => ({
    sorted: sort === key ? (key === 'name' ? ('ascending' as const) : ('descending' as const)) : undefined,
    onSort: () => onSort(key),
  })
  const described = rows.some(({ description }) => description !== '')
  const ownColumn = kind !== 'workflow' || mayBePlanned
  const columns: readonly TableColumn[] = [
    {
      key: 'name',
      title: kindWords[kind].one.replace(/^./, (letter) => letter.toUpperCase()),
      ...(described ? { width: '30%' } : {}),
      ...sorting('name'),
    },
    ...(mayHaveRun
      ? ([
          { key: 'runs', title: kind === 'task' ? 'Runs on its own' : 'Last 20 runs', width: 154, hideBelow: 'sm' },
          { key: 'last', title: 'Last run', width: 108, ...sorting('lastRun') },
          { key: 'median', title: 'Median', width: 76, align: 'end', hideBelow: 'md', ...sorting('median') },
        ] as const)
      : []),
    ...(ownColumn ? [OWN_COLUMN[kind]] : []),
    { key: 'versions', title: 'Versions', width: 72, align: 'end', hideBelow: 'md' },
    { key: 'registered', title: 'Registered', width: 100, hideBelow: 'lg', ...sorting('registered') },
    ...(described ? [{ key: 'description', title: 'Description', hideBelow: 'md' } as const] : []),
  ]
  const hidden = (key: string) => columnClass(columns.find((column) => column.key === key) ?? {})
  return (
    <VirtualTable
      label={kindWords[kind].title}
      columns={columns}
      rows={rows}
      rowKey={rowKey}
      rowHeight={() => height}
      onOpen={({ name }) => void navigate(entityPath(kind, scope, name))}
      renderRow={(row, { cursor }) => (
        <TableRow key={row.name} cursor={cursor} style={{ height }} data-testid="entity-row">
          <td>
            <EntityName name={row.name} href={entityPath(kind, scope, row.name)} />
          </td>
          {mayHaveRun ? (
            <>
              <td className={hidden('runs')}>
                <RunStrip runs={row.runs} />
              </td>
              <td>
                <LastRun row={row} />
              </td>
              <td data-align="end" className={hidden('median')}>
                {row.median === undefined ? '' : formatDuration(row.median)}
              </td>
            </>
          ) : null}
          {ownColumn ? (
            <td className={hidden('own')}>
              <OwnCell kind={kind} row={row} />
            </td>
          ) : null}
          <td data-align="end" className={hidden('versions')}>
            {row.versions === undefined ? '' : `${row.versions.count}${allVersions ? '' : '+'}`}
          </td>
          <td className={hidden('registered')}>
            <span className="dim">
              {row.versions === undefined ? '' : <RelativeTime at={row.versions.latest.createdAt} />}
            </span>
          </td>
          {described ? (
            <td className={hidden('description')}>
              <Cut className="dim small">{row.description}</Cut>
            </td>
          ) : null}
        </TableRow>
      )}
    />
  )
}

/** How the last run went, and when; on phones with the strip, whose own column does not fit. */
function LastRun({ row: { runs } }: { readonly row: EntityRow }) {
  const last = runs[0]
  if (last === undefined) return <span className="faint">never run</span>
  const look = workflowPhaseLook(last.phase)
  return (
    <>
      <span className={styles.last} data-tone={look.tone}>
        <PhaseGlyph glyph={look.glyph} tone={look.tone} label={look.word} />
        <RelativeTime at={last.createdAt} />
      </span>
      <span className={styles.below}>
        <RunStrip runs={runs} slots={12} />
      </span>
    </>
  )
}

function OwnCell({ kind, row }: { readonly kind: EntityKind; readonly row: EntityRow }) {
  if (kind === 'task') return <Cut className="mono dim">{row.versions?.latest.of ?? ''}</Cut>
  const { plan, nextStart } = row
  if (plan === undefined) return kind === 'launchPlan' ? <PlanOf row={row} state="inactive" /> : null
  if (plan.schedule === undefined) return <PlanOf row={row} state="active, no schedule" />
  const words = scheduleText(plan.schedule)
  return (
    <span className="dim cut" data-tooltip={`${plan.id.name}\n${words}`}>
      {nextStart === undefined ? words : <RelativeTime at={nextStart} />}
      {nextStart === undefined || kind === 'workflow' ? null : <span className="faint"> · {words}</span>}
    </span>
  )
}

/** A plan that does not start by itself is at least a plan of something. */
function PlanOf({ row: { name, versions }, state }: { readonly row: EntityRow; readonly state: string }) {
  const workflow = versions?.latest.of ?? ''
  return (
    <span className="faint cut">
      {workflow === '' || workflow === name ? '' : `of ${splitName(workflow).leaf}, `}
      {state}
    </span>
  )
}

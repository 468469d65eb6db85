import { memo, useRef } from 'react'
import { paths } from '../../config/paths'
import { executedEntity, type Execution, notableLaunched, splitName } from '../../domain/execution'
import type { EntityReference } from '../../domain/execution-outline'
import { workflowPhaseLook } from '../../domain/phases'
import { EntityName } from '../entities/entity-name'
import { PhaseLabel } from '../phase/phase-label'
import { RelativeTime } from '../time/relative-time'
import { Checkbox } from '../ui/checkbox'
import { Link } from '../ui/link'
import { MiddleTruncate } from '../ui/middle-truncate'
import { TableRow } from '../ui/table-row'
import { Tag } from '../ui/tag'
import { DurationBar } from './duration-bar'
import { StartedBy } from './started-by'
import { type TableLayout, tableLayouts } from './use-table-layout'
import { hasWhy, WhyLine } from './why-line'
import styles from './execution-row.module.css'

export interface ExecutionRowProps {
  readonly execution: Execution
  readonly layout: TableLayout
  readonly selected: boolean
  readonly cursor: boolean
  /** Milliseconds that fill a duration's bar. */
  readonly longest: number
  /** Pixels of the first line. */
  readonly height: number
  /** `range`: from the last one chosen to this one. */
  readonly onSelect: (name: string, selected: boolean, range: boolean) => void
}

/** One execution: its line, and below it why it failed, when it did. */
export const ExecutionRow = memo(function ExecutionRow(props: ExecutionRowProps) {
  const { execution, layout, selected, cursor, height } = props
  const why = hasWhy(execution)
  if (layout === 'two lines') return <TwoLineRow {...props} />
  return (
    <>
      <TableRow data-testid="execution-row" selected={selected} cursor={cursor} continued={why} style={{ height }}>
        <Cells {...props} />
      </TableRow>
      {why ? (
        <TableRow selected={selected} continuation>
          <td colSpan={2} />
          <td colSpan={tableLayouts.length - tableLayouts.indexOf(layout) + 2}>
            <WhyLine execution={execution} />
          </td>
        </TableRow>
      ) : null}
    </>
  )
})

function SelectBox({ execution, selected, onSelect }: ExecutionRowProps) {
  const { name } = execution.key
  const range = useRef(false)
  return (
    <span
      // A change does not tell which keys were held; the click that makes it comes first, and does.
      onClickCapture={(event) => {
        range.current = event.shiftKey
      }}
    >
      <Checkbox checked={selected} label={`Select ${name}`} onChange={(on) => onSelect(name, on, range.current)} />
    </span>
  )
}

/** Whether a layout still has what `layout` leaves out. */
function has(current: TableLayout, gone: TableLayout): boolean {
  return tableLayouts.indexOf(current) < tableLayouts.indexOf(gone)
}

function Cells(props: ExecutionRowProps) {
  const { execution, layout, longest } = props
  const entity = executedEntity(execution)
  return (
    <>
      <td>
        <SelectBox {...props} />
      </td>
      <td>
        <PhaseLabel look={workflowPhaseLook(execution.phase)} />
      </td>
      <td>
        <Link href={paths.execution(execution.key, execution.key.name)}>
          <MiddleTruncate text={execution.key.name} mono />
        </Link>
      </td>
      <td>{entity === undefined ? <span className="faint">unknown</span> : <Entity entity={entity} />}</td>
      {has(layout, 'no version') ? (
        <td>
          {entity === undefined ? null : (
            <Link href={versionPath(entity)} className="dim">
              <MiddleTruncate text={entity.version} mono />
            </Link>
          )}
        </td>
      ) : null}
      {has(layout, 'no plan') ? (
        <td>
          <Launched execution={execution} />
        </td>
      ) : null}
      {has(layout, 'no starter') ? (
        <td>
          <StartedBy execution={execution} />
        </td>
      ) : null}
      <td data-align="end">
        <RelativeTime at={execution.createdAt} />
      </td>
      <td data-align="end">
        <DurationBar execution={execution} longest={longest} />
      </td>
      {has(layout, 'no tags') ? (
        <td>
          <Tags tags={execution.tags} />
        </td>
      ) : null}
    </>
  )
}

function TwoLineRow(props: ExecutionRowProps) {
  const { execution, selected, cursor, longest } = props
  const entity = executedEntity(execution)
  const { name } = execution.key
  return (
    <TableRow data-testid="execution-row" selected={selected} cursor={cursor}>
      <td>
        <SelectBox {...props} />
      </td>
      <td>
        <div className={styles.lines}>
          <Link href={paths.execution(execution.key, name)} className={styles.name}>
            <span className="cut medium">{entity === undefined ? name : splitName(entity.name).leaf}</span>
          </Link>
          <span className={styles.bar}>
            <DurationBar execution={execution} longest={longest} />
          </span>
          <span className={styles.facts}>
            <PhaseLabel look={workflowPhaseLook(execution.phase)} />
            <MiddleTruncate text={name} mono className="faint" />
          </span>
          <span className="small dim">
            <RelativeTime at={execution.createdAt} />
          </span>
          {hasWhy(execution) ? (
            <span className={styles.why}>
              <WhyLine execution={execution} />
            </span>
          ) : null}
        </div>
      </td>
    </TableRow>
  )
}

function Entity({ entity }: { readonly entity: EntityReference }) {
  const href = {
    workflow: () => paths.workflow(entity, entity.name),
    task: () => paths.task(entity, entity.name),
    plan: () => paths.launchPlan(entity, entity.name),
  }[entity.type]()
  return <EntityName name={entity.name} href={href} />
}

function versionPath(entity: EntityReference): string {
  return {
    workflow: () => paths.workflowVersion(entity, entity.name, entity.version),
    task: () => paths.taskVersion(entity, entity.name, entity.version),
    plan: () => paths.launchPlanVersion(entity, entity.name, entity.version),
  }[entity.type]()
}

function Launched({ execution }: { readonly execution: Execution }) {
  const launched = notableLaunched(execution)
  if (execution.launched?.type === 'task') return <span className="faint">single task</span>
  if (launched !== undefined)
    return (
      <Link href={versionPath(launched)} className="dim">
        <MiddleTruncate text={splitName(launched.name).leaf} />
      </Link>
    )
  if (execution.launched === undefined) return null
  return (
    <Link href={versionPath(execution.launched)} className="faint" data-tooltip={execution.launched.name}>
      default
    </Link>
  )
}

function Tags({ tags }: { readonly tags: readonly string[] }) {
  const [first, ...others] = tags
  if (first === undefined) return null
  return (
    <span className={styles.tags} data-tooltip={tags.length > 1 ? tags.join('\n') : undefined}>
      <Tag>{first}</Tag>
      {others.length > 0 ? <span className="faint small">+{others.length}</span> : null}
    </span>
  )
}

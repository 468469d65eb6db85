import { paths } from '../../config/paths'
import { type Execution, executionEnd, splitName } from '../../domain/execution'
import { workflowPhaseLook } from '../../domain/phases'
import { PhaseLabel } from '../phase/phase-label'
import { LiveDuration } from '../time/live-duration'
import { RelativeTime } from '../time/relative-time'
import { Link } from '../ui/link'
import { MiddleTruncate } from '../ui/middle-truncate'
import { Table } from '../ui/table'
import { columnClass, type TableColumn } from '../ui/table-column'
import { TableRow } from '../ui/table-row'

export interface RunTableProps {
  readonly runs: readonly Execution[]
}

const columns: readonly TableColumn[] = [
  { key: 'phase', title: 'Status', width: 116 },
  { key: 'name', title: 'Execution' },
  { key: 'version', title: 'Version', width: '18%', hideBelow: 'md' },
  { key: 'plan', title: 'Launched', width: '18%', hideBelow: 'lg' },
  { key: 'created', title: 'Created', width: 80 },
  { key: 'duration', title: 'Duration', width: 72, align: 'end' },
]

/** A few executions of one entity, latest first. */
export function RunTable({ runs }: RunTableProps) {
  return (
    <Table label="Recent executions" columns={columns} flush>
      {runs.map((run) => (
        <TableRow key={run.key.name}>
          <td>
            <PhaseLabel look={workflowPhaseLook(run.phase)} />
          </td>
          <td>
            <Link href={paths.execution(run.key, run.key.name)}>
              <MiddleTruncate text={run.key.name} mono />
            </Link>
          </td>
          <td className={columnClass({ hideBelow: 'md' })}>
            <MiddleTruncate text={run.launched?.version ?? run.workflow?.version ?? ''} mono className="dim" />
          </td>
          <td className={columnClass({ hideBelow: 'lg' })}>
            <span className="dim cut">
              {run.mode}
              {run.launched?.type === 'plan' && run.launched.name !== run.workflow?.name
                ? `, ${splitName(run.launched.name).leaf}`
                : ''}
            </span>
          </td>
          <td className="dim">
            <RelativeTime at={run.createdAt} />
          </td>
          <td data-align="end">
            <LiveDuration start={run.startedAt} end={executionEnd(run)} />
          </td>
        </TableRow>
      ))}
    </Table>
  )
}

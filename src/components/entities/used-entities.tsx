import type { CompiledWorkflowClosure } from '../../api/gen/flyteidl/core/compiler_pb'
import type { Identifier } from '../../api/gen/flyteidl/core/identifier_pb'
import { paths } from '../../config/paths'
import { splitName } from '../../domain/execution'
import { Link } from '../ui/link'
import { MiddleTruncate } from '../ui/middle-truncate'
import { Table } from '../ui/table'
import { columnClass, type TableColumn } from '../ui/table-column'
import { TableRow } from '../ui/table-row'
import { Section } from './section'

export interface UsedEntitiesProps {
  readonly closure: CompiledWorkflowClosure
  /** Version and place of the workflow: what is the same is not said again. */
  readonly version: string
}

const columns: readonly TableColumn[] = [
  { key: 'name', title: 'Name' },
  { key: 'type', title: 'Type', width: 130, hideBelow: 'sm' },
  { key: 'version', title: 'Version', width: '26%' },
]

/** Tasks and sub-workflows that a workflow is made of, each with the way to its page. */
export function UsedEntities({ closure, version }: UsedEntitiesProps) {
  const subWorkflows = closure.subWorkflows.flatMap(({ template }) => template?.id ?? [])
  const row = (kind: 'task' | 'workflow', id: Identifier, type: string) => {
    const { leaf, module } = splitName(id.name)
    const href =
      kind === 'task' ? paths.taskVersion(id, id.name, id.version) : paths.workflowVersion(id, id.name, id.version)
    return (
      <TableRow key={`${kind} ${id.name} ${id.version}`}>
        <td data-cut="end">
          <Link href={href} className="medium">
            {leaf}
          </Link>{' '}
          <span className="small faint">{module}</span>
        </td>
        <td className={columnClass({ hideBelow: 'sm' })}>
          <span className="small dim">{type}</span>
        </td>
        <td>
          {id.version === version ? (
            <span className="small faint">the same</span>
          ) : (
            <MiddleTruncate text={id.version} mono className="dim" />
          )}
        </td>
      </TableRow>
    )
  }
  const tasks = closure.tasks.flatMap(({ template }) =>
    template?.id ? [{ id: template.id, type: template.type }] : [],
  )
  if (tasks.length + subWorkflows.length === 0) return null
  return (
    <Section title="Made of" note={`${tasks.length} tasks, ${subWorkflows.length} sub-workflows`}>
      <Table label="Tasks and sub-workflows" columns={columns} flush>
        {subWorkflows.map((id) => row('workflow', id, 'sub-workflow'))}
        {tasks.map(({ id, type }) => row('task', id, type))}
      </Table>
    </Section>
  )
}

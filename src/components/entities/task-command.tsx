import type { TaskTemplate } from '../../api/gen/flyteidl/core/tasks_pb'
import { CodeBlock } from '../ui/code-block'
import { Table } from '../ui/table'
import { TableRow } from '../ui/table-row'
import { Section } from './section'
import styles from './columns.module.css'

export interface TaskCommandProps {
  readonly template: TaskTemplate
}

const columns = [
  { key: 'name', title: 'Variable', width: '35%' },
  { key: 'value', title: 'Value' },
] as const

/** What the container of a task starts, and with which environment. Nothing for tasks without a container. */
export function TaskCommand({ template }: TaskCommandProps) {
  if (template.target.case !== 'container') return null
  const { command, args, env } = template.target.value
  // Options begin a line of their own, with their value behind them.
  const lines = [...command, ...args].reduce<readonly string[]>((before, word) => {
    const shown = /^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
    const last = before.at(-1)
    if (last === undefined || word.startsWith('--')) return [...before, shown]
    return [...before.slice(0, -1), `${last} ${shown}`]
  }, [])
  return (
    <div className={styles.stack}>
      {lines.length === 0 ? null : (
        <Section title="Command">
          <CodeBlock text={lines.join(' \\\n  ')} label="command line" wrap />
        </Section>
      )}
      {env.length === 0 ? null : (
        <Section title="Environment">
          <Table label="Environment" columns={columns} flush>
            {env.map(({ key, value }) => (
              <TableRow key={key}>
                <td className="mono cut" data-cut="end">
                  {key}
                </td>
                <td className="mono dim cut" data-cut="end">
                  {value}
                </td>
              </TableRow>
            ))}
          </Table>
        </Section>
      )}
    </div>
  )
}

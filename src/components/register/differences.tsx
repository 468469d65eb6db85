import type { FieldChange } from '../../domain/entities/field-changes'
import { Table } from '../ui/table'
import { TableRow } from '../ui/table-row'
import styles from './entry-list.module.css'

export interface DifferencesProps {
  readonly changes: readonly FieldChange[]
}

const SHOWN = 40
const columns = [
  { key: 'field', title: 'Field', width: '34%' },
  { key: 'before', title: 'Registered' },
  { key: 'after', title: 'In this package' },
] as const

/** What is not the same, field by field; folded up, as there may be many of them. */
export function Differences({ changes }: DifferencesProps) {
  return (
    <details className={styles.differences}>
      <summary>
        {changes.length} {changes.length === 1 ? 'field differs' : 'fields differ'}
      </summary>
      <Table label="Differences" columns={columns} flush>
        {changes.slice(0, SHOWN).map(({ field, before, after }) => (
          <TableRow key={field}>
            <td className="mono cut" data-cut="end">
              {field}
            </td>
            <Value sign="−" text={before} />
            <Value sign="+" text={after} />
          </TableRow>
        ))}
      </Table>
      {changes.length > SHOWN ? (
        <p className="small faint">
          {SHOWN} of {changes.length} fields
        </p>
      ) : null}
    </details>
  )
}

function Value({ sign, text }: { readonly sign: '−' | '+'; readonly text: string | undefined }) {
  if (text === undefined) return <td className="faint">not there</td>
  return (
    <td data-tone={sign === '+' ? 'ok' : 'fail'} className={styles.changed}>
      <span className="mono cut" data-cut="end">
        {sign} {text}
      </span>
    </td>
  )
}

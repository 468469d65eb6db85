import { type FieldChange, type MarkedText, markChange } from '../../domain/entities/field-changes'
import styles from './diff-table.module.css'

export interface DiffTableProps {
  readonly label: string
  /** Titles of the two sides. */
  readonly before: string
  readonly after: string
  readonly changes: readonly FieldChange[]
}

/** What is not the same, field by field: the sign stands in the cell, the part that changed is underlined. */
export function DiffTable({ label, before, after, changes }: DiffTableProps) {
  return (
    <table aria-label={label} className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">{before}</th>
          <th scope="col">{after}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => {
          const marked = markChange(change.before ?? '', change.after ?? '')
          const both = change.before !== undefined && change.after !== undefined
          return (
            <tr key={change.field}>
              <th scope="row">{change.field}</th>
              <Side sign="−" text={change.before} marked={both ? marked.before : undefined} />
              <Side sign="+" text={change.after} marked={both ? marked.after : undefined} />
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

interface SideProps {
  readonly sign: '−' | '+'
  readonly text: string | undefined
  readonly marked: MarkedText | undefined
}

/** Only the end of what is the same in front of a change matters; a command can be long. */
const CONTEXT = 160

function Side({ sign, text, marked }: SideProps) {
  if (text === undefined) return <td className={styles.none}>not there</td>
  return (
    <td className={sign === '+' ? styles.added : styles.removed}>
      <span className="sr-only">{sign === '+' ? 'after: ' : 'before: '}</span>
      {marked === undefined ? (
        <span>{text === '' ? '""' : text}</span>
      ) : (
        <>
          {marked.head.length > CONTEXT ? (
            <span data-tooltip={marked.head}>…{marked.head.slice(-CONTEXT)}</span>
          ) : (
            marked.head
          )}
          {marked.changed === '' ? null : <mark>{marked.changed}</mark>}
          {marked.tail.length > CONTEXT ? (
            <span data-tooltip={marked.tail}>{marked.tail.slice(0, CONTEXT)}…</span>
          ) : (
            marked.tail
          )}
        </>
      )}
    </td>
  )
}

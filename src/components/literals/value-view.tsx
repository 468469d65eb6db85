import { type BranchNode, inlineTokens, sizeWords, type ValueNode } from '../../domain/literals/value-tree'
import { formatCount, formatRelative } from '../../domain/times'
import { usePreferences } from '../layout/preferences'
import { useMinute } from '../time/use-now'
import { CodeBlock } from '../ui/code-block'
import { ApartValue } from './apart-value'
import { StoredValue } from './stored-value'
import { ValueTokens } from './value-tokens'
import { ValueTreeView } from './value-tree-view'
import { VariantPick } from './variant-pick'
import styles from './value-view.module.css'

export interface ValueViewProps {
  readonly node: ValueNode
  /** What it is called; a stored file may take its name from it. */
  readonly name: string
}

/** Longest value that stands on one line. */
const LINE = 84

/** One value, whatever it is. */
export function ValueView({ node, name }: ValueViewProps) {
  switch (node.kind) {
    case 'leaf':
      return (
        <span className={styles.line}>
          <ValueTokens tokens={node.tokens} />
          {node.note === '' ? null : <span className={styles.note}>{node.note}</span>}
          {node.time === undefined ? null : <TimeNote at={node.time} />}
        </span>
      )
    case 'passage':
      return <Passage text={node.text} />
    case 'branch':
      return <Branch node={node} name={name} />
    case 'union':
      return (
        <span className={styles.line}>
          <VariantPick variants={node.variants} chosen={node.chosen} />
          <ValueView node={node.value} name={name} />
        </span>
      )
    case 'stored':
      return <StoredValue node={node} name={name} />
    case 'apart':
      return (
        <ApartValue node={node} name={name}>
          {(inner) => <ValueView node={inner} name={name} />}
        </ApartValue>
      )
  }
}

/** How long ago it was, or will be, and what the clock here says where that differs. */
function TimeNote({ at }: { readonly at: number }) {
  const now = useMinute()
  const { timeZone } = usePreferences()
  return <span className={styles.note}>{formatRelative(at, now, timeZone)}</span>
}

/** A text of several lines. */
export function Passage({ text }: { readonly text: string }) {
  const lines = text.split('\n').length
  return (
    <div className={styles.block}>
      <CodeBlock label="text" wrap text={text} maxHeight={220} />
      <span className={styles.foot}>
        {lines > 1 ? `${formatCount(lines)} lines, ` : ''}
        {formatCount(text.length)} characters
      </span>
    </div>
  )
}

/** Entries in two columns are easiest to read while they are few and short. */
const FEW_ENTRIES = 12
const SHORT_ENTRY = 48

function columnsOf(node: BranchNode) {
  if (node.list || node.title !== '' || node.size < 2 || node.size > FEW_ENTRIES) return undefined
  const entries = Array.from({ length: node.size }, (_, index) => {
    const { label, node: value } = node.child(index)
    return value.kind === 'leaf' ? { label, value, tokens: inlineTokens(value, SHORT_ENTRY) } : undefined
  })
  return entries.every((entry) => entry?.tokens !== undefined && entry.label.length <= SHORT_ENTRY)
    ? entries.flatMap((entry) => (entry?.tokens ? [{ ...entry, tokens: entry.tokens }] : []))
    : undefined
}

function Branch({ node, name }: { readonly node: BranchNode; readonly name: string }) {
  const tokens = inlineTokens(node, LINE)
  if (node.size === 0)
    return (
      <span className={styles.line}>
        <ValueTokens tokens={[{ kind: 'plain', text: node.list ? '[]' : '{}' }]} />
        <span className={styles.note}>
          {node.title === '' ? (node.list ? 'an empty list' : 'an empty dict') : `${node.title} without fields`}
        </span>
      </span>
    )
  const columns = columnsOf(node)
  if (columns)
    return (
      <table className={styles.columns}>
        <tbody>
          {columns.map(({ label, value, tokens: shown }) => (
            <tr key={label}>
              <th scope="row">
                <ValueTokens tokens={[{ kind: 'text', text: label }]} />
              </th>
              <td data-number={value.tokens[0]?.kind === 'number' ? '' : undefined}>
                <ValueTokens tokens={shown} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )
  if (tokens)
    return (
      <span className={styles.line}>
        <ValueTokens tokens={tokens} />
        <span className={styles.note}>{sizeWords(node)}</span>
      </span>
    )
  return <ValueTreeView root={node} name={name} />
}

import { isJsonArray, isJsonNumber, isJsonObject, type Json } from '../../domain/literals/old-json-text'
import { FoldedItems } from './folded-items'
import styles from './literal-view.module.css'

/** A JSON value as a tree; numbers with every digit. */
export function JsonTree({ value }: { readonly value: Json }) {
  if (value === null) return <span className={styles.keyword}>None</span>
  if (typeof value === 'boolean') return <span className={styles.keyword}>{value ? 'True' : 'False'}</span>
  if (typeof value === 'string') return <span className={styles.text}>&quot;{value}&quot;</span>
  if (isJsonNumber(value)) return <span className={styles.number}>{value.value}</span>
  if (isJsonArray(value)) {
    return (
      <FoldedItems
        brackets="[]"
        count={value.length}
        item={(index) => ({
          key: String(index),
          label: String(index),
          value: <JsonTree value={value[index] ?? null} />,
        })}
      />
    )
  }
  const entries = isJsonObject(value) ? Object.entries(value) : []
  return (
    <FoldedItems
      brackets="{}"
      count={entries.length}
      item={(index) => {
        const [key = '', item = null] = entries[index] ?? []
        return { key, label: key, value: <JsonTree value={item} /> }
      }}
    />
  )
}

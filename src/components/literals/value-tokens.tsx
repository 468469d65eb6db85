import type { Token } from '../../domain/literals/value-tree'
import styles from './value-tokens.module.css'

/** A value in Python's spelling, coloured. */
export function ValueTokens({ tokens }: { readonly tokens: readonly Token[] }) {
  return (
    <span className={styles.value}>
      {tokens.map(({ kind, text }, index) => (
        <span key={index} className={styles[kind]}>
          {text}
        </span>
      ))}
    </span>
  )
}

import type { FlyteError } from '../../domain/execution-node'
import { explainError } from '../../domain/execution-failure'
import { CodeBlock } from '../ui/code-block'
import styles from './node-panel.module.css'

/** An error with its title, whose fault it is, and its text. */
export function ErrorDetail({ error }: { readonly error: FlyteError }) {
  const explained = explainError(error)
  return (
    <div className={styles.errorBox}>
      <h3>{explained.title}</h3>
      <p>
        {explained.kind} error · <span className="mono break">{explained.code}</span>
        {explained.exitCode === undefined ? '' : ` · exit ${explained.exitCode}`}
      </p>
      {error.message === '' || error.message === explained.title ? null : (
        <CodeBlock text={error.message} label="error" wrap maxHeight={220} />
      )}
    </div>
  )
}

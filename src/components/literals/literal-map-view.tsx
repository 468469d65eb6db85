import type { Literal } from '../../api/gen/flyteidl/core/literals_pb'
import type { LiteralType } from '../../api/gen/flyteidl/core/types_pb'
import { printJson } from '../../domain/literals/old-json-text'
import { literalToJson } from '../../domain/literals/literal-json'
import { pythonDict } from '../../domain/literals/old-python-text'
import { typeName } from '../../domain/literals/old-type-name'
import { CopyButton } from '../ui/copy-button'
import { LiteralView } from './literal-view'
import styles from './literal-map-view.module.css'

/** A named value's declaration, as far as a viewer needs it; interfaces' variables are such. */
export interface ValueDeclaration {
  readonly type?: LiteralType | undefined
  readonly description?: string
}

export interface LiteralMapViewProps {
  /** What they are: `Inputs`. */
  readonly label: string
  readonly literals: Readonly<Record<string, Literal>>
  /** The interface; values without a declaration are shown as they are. */
  readonly variables?: Readonly<Record<string, ValueDeclaration>> | undefined
  /** Said when there are none. */
  readonly emptyText: string
}

/** Named values: name and type at the left, the value at the right; whole in JSON or Python by one click. */
export function LiteralMapView({ label, literals, variables = {}, emptyText }: LiteralMapViewProps) {
  const names = Object.keys(literals)
  if (names.length === 0) return <p className="dim">{emptyText}</p>
  const types = Object.fromEntries(names.map((name) => [name, variables[name]?.type]))
  const asJson = () =>
    printJson(Object.fromEntries(names.map((name) => [name, literalToJson(literals[name], types[name])])), 2)
  return (
    <section aria-label={label}>
      <header className={styles.head}>
        <h2 className={styles.title}>{label}</h2>
        <span className={styles.copies}>
          <span className="small faint">JSON</span>
          <CopyButton text={asJson} label={`Copy ${label.toLowerCase()} as JSON`} />
          <span className="small faint">Python</span>
          <CopyButton text={() => pythonDict(literals, types)} label={`Copy ${label.toLowerCase()} as Python`} />
        </span>
      </header>
      <dl>
        {names.map((name) => (
          <div key={name} className={styles.entry}>
            <dt className={styles.name}>
              <span className="break">{name}</span>
              <span className={styles.type}>{types[name] ? typeName(types[name]) : ''}</span>
            </dt>
            <dd className={styles.value}>
              <LiteralView literal={literals[name]} type={types[name]} name={name} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

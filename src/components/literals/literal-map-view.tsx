import { useState } from 'react'
import type { Literal } from '../../api/gen/flyteidl/core/literals_pb'
import type { LiteralType } from '../../api/gen/flyteidl/core/types_pb'
import { literalsJson, valueText } from '../../domain/literals/literals-text'
import { importLines, pythonDict } from '../../domain/literals/python-text'
import { typeName, typeNote } from '../../domain/literals/type-name'
import { formatCount } from '../../domain/times'
import { CodeBlock } from '../ui/code-block'
import { CopyButton } from '../ui/copy-button'
import { SegmentedControl } from '../ui/segmented-control'
import { LiteralView } from './literal-view'
import { ValueStage } from './value-stage'
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

const VIEWS = [
  { value: 'values', label: 'Values' },
  { value: 'json', label: 'JSON' },
  { value: 'python', label: 'Python' },
] as const
type View = (typeof VIEWS)[number]['value']

/** Named values: name and type at the left, the value at the right; also as JSON and as Python, to look at and to copy. */
export function LiteralMapView({ label, literals, variables = {}, emptyText }: LiteralMapViewProps) {
  const [view, setView] = useState<View>('values')
  const names = Object.keys(literals).sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
  const types = Object.fromEntries(names.map((name) => [name, variables[name]?.type]))
  const text = () => (view === 'python' ? pythonText(literals, types) : literalsJson(literals, types))
  return (
    <section aria-label={label} className={styles.map}>
      <header className={styles.head}>
        <h3 className={styles.title}>{label}</h3>
        {names.length === 0 ? null : (
          <>
            <span className={styles.count}>{formatCount(names.length)}</span>
            <span className={styles.end}>
              <SegmentedControl label={`${label} as`} options={VIEWS} value={view} onChange={setView} />
              <CopyButton
                text={text}
                label={`Copy ${label.toLowerCase()} as ${view === 'python' ? 'Python' : 'JSON'}`}
              />
            </span>
          </>
        )}
      </header>
      {names.length === 0 ? (
        <p className={styles.empty}>{emptyText}</p>
      ) : view === 'values' ? (
        <ValueStage>
          <dl>
            {names.map((name) => (
              <div key={name} className={styles.entry}>
                <dt className={styles.name}>
                  <span className={styles.word}>{name}</span>
                  <span className={styles.type}>
                    {types[name] ? typeName(types[name]) : ''}{' '}
                    <span className={styles.kind}>{typeNote(types[name])}</span>
                  </span>
                </dt>
                <dd className={styles.value}>
                  <LiteralView literal={literals[name]} type={types[name]} name={name} />
                </dd>
                <dd className={styles.copy}>
                  <CopyButton text={() => valueText(literals[name], types[name])} label={`Copy ${name}`} />
                </dd>
              </div>
            ))}
          </dl>
        </ValueStage>
      ) : (
        <div className={styles.code}>
          <CodeBlock label={`${label} as ${view === 'json' ? 'JSON' : 'Python'}`} text={text()} wrap maxHeight={640} />
        </div>
      )}
    </section>
  )
}

function pythonText(literals: LiteralMapViewProps['literals'], types: Parameters<typeof pythonDict>[1]): string {
  const { text, imports } = pythonDict(literals, types)
  return imports.length === 0 ? text : `${importLines(imports).join('\n')}\n\n${text}`
}

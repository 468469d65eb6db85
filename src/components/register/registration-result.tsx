import { paths, type Scope } from '../../config/paths'
import type { PackageEntry } from '../../domain/registration/package-reader'
import { formatCount } from '../../domain/times'
import { flytectlRegister } from '../../domain/snippets/register'
import { ButtonLink } from '../ui/button-link'
import { CodeBlock } from '../ui/code-block'
import styles from './registration-side.module.css'

export interface RegistrationResultProps {
  readonly scope: Scope
  readonly version: string
  readonly files: readonly string[]
  /** What is there by now, in the order of the package. */
  readonly there: readonly PackageEntry[]
}

const TRIED = 4
const KINDS = [
  ['task', 'tasks'],
  ['workflow', 'workflows'],
  ['launchPlan', 'launch plans'],
] as const

/** What has been registered, what can be run of it, and the same from a terminal. */
export function RegistrationResult({ scope, version, files, there }: RegistrationResultProps) {
  const workflows = there.filter(({ kind }) => kind === 'workflow')
  return (
    <>
      <section aria-label="There by now" className={styles.section}>
        <h2 className={styles.title}>There by now</h2>
        <dl className={styles.figures}>
          {KINDS.map(([kind, words]) => (
            <div key={kind}>
              <dt>{words}</dt>
              <dd>{formatCount(there.filter((entry) => entry.kind === kind).length)}</dd>
            </div>
          ))}
        </dl>
      </section>
      {workflows.length === 0 ? null : (
        <section aria-label="Try it" className={styles.section}>
          <h2 className={styles.title}>Try it</h2>
          <ul>
            {workflows.slice(0, TRIED).map(({ name }) => (
              <li key={name} className={styles.try}>
                <span className="cut">{name.split('.').at(-1)}</span>
                <ButtonLink size="sm" href={paths.launch({ ...scope, kind: 'workflow', name, version })}>
                  Run<span className="sr-only"> {name.split('.').at(-1)}</span>
                </ButtonLink>
              </li>
            ))}
          </ul>
          {workflows.length > TRIED ? (
            <p className="small dim">
              {TRIED} of {workflows.length}; each can be launched from its row.
            </p>
          ) : null}
        </section>
      )}
      <section aria-label="The same from a terminal" className={styles.section}>
        <h2 className={styles.title}>The same from a terminal</h2>
        <CodeBlock label="flytectl command" text={flytectlRegister({ ...scope, version, files })} />
      </section>
    </>
  )
}

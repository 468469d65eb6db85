import { useQuery } from '@tanstack/react-query'
import { Check, Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { namedEntitiesQuery } from '../../api/named-entities/named-entity-queries'
import { versionQuery } from '../../api/version/version-queries'
import { useApi } from '../../components/layout/api-context'
import { Logo } from '../../components/layout/logo'
import { ButtonLink } from '../../components/ui/button-link'
import { classNames } from '../../components/ui/class-names'
import { CodeBlock } from '../../components/ui/code-block'
import { Icon } from '../../components/ui/icon'
import { Kbd } from '../../components/ui/kbd'
import { Link } from '../../components/ui/link'
import { paths, type Scope } from '../../config/paths'
import { splitName } from '../../domain/execution'
import { formatCount } from '../../domain/times'
import styles from './first-steps.module.css'

const OFFERED = 3

const KEYS = [
  ['Ctrl K', 'go to anything, or paste an id or a flyte:// URI'],
  ['g e', 'executions'],
  ['?', 'all shortcuts'],
] as const

/** A project in which nothing has run: what is there, and how to begin. */
export function FirstSteps({ scope }: { readonly scope: Scope }) {
  const { transport, config } = useApi()
  const version = useQuery(versionQuery(transport))
  const workflows = useQuery(namedEntitiesQuery(transport, 'workflow', scope))
  const runnable = (workflows.data?.entities ?? []).filter(({ archived }) => !archived)
  const sandbox = config.mode === 'sandbox'
  const connect = [
    `export FLYTE_PLATFORM_URL=${config.endpoint}`,
    ...(sandbox ? ['export FLYTE_PLATFORM_INSECURE=1'] : []),
    `pyflyte run --remote -p ${scope.project} -d ${scope.domain} my_file.py my_workflow`,
  ].join('\n')
  return (
    <div className={styles.page}>
      <div>
        <div className={styles.lead}>
          <Logo size={32} />
          <h2>Nothing has run here yet</h2>
          <p>
            {sandbox
              ? 'This is Contrail’s own control plane, on this machine. '
              : `This is Flyte at ${config.endpoint}. `}
            {runnable.length === 0
              ? `Nothing is registered in ${scope.project} / ${scope.domain} so far.`
              : `${formatCount(runnable.length)} ${runnable.length === 1 ? 'workflow is' : 'workflows are'} registered in ${scope.project} / ${scope.domain}.`}
            {sandbox && runnable.length > 0
              ? ' Each really runs, as local processes, with real inputs and outputs.'
              : ''}
          </p>
        </div>
        <ol className={styles.steps}>
          <Step mark={<Icon of={Check} size="xs" label="Done" />} done title="Connected">
            <p className={styles.detail}>
              <span className="mono">{config.endpoint}</span>
              {sandbox ? ', the embedded sandbox' : version.data?.version ? `, flyteadmin ${version.data.version}` : ''}
              .{' '}
              <Link look="accent" href={paths.connection()}>
                Settings and test
              </Link>
            </p>
          </Step>
          {runnable.length === 0 ? null : (
            <Step mark="2" title="Run something">
              <ul>
                {runnable.slice(0, OFFERED).map(({ name, description }, index) => {
                  const { leaf, module } = splitName(name)
                  return (
                    <li key={name} className={styles.choice}>
                      <div className="grow">
                        <div className="cut">
                          <Link href={paths.workflow(scope, name)} className="medium">
                            {leaf}
                          </Link>{' '}
                          <span className="faint">{module}</span>
                        </div>
                        {description === '' ? null : <p className={styles.detail}>{description}</p>}
                      </div>
                      <ButtonLink
                        variant={index === 0 ? 'primary' : 'default'}
                        icon={Play}
                        href={paths.launch({ ...scope, kind: 'workflow', name })}
                        aria-label={`Launch ${leaf}`}
                      >
                        Launch
                      </ButtonLink>
                    </li>
                  )
                })}
              </ul>
              {runnable.length > OFFERED ? (
                <p className={styles.detail}>
                  <Link look="accent" href={paths.workflows(scope)}>
                    All {formatCount(runnable.length)} workflows
                  </Link>
                </p>
              ) : null}
            </Step>
          )}
          <Step mark={runnable.length === 0 ? '2' : '3'} title="Bring your own">
            <div className={styles.code}>
              <CodeBlock label="how to run your own workflow" text={connect} />
            </div>
            <p className={styles.detail}>
              or{' '}
              <Link look="accent" href={paths.register(scope)}>
                drop a package made by pyflyte package
              </Link>
            </p>
          </Step>
        </ol>
      </div>
      <aside className={styles.side} aria-label="Good to know">
        <div className={styles.preview}>
          <div className={styles.sideTitle}>Once something has run</div>
          <div className={styles.picture}>
            <Picture />
          </div>
          <p className={styles.caption}>
            This page then shows what runs, what needs you, why things failed and how long they take.
          </p>
        </div>
        <div>
          <div className={styles.sideTitle}>Good to know</div>
          <dl className={styles.keys}>
            {KEYS.map(([keys, what]) => (
              <div key={keys}>
                <dt>
                  <Kbd keys={keys} />
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </div>
      </aside>
    </div>
  )
}

interface StepProps {
  readonly mark: ReactNode
  readonly title: string
  readonly done?: boolean
  readonly children: ReactNode
}

function Step({ mark, title, done = false, children }: StepProps) {
  return (
    <li className={styles.step}>
      <span className={classNames(styles.mark, done && styles.done)}>{mark}</span>
      <div>
        <h3>{title}</h3>
        {children}
      </div>
    </li>
  )
}

const HEIGHTS = [14, 20, 16, 28, 24, 18, 32, 26, 20, 30, 36, 28]

/** The page to come, in outline. */
function Picture() {
  return (
    <svg viewBox="0 0 260 150" aria-hidden="true">
      {[0, 92, 184].map((x) => (
        <rect key={x} x={x} y="0" width="76" height="8" rx="3" />
      ))}
      {HEIGHTS.map((height, index) => (
        <g key={index}>
          <rect x={index * 22} y={62 - height} width="16" height={height} rx="2" />
          {index % 5 === 3 ? <rect className={styles.red} x={index * 22} y="57" width="16" height="5" /> : null}
        </g>
      ))}
      {[84, 104, 124, 144].map((y, index) => (
        <g key={y}>
          <circle cx="6" cy={y} r="5" />
          <rect x="20" y={y - 4} width={150 - index * 14} height="8" rx="3" />
          <rect x="220" y={y - 4} width="40" height="8" rx="3" />
        </g>
      ))}
    </svg>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Ban, Locate, ScrollText } from 'lucide-react'
import { useState } from 'react'
import { rootCauseQuery } from '../../api/node-executions/root-cause-query'
import { type Execution, hasExecutionEnded, isFailure, recoverProblem } from '../../domain/execution'
import { type ExplainedError, explainError, type RootCause } from '../../domain/execution-failure'
import { shortFile, telltaleFrames } from '../../domain/execution-traceback'
import { rowKey } from '../../domain/execution-tree'
import { useApi } from '../layout/api-context'
import { RelativeTime } from '../time/relative-time'
import { Banner } from '../ui/banner'
import { Button } from '../ui/button'
import { ButtonLink } from '../ui/button-link'
import { CodeBlock } from '../ui/code-block'
import { CopyButton } from '../ui/copy-button'
import { Link } from '../ui/link'
import { PhaseGlyph } from '../ui/phase-glyph'
import type { LinkTo } from './execution-view'
import styles from './failure-banner.module.css'

export interface FailureBannerProps {
  readonly execution: Execution
  readonly linkTo: LinkTo
  /** What a person calls a node, by the key of its row. */
  readonly nameOf: (key: string) => string | undefined
  /** One line, where something else is looked at. */
  readonly brief: boolean
}

/** Why an execution fails or was stopped, in one look. Nothing when it does well. */
export function FailureBanner(props: FailureBannerProps) {
  const { execution } = props
  const { abort } = execution
  if (abort !== undefined)
    return (
      <div className={styles.place}>
        <Banner
          tone="idle"
          icon={Ban}
          title={abort.principal === '' ? 'Terminated' : `Terminated by ${abort.principal}`}
        >
          {abort.cause === '' ? 'No reason was given.' : abort.cause}
        </Banner>
      </div>
    )
  return isFailure(execution.phase) ? <Failure {...props} /> : null
}

function Failure({ execution, linkTo, nameOf, brief }: FailureBannerProps) {
  const { transport } = useApi()
  const { data } = useQuery(rootCauseQuery(transport, execution))
  // Until the way down has been walked, the execution's own error says what is known.
  const cause: RootCause | undefined =
    data ?? (execution.error && { path: [], error: execution.error, attempts: undefined, items: [], at: undefined })
  const [whole, setWhole] = useState(false)
  if (cause === undefined) return null
  const error = explainError(cause.error)
  const keys = cause.path.map(({ execution: of, node }) => rowKey(execution.key, of, node.nodeId))
  const last = keys.at(-1)
  const item = cause.items[0]
  const goTo = (panel: 'summary' | 'logs') =>
    last === undefined ? undefined : linkTo({ tab: 'nodes', node: last, attempt: undefined, item, panel })
  const nodeHref = goTo('summary')
  const logsHref = goTo('logs')
  const { own, library, others } = telltaleFrames(error.frames)
  if (brief)
    return (
      <section className={styles.line} aria-label="Why it failed">
        <PhaseGlyph glyph="failed" tone="fail" />
        <b className="cut" data-cut="end">
          {error.title}
        </b>
        <span className="cut dim">{keys.map((key, at) => nameOf(key) ?? cause.path[at]?.node.specId).join(' › ')}</span>
        {nodeHref === undefined ? null : (
          <Link look="accent" href={nodeHref} className={styles.lineLink}>
            Go to node
          </Link>
        )}
      </section>
    )
  return (
    <section className={styles.banner} aria-label="Why it failed">
      <div className={styles.head}>
        <PhaseGlyph glyph="failed" tone="fail" size={16} />
        <div className="grow">
          <h2 className={styles.title}>{error.title}</h2>
          <p className={styles.path}>
            {keys.map((key, at) => (
              <span key={key}>
                {at === 0 ? null : <span className="faint"> › </span>}
                <Link
                  href={linkTo({ tab: 'nodes', node: key, attempt: undefined, item: undefined, panel: 'summary' })}
                  className={at === keys.length - 1 ? 'medium' : undefined}
                >
                  {nameOf(key) ?? cause.path[at]?.node.specId}
                  {at === keys.length - 1 && item !== undefined ? `[${item}]` : ''}
                </Link>
              </span>
            ))}
            <span className="faint">
              {cause.items.length > 1 ? ` · ${cause.items.length} items failed` : ''}
              {cause.attempts === undefined || cause.attempts < 2 ? '' : ` · all ${cause.attempts} attempts failed`}
              {cause.at === undefined ? null : (
                <>
                  {keys.length > 0 || cause.items.length > 1 ? ' · ' : ''}
                  <RelativeTime at={cause.at} />
                </>
              )}
            </span>
          </p>
        </div>
      </div>
      {whole ? (
        <div className={styles.whole}>
          <CodeBlock text={cause.error.message} label="error" wrap maxHeight={320} />
        </div>
      ) : own.length > 0 || library !== undefined ? (
        <div role="group" aria-label="Traceback, last frames" className={styles.trace}>
          {own.map((frame) => (
            <div key={`${frame.file}:${frame.line}`} className={styles.own}>
              {shortFile(frame.file)}:{frame.line} in {frame.function}
              {frame.code === undefined ? null : `\n    ${frame.code}`}
            </div>
          ))}
          {library === undefined ? null : (
            <div>
              {shortFile(library.file)}:{library.line} in {library.function}
            </div>
          )}
          {others > 0 ? <div className="faint">{others} more frames</div> : null}
        </div>
      ) : error.detail !== '' || error.title !== error.headline ? (
        <div role="group" aria-label="Error" className={styles.trace}>
          <div className={styles.own}>{excerpt(error)}</div>
        </div>
      ) : null}
      <div className={styles.foot}>
        <div className={styles.facts}>
          <span>
            <i>Kind</i>
            {error.kind}
          </span>
          <span>
            <i>Code</i>
            <span className="mono break">{error.code}</span>
          </span>
          {error.exitCode === undefined ? null : (
            <span>
              <i>Exit</i>
              <span className="mono">{error.exitCode}</span>
            </span>
          )}
          {hasExecutionEnded(execution.phase) ? null : (
            <span>
              <i>Effect</i>fails once what runs has ended
            </span>
          )}
          {recoverProblem(execution.phase) === undefined ? (
            <span>
              <i>Recover</i>runs again what failed, keeps what succeeded
            </span>
          ) : null}
        </div>
        <div className={styles.actions}>
          {nodeHref === undefined ? null : (
            <ButtonLink size="sm" icon={Locate} href={nodeHref}>
              Go to node
            </ButtonLink>
          )}
          {logsHref === undefined ? null : (
            <ButtonLink size="sm" icon={ScrollText} href={logsHref}>
              Logs
            </ButtonLink>
          )}
          <Button size="sm" aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? 'Less' : 'Full error'}
          </Button>
          <CopyButton text={cause.error.message} label="Copy error" />
        </div>
      </div>
    </section>
  )
}

/** Lines of an error that are shown beside its title. */
const excerptLines = 4

/** What an error says besides its title: its beginning, or, of what a container wrote before it ended, its end. */
function excerpt({ title, headline, detail, isReport }: ExplainedError): string {
  const lines = [...(title === headline ? [] : [headline]), ...detail.split('\n')].filter((line) => line.trim() !== '')
  return (isReport ? lines.slice(-excerptLines) : lines.slice(0, excerptLines)).join('\n')
}

import { ArrowLeft } from 'lucide-react'
import { paths } from '../../config/paths'
import { hasAttemptEnded, hasAttemptFailed, liveLogs } from '../../domain/execution-attempt'
import { itemErrors, type MapItem } from '../../domain/execution-map'
import { taskPhaseLook } from '../../domain/phases'
import { LogTail } from '../logs/log-tail'
import { PhaseLabel } from '../phase/phase-label'
import { ButtonLink } from '../ui/button-link'
import { CodeBlock } from '../ui/code-block'
import { Link } from '../ui/link'
import { AttemptLog } from './attempt-log'
import type { LinkTo } from './execution-view'
import styles from './node-panel.module.css'

export interface MapItemDetailProps {
  readonly index: number
  /** Undefined when Flyte has reported nothing of it. */
  readonly item: MapItem | undefined
  readonly items: readonly MapItem[]
  /** The error of the node, which names the errors of its items. */
  readonly message: string
  readonly linkTo: LinkTo
}

/** Lines of a log's end that are shown. */
const tailLines = 12

/** One item of a map task. Flyte keeps no times of items, so there are none. */
export function MapItemDetail({ index, item, items, message, linkTo }: MapItemDetailProps) {
  const error = itemErrors(message).get(index)
  const last = item?.attempts.at(-1)
  const log = last === undefined ? undefined : liveLogs(last)[0]
  const at = items.findIndex((one) => one.index >= index)
  const neighbour = (by: number) => items[at + by]?.index
  const [before, after] = [neighbour(-1), neighbour(1)]
  return (
    <>
      <nav aria-label="Items" className={styles.itemNav}>
        <ButtonLink size="sm" variant="ghost" icon={ArrowLeft} href={linkTo({ item: undefined })}>
          All items
        </ButtonLink>
        <span className="grow" />
        {before === undefined ? null : (
          <ButtonLink size="sm" variant="ghost" href={linkTo({ item: before })}>
            ‹ {before}
          </ButtonLink>
        )}
        {after === undefined ? null : (
          <ButtonLink size="sm" variant="ghost" href={linkTo({ item: after })}>
            {after} ›
          </ButtonLink>
        )}
      </nav>
      {error === undefined ? null : (
        <section className={styles.section} aria-label="Error">
          <CodeBlock text={error} label="error" wrap maxHeight={220} />
        </section>
      )}
      <section className={styles.section} aria-label="Attempts">
        <h3 className={styles.heading}>{item === undefined || item.attempts.length === 1 ? 'Attempt' : 'Attempts'}</h3>
        {item === undefined ? (
          <p className="dim">Flyte has reported nothing of this item yet.</p>
        ) : (
          <ul>
            {item.attempts.map(({ attempt, phase, externalId, child }) => (
              <li key={attempt} className={styles.itemAttempt}>
                <span className="num dim">{attempt + 1}</span>
                <PhaseLabel look={taskPhaseLook(phase)} />
                {child === undefined ? (
                  <span className="mono faint break">{externalId}</span>
                ) : (
                  <Link look="accent" href={paths.execution(child, child.name)} className="mono break">
                    {child.name}
                  </Link>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
      {log === undefined || last === undefined ? null : (
        <section className={styles.section} aria-label="Log">
          <h3 className={styles.heading}>
            Log
            <Link look="accent" href={linkTo({ panel: 'logs' })} className="small">
              all of it
            </Link>
          </h3>
          <AttemptLog log={log}>
            {(path) => (
              <LogTail
                path={path}
                label={log.name}
                lines={tailLines}
                live={!hasAttemptEnded(last.phase) && !hasAttemptFailed(last.phase)}
              />
            )}
          </AttemptLog>
        </section>
      )}
    </>
  )
}

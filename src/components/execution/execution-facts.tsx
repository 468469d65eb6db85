import { paths } from '../../config/paths'
import { executedEntity, type Execution, executionEnd, hasExecutionEnded, splitName } from '../../domain/execution'
import type { EntityReference } from '../../domain/execution-outline'
import { versionPath } from '../entities/entity-paths'
import { StartedBy } from '../executions/started-by'
import { LiveDuration } from '../time/live-duration'
import { RelativeTime } from '../time/relative-time'
import { Link } from '../ui/link'
import { MiddleTruncate } from '../ui/middle-truncate'
import { Tag } from '../ui/tag'
import styles from './execution-facts.module.css'

const kinds = { task: 'task', workflow: 'workflow', plan: 'launchPlan' } as const

/** Address of the page of what a reference names. */
export function referencePath(reference: EntityReference): string {
  return versionPath(kinds[reference.type], reference, reference.name, reference.version)
}

/** The line below an execution's name: what runs, who began it, and when. */
export function ExecutionFacts({ execution }: { readonly execution: Execution }) {
  const { launched, workflow, startedAt, cluster, tags, labels } = execution
  const entity = executedEntity(execution)
  const ended = hasExecutionEnded(execution.phase)
  return (
    <div className={styles.facts}>
      {entity === undefined ? null : (
        <>
          <span className={styles.entity}>
            <i>{entity.type === 'task' ? 'Task' : 'Workflow'}</i>
            <Name reference={entity} />
          </span>
          <span>
            <i>Version</i>
            <Link href={referencePath(entity)} className={styles.version}>
              <MiddleTruncate mono text={entity.version} />
            </Link>
          </span>
        </>
      )}
      {launched?.type !== 'plan' ? null : (
        <span className={styles.second}>
          <i>Launch plan</i>
          {launched.name === workflow?.name ? (
            <Link href={referencePath(launched)} className="faint" data-tooltip={launched.name}>
              default
            </Link>
          ) : (
            <Link href={paths.launchPlan(launched, launched.name)} data-tooltip={launched.name} className="cut">
              {splitName(launched.name).leaf}
            </Link>
          )}
        </span>
      )}
      <span className={styles.second}>
        <i>By</i>
        <StartedBy execution={execution} />
      </span>
      <span className={styles.second}>
        <i>Started</i>
        <RelativeTime at={startedAt ?? execution.createdAt} />
      </span>
      <span>
        <i>{ended ? 'Ran for' : 'Running for'}</i>
        <LiveDuration start={startedAt} end={executionEnd(execution)} />
      </span>
      {cluster === '' ? null : (
        <span className={styles.second}>
          <i>Cluster</i>
          {cluster}
        </span>
      )}
      {tags.length === 0 ? null : (
        <span className={styles.second}>
          <i>Tags</i>
          {tags.map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
        </span>
      )}
      {Object.keys(labels).length === 0 ? null : (
        <span className={styles.second}>
          <i>Labels</i>
          {Object.entries(labels).map(([key, value]) => (
            <Tag key={key}>{`${key}: ${value}`}</Tag>
          ))}
        </span>
      )}
    </div>
  )
}

function Name({ reference }: { readonly reference: EntityReference }) {
  const { leaf, module } = splitName(reference.name)
  return (
    <Link href={referencePath(reference)} className="cut" data-tooltip={reference.name}>
      {module === '' ? null : `${module}.`}
      <b className="medium">{leaf}</b>
    </Link>
  )
}

import type { ReactNode } from 'react'
import { paths } from '../../config/paths'
import type { Execution } from '../../domain/execution'
import type { ExecutionSettings } from '../../domain/execution-settings'
import { modeText } from '../executions/filter-words'
import { RelativeTime } from '../time/relative-time'
import { CodeBlock } from '../ui/code-block'
import { KeyValue } from '../ui/key-value'
import { Link } from '../ui/link'
import { Tag } from '../ui/tag'
import { referencePath } from './execution-facts'
import styles from './execution-settings-tab.module.css'

export interface ExecutionSettingsTabProps {
  readonly execution: Execution
  readonly settings: ExecutionSettings
}

/** Every option that the execution was made with, those left to the server too, and where it came from. */
export function ExecutionSettingsTab({ execution, settings }: ExecutionSettingsTabProps) {
  const { launched, workflow, parent, reference, key } = execution
  return (
    <div className={styles.tab}>
      <section aria-label="Origin">
        <h2 className={styles.title}>Origin</h2>
        <KeyValue
          entries={[
            { key: 'Execution', value: <Mono>{`${key.project}/${key.domain}/${key.name}`}</Mono> },
            {
              key: 'Workflow',
              value: workflow && (
                <Link look="accent" href={referencePath(workflow)} className="break">
                  {workflow.name} <Mono>{workflow.version}</Mono>
                </Link>
              ),
            },
            {
              key: launched?.type === 'task' ? 'Task' : 'Launch plan',
              value: launched && (
                <Link look="accent" href={referencePath(launched)} className="break">
                  {launched.name} <Mono>{launched.version}</Mono>
                </Link>
              ),
            },
            { key: 'Started by', value: modeText(execution.mode) },
            { key: 'User', value: execution.principal === '' ? <Unset>nobody signed in</Unset> : execution.principal },
            {
              key: 'Scheduled for',
              value: execution.scheduledAt === undefined ? undefined : <RelativeTime at={execution.scheduledAt} />,
            },
            {
              key: 'Made from',
              value: reference && (
                <Link look="accent" href={paths.execution(reference, reference.name)} className="mono break">
                  {reference.name}
                </Link>
              ),
            },
            {
              key: 'Parent',
              value: parent && (
                <Link
                  look="accent"
                  href={paths.execution(parent.execution, parent.execution.name, { node: parent.nodeId })}
                  className="mono break"
                >
                  {parent.execution.name} / {parent.nodeId}
                </Link>
              ),
            },
            { key: 'Created', value: <RelativeTime at={execution.createdAt} /> },
            { key: 'Started', value: <RelativeTime at={execution.startedAt} missing="not yet" /> },
            { key: 'Last event', value: <RelativeTime at={execution.updatedAt} /> },
            { key: 'Cluster', value: execution.cluster === '' ? undefined : execution.cluster },
            { key: 'Namespace', value: settings.namespace === '' ? undefined : <Mono>{settings.namespace}</Mono> },
            { key: 'Archived', value: execution.archived ? 'yes' : undefined },
          ]}
        />
      </section>
      <section aria-label="Options">
        <h2 className={styles.title}>Options</h2>
        <KeyValue
          entries={[
            { key: 'Tags', value: <Tags values={execution.tags} /> },
            { key: 'Labels', value: <Tags values={pairs(settings.labels)} /> },
            { key: 'Annotations', value: <Tags values={pairs(settings.annotations)} /> },
            { key: 'Environment', value: <Tags values={settings.envs.map(([name, value]) => `${name}=${value}`)} /> },
            {
              key: 'At most at once',
              value:
                settings.maxParallelism === 0 ? <Unset>as the server says</Unset> : `${settings.maxParallelism} nodes`,
            },
            {
              key: 'Interruptible',
              value:
                settings.interruptible === undefined ? (
                  <Unset>as the tasks say</Unset>
                ) : settings.interruptible ? (
                  'yes'
                ) : (
                  'no'
                ),
            },
            { key: 'Cache', value: settings.overwriteCache ? 'computed again and overwritten' : 'used' },
            { key: 'Raw outputs at', value: text(settings.rawOutputPrefix) },
            { key: 'Service account', value: text(settings.serviceAccount) },
            { key: 'IAM role', value: text(settings.iamRole) },
            { key: 'Secrets', value: <Tags values={settings.secrets} /> },
            { key: 'Queue budget', value: text(settings.queueBudget) },
            { key: 'Cluster pool', value: text(settings.clusterPool) },
            { key: 'Cluster label', value: text(settings.clusterLabel) },
            {
              key: 'Notifications',
              value: settings.notificationsOff ? (
                'switched off'
              ) : settings.notifications.length === 0 ? (
                <Unset>as the launch plan says</Unset>
              ) : (
                <ul>
                  {settings.notifications.map((one, at) => (
                    <li key={at}>
                      {one.channel} to {one.recipients.join(', ')} on {one.phases.join(', ').toLowerCase()}
                    </li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
      </section>
      <details className={styles.spec}>
        <summary>The whole specification, as Flyte keeps it</summary>
        <CodeBlock text={JSON.stringify(settings.spec, null, 2)} label="specification as JSON" maxHeight={480} />
      </details>
    </div>
  )
}

function pairs(map: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(map).map(([name, value]) => (value === '' ? name : `${name}: ${value}`))
}

function text(value: string): ReactNode {
  return value === '' ? <Unset>not set</Unset> : <Mono>{value}</Mono>
}

function Mono({ children }: { readonly children: string }) {
  return <span className="mono break">{children}</span>
}

function Unset({ children }: { readonly children: string }) {
  return <span className="faint">{children}</span>
}

function Tags({ values }: { readonly values: readonly string[] }) {
  if (values.length === 0) return <Unset>none</Unset>
  return (
    <span className={styles.tags}>
      {values.map((value) => (
        <Tag key={value}>{value}</Tag>
      ))}
    </span>
  )
}

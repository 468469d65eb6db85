import { type WorkflowExecution_Phase } from '../../api/gen/flyteidl/core/execution_pb'
import type { Notification } from '../../api/gen/flyteidl/admin/common_pb'
import { paths } from '../../config/paths'
import type { LaunchPlanVersion } from '../../domain/entities/versions'
import { workflowPhaseLook } from '../../domain/phases'
import { KeyValue } from '../ui/key-value'
import { Link } from '../ui/link'
import { Tag } from '../ui/tag'
import columns from './columns.module.css'

export interface PlanFactsProps {
  readonly plan: LaunchPlanVersion
}

/** Every option that a launch plan gives to its runs. */
export function PlanFacts({ plan: { workflow, spec } }: PlanFactsProps) {
  const notifications = spec?.entityMetadata?.notifications ?? []
  const account = spec?.securityContext?.runAs?.k8sServiceAccount ?? spec?.authRole?.kubernetesServiceAccount ?? ''
  const envs = spec?.envs?.values ?? []
  const concurrency = spec?.concurrencyPolicy
  return (
    <KeyValue
      entries={[
        {
          key: 'Workflow',
          value: workflow && (
            <Link
              href={paths.workflowVersion(workflow, workflow.name, workflow.version)}
              look="accent"
              className="break"
            >
              {workflow.name}
            </Link>
          ),
        },
        { key: 'Its version', value: workflow && <span className="mono break">{workflow.version}</span> },
        {
          key: 'Notifications',
          value:
            notifications.length === 0
              ? 'none'
              : notifications.map((notification, index) => <div key={index}>{notificationWords(notification)}</div>),
        },
        { key: 'Labels', value: tags(spec?.labels?.values) },
        { key: 'Annotations', value: tags(spec?.annotations?.values) },
        { key: 'Service account', value: account === '' ? undefined : <span className="mono">{account}</span> },
        {
          key: 'Raw output',
          value: spec?.rawOutputDataConfig?.outputLocationPrefix ? (
            <span className="mono break">{spec.rawOutputDataConfig.outputLocationPrefix}</span>
          ) : undefined,
        },
        { key: 'Parallelism', value: spec?.maxParallelism ? `at most ${spec.maxParallelism} nodes` : undefined },
        {
          key: 'Concurrency',
          value: concurrency && concurrency.max > 0 ? `at most ${concurrency.max} runs` : undefined,
        },
        { key: 'Cache', value: spec?.overwriteCache === true ? 'overwritten' : undefined },
        {
          key: 'Interruptible',
          value: spec?.interruptible === undefined ? undefined : spec.interruptible ? 'yes' : 'no',
        },
        {
          key: 'Environment',
          value:
            envs.length === 0
              ? undefined
              : envs.map(({ key, value }) => (
                  <div key={key} className="mono break">
                    {key}={value}
                  </div>
                )),
        },
      ]}
    />
  )
}

function tags(values: Readonly<Record<string, string>> | undefined) {
  const entries = Object.entries(values ?? {})
  if (entries.length === 0) return 'none'
  return (
    <span className={columns.meta}>
      {entries.map(([key, value]) => (
        <Tag key={key}>{value === '' ? key : `${key}: ${value}`}</Tag>
      ))}
    </span>
  )
}

const CHANNELS = { email: 'mail', pagerDuty: 'PagerDuty', slack: 'Slack' } as const

function notificationWords({ phases, type }: Notification): string {
  const when = phases.map((phase: WorkflowExecution_Phase) => workflowPhaseLook(phase).word.toLowerCase()).join(' or ')
  if (type.case === undefined) return `${when}: nobody`
  return `${when}: ${CHANNELS[type.case]} to ${type.value.recipientsEmail.join(', ')}`
}

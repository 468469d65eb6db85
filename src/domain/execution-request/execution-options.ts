import type { Notification } from '../../api/gen/flyteidl/admin/common_pb'
import type { ExecutionSpec } from '../../api/gen/flyteidl/admin/execution_pb'
import type { LaunchPlanSpec } from '../../api/gen/flyteidl/admin/launch_plan_pb'
import { executionNameProblem } from './execution-name'

/** Keys with values, in the order in which they were given; a key may still be empty while somebody types. */
export type Pairs = readonly (readonly [key: string, value: string])[]

export const NOTIFY_PHASES = ['succeeded', 'failed', 'timed_out', 'aborted'] as const
export type NotifyPhase = (typeof NOTIFY_PHASES)[number]
export const NOTIFY_CHANNELS = ['email', 'slack', 'pagerduty'] as const
export type NotifyChannel = (typeof NOTIFY_CHANNELS)[number]

export interface NotifyRule {
  readonly phases: readonly NotifyPhase[]
  readonly channel: NotifyChannel
  readonly recipients: readonly string[]
}

/** Everything about a run but its inputs. What is empty or undefined is left to the launch plan and the server. */
export interface ExecutionOptions {
  readonly name: string
  readonly tags: readonly string[]
  /** As typed: a whole number, or "". */
  readonly maxParallelism: string
  readonly overwriteCache: boolean
  readonly interruptible: boolean | undefined
  readonly rawOutputPrefix: string
  readonly serviceAccount: string
  readonly iamRole: string
  readonly clusterLabel: string
  readonly clusterPool: string
  readonly labels: Pairs
  readonly annotations: Pairs
  readonly envs: Pairs
  /** Undefined: as the launch plan says. Empty: none. */
  readonly notifications: readonly NotifyRule[] | undefined
}

export const NO_OPTIONS: ExecutionOptions = {
  name: '',
  tags: [],
  maxParallelism: '',
  overwriteCache: false,
  interruptible: undefined,
  rawOutputPrefix: '',
  serviceAccount: '',
  iamRole: '',
  clusterLabel: '',
  clusterPool: '',
  labels: [],
  annotations: [],
  envs: [],
  notifications: undefined,
}

/** WorkflowExecution.Phase numbers of the phases that can be told of. */
export const PHASE_NUMBERS = { succeeded: 4, failed: 6, aborted: 7, timed_out: 8 } as const satisfies Record<
  NotifyPhase,
  number
>

const CHANNEL_CASES = { email: 'email', slack: 'slack', pagerDuty: 'pagerduty' } as const

function toRule({ phases, type }: Notification): NotifyRule {
  return {
    phases: NOTIFY_PHASES.filter((phase) => (phases as readonly number[]).includes(PHASE_NUMBERS[phase])),
    channel: type.case === undefined ? 'email' : CHANNEL_CASES[type.case],
    recipients: type.value?.recipientsEmail ?? [],
  }
}

type SharedSpec = Pick<
  ExecutionSpec | LaunchPlanSpec,
  | 'labels'
  | 'annotations'
  | 'securityContext'
  | 'rawOutputDataConfig'
  | 'maxParallelism'
  | 'interruptible'
  | 'overwriteCache'
  | 'envs'
  | 'authRole'
>

function sharedOptions(spec: SharedSpec): ExecutionOptions {
  return {
    ...NO_OPTIONS,
    labels: Object.entries(spec.labels?.values ?? {}),
    annotations: Object.entries(spec.annotations?.values ?? {}),
    envs: (spec.envs?.values ?? []).map(({ key, value }) => [key, value]),
    maxParallelism: spec.maxParallelism === 0 ? '' : String(spec.maxParallelism),
    interruptible: spec.interruptible,
    overwriteCache: spec.overwriteCache,
    rawOutputPrefix: spec.rawOutputDataConfig?.outputLocationPrefix ?? '',
    serviceAccount: spec.securityContext?.runAs?.k8sServiceAccount || (spec.authRole?.kubernetesServiceAccount ?? ''),
    iamRole: spec.securityContext?.runAs?.iamRole || (spec.authRole?.assumableIamRole ?? ''),
  }
}

/** What a launch plan sets for its runs. */
export function launchPlanOptions(spec: LaunchPlanSpec | undefined): ExecutionOptions {
  if (!spec) return NO_OPTIONS
  const rules = spec.entityMetadata?.notifications ?? []
  return {
    ...sharedOptions(spec),
    clusterPool: spec.clusterAssignment?.clusterPoolName ?? '',
    notifications: rules.length === 0 ? undefined : rules.map(toRule),
  }
}

/**
 * The options that an earlier run was given. flyteadmin keeps some of them as they were resolved (admin.md §8.4), so what is
 * as the launch plan says is left to the launch plan.
 */
export function executionOptions(spec: ExecutionSpec, plan: ExecutionOptions): ExecutionOptions {
  const { notificationOverrides: notify } = spec
  const given = sharedOptions(spec)
  const unlessOfPlan = (key: 'maxParallelism' | 'serviceAccount' | 'iamRole') =>
    given[key] === plan[key] ? '' : given[key]
  return {
    ...given,
    maxParallelism: unlessOfPlan('maxParallelism'),
    serviceAccount: unlessOfPlan('serviceAccount'),
    iamRole: unlessOfPlan('iamRole'),
    tags: spec.tags,
    clusterLabel: spec.executionClusterLabel?.value ?? '',
    clusterPool: spec.clusterAssignment?.clusterPoolName ?? '',
    notifications:
      notify.case === 'disableAll' && notify.value
        ? []
        : notify.case === 'notifications' && notify.value.notifications.length > 0
          ? notify.value.notifications.map(toRule)
          : undefined,
  }
}

/** A key of labels in Kubernetes: an optional domain, then at most 63 letters, digits, `-`, `_` and `.`. */
const LABEL_KEY = /^(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?$/
const LABEL_VALUE = /^(?:[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?)?$/
const ENV_NAME = /^[A-Za-z_][\w.-]*$/
const MOST_LABELS = 16
const MOST_PARALLEL = 2 ** 31 - 1

function pairsProblem(pairs: Pairs, key: RegExp, value?: RegExp): string | undefined {
  const names = pairs.map(([name]) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) return `“${twice}” is there twice.`
  const badKey = names.find((name) => !key.test(name))
  if (badKey !== undefined) return badKey === '' ? 'A name is missing.' : `“${badKey}” cannot be a name here.`
  const badValue = value && pairs.find(([, text]) => !value.test(text))
  return badValue ? `“${badValue[1]}” cannot be a value here: at most 63 letters, digits, “-”, “_” and “.”.` : undefined
}

function rulesProblem(rules: ExecutionOptions['notifications']): string | undefined {
  if (rules?.some(({ phases }) => phases.length === 0)) return 'Choose when to notify.'
  if (rules?.some(({ recipients }) => recipients.length === 0)) return 'Say whom to notify.'
  return undefined
}

export type OptionName = keyof ExecutionOptions

/** What is wrong with an option, by its name: the rules of flyteadmin's validation and of Kubernetes, told before it is asked. */
export function optionProblems(options: ExecutionOptions): Readonly<Partial<Record<OptionName, string>>> {
  const { labels } = options
  const parallel = options.maxParallelism.trim()
  const found: Record<string, string | undefined> = {
    name: executionNameProblem(options.name),
    maxParallelism:
      parallel !== '' && !(/^\d+$/.test(parallel) && Number(parallel) <= MOST_PARALLEL)
        ? 'A whole number is needed; 0 leaves it to the launch plan.'
        : undefined,
    labels:
      labels.length > MOST_LABELS
        ? `At most ${MOST_LABELS} labels; these are ${labels.length}.`
        : pairsProblem(labels, LABEL_KEY, LABEL_VALUE),
    annotations: pairsProblem(options.annotations, LABEL_KEY),
    envs: pairsProblem(options.envs, ENV_NAME),
    notifications: rulesProblem(options.notifications),
  }
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined))
}

/** Which options were given. */
export function givenOptions(options: ExecutionOptions): readonly OptionName[] {
  const names = Object.keys(NO_OPTIONS).filter((name): name is OptionName => name in NO_OPTIONS)
  return names.filter((name) => {
    const value = options[name]
    if (name === 'notifications') return value !== undefined
    return Array.isArray(value) ? value.length > 0 : value !== NO_OPTIONS[name]
  })
}

import type { TaskTemplate } from '../../api/gen/flyteidl/core/tasks_pb'
import { Resources_ResourceName as ResourceName } from '../../api/gen/flyteidl/core/tasks_pb'
import { durationMs } from '@bufbuild/protobuf/wkt'
import { formatDuration } from '../../domain/times'
import { KeyValue, type KeyValueEntry } from '../ui/key-value'

export interface TaskFactsProps {
  readonly template: TaskTemplate
}

/** How a task runs: image, command, resources, retries, cache. */
export function TaskFacts({ template }: TaskFactsProps) {
  return <KeyValue entries={[...runtimeFacts(template), ...policyFacts(template)]} />
}

function mono(text: string) {
  return <span className="mono break">{text}</span>
}

function runtimeFacts({
  type,
  taskTypeVersion,
  target,
  securityContext,
  config,
  extendedResources,
}: TaskTemplate): readonly KeyValueEntry[] {
  const container = target.case === 'container' ? target.value : undefined
  const resources = container?.resources
  return [
    { key: 'Type', value: mono(taskTypeVersion > 0 ? `${type} v${taskTypeVersion}` : type) },
    { key: 'Image', value: container && mono(container.image) },
    { key: 'Requests', value: resources && resourceWords(resources.requests) },
    { key: 'Limits', value: resources && resourceWords(resources.limits) },
    { key: 'Accelerator', value: extendedResources?.gpuAccelerator && mono(extendedResources.gpuAccelerator.device) },
    { key: 'Pod', value: target.case === 'k8sPod' ? 'its own pod specification, see JSON' : undefined },
    { key: 'SQL', value: target.case === 'sql' ? mono(target.value.statement) : undefined },
    { key: 'Service account', value: securityContext?.runAs?.k8sServiceAccount || undefined },
    {
      key: 'Secrets',
      value: securityContext?.secrets.length
        ? securityContext.secrets.map(({ group, key }) => (group === '' ? key : `${group}/${key}`)).join(', ')
        : undefined,
    },
    {
      key: 'Config',
      value:
        Object.keys(config).length > 0
          ? mono(
              Object.entries(config)
                .map(([key, value]) => `${key}=${value}`)
                .join('  '),
            )
          : undefined,
    },
  ]
}

function resourceWords(entries: readonly { readonly name: ResourceName; readonly value: string }[]): string {
  if (entries.length === 0) return 'as the platform says'
  return entries.map(({ name, value }) => `${resourceName(name)} ${value}`).join(', ')
}

function resourceName(name: ResourceName): string {
  const known: Readonly<Record<number, string | undefined>> = {
    [ResourceName.CPU]: 'CPU',
    [ResourceName.GPU]: 'GPU',
    [ResourceName.MEMORY]: 'memory',
    [ResourceName.STORAGE]: 'storage',
    [ResourceName.EPHEMERAL_STORAGE]: 'ephemeral storage',
  }
  return known[name] ?? `resource ${name}`
}

function policyFacts({ metadata }: TaskTemplate): readonly KeyValueEntry[] {
  if (!metadata) return []
  const retries = metadata.retries?.retries ?? 0
  const timeout = metadata.timeout ? durationMs(metadata.timeout) : 0
  const { runtime, interruptibleValue } = metadata
  return [
    { key: 'Retries', value: retries === 0 ? 'none' : String(retries) },
    { key: 'Timeout', value: timeout > 0 ? formatDuration(timeout) : 'none' },
    { key: 'Cache', value: cacheWords(metadata) },
    {
      key: 'Interruptible',
      value: interruptibleValue.case === undefined ? 'as the platform says' : interruptibleValue.value ? 'yes' : 'no',
    },
    { key: 'Deck', value: metadata.generatesDeck === true ? 'makes one' : undefined },
    { key: 'Pod template', value: metadata.podTemplateName === '' ? undefined : mono(metadata.podTemplateName) },
    {
      key: 'Made with',
      value: runtime && runtime.version !== '' ? `${runtime.flavor} ${runtime.version}`.trim() : undefined,
    },
  ]
}

function cacheWords(metadata: NonNullable<TaskTemplate['metadata']>): string {
  if (!metadata.discoverable) return 'off'
  const ignored = metadata.cacheIgnoreInputVars
  return [
    `on, version ${metadata.discoveryVersion}`,
    metadata.cacheSerializable ? 'one run at a time' : '',
    ignored.length === 0 ? '' : `ignores ${ignored.join(', ')}`,
  ]
    .filter((part) => part !== '')
    .join('; ')
}

import { create } from '@bufbuild/protobuf'
import {
  type ExecutionCreateRequest,
  ExecutionCreateRequestSchema,
  ExecutionMetadata_ExecutionMode,
} from '../../api/gen/flyteidl/admin/execution_pb'
import { ResourceType } from '../../api/gen/flyteidl/core/identifier_pb'
import type { Literal } from '../../api/gen/flyteidl/core/literals_pb'
import type { EntityVersion } from '../entities/entity-kind'
import { type LaunchOptions, readPairs, readTags } from './launch-options'

export interface ExecutionOrder {
  /** Where it runs; what is launched may be registered elsewhere. */
  readonly project: string
  readonly domain: string
  readonly name: string
  readonly target: EntityVersion & { readonly kind: 'launchPlan' | 'task' }
  /** Only what was given: the server fills in the rest. */
  readonly inputs: Readonly<Record<string, Literal>>
  readonly options: LaunchOptions
}

function pairsOf(text: string): readonly (readonly [string, string])[] {
  const read = readPairs(text)
  return 'pairs' in read ? read.pairs : []
}

/**
 * The request that starts a run. What is not set is left out rather than sent empty: an empty map of labels would replace the
 * launch plan's, and an empty role would take it away (remote.md §8).
 */
export function executionRequest({
  project,
  domain,
  name,
  target,
  inputs,
  options,
}: ExecutionOrder): ExecutionCreateRequest {
  const { kind, ...id } = target
  const labels = Object.fromEntries(pairsOf(options.labels))
  const annotations = Object.fromEntries(pairsOf(options.annotations))
  const envs = pairsOf(options.envs)
  return create(ExecutionCreateRequestSchema, {
    project,
    domain,
    name,
    inputs: { literals: { ...inputs } },
    spec: {
      launchPlan: { ...id, resourceType: kind === 'task' ? ResourceType.TASK : ResourceType.LAUNCH_PLAN },
      metadata: { mode: ExecutionMetadata_ExecutionMode.MANUAL },
      tags: [...readTags(options.tags)],
      overwriteCache: options.overwriteCache,
      maxParallelism: Number(options.maxParallelism === '' ? 0 : options.maxParallelism),
      ...(Object.keys(labels).length > 0 ? { labels: { values: labels } } : {}),
      ...(Object.keys(annotations).length > 0 ? { annotations: { values: annotations } } : {}),
      ...(envs.length > 0 ? { envs: { values: envs.map(([key, value]) => ({ key, value })) } } : {}),
      ...(options.interruptible === 'inherit' ? {} : { interruptible: options.interruptible === 'yes' }),
      ...(options.rawOutputPrefix === ''
        ? {}
        : { rawOutputDataConfig: { outputLocationPrefix: options.rawOutputPrefix } }),
      ...(options.serviceAccount === ''
        ? {}
        : { securityContext: { runAs: { k8sServiceAccount: options.serviceAccount } } }),
      ...(options.clusterLabel === '' ? {} : { executionClusterLabel: { value: options.clusterLabel } }),
      ...(options.noNotifications ? { notificationOverrides: { case: 'disableAll' as const, value: true } } : {}),
    },
  })
}

import type { ExternalResourceInfo } from '../../src/api/gen/flyteidl/event/event_pb'
import { CatalogCacheStatus } from '../../src/api/gen/flyteidl/core/catalog_pb'
import { mergeLogs } from './task-logs'

/** Negative when `a` comes before `b`: by index, then by attempt. */
function compareResources(a: ExternalResourceInfo, b: ExternalResourceInfo): number {
  return a.index - b.index || a.retryAttempt - b.retryAttempt
}

/** External resources in the order in which they are kept. */
export function sortResources(resources: readonly ExternalResourceInfo[]): ExternalResourceInfo[] {
  return resources.toSorted(compareResources)
}

/**
 * Brings what an event says about external resources (the sub-tasks of a map task) into the stored list, which is sorted and stays so. A resource is told
 * by index and attempt (admin.md §9.3). The result may share messages with the arguments.
 */
export function mergeResources(
  stored: readonly ExternalResourceInfo[],
  latest: readonly ExternalResourceInfo[],
): ExternalResourceInfo[] {
  const merged = [...stored]
  for (const resource of latest) {
    const place = placeOf(merged, resource)
    const known = merged[place]
    if (known !== undefined && compareResources(known, resource) === 0) merged[place] = mergeResource(known, resource)
    else merged.splice(place, 0, resource)
  }
  return merged
}

/** Where a resource is, or belongs, in a sorted list. A map task may have tens of thousands of them and report few at a time. */
function placeOf(sorted: readonly ExternalResourceInfo[], resource: ExternalResourceInfo): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = sorted[middle]
    if (other !== undefined && compareResources(other, resource) < 0) low = middle + 1
    else high = middle
  }
  return low
}

function mergeResource(stored: ExternalResourceInfo, latest: ExternalResourceInfo): ExternalResourceInfo {
  const { cacheStatus, customInfo, externalId, logContext, targetMetadata } = latest
  return {
    ...stored,
    externalId: externalId === '' ? stored.externalId : externalId,
    phase: latest.phase,
    cacheStatus: cacheStatus === CatalogCacheStatus.CACHE_DISABLED ? stored.cacheStatus : cacheStatus,
    logs: mergeLogs(stored.logs, latest.logs),
    targetMetadata: targetMetadata.case === undefined ? stored.targetMetadata : targetMetadata,
    customInfo: customInfo ?? stored.customInfo,
    logContext: logContext ?? stored.logContext,
  }
}

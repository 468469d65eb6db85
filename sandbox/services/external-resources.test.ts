import { create } from '@bufbuild/protobuf'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CatalogCacheStatus } from '../../src/api/gen/flyteidl/core/catalog_pb'
import { TaskExecution_Phase as TaskPhase } from '../../src/api/gen/flyteidl/core/execution_pb'
import { type ExternalResourceInfo, ExternalResourceInfoSchema } from '../../src/api/gen/flyteidl/event/event_pb'
import { mergeResources, sortResources } from './external-resources'

const resource = (init: Parameters<typeof create<typeof ExternalResourceInfoSchema>>[1]) =>
  create(ExternalResourceInfoSchema, init)
const key = ({ index, retryAttempt }: ExternalResourceInfo) => `${index}/${retryAttempt}`

describe('mergeResources', () => {
  it('replaces the phase, keeps what the event leaves out, and puts new attempts in their place', () => {
    const stored = [
      resource({ externalId: 'a', index: 0, phase: TaskPhase.RUNNING, logs: [{ name: 'l', uri: 'u0' }] }),
      resource({ externalId: 'b', index: 1, phase: TaskPhase.RUNNING, cacheStatus: CatalogCacheStatus.CACHE_HIT }),
    ]
    const merged = mergeResources(stored, [
      resource({ index: 1, phase: TaskPhase.SUCCEEDED, customInfo: { a: 1 } }),
      resource({ externalId: 'a1', index: 0, retryAttempt: 1, phase: TaskPhase.QUEUED }),
      resource({ externalId: 'a', index: 0, phase: TaskPhase.FAILED }),
    ])
    expect(merged).toEqual([
      resource({ externalId: 'a', index: 0, phase: TaskPhase.FAILED, logs: [{ name: 'l', uri: 'u0' }] }),
      resource({ externalId: 'a1', index: 0, retryAttempt: 1, phase: TaskPhase.QUEUED }),
      resource({
        externalId: 'b',
        index: 1,
        phase: TaskPhase.SUCCEEDED,
        cacheStatus: CatalogCacheStatus.CACHE_HIT,
        customInfo: { a: 1 },
      }),
    ])
  })

  it('keeps the list sorted and every resource once, the latest phase winning', () => {
    const resources = fc.array(
      fc.record({ index: fc.nat(5), retryAttempt: fc.nat(3), phase: fc.integer({ min: 0, max: 7 }) }).map(resource),
    )
    fc.assert(
      fc.property(resources, resources, (earlier, latest) => {
        const stored = mergeResources([], earlier)
        const merged = mergeResources(stored, latest)
        expect(merged).toEqual(sortResources(merged))
        expect(new Set(merged.map(key)).size).toBe(merged.length)
        expect(new Set(merged.map(key))).toEqual(new Set([...earlier, ...latest].map(key)))
        for (const given of latest) {
          const last = latest.findLast((other) => key(other) === key(given))
          expect(merged.find((other) => key(other) === key(given))?.phase).toBe(last?.phase)
        }
        expect(mergeResources(merged, latest)).toEqual(merged)
      }),
    )
  })
})

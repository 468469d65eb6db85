import { CatalogCacheStatus } from '../api/gen/flyteidl/core/catalog_pb'
import { TaskExecution_Phase as Phase } from '../api/gen/flyteidl/core/execution_pb'
import type { Attempt, ItemAttempt } from './execution-attempt'

/** What a person asks of a map task's item, from what needs them most to what needs them least. */
export const itemStates = [
  'failed',
  'retrying',
  'running',
  'waiting',
  'queued',
  'aborted',
  'cached',
  'done',
  'unknown',
] as const
export type ItemState = (typeof itemStates)[number]

/** One item of a map task with all its attempts. */
export interface MapItem {
  readonly index: number
  readonly state: ItemState
  /** The latest attempt's phase as the wire has it. */
  readonly phase: Phase
  /** In their order; never empty. */
  readonly attempts: readonly ItemAttempt[]
}

/** The items of a map node, by index; those that never reported are missing. The last attempt of the node counts. */
export function mapItems(attempts: readonly Attempt[]): readonly MapItem[] {
  const latest = attempts.reduce<Attempt | undefined>(
    (last, attempt) => (last === undefined || attempt.attempt >= last.attempt ? attempt : last),
    undefined,
  )
  const byIndex = new Map<number, ItemAttempt[]>()
  for (const item of latest?.items ?? []) {
    const list = byIndex.get(item.index)
    if (list === undefined) byIndex.set(item.index, [item])
    else list.push(item)
  }
  const items: MapItem[] = []
  for (const [index, list] of byIndex) {
    list.sort((a, b) => a.attempt - b.attempt)
    const last = list.at(-1)
    if (last !== undefined) items.push({ index, state: itemState(last), phase: last.phase, attempts: list })
  }
  return items.sort((a, b) => a.index - b.index)
}

function itemState(item: ItemAttempt): ItemState {
  switch (item.phase) {
    case Phase.SUCCEEDED:
      return item.cacheStatus === CatalogCacheStatus.CACHE_HIT ? 'cached' : 'done'
    case Phase.FAILED:
      return 'failed'
    case Phase.RETRYABLE_FAILED:
      return 'retrying'
    case Phase.ABORTED:
      return 'aborted'
    case Phase.RUNNING:
      return item.attempt > 0 ? 'retrying' : 'running'
    case Phase.INITIALIZING:
    case Phase.WAITING_FOR_RESOURCES:
      return 'waiting'
    case Phase.QUEUED:
    case Phase.UNDEFINED:
      return 'queued'
    default:
      return 'unknown'
  }
}

/** How many items are in each state. */
export function countItems(items: readonly MapItem[]): Readonly<Record<ItemState, number>> {
  const counts: Record<ItemState, number> = {
    failed: 0,
    retrying: 0,
    running: 0,
    waiting: 0,
    queued: 0,
    aborted: 0,
    cached: 0,
    done: 0,
    unknown: 0,
  }
  for (const item of items) counts[item.state]++
  return counts
}

/** A cell of the heat grid: one item, or, where there are more items than cells, a run of them. */
export interface HeatCell {
  readonly first: number
  /** The last index of the cell, inclusive. */
  readonly last: number
  /** The worst of its items. */
  readonly state: ItemState
  /** How much of the cell is in that state, from 0 to 1. */
  readonly share: number
  /** The state of most of its items. */
  readonly mostly: ItemState
}

/**
 * At most `most` cells for the items from index 0 to the highest one; an index that never reported is `queued`.
 * Linear in the items.
 */
export function heatCells(items: readonly MapItem[], most: number): readonly HeatCell[] {
  const size = (items.at(-1)?.index ?? -1) + 1
  if (size === 0) return []
  const perCell = Math.max(1, Math.ceil(size / most))
  const counts = Array.from({ length: Math.ceil(size / perCell) }, () => new Map<ItemState, number>())
  for (const { index, state } of items) {
    const cell = counts[Math.floor(index / perCell)]
    cell?.set(state, (cell.get(state) ?? 0) + 1)
  }
  return counts.map((cell, at) => {
    const first = at * perCell
    const last = Math.min(first + perCell, size) - 1
    const length = last - first + 1
    const reported = [...cell.values()].reduce((sum, count) => sum + count, 0)
    if (reported < length) cell.set('queued', (cell.get('queued') ?? 0) + length - reported)
    const state = itemStates.find((one) => cell.has(one)) ?? 'unknown'
    const mostly = itemStates.reduce((best, one) => ((cell.get(one) ?? 0) > (cell.get(best) ?? 0) ? one : best), state)
    return { first, last, state, share: (cell.get(state) ?? 0) / length, mostly }
  })
}

/**
 * What an array node's error says of each item: lines such as `[3]: OOMKilled` or `[0][2-5]: …`.
 * Source: flyteplugins `array/errorcollector`.
 */
export function itemErrors(message: string): ReadonlyMap<number, string> {
  const errors = new Map<number, string>()
  let current: readonly number[] = []
  for (const line of message.split(/\r?\n/)) {
    const head = /^\s*((?:\[[\d\s,-]+\])+):\s?(.*)$/.exec(line)
    if (head === null) {
      for (const index of current) errors.set(index, `${errors.get(index) ?? ''}\n${line}`)
      continue
    }
    current = indexes(head[1] ?? '')
    for (const index of current) errors.set(index, head[2] ?? '')
  }
  return new Map([...errors].map(([index, text]) => [index, text.trim()]))
}

/** No message lists more than this; a range beyond it is no list of items. */
const mostIndexes = 100_000

function indexes(text: string): readonly number[] {
  const found: number[] = []
  for (const [, from, to] of text.matchAll(/(\d+)(?:\s*-\s*(\d+))?/g)) {
    const first = Number(from)
    const last = to === undefined ? first : Number(to)
    for (let index = first; index <= last && found.length < mostIndexes; index++) found.push(index)
  }
  return found
}

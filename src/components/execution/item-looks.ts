import type { ItemState } from '../../domain/execution-map'
import type { PhaseLook } from '../../domain/phases'

/** How the states of a map task's items look; what is fine is drawn lower than what is not. */
export const itemLooks = {
  failed: { word: 'Failed', glyph: 'failed', tone: 'fail' },
  retrying: { word: 'Retrying', glyph: 'retrying', tone: 'retry' },
  running: { word: 'Running', glyph: 'running', tone: 'run' },
  waiting: { word: 'Waiting', glyph: 'preparing', tone: 'wait' },
  queued: { word: 'Queued', glyph: 'queued', tone: 'idle' },
  aborted: { word: 'Aborted', glyph: 'aborted', tone: 'abort' },
  cached: { word: 'Cached', glyph: 'cached', tone: 'cached' },
  done: { word: 'Succeeded', glyph: 'succeeded', tone: 'ok' },
  unknown: { word: 'Unknown', glyph: 'unknown', tone: 'idle' },
} as const satisfies Record<ItemState, PhaseLook>

import { WorkflowExecution_Phase } from '../../api/gen/flyteidl/core/execution_pb'
import type { ExecutionMode } from '../../domain/execution'
import {
  type ExecutionFilter,
  type ExecutionSort,
  type FilterField,
  type FilterMode,
  type FilterPhase,
  isTextFilter,
  type RecentSpan,
  type TextOperator,
  writeDuration,
} from '../../domain/execution-filters'
import { workflowPhaseLook } from '../../domain/phases'
import { formatExact, type TimeZoneChoice } from '../../domain/times'

/** The fields in the order in which they are offered. */
export const fieldWords = {
  phase: 'Status',
  workflow: 'Workflow',
  started: 'Created',
  plan: 'Launch plan',
  task: 'Task',
  version: 'Version',
  mode: 'Started by',
  user: 'User',
  tag: 'Tag or label',
  duration: 'Duration',
  code: 'Error code',
  name: 'Execution id',
  cluster: 'Cluster',
  archived: 'Archived',
} as const satisfies Record<FilterField, string>

export const operatorWords = {
  is: 'is',
  not: 'is not',
  contains: 'contains',
  without: 'does not contain',
} as const satisfies Record<TextOperator, string>

export const spanWords = {
  '1h': 'last hour',
  '6h': 'last 6 hours',
  '24h': 'last 24 hours',
  '7d': 'last 7 days',
  '30d': 'last 30 days',
} as const satisfies Record<RecentSpan, string>

export const sortWords = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  longest: 'Longest first',
  shortest: 'Shortest first',
  changed: 'Last changed first',
} as const satisfies Record<ExecutionSort, string>

export const modeWords = {
  manual: 'a person',
  scheduled: 'schedule',
  system: 'system',
  relaunch: 'relaunch',
  child: 'parent execution',
  recovered: 'recovery',
  trigger: 'trigger',
} as const satisfies Record<FilterMode, string>

export function modeText(mode: ExecutionMode): string {
  return mode in modeWords ? modeWords[mode as FilterMode] : mode
}

export function phaseWord(phase: FilterPhase): string {
  return workflowPhaseLook(WorkflowExecution_Phase[phase]).word
}

export interface FilterText {
  readonly field: string
  readonly operator: string
  readonly value: string
}

/** A filter in words, as a chip has it. */
export function filterText(filter: ExecutionFilter, zone: TimeZoneChoice): FilterText {
  const field = fieldWords[filter.field]
  if (isTextFilter(filter)) return { field, operator: operatorWords[filter.operator], value: filter.value }
  switch (filter.field) {
    case 'phase':
      return { field, operator: filter.negated ? 'is not' : 'is', value: filter.values.map(phaseWord).join(', ') }
    case 'mode': {
      const value = filter.values.map((mode) => modeWords[mode]).join(', ')
      return { field, operator: filter.negated ? 'is not' : 'is', value }
    }
    case 'started':
      return { field, ...startedText(filter, zone) }
    case 'duration':
      return { field, ...durationText(filter.atLeast, filter.atMost) }
    case 'tag':
      return { field, operator: filter.values.length > 1 ? 'is any of' : 'is', value: filter.values.join(', ') }
    case 'archived':
      return { field, operator: '', value: filter.shown === 'only' ? 'only archived' : 'archived too' }
  }
}

function startedText(
  { last, from, until }: Extract<ExecutionFilter, { field: 'started' }>,
  zone: TimeZoneChoice,
): Omit<FilterText, 'field'> {
  if (last !== undefined) return { operator: 'in', value: spanWords[last] }
  if (from !== undefined && until !== undefined)
    return { operator: 'between', value: `${minute(from, zone)} and ${minute(until, zone)}` }
  if (from !== undefined) return { operator: 'since', value: minute(from, zone) }
  return { operator: 'before', value: until === undefined ? '' : minute(until, zone) }
}

/** To the minute: the seconds of a filter are noise. */
function minute(at: number, zone: TimeZoneChoice): string {
  return formatExact(at, zone).replace(/:\d\d\.\d+.*$/, '')
}

function durationText(atLeast: number | undefined, atMost: number | undefined): Omit<FilterText, 'field'> {
  if (atLeast !== undefined && atMost !== undefined)
    return { operator: 'between', value: `${writeDuration(atLeast)} and ${writeDuration(atMost)}` }
  return atLeast === undefined
    ? { operator: 'at most', value: writeDuration(atMost ?? 0) }
    : { operator: 'at least', value: writeDuration(atLeast) }
}

/**
 * The columns of every table, once: row types, legal filters and legal sort keys all come from here. Names are those of
 * flyteadmin's tables, because filters and sort keys spell them (admin.md §2.4). A test compares this with the migrated schema.
 *
 * Kinds: `text`; `integer` (in and out as bigint); `time` (nanoseconds since the Unix epoch); `duration` (nanoseconds);
 * `blob` (binary protobuf or digest). A question mark means that the column may be NULL.
 */
export type ColumnKind = 'text' | 'integer' | 'time' | 'duration' | 'blob'
type ColumnSpec = ColumnKind | `${ColumnKind}?`

const row = { id: 'integer', created_at: 'time', updated_at: 'time', deleted_at: 'time?' } as const
const entityKey = { project: 'text', domain: 'text', name: 'text', version: 'text' } as const
const executionKey = { execution_project: 'text', execution_domain: 'text', execution_name: 'text' } as const

export const tables = {
  projects: { ...row, identifier: 'text', name: 'text', description: 'text', labels: 'blob?', state: 'integer' },
  tasks: { ...row, ...entityKey, closure: 'blob', digest: 'blob', type: 'text', short_description: 'text' },
  workflows: {
    ...row,
    ...entityKey,
    typed_interface: 'blob',
    remote_closure_identifier: 'text',
    digest: 'blob',
    short_description: 'text',
  },
  workflow_closures: { workflow_id: 'integer', closure: 'blob' },
  launch_plans: {
    ...row,
    ...entityKey,
    spec: 'blob',
    workflow_id: 'integer',
    closure: 'blob',
    state: 'integer',
    digest: 'blob',
    schedule_type: 'text',
    launch_condition_type: 'text?',
  },
  executions: {
    ...row,
    ...executionKey,
    launch_plan_id: 'integer',
    workflow_id: 'integer',
    task_id: 'integer',
    phase: 'text',
    closure: 'blob',
    spec: 'blob',
    started_at: 'time?',
    execution_created_at: 'time?',
    execution_updated_at: 'time?',
    duration: 'duration',
    abort_cause: 'text',
    mode: 'integer',
    source_execution_id: 'integer',
    parent_node_execution_id: 'integer',
    cluster: 'text',
    inputs_uri: 'text',
    user_inputs_uri: 'text',
    error_kind: 'text?',
    error_code: 'text?',
    user: 'text',
    state: 'integer',
    launch_entity: 'text',
  },
  execution_tags: { ...row, ...executionKey, key: 'text', value: 'text' },
  node_executions: {
    ...row,
    ...executionKey,
    node_id: 'text',
    phase: 'text',
    input_uri: 'text',
    closure: 'blob',
    started_at: 'time?',
    node_execution_created_at: 'time?',
    node_execution_updated_at: 'time?',
    duration: 'duration',
    node_execution_metadata: 'blob',
    parent_id: 'integer?',
    parent_task_execution_id: 'integer?',
    error_kind: 'text?',
    error_code: 'text?',
    cache_status: 'text?',
    dynamic_workflow_remote_closure_reference: 'text',
    internal_data: 'blob',
  },
  task_executions: {
    ...row,
    ...entityKey,
    ...executionKey,
    node_id: 'text',
    retry_attempt: 'integer',
    phase: 'text',
    phase_version: 'integer',
    input_uri: 'text',
    closure: 'blob',
    started_at: 'time?',
    task_execution_created_at: 'time?',
    task_execution_updated_at: 'time?',
    duration: 'duration',
  },
  signals: { ...row, ...executionKey, signal_id: 'text', type: 'blob', value: 'blob' },
  named_entity_metadata: {
    ...row,
    resource_type: 'integer',
    project: 'text',
    domain: 'text',
    name: 'text',
    description: 'text',
    state: 'integer',
  },
  description_entities: {
    ...row,
    resource_type: 'integer',
    ...entityKey,
    short_description: 'text',
    long_description: 'blob',
    link: 'text',
  },
  matchable_attributes: {
    ...row,
    project: 'text',
    domain: 'text',
    workflow: 'text',
    launch_plan: 'text',
    resource_type: 'text',
    priority: 'integer',
    attributes: 'blob',
  },
  cached_outputs: {
    cache_key: 'text',
    artifact_id: 'text',
    output_uri: 'text',
    source: 'blob',
    created_at: 'time',
  },
  cache_reservations: { cache_key: 'text', owner: 'text', created_at: 'time' },
} as const satisfies Record<string, Record<string, ColumnSpec>>

export type Table = keyof typeof tables

interface ValueOfKind {
  text: string
  integer: bigint
  time: bigint
  duration: bigint
  blob: Uint8Array
}

type ValueOf<S> = S extends `${infer K extends ColumnKind}?`
  ? ValueOfKind[K] | null
  : S extends ColumnKind
    ? ValueOfKind[S]
    : never

/** One stored row as the database gives it. */
export type RowOf<T extends Table> = { -readonly [C in keyof (typeof tables)[T]]: ValueOf<(typeof tables)[T][C]> }

/** The kind of a column, or undefined when the table has no such column. */
export function columnKind(table: Table, column: string): ColumnKind | undefined {
  const specs: Record<string, ColumnSpec> = tables[table]
  return Object.hasOwn(specs, column) ? (specs[column]?.replace('?', '') as ColumnKind) : undefined
}

/** Whether a column may be NULL. */
export function isNullable(table: Table, column: string): boolean {
  const specs: Record<string, ColumnSpec> = tables[table]
  return specs[column]?.endsWith('?') ?? false
}

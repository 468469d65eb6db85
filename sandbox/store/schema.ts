/**
 * The database schema as an ordered list of migrations. The file's `user_version` is the number of migrations it has seen.
 * Never edit one that was released: append another. `columns.ts` describes the result.
 *
 * How rows and BLOBs relate: a BLOB column holds one binary protobuf message, or a raw digest.
 *   projects.labels Labels · tasks.closure TaskClosure · workflows.typed_interface TypedInterface ·
 *   workflow_closures.closure CompiledWorkflowClosure (a table of its own, so that listing versions never touches it) ·
 *   launch_plans.spec LaunchPlanSpec, .closure LaunchPlanClosure · executions.spec ExecutionSpec, .closure ExecutionClosure ·
 *   node_executions.closure NodeExecutionClosure, .node_execution_metadata NodeExecutionMetaData · task_executions.closure
 *   TaskExecutionClosure · signals.type LiteralType, .value Literal · description_entities.long_description Description ·
 *   matchable_attributes.attributes MatchingAttributes.
 * The columns beside a BLOB repeat what lists filter and sort by; whoever writes the BLOB writes them in the same statement.
 * Reads answer from the BLOB; identifiers come from the key columns. `created_at`/`updated_at` are the row's own times (the server's
 * clock), `*_created_at`/`*_updated_at` the times that events reported. References between rows (`workflow_id`, `parent_id`, …) are
 * `id`s of the other table; 0 means none where the column is NOT NULL, as in flyteadmin.
 */
const executionKey = 'execution_project TEXT NOT NULL, execution_domain TEXT NOT NULL, execution_name TEXT NOT NULL'
const entityKey = 'project TEXT NOT NULL, domain TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL'
const row =
  'id INTEGER PRIMARY KEY AUTOINCREMENT, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, deleted_at INTEGER'

const controlPlane = `
CREATE TABLE projects (
  ${row},
  identifier TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL DEFAULT '',
  description TEXT NOT NULL DEFAULT '',
  labels BLOB,
  state INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE tasks (
  ${row},
  ${entityKey},
  closure BLOB NOT NULL,
  digest BLOB NOT NULL,
  type TEXT NOT NULL DEFAULT '',
  short_description TEXT NOT NULL DEFAULT '',
  UNIQUE (project, domain, name, version)
);
CREATE INDEX tasks_by_time ON tasks (project, domain, created_at);
CREATE INDEX tasks_by_version ON tasks (project, domain, version);

CREATE TABLE workflows (
  ${row},
  ${entityKey},
  typed_interface BLOB NOT NULL,
  remote_closure_identifier TEXT NOT NULL DEFAULT '',
  digest BLOB NOT NULL,
  short_description TEXT NOT NULL DEFAULT '',
  UNIQUE (project, domain, name, version)
);
CREATE INDEX workflows_by_time ON workflows (project, domain, created_at);
CREATE INDEX workflows_by_version ON workflows (project, domain, version);

CREATE TABLE workflow_closures (
  workflow_id INTEGER PRIMARY KEY REFERENCES workflows (id),
  closure BLOB NOT NULL
);

CREATE TABLE launch_plans (
  ${row},
  ${entityKey},
  spec BLOB NOT NULL,
  workflow_id INTEGER NOT NULL DEFAULT 0,
  closure BLOB NOT NULL,
  state INTEGER NOT NULL DEFAULT 0,
  digest BLOB NOT NULL,
  schedule_type TEXT NOT NULL DEFAULT 'NONE',
  launch_condition_type TEXT,
  UNIQUE (project, domain, name, version)
);
CREATE INDEX launch_plans_by_time ON launch_plans (project, domain, created_at);
CREATE INDEX launch_plans_by_version ON launch_plans (project, domain, version);
CREATE INDEX launch_plans_by_workflow ON launch_plans (workflow_id);
CREATE INDEX launch_plans_active ON launch_plans (project, domain, name) WHERE state = 1;

CREATE TABLE executions (
  ${row},
  ${executionKey},
  launch_plan_id INTEGER NOT NULL DEFAULT 0,
  workflow_id INTEGER NOT NULL DEFAULT 0,
  task_id INTEGER NOT NULL DEFAULT 0,
  phase TEXT NOT NULL DEFAULT 'UNDEFINED',
  started_at INTEGER,
  execution_created_at INTEGER,
  execution_updated_at INTEGER,
  duration INTEGER NOT NULL DEFAULT 0,
  abort_cause TEXT NOT NULL DEFAULT '',
  mode INTEGER NOT NULL DEFAULT 0,
  source_execution_id INTEGER NOT NULL DEFAULT 0,
  parent_node_execution_id INTEGER NOT NULL DEFAULT 0,
  cluster TEXT NOT NULL DEFAULT '',
  inputs_uri TEXT NOT NULL DEFAULT '',
  user_inputs_uri TEXT NOT NULL DEFAULT '',
  error_kind TEXT,
  error_code TEXT,
  user TEXT NOT NULL DEFAULT '',
  state INTEGER NOT NULL DEFAULT 0,
  launch_entity TEXT NOT NULL DEFAULT '',
  closure BLOB NOT NULL,
  spec BLOB NOT NULL,
  UNIQUE (execution_project, execution_domain, execution_name)
);
CREATE INDEX executions_by_parent ON executions (parent_node_execution_id) WHERE parent_node_execution_id <> 0;

CREATE TABLE execution_tags (
  ${row},
  ${executionKey},
  key TEXT NOT NULL,
  value TEXT NOT NULL DEFAULT ''
);
CREATE INDEX execution_tags_by_execution ON execution_tags (execution_project, execution_domain, execution_name);
CREATE INDEX execution_tags_by_key ON execution_tags (key, value);

CREATE TABLE node_executions (
  ${row},
  ${executionKey},
  node_id TEXT NOT NULL,
  phase TEXT NOT NULL DEFAULT 'UNDEFINED',
  input_uri TEXT NOT NULL DEFAULT '',
  started_at INTEGER,
  node_execution_created_at INTEGER,
  node_execution_updated_at INTEGER,
  duration INTEGER NOT NULL DEFAULT 0,
  parent_id INTEGER,
  parent_task_execution_id INTEGER,
  error_kind TEXT,
  error_code TEXT,
  cache_status TEXT,
  dynamic_workflow_remote_closure_reference TEXT NOT NULL DEFAULT '',
  closure BLOB NOT NULL,
  node_execution_metadata BLOB NOT NULL DEFAULT x'',
  internal_data BLOB NOT NULL DEFAULT x'',
  UNIQUE (execution_project, execution_domain, execution_name, node_id)
);
CREATE INDEX node_executions_by_parent ON node_executions (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX node_executions_by_parent_task ON node_executions (parent_task_execution_id) WHERE parent_task_execution_id IS NOT NULL;

CREATE TABLE task_executions (
  ${row},
  ${entityKey},
  ${executionKey},
  node_id TEXT NOT NULL,
  retry_attempt INTEGER NOT NULL DEFAULT 0,
  phase TEXT NOT NULL DEFAULT 'UNDEFINED',
  phase_version INTEGER NOT NULL DEFAULT 0,
  input_uri TEXT NOT NULL DEFAULT '',
  started_at INTEGER,
  task_execution_created_at INTEGER,
  task_execution_updated_at INTEGER,
  duration INTEGER NOT NULL DEFAULT 0,
  closure BLOB NOT NULL,
  UNIQUE (execution_project, execution_domain, execution_name, node_id, retry_attempt, project, domain, name, version)
);

CREATE TABLE signals (
  ${row},
  ${executionKey},
  signal_id TEXT NOT NULL,
  type BLOB NOT NULL,
  value BLOB NOT NULL DEFAULT x'',
  UNIQUE (execution_project, execution_domain, execution_name, signal_id)
);

CREATE TABLE named_entity_metadata (
  ${row},
  resource_type INTEGER NOT NULL,
  project TEXT NOT NULL,
  domain TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  state INTEGER NOT NULL DEFAULT 0,
  UNIQUE (resource_type, project, domain, name)
);

CREATE TABLE description_entities (
  ${row},
  resource_type INTEGER NOT NULL,
  ${entityKey},
  short_description TEXT NOT NULL DEFAULT '',
  long_description BLOB NOT NULL DEFAULT x'',
  link TEXT NOT NULL DEFAULT '',
  UNIQUE (resource_type, project, domain, name, version)
);
CREATE INDEX description_entities_by_name ON description_entities (project, domain, name, version);

CREATE TABLE matchable_attributes (
  ${row},
  project TEXT NOT NULL DEFAULT '',
  domain TEXT NOT NULL DEFAULT '',
  workflow TEXT NOT NULL DEFAULT '',
  launch_plan TEXT NOT NULL DEFAULT '',
  resource_type TEXT NOT NULL,
  priority INTEGER NOT NULL DEFAULT 0,
  attributes BLOB NOT NULL,
  UNIQUE (resource_type, project, domain, workflow, launch_plan)
);
`

/** Lists of executions in a project read this one alone until the page is known: no row, with its messages, is touched to filter. */
const executionLists = `
CREATE INDEX executions_by_time ON executions (
  execution_project, execution_domain, created_at, state, phase, execution_name, launch_plan_id, workflow_id, task_id, started_at,
  execution_created_at, execution_updated_at, updated_at, duration, mode, launch_entity, cluster, user, error_kind, error_code,
  parent_node_execution_id, source_execution_id
);
`

/**
 * What the engine keeps besides what it reports: results of cached tasks (`source` is a TaskExecutionIdentifier) and which node works on which. A key is
 * the JSON of the dataset's project, domain, name and version, and the tag.
 */
const taskCache = `
CREATE TABLE cached_outputs (
  cache_key TEXT PRIMARY KEY,
  artifact_id TEXT NOT NULL,
  output_uri TEXT NOT NULL,
  source BLOB NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE cache_reservations (
  cache_key TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
`

/** At a start the engine takes up what has not ended: the condition is that of its query. */
const unfinished = `
CREATE INDEX executions_unfinished ON executions (id)
  WHERE phase IN ('UNDEFINED', 'QUEUED', 'RUNNING', 'SUCCEEDING', 'FAILING', 'ABORTING');
`

export const migrations: readonly string[] = [controlPlane + executionLists, taskCache, unfinished]

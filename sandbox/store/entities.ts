import { columnKind, type ColumnKind, type Table } from './columns'

/**
 * What can be listed and filtered. `letter` is how error texts name it and the alias in SQL; `prefix` how filters do; `joins`
 * are the other entities that a filter on a list of these may name (admin.md §2.3).
 */
interface EntitySpec {
  readonly letter: string
  readonly prefix: string
  readonly table: Table
  readonly joins: Readonly<Record<string, string>>
}

const tagJoin =
  'INNER JOIN execution_tags et ON et.execution_project = e.execution_project AND et.execution_domain = e.execution_domain AND et.execution_name = e.execution_name'

/** Equality of the execution key of two aliases. */
const sameExecution = (left: string, right: string) =>
  ['project', 'domain', 'name'].map((part) => `${left}.execution_${part} = ${right}.execution_${part}`).join(' AND ')

const specs = {
  task: { letter: 't', prefix: 'task', table: 'tasks', joins: {} },
  workflow: { letter: 'w', prefix: 'workflow', table: 'workflows', joins: {} },
  launchPlan: {
    letter: 'l',
    prefix: 'launch_plan',
    table: 'launch_plans',
    joins: { workflow: 'INNER JOIN workflows w ON l.workflow_id = w.id' },
  },
  execution: {
    letter: 'e',
    prefix: 'execution',
    table: 'executions',
    joins: {
      launchPlan: 'INNER JOIN launch_plans l ON e.launch_plan_id = l.id',
      workflow: 'INNER JOIN workflows w ON e.workflow_id = w.id',
      task: 'INNER JOIN tasks t ON e.task_id = t.id',
      adminTag: tagJoin,
      executionTag: tagJoin,
    },
  },
  nodeExecution: {
    letter: 'ne',
    prefix: 'node_execution',
    table: 'node_executions',
    joins: { execution: `INNER JOIN executions e ON ${sameExecution('ne', 'e')}` },
  },
  taskExecution: {
    letter: 'te',
    prefix: 'task_execution',
    table: 'task_executions',
    joins: {
      task: 'LEFT JOIN tasks t ON te.project = t.project AND te.domain = t.domain AND te.name = t.name AND te.version = t.version',
      execution: `INNER JOIN executions e ON ${sameExecution('te', 'e')}`,
      nodeExecution: `INNER JOIN node_executions ne ON ${sameExecution('te', 'ne')} AND te.node_id = ne.node_id`,
    },
  },
  namedEntity: {
    letter: 'nen',
    prefix: 'entities',
    table: 'named_entity_metadata',
    // The list of named entities joins the metadata itself.
    joins: { namedEntityMetadata: '' },
  },
  namedEntityMetadata: {
    letter: 'nem',
    prefix: 'named_entity_metadata',
    table: 'named_entity_metadata',
    joins: {},
  },
  project: { letter: 'p', prefix: 'project', table: 'projects', joins: {} },
  signal: { letter: 's', prefix: 'signal', table: 'signals', joins: {} },
  adminTag: { letter: 'at', prefix: 'admin_tag', table: 'execution_tags', joins: {} },
  executionTag: { letter: 'et', prefix: 'execution_tag', table: 'execution_tags', joins: {} },
  descriptionEntity: { letter: 'de', prefix: '', table: 'description_entities', joins: {} },
} as const satisfies Record<string, EntitySpec>

export type Entity = keyof typeof specs

export type EntityTable<E extends Entity> = (typeof specs)[E]['table']

export const entities: Readonly<Record<Entity, EntitySpec>> = specs

/** What named entities can be filtered by; they have no ids or times. */
export const namedEntityColumns: ReadonlySet<string> = new Set([
  'resource_type',
  'project',
  'domain',
  'name',
  'description',
  'state',
])
const rowColumns: ReadonlySet<string> = new Set(['id', 'created_at', 'updated_at', 'deleted_at'])
const plainExecutionKey: ReadonlySet<string> = new Set(['project', 'domain', 'name'])

interface Column {
  readonly entity: Entity
  readonly name: string
  readonly kind: ColumnKind
}

/** The column that a filter's field means (tags have two names, named entities keep state and description in the metadata), or undefined when the entity has none of that name. */
export function filterColumn(entity: Entity, field: string): Column | undefined {
  if (entity === 'adminTag') {
    if (field === 'name') return column('executionTag', 'key')
    return rowColumns.has(field) ? column('executionTag', field) : undefined
  }
  if (entity === 'namedEntity') {
    if (!namedEntityColumns.has(field)) return undefined
    const owner = field === 'description' || field === 'state' ? 'namedEntityMetadata' : 'namedEntity'
    return column(owner, field)
  }
  const found = column(entity, field)
  // The task's own key has the same names, and loses: these filters have always meant the execution.
  if (found && entity === 'taskExecution' && plainExecutionKey.has(field)) return column(entity, `execution_${field}`)
  return found
}

function column(entity: Entity, name: string): Column | undefined {
  const kind = columnKind(entities[entity].table, name)
  return kind && { entity, name, kind }
}

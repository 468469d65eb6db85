import Libsql from 'libsql'

/** Columns of a table, and what each of the copies has in them: an expression over the template's row `t` and the number `n`. */
function copies(db: Libsql.Database, table: string, changed: Readonly<Record<string, string>>): [string, string] {
  const columns = (db.prepare(`PRAGMA table_info(${table})`).all() as { name: string }[])
    .map(({ name }) => name)
    .filter((name) => name !== 'id')
  return [columns.join(', '), columns.map((name) => changed[name] ?? `t.${name}`).join(', ')]
}

/**
 * Makes many executions of a few, and of one execution's nodes the nodes of each: rows as the services wrote them, under other names, a second apart.
 * The sandbox must not be running.
 *
 * @param templates names of executions that are copied in turn
 * @param nodesOf name of the execution whose nodes each copy gets
 */
export function multiplyExecutions(file: string, templates: readonly string[], nodesOf: string, count: number): void {
  const db = new Libsql(file)
  const series = `WITH RECURSIVE series (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM series WHERE n + 1 < ${count})`
  const earlier = (column: string) => ({ [column]: `t.${column} - n * 1000000000` })
  const times = { ...earlier('created_at'), ...earlier('updated_at'), ...earlier('started_at') }
  const [columns, values] = copies(db, 'executions', {
    ...times,
    ...earlier('execution_created_at'),
    ...earlier('execution_updated_at'),
    execution_name: `'copy' || n`,
    duration: 't.duration + (n * 7919) % 100000 * 1000000',
  })
  db.exec('BEGIN')
  for (const [index, name] of templates.entries()) {
    db.exec(
      `${series} INSERT INTO executions (${columns}) SELECT ${values} FROM executions t, series
       WHERE t.execution_name = '${name}' AND n % ${templates.length} = ${index}`,
    )
  }
  const [nodeColumns, nodeValues] = copies(db, 'node_executions', { ...times, execution_name: `'copy' || n` })
  db.exec(
    `${series} INSERT INTO node_executions (${nodeColumns}) SELECT ${nodeValues} FROM series, node_executions t
     WHERE t.execution_name = '${nodesOf}'`,
  )
  db.exec('COMMIT')
  db.close()
}

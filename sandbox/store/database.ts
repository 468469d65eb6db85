import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Libsql from 'libsql'
import { databaseRefusal } from '../rpc-error'
import { type RowOf, type Table } from './columns'
import { migrations } from './schema'

export type SqlValue = string | number | bigint | Uint8Array | null

/** One row: integers are bigint, BLOBs Uint8Array. */
export type Row = Record<string, SqlValue>

type Statement = Libsql.Statement

/** Why a database file could not be opened, in words for whoever started the sandbox. */
class OpenDatabaseError extends Error {
  override readonly name = 'OpenDatabaseError'
}

/** Statements that stay prepared; beyond this the least recently used one is dropped. */
const statementCacheSize = 500

/** How long to wait for another process that holds the file, in milliseconds. */
const busyTimeout = 2000

function value(raw: unknown): SqlValue {
  if (raw instanceof ArrayBuffer) return new Uint8Array(raw)
  return raw as SqlValue
}

/**
 * The parameters of a statement. Reading a text ends at a NUL in it, so such texts are refused, in PostgreSQL's words.
 *
 * @throws Unknown
 */
function bound(params: readonly SqlValue[]): SqlValue[] {
  for (const param of params) {
    if (typeof param === 'string' && param.includes('\0')) {
      throw databaseRefusal('invalid byte sequence for encoding "UTF8": 0x00')
    }
  }
  return [...params]
}

/** A synchronous connection. Everything happens on the calling thread; a commit is on disk when it returns. */
export class Database {
  readonly #connection: Libsql.Database
  readonly #statements = new Map<string, { readonly statement: Statement; readonly columns: readonly string[] }>()
  readonly #release: () => void

  constructor(connection: Libsql.Database, release: () => void) {
    this.#connection = connection
    this.#release = release
  }

  #prepare(sql: string) {
    let entry = this.#statements.get(sql)
    if (entry) {
      this.#statements.delete(sql)
    } else {
      const statement = this.#connection.prepare(sql)
      const columns = statement.reader ? statement.raw(true).columns() : []
      entry = { statement, columns: columns.map((column) => column.name) }
      if (this.#statements.size >= statementCacheSize) {
        for (const oldest of this.#statements.keys()) {
          this.#statements.delete(oldest)
          break
        }
      }
    }
    this.#statements.set(sql, entry)
    return entry
  }

  /** All rows of a query. */
  all(sql: string, params: readonly SqlValue[] = []): Row[] {
    const { statement, columns } = this.#prepare(sql)
    const rows = statement.all(bound(params)) as unknown[][]
    return rows.map((cells) => {
      const row: Row = {}
      for (let index = 0; index < columns.length; index++) row[columns[index] ?? ''] = value(cells[index])
      return row
    })
  }

  /** The first row of a query, if there is one. */
  get(sql: string, params: readonly SqlValue[] = []): Row | undefined {
    return this.all(sql, params)[0]
  }

  /** Runs a statement that changes rows. */
  run(sql: string, params: readonly SqlValue[] = []): { readonly changes: number; readonly lastInsertRowid: bigint } {
    const { changes, lastInsertRowid } = this.#prepare(sql).statement.run(bound(params))
    return { changes, lastInsertRowid: BigInt(lastInsertRowid) }
  }

  /** Runs statements without parameters or results, such as DDL. */
  exec(sql: string): void {
    this.#connection.exec(sql)
  }

  /**
   * Runs `body` as one atomic write: it commits when `body` returns and rolls back when it throws. A call inside another joins it.
   * `body` must not be async: nothing else may run on the connection meanwhile.
   */
  transaction<T>(body: () => T): T {
    const connection = this.#connection
    const isOpen = (): boolean => connection.inTransaction
    if (isOpen()) return body()
    connection.exec('BEGIN IMMEDIATE')
    try {
      const result = body()
      connection.exec('COMMIT')
      return result
    } catch (error) {
      // A full disk makes SQLite roll back by itself.
      if (isOpen()) connection.exec('ROLLBACK')
      throw error
    }
  }

  /** Closes the connection and gives the file up for others. */
  close(): void {
    this.#statements.clear()
    this.#connection.close()
    this.#release()
  }
}

/** The columns that a partial row sets, and their values in the same order. */
function cellsOf(row: object): { readonly columns: readonly string[]; readonly values: readonly SqlValue[] } {
  const cells = Object.entries(row).filter((cell): cell is [string, SqlValue] => cell[1] !== undefined)
  return { columns: cells.map(([column]) => `"${column}"`), values: cells.map(([, cell]) => cell) }
}

/** Inserts one row and gives its id. Columns left out take their default. Throws on a violated constraint: see `isUniqueViolation`. */
export function insert<T extends Table>(db: Database, table: T, row: Partial<RowOf<T>>): bigint {
  const { columns, values } = cellsOf(row)
  const marks = columns.map(() => '?').join(', ')
  return db.run(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`, values).lastInsertRowid
}

/** Changes columns of the row with this id. */
export function update<T extends Table>(db: Database, table: T, id: bigint, changes: Partial<RowOf<T>>): void {
  const { columns, values } = cellsOf(changes)
  if (columns.length === 0) return
  db.run(`UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`, [...values, id])
}

/** The one row whose columns equal the given values, if there is one. */
export function findRow<T extends Table>(db: Database, table: T, key: Partial<RowOf<T>>): RowOf<T> | undefined {
  const { columns, values } = cellsOf(key)
  const conditions = columns.map((column) => `${column} = ?`).join(' AND ')
  return db.get(`SELECT * FROM ${table} WHERE ${conditions} LIMIT 1`, values) as RowOf<T> | undefined
}

/** Whether an error says that a row with the same key is already there. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_UNIQUE'
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Creates a folder and its parents one by one: `recursive` of mkdirSync never returns on some virtual file systems. */
function createFolder(path: string): void {
  if (existsSync(path)) return
  createFolder(dirname(path))
  mkdirSync(path)
}

function migrate(connection: Libsql.Database, file: string): void {
  const row = connection.prepare('PRAGMA user_version').get() as { user_version: bigint }
  const version = Number(row.user_version)
  if (version > migrations.length) {
    throw new OpenDatabaseError(
      `${file} was written by a newer version of contrail (schema ${version}; this version knows up to ${migrations.length}). ` +
        'Use that version, or another data folder.',
    )
  }
  if (version === migrations.length) return
  connection.exec('BEGIN IMMEDIATE')
  try {
    for (const migration of migrations.slice(version)) connection.exec(migration)
    connection.exec(`PRAGMA user_version = ${migrations.length}`)
    connection.exec('COMMIT')
  } catch (error) {
    connection.exec('ROLLBACK')
    throw error
  }
}

/**
 * Takes a lock that ends with `release`, or with the process however it ends. It is a database of its own because a connection keeps
 * its locks until its statements are garbage collected; this one has none.
 */
function ownFile(file: string): () => void {
  const lock = new Libsql(`${file}-lock`)
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (!/locked|busy/i.test(reasonOf(error))) throw error
    throw new OpenDatabaseError(`${file} is in use by another sandbox. Stop it, or name another data folder.`)
  }
  return () => {
    lock.exec('ROLLBACK')
    lock.close()
  }
}

/**
 * Opens a database file, creating it and its folder when absent, and brings its schema up to date. The caller owns the file until
 * `close`: two control planes on one data folder would both run the same executions. ":memory:" is a private one without a file.
 * @throws OpenDatabaseError when the folder cannot be written, somebody else has the file, or it is not ours or too new
 */
export function openDatabase(file: string): Database {
  let release = (): void => undefined
  let connection: Libsql.Database | undefined
  try {
    if (file !== ':memory:') {
      createFolder(dirname(file))
      release = ownFile(file)
    }
    connection = new Libsql(file, { timeout: busyTimeout })
    connection.defaultSafeIntegers(true)
    connection.prepare('PRAGMA journal_mode = WAL').get()
    connection.exec('PRAGMA synchronous = NORMAL')
    connection.exec('PRAGMA foreign_keys = ON')
    connection.exec('PRAGMA cache_size = -32768')
    migrate(connection, file)
    return new Database(connection, release)
  } catch (error) {
    connection?.close()
    release()
    if (error instanceof OpenDatabaseError) throw error
    const reason = reasonOf(error)
    if (/not a database|malformed/i.test(reason)) {
      throw new OpenDatabaseError(
        `${file} is not a contrail database (${reason}). Move it away or use another data folder.`,
      )
    }
    throw new OpenDatabaseError(`Cannot open ${file}: ${reason}. The data folder must be writable.`)
  }
}

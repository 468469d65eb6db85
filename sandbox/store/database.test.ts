import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { afterAll, describe, expect, it } from 'vitest'
import { tables } from './columns'
import { type Database, findRow, insert, isUniqueViolation, openDatabase, update } from './database'
import { migrations } from './schema'

const folder = mkdtempSync(join(tmpdir(), 'contrail-db-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('parameters', () => {
  it('are not cut: what would be is refused', () => {
    const db = openDatabase(':memory:')
    expect(() => insert(db, 'projects', { identifier: 'a\0b', created_at: 1n, updated_at: 1n })).toThrow('0x00')
    expect(() => findRow(db, 'projects', { identifier: 'a\0' })).toThrow('0x00')
    db.close()
  })
})

describe('openDatabase', () => {
  it('has the columns that columns.ts declares', () => {
    const db = openDatabase(':memory:')
    const types = { text: 'TEXT', integer: 'INTEGER', time: 'INTEGER', duration: 'INTEGER', blob: 'BLOB' }
    for (const [table, columns] of Object.entries(tables)) {
      const actual = db.all(`PRAGMA table_info(${table})`)
      const declared = Object.entries(columns).map(([name, spec]) => {
        const kind = spec.replace('?', '') as keyof typeof types
        return [name, types[kind], spec.endsWith('?')]
      })
      const stored = actual.map(({ name, type, notnull, pk }) => [name, type, notnull === 0n && pk === 0n])
      expect(stored.sort(), table).toEqual(declared.sort())
    }
  })

  it('creates folders, keeps what was written, and opens again', () => {
    const file = join(folder, 'a', 'b', 'db')
    const first = openDatabase(file)
    insert(first, 'projects', { identifier: 'p', created_at: 1n, updated_at: 1n })
    first.close()
    const second = openDatabase(file)
    expect(findRow(second, 'projects', { identifier: 'p' })?.created_at).toBe(1n)
    second.close()
  })

  it('refuses a file that somebody has, until it is closed', () => {
    const file = join(folder, 'owned')
    const owner = openDatabase(file)
    expect(() => openDatabase(file)).toThrow(/is in use by another sandbox/)
    owner.close()
    openDatabase(file).close()
  })

  it('gives a file up when its owner is killed', async () => {
    const file = join(folder, 'killed')
    const code = `import { openDatabase } from ${JSON.stringify(join(import.meta.dirname, 'database'))}
      openDatabase(${JSON.stringify(file)}); process.stdout.write('open'); setInterval(() => 0, 1e6)`
    const owner = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code])
    await once(owner.stdout, 'data')
    expect(() => openDatabase(file)).toThrow(/is in use/)
    owner.kill('SIGKILL')
    await once(owner, 'exit')
    openDatabase(file).close()
  })

  it('refuses a file of a newer version, and leaves it as it is', () => {
    const file = join(folder, 'newer')
    const db = openDatabase(file)
    db.exec('PRAGMA user_version = 99')
    db.close()
    expect(() => openDatabase(file)).toThrow(/newer version of contrail \(schema 99/)
    expect(() => openDatabase(file)).toThrow(/schema 99/)
  })

  it.each(migrations.map((_, version) => version))(
    'brings a file of schema %i forward, with what is in it',
    (version) => {
      const file = join(folder, `schema-${version}`)
      const old = new Libsql(file)
      for (const migration of migrations.slice(0, version)) old.exec(migration)
      old.exec(`PRAGMA user_version = ${version}`)
      if (version > 0) old.exec("INSERT INTO projects (identifier, created_at, updated_at) VALUES ('old', 1, 1)")
      old.close()
      const fresh = openDatabase(':memory:')
      const db = openDatabase(file)
      const schemaOf = (opened: Database) => opened.all('SELECT type, name, sql FROM sqlite_master ORDER BY type, name')
      expect(schemaOf(db)).toEqual(schemaOf(fresh))
      expect(findRow(db, 'projects', { identifier: 'old' })?.created_at).toBe(version > 0 ? 1n : undefined)
      expect(db.get('PRAGMA user_version')?.user_version).toBe(BigInt(migrations.length))
      db.close()
      fresh.close()
    },
  )

  it('refuses what is no database', () => {
    const file = join(folder, 'text')
    writeFileSync(file, 'hello '.repeat(1000))
    expect(() => openDatabase(file)).toThrow(/is not a contrail database/)
  })

  it('refuses a folder that cannot be made', () => {
    writeFileSync(join(folder, 'file'), '')
    expect(() => openDatabase(join(folder, 'file', 'db'))).toThrow(/must be writable/)
  })
})

describe('transaction', () => {
  const db = openDatabase(':memory:')
  const add = (identifier: string) => insert(db, 'projects', { identifier, created_at: 1n, updated_at: 1n })
  const count = () => db.get('SELECT count(*) AS n FROM projects')?.n

  it('commits all or nothing, also when nested', () => {
    expect(() =>
      db.transaction(() => {
        add('a')
        db.transaction(() => add('b'))
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(count()).toBe(0n)
    db.transaction(() => {
      add('a')
      db.transaction(() => add('b'))
    })
    expect(count()).toBe(2n)
  })

  it('tells a duplicate from other errors', () => {
    let caught: unknown
    try {
      add('a')
    } catch (error) {
      caught = error
    }
    expect(isUniqueViolation(caught)).toBe(true)
    expect(isUniqueViolation(new Error('UNIQUE'))).toBe(false)
  })
})

describe('rows', () => {
  it('keep 64-bit integers, bytes and NULL', () => {
    const db = openDatabase(':memory:')
    const labels = new Uint8Array([0, 1, 255])
    const id = insert(db, 'projects', { identifier: 'p', created_at: 2n ** 62n + 1n, updated_at: 0n, labels })
    update(db, 'projects', id, { name: 'n', description: undefined })
    const row = findRow(db, 'projects', { id })
    expect(row).toMatchObject({ id, created_at: 2n ** 62n + 1n, deleted_at: null, name: 'n', description: '' })
    expect([...(row?.labels ?? [])]).toEqual([0, 1, 255])
  })
})

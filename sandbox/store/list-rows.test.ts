import { create, fromJson } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Sort, Sort_Direction as Direction, SortSchema } from '../../src/api/gen/flyteidl/admin/common_pb'
import { insert, openDatabase } from './database'
import type { Entity } from './entities'
import { equals, listRows, parseListFilters } from './list-rows'

const now = 1_800_000_000_000_000_000n
const second = 1_000_000_000n
const db = openDatabase(':memory:')
const bytes = new Uint8Array()
const time = { created_at: now, updated_at: now }
const workflowKey = { project: 'p', domain: 'd', version: 'v1', digest: bytes }
const key = { ...workflowKey, closure: bytes }

const workflows = ['train', 'score'].map((name) =>
  insert(db, 'workflows', { ...time, ...workflowKey, name, typed_interface: bytes }),
)
const plans = workflows.map((workflow_id, index) =>
  insert(db, 'launch_plans', { ...time, ...key, name: `plan${index}`, spec: bytes, workflow_id }),
)
const task = insert(db, 'tasks', { ...time, ...key, name: 'add', type: 'python-task' })

const phases = ['SUCCEEDED', 'FAILED', 'RUNNING', 'QUEUED']
for (let index = 0; index < 12; index++) {
  const isTask = index === 11
  const execution_name = `run-${String.fromCharCode(97 + index)}`
  const execution = { execution_project: 'p', execution_domain: 'd', execution_name }
  insert(db, 'executions', {
    ...execution,
    created_at: now + BigInt(index) * second,
    updated_at: now,
    phase: phases[index % 4],
    started_at: index % 4 === 3 ? null : now + BigInt(100 - index) * second,
    duration: BigInt(index % 3) * second,
    workflow_id: workflows[index % 2],
    launch_plan_id: isTask ? 0n : plans[index % 2],
    task_id: isTask ? task : 0n,
    state: index === 5 ? 1n : 0n,
    closure: bytes,
    spec: bytes,
  })
  if (index < 3) insert(db, 'execution_tags', { ...time, ...execution, key: 'team', value: index === 0 ? 'a' : 'b' })
}

const by = (key: string, direction: Direction) => create(SortSchema, { key, direction })

function names(filters: string, options: { sort?: Sort; limit?: number; token?: string } = {}): string {
  const { rows, token } = list(filters, options)
  return rows.map((row) => row.execution_name.slice(4)).join('') + (token === '' ? '' : `>${token}`)
}

function list(filters: string, options: { sort?: Sort; limit?: number; token?: string } = {}) {
  return listRows(db, 'execution', {
    where: [equals('e.execution_project', 'p'), equals('e.execution_domain', 'd')],
    filters: parseListFilters(filters, 'execution', now),
    sort: options.sort ?? by('execution_name', Direction.ASCENDING),
    limit: options.limit ?? 100,
    token: options.token ?? '',
    rpc: 'ListExecutions',
  })
}

describe('filters', () => {
  it.each([
    ['', 'abcdefghijkl'],
    ['eq(phase,FAILED)', 'bfj'],
    ['ne(phase,FAILED)+eq(state,0)', 'acdeghikl'],
    ['value_in(phase,FAILED;RUNNING)', 'bcfgjk'],
    ['value_not_in(phase,FAILED;RUNNING)', 'adehil'],
    ['value_in(state,1;2)', 'f'],
    ['contains(execution_name,n-a)', 'a'],
    ['contains(execution_name,N-a)', ''],
    ['not_like(execution_name,%a)', 'bcdefghijkl'],
    ['gt(duration,1)', 'cfil'],
    ['gte(duration,1000ms)+lt(duration,2s)', 'behk'],
    ['gte(created_at,2027-01-15T08:00:10Z)', 'kl'],
    ['eq(workflow.name,train)', 'acegik'],
    ['eq(launch_plan.name,plan1)', 'bdfhj'],
    ['eq(task.name,add)', 'l'],
    ['eq(execution_tag.key,team)', 'abc'],
    ['eq(execution_tag.key,team)+eq(execution_tag.value,b)', 'bc'],
    ['eq(admin_tag.name,team)+eq(workflow.name,train)', 'ac'],
    ['ne(started_at,epoch)', 'abcefgijk'],
  ])('%s', (filters, expected) => {
    expect(names(filters)).toBe(expected)
  })

  it.each([
    ['execution', 'eq(name,x)', Code.InvalidArgument, "'e.name' is invalid filter"],
    ['execution', 'eq(signal.value,x)', Code.InvalidArgument, "'s' entity is not allowed in filters"],
    ['execution', 'eq(admin_tag.key,x)', Code.InvalidArgument, "'at.key' is invalid filter"],
    ['execution', 'like(phase,x)', Code.InvalidArgument, 'unrecognized filter function: like'],
    ['execution', 'like(nope,x)', Code.InvalidArgument, "'e.nope' is invalid filter"],
    ['execution', 'constructor(phase,x)', Code.InvalidArgument, 'unrecognized filter function: constructor'],
    ['execution', 'eq(constructor,x)', Code.InvalidArgument, "'e.constructor' is invalid filter"],
    ['execution', 'eq(duration,long)', Code.InvalidArgument, 'Failed to parse duration [long]'],
    [
      'execution',
      'eq(state,one)',
      Code.Unknown,
      'failed database operation with invalid input syntax for type integer: "one"',
    ],
    [
      'execution',
      'eq(id,one)',
      Code.Unknown,
      'failed database operation with invalid input syntax for type bigint: "one"',
    ],
    [
      'execution',
      'eq(phase,a;b)',
      Code.Unknown,
      'failed database operation with operator does not exist: text = record',
    ],
    ['launchPlan', 'eq(task.name,x)', Code.InvalidArgument, "'t' entity is not allowed in filters"],
    ['taskExecution', 'eq(workflow.name,x)', Code.InvalidArgument, "'w' entity is not allowed in filters"],
    ['project', 'eq(task.name,x)', Code.InvalidArgument, "'t' entity is not allowed in filters"],
    ['namedEntity', 'eq(nope,x)', Code.InvalidArgument, "'nen.nope' is invalid filter"],
  ] as const)('%s: %s is refused', (entity: Entity, filters, code, message) => {
    let error: unknown
    try {
      parseListFilters(filters, entity, now)
    } catch (caught) {
      error = caught
    }
    expect(error).toBeInstanceOf(ConnectError)
    expect(error).toMatchObject({ code, rawMessage: message })
  })

  it('gives any text as a parameter', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('eq', 'ne', 'contains', 'not_like', 'value_in', 'gt'),
        (value, func) => {
          try {
            list(`${func}(execution_name,${value})`)
          } catch (error) {
            expect(error).toBeInstanceOf(ConnectError)
          }
        },
      ),
    )
  })
})

describe('sort', () => {
  it.each([
    ['execution_name', Direction.DESCENDING, 'lkjihgfedcba'],
    ['created_at', Direction.ASCENDING, 'abcdefghijkl'],
    ['started_at', Direction.ASCENDING, 'kjigfecbadhl'],
    ['started_at', Direction.DESCENDING, 'lhdabcefgijk'],
    ['duration', Direction.ASCENDING, 'adgjbehkcfil'],
    ['duration', Direction.DESCENDING, 'lifckhebjgda'],
  ] as const)('%s %s', (key, direction, expected) => {
    expect(names('', { sort: by(key, direction) })).toBe(expected)
  })

  it.each([
    ['nope', Direction.ASCENDING, "invalid sort key 'nope'"],
    ['', Direction.ASCENDING, "invalid sort key ''"],
    ['workflow.name', Direction.ASCENDING, "invalid sort key 'workflow.name'"],
    ['phase', 7, 'invalid sort order specified: key:"phase" direction:7'],
  ])('by %j %s is refused', (key, direction, message) => {
    expect(() => list('', { sort: fromJson(SortSchema, { key, direction }) })).toThrow(message)
  })
})

describe('pages', () => {
  it('end with a token exactly when full', () => {
    expect(names('', { limit: 5 })).toBe('abcde>5')
    expect(names('', { limit: 5, token: '5' })).toBe('fghij>10')
    expect(names('', { limit: 5, token: '10' })).toBe('kl')
    expect(names('', { limit: 12 })).toBe('abcdefghijkl>12')
    expect(names('', { limit: 12, token: '12' })).toBe('')
    expect(names('', { token: '00' })).toBe('abcdefghijkl')
  })

  it.each(['x', '-1', '1.5', ' 1', '9223372036854775808'])('token %j is refused', (token) => {
    expect(() => list('', { token })).toThrow(`invalid pagination token ${token} for ListExecutions`)
  })

  it('together hold every row once, in order, whatever their size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 15 }),
        fc.constantFrom('duration', 'phase', 'started_at', 'state'),
        (limit, sortKey) => {
          const sort = by(sortKey, Direction.DESCENDING)
          const found: string[] = []
          let token = ''
          do {
            const page = list('', { sort, limit, token })
            found.push(...page.rows.map((row) => row.execution_name))
            token = page.token
          } while (token !== '')
          expect(found).toEqual(list('', { sort }).rows.map((row) => row.execution_name))
        },
      ),
    )
  })
})

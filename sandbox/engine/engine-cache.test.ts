import fs from 'node:fs'
import path from 'node:path'
import { create } from '@bufbuild/protobuf'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ExecutionRecoverRequestSchema } from '../../src/api/gen/flyteidl/admin/execution_pb'
import { recoverExecution } from '../services/relaunch'
import { bind, EngineBed, int, interfaceJson, PATIENCE, taskNode } from './testing/engine-bed'

let bed: EngineBed

const types = interfaceJson({ x: 'INTEGER', noise: 'INTEGER' }, { o: 'INTEGER' })

/** How often a task has really run. */
function runs(task: string): number {
  const file = path.join(bed.dataDir, `runs-of-${task}`)
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n').length - 1 : 0
}

function counted(name: string, script: string, metadata: object): void {
  const count = `echo run >> ${bed.dataDir}/runs-of-${name}`
  bed.shell(name, `${count}; ${script}`, types, { metadata: metadata as never })
  const inputs = [bind('x', '', 'x'), bind('noise', '', 'noise')]
  bed.workflow(name, { interface: types, nodes: [taskNode('n0', name, inputs)], outputs: [bind('o', 'n0', 'o')] })
}

const double = 'echo $(( $(cat /var/in/x) * 2 )) > /var/out/o'

beforeAll(() => {
  bed = EngineBed.open()
})

afterAll(() => bed.close())

describe('caching', { timeout: PATIENCE }, () => {
  it('uses a result again for equal inputs, without running or recording a task', async () => {
    counted('cached', double, { discoverable: true, discoveryVersion: '1', cacheIgnoreInputVars: ['noise'] })
    expect(await bed.run('cached', 'first', { x: int(2), noise: int(1) })).toEqual({ o: int(4) })
    expect(await bed.run('cached', 'second', { x: int(2), noise: int(2) })).toEqual({ o: int(4) })
    expect(runs('cached')).toBe(1)
    expect(bed.events('second').filter((event) => event.startsWith('n0'))).toEqual(['n0 SUCCEEDED'])
    const rows = bed.cp.db.all("SELECT execution_name, cache_status FROM node_executions WHERE node_id = 'n0'")
    expect(rows).toEqual([
      { execution_name: 'first', cache_status: 'CACHE_POPULATED' },
      { execution_name: 'second', cache_status: 'CACHE_HIT' },
    ])
    expect(await bed.run('cached', 'other', { x: int(3), noise: int(1) })).toEqual({ o: int(6) })
    expect(runs('cached')).toBe(2)
  })

  it('does the work again when told to overwrite, or when the result is gone', async () => {
    await bed.run('cached', 'overwrite', { x: int(2), noise: int(1) }, { overwriteCache: true })
    expect(runs('cached')).toBe(3)
    const { output_uri: uri } = bed.cp.db.get('SELECT output_uri FROM cached_outputs ORDER BY created_at DESC') ?? {}
    fs.rmSync(String(uri))
    await bed.run('cached', 'gone', { x: int(2), noise: int(1) })
    expect(runs('cached')).toBe(4)
  })

  it('lets one of several do the work, when the task wants that', async () => {
    counted('serial', `until [ -e ${bed.dataDir}/go ]; do sleep 0.02; done; ${double}`, {
      discoverable: true,
      discoveryVersion: '1',
      cacheSerializable: true,
    })
    const inputs = { x: int(5), noise: int(1) }
    for (const name of ['s1', 's2', 's3']) bed.launch('serial', name, inputs)
    for (const name of ['s1', 's2', 's3']) await bed.recorded(name, 'n0 QUEUED')
    await bed.recorded('s1', 'n0/0 RUNNING')
    fs.writeFileSync(path.join(bed.dataDir, 'go'), '')
    for (const name of ['s1', 's2', 's3']) expect(bed.outcome(await bed.ended(name))).toEqual({ o: int(10) })
    expect(runs('serial')).toBe(1)
    expect(bed.events('s2').filter((event) => event.startsWith('n0'))).toEqual(['n0 QUEUED', 'n0 SUCCEEDED'])
  })

  it('passes the turn on when the one that works is terminated', async () => {
    fs.rmSync(path.join(bed.dataDir, 'go'))
    const inputs = { x: int(6), noise: int(1) }
    bed.launch('serial', 't1', inputs)
    await bed.recorded('t1', 'n0/0 RUNNING')
    bed.launch('serial', 't2', inputs)
    await bed.recorded('t2', 'n0 QUEUED')
    bed.terminate('t1', 'enough')
    await bed.recorded('t2', 'n0/0 RUNNING')
    fs.writeFileSync(path.join(bed.dataDir, 'go'), '')
    expect(bed.outcome(await bed.ended('t2'))).toEqual({ o: int(12) })
  })
})

describe('recovering', { timeout: PATIENCE }, () => {
  it('takes over what has succeeded and does the rest', async () => {
    counted('good', double, {})
    counted('bad', `[ -e ${bed.dataDir}/mended ]; ${double}`, {})
    bed.workflow('chain', {
      interface: types,
      nodes: [
        taskNode('n0', 'good', [bind('x', '', 'x'), bind('noise', '', 'noise')]),
        taskNode('n1', 'bad', [bind('x', 'n0', 'o'), bind('noise', '', 'noise')]),
      ],
      outputs: [bind('o', 'n1', 'o')],
    })
    await bed.run('chain', 'broken', { x: int(1), noise: int(0) })
    fs.writeFileSync(path.join(bed.dataDir, 'mended'), '')
    const id = bed.execution('broken').id
    recoverExecution(bed.cp, create(ExecutionRecoverRequestSchema, { ...(id && { id }), name: 'mended' }), {
      subject: '',
    })
    expect(bed.outcome(await bed.ended('mended'))).toEqual({ o: int(4) })
    expect([runs('good'), runs('bad')]).toEqual([1, 2])
    expect(bed.events('mended').filter((event) => event.startsWith('n0'))).toEqual(['n0 RECOVERED'])
  })
})

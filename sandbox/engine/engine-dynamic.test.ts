import fs from 'node:fs'
import path from 'node:path'
import { create, fromJson, type JsonObject, toBinary } from '@bufbuild/protobuf'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NodeExecutionGetDataRequestSchema } from '../../src/api/gen/flyteidl/admin/node_execution_pb'
import { DynamicJobSpecSchema } from '../../src/api/gen/flyteidl/core/dynamic_job_pb'
import { getNodeExecutionData } from '../services/node-executions'
import { bind, EngineBed, int, interfaceJson, PATIENCE, taskNode } from './testing/engine-bed'

let bed: EngineBed

const types = interfaceJson({ x: 'INTEGER' }, { o: 'INTEGER' })
const constant = (value: number): JsonObject => ({
  var: 'x',
  binding: { scalar: { primitive: { integer: String(value) } } },
})

beforeAll(() => {
  bed = EngineBed.open()
  bed.shell('double', 'echo $(( $(cat /var/in/x) * 2 )) > /var/out/o', types)
  bed.shell('fail', 'exit 3', types)
})

afterAll(() => bed.close())

/** A dynamic task whose process leaves this job, or whatever bytes. */
function dynamicTask(name: string, job: JsonObject | string, metadata: JsonObject = {}): void {
  const file = path.join(bed.dataDir, `${name}.pb`)
  const bytes = typeof job === 'string' ? job : toBinary(DynamicJobSpecSchema, fromJson(DynamicJobSpecSchema, job))
  fs.writeFileSync(file, bytes)
  bed.task(name, {
    type: 'python-task',
    interface: types,
    metadata,
    container: {
      image: 'i',
      args: ['/bin/sh', '-ec', `mkdir -p "$1"; cp ${file} "$1/futures.pb"`, 'sh', '{{.outputPrefix}}'],
    },
  })
  bed.workflow(name, {
    interface: types,
    nodes: [taskNode('n0', name, [bind('x', '', 'x')])],
    outputs: [bind('o', 'n0', 'o')],
  })
}

describe('a dynamic task', { timeout: PATIENCE }, () => {
  it('goes on with the nodes that it made', async () => {
    dynamicTask('made', {
      nodes: [taskNode('dn0', 'double', [constant(5)]), taskNode('dn1', 'double', [bind('x', 'dn0', 'o')])],
      outputs: [bind('o', 'dn1', 'o')],
    })
    expect(await bed.run('made', 'made', { x: int(1) })).toEqual({ o: int(20) })
    const events = bed.events('made').filter((event) => !/^n0-0-dn\d.*\//.test(event))
    expect(events.slice(2, -4)).toEqual([
      'n0 QUEUED',
      'n0/0 QUEUED',
      'n0 RUNNING',
      'n0/0 RUNNING',
      'n0/0 SUCCEEDED',
      'n0 DYNAMIC_RUNNING',
      'n0-0-start-node SUCCEEDED',
      'n0-0-dn0 QUEUED',
      'n0-0-dn0 RUNNING',
      'n0-0-dn0 SUCCEEDED',
      'n0-0-dn1 QUEUED',
      'n0-0-dn1 RUNNING',
      'n0-0-dn1 SUCCEEDED',
      'n0-0-end-node QUEUED',
      'n0-0-end-node SUCCEEDED',
      'n0 SUCCEEDED',
    ])
    const executionId = bed.execution('made').id
    const request = create(NodeExecutionGetDataRequestSchema, {
      id: { nodeId: 'n0', ...(executionId && { executionId }) },
    })
    const { dynamicWorkflow } = getNodeExecutionData(bed.cp, request)
    expect(dynamicWorkflow?.id?.name).toBe('dynamic_n0')
    expect(dynamicWorkflow?.compiledWorkflow?.primary?.template?.nodes.map(({ id }) => id)).toEqual([
      'start-node',
      'end-node',
      'dn0',
      'dn1',
    ])
  })

  it('does not wait for itself when only one node may run at once', async () => {
    dynamicTask('made-alone', { nodes: [taskNode('dn0', 'double', [constant(5)])], outputs: [bind('o', 'dn0', 'o')] })
    expect(await bed.run('made-alone', 'made-alone', { x: int(1) }, { maxParallelism: 1 })).toEqual({ o: int(10) })
  })

  it('tries again as a whole when its nodes fail', async () => {
    dynamicTask(
      'made-fail',
      { nodes: [taskNode('dn0', 'fail', [constant(5)])], outputs: [bind('o', 'dn0', 'o')] },
      { retries: { retries: 1 } },
    )
    expect(await bed.run('made-fail', 'made-fail', { x: int(1) })).toMatchObject({
      code: 'RetriesExhausted|RetriesExhausted|Error',
    })
    const events = bed.events('made-fail')
    expect(events.filter((event) => /^n0\/\d|dn0 FAILED/.test(event))).toEqual([
      'n0/0 QUEUED',
      'n0/0 RUNNING',
      'n0/0 SUCCEEDED',
      'n0-0-dn0 FAILED',
      'n0/1 QUEUED',
      'n0/1 RUNNING',
      'n0/1 SUCCEEDED',
      'n0-1-dn0 FAILED',
    ])
  })

  it('fails with what is wrong with its nodes', async () => {
    dynamicTask('made-bad', { nodes: [taskNode('dn0', 'no-such-task')], outputs: [bind('o', 'dn0', 'o')] })
    expect(await bed.run('made-bad', 'made-bad', { x: int(1) })).toMatchObject({ code: 'DynamicWorkflowBuildFailed' })
    dynamicTask('made-nonsense', 'nonsense')
    expect(await bed.run('made-nonsense', 'made-nonsense', { x: int(1) })).toMatchObject({
      code: 'DynamicWorkflowBuildFailed',
      message: expect.stringContaining('futures.pb is not a job') as unknown,
    })
  })
})

import fs from 'node:fs'
import path from 'node:path'
import { create } from '@bufbuild/protobuf'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WorkflowExecutionEventRequestSchema } from '../../src/api/gen/flyteidl/admin/event_pb'
import { WorkflowExecution_Phase as Phase } from '../../src/api/gen/flyteidl/core/execution_pb'
import { timestampAt } from '../services/event-times'
import { createWorkflowEvent } from '../services/workflow-events'
import { bind, EngineBed, entity, int, interfaceJson, PATIENCE, taskNode } from './testing/engine-bed'

let bed: EngineBed

const types = interfaceJson({ x: 'INTEGER' })

beforeAll(() => {
  bed = EngineBed.open({ maxTasks: 2 })
  // A task whose children and grandchildren do not listen, one of which has left the process group.
  const stubborn = 'trap "" TERM; echo $$ >> $PIDS; sleep 1000 & echo $! >> $PIDS; wait'
  bed.shell(
    'family',
    `export PIDS=${bed.dataDir}/pids; sh -c '${stubborn}' & sh -c 'sh -c "trap : TERM; echo \\$\\$ >> $PIDS; while :; do sleep 0.1; done"' & setsid sh -c 'echo $$ >> $PIDS; sleep 1000; true' & echo $$ >> $PIDS; wait`,
    types,
  )
  bed.shell('hang', 'trap "echo stopped; exit 0" TERM; echo ready; while :; do sleep 0.02; done', types)
  const hanging = {
    id: entity('WORKFLOW', 'hanging'),
    interface: types,
    nodes: [taskNode('n0', 'hang', [bind('x', '', 'x')])],
  }
  bed.workflow('hanging', hanging)
  bed.workflow('family', { interface: types, nodes: [taskNode('n0', 'family', [bind('x', '', 'x')])] })
  bed.workflow(
    'nested',
    {
      interface: types,
      nodes: [
        { id: 'n0', inputs: [bind('x', '', 'x')], workflowNode: { subWorkflowRef: entity('WORKFLOW', 'hanging') } },
        { id: 'n1', inputs: [bind('x', '', 'x')], workflowNode: { launchplanRef: entity('LAUNCH_PLAN', 'hanging') } },
        { id: 'n2', gateNode: { sleep: { duration: '1000s' } } },
        taskNode('n3', 'hang', [bind('x', '', 'x')], { upstreamNodeIds: ['n2'] }),
      ],
    },
    [hanging],
  )
})

afterAll(() => bed.close())

function exists(pid: string): boolean {
  try {
    return !fs.readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z')
  } catch {
    return false
  }
}

describe('terminating', { timeout: PATIENCE }, () => {
  it('ends a process with all that it started', async () => {
    bed.launch('family', 'family', { x: int(1) })
    const pids = await vi.waitFor(
      () => {
        const lines = fs.readFileSync(path.join(bed.dataDir, 'pids'), 'utf8').trim().split('\n')
        expect(lines).toHaveLength(5)
        return lines
      },
      { timeout: PATIENCE },
    )
    bed.terminate('family', 'enough')
    const { closure } = await bed.ended('family')
    expect(closure).toMatchObject({
      phase: Phase.ABORTED,
      outputResult: { case: 'abortMetadata', value: { cause: 'enough' } },
    })
    for (const pid of pids) await vi.waitFor(() => expect(exists(pid)).toBe(false), { timeout: PATIENCE })
    expect(bed.events('family').slice(-4)).toEqual([
      'workflow ABORTING',
      'n0/0 ABORTED',
      'n0 ABORTED',
      'workflow ABORTED',
    ])
  })

  it('reaches sub-workflows, child executions and what waits, inner nodes first', async () => {
    bed.launch('nested', 'nested', { x: int(1) })
    await bed.recorded('nested', 'n0-0-n0/0 RUNNING')
    await bed.recorded('nested-n1-0', 'n0/0 RUNNING')
    await bed.recorded('nested', 'n2 RUNNING')
    bed.terminate('nested', 'enough')
    await bed.ended('nested')
    const child = await bed.ended('nested-n1-0')
    expect(child.closure?.outputResult).toMatchObject({
      case: 'abortMetadata',
      value: { cause: 'cascading abort as parent execution id [nested] aborted, reason [Workflow aborted.]' },
    })
    const events = bed.events('nested')
    const aborted = events.slice(events.indexOf('workflow ABORTING') + 1)
    expect(new Set(aborted)).toEqual(
      new Set(['n0-0-n0/0 ABORTED', 'n0-0-n0 ABORTED', 'n0 ABORTED', 'n1 ABORTED', 'n2 ABORTED', 'workflow ABORTED']),
    )
    expect(aborted.indexOf('n0-0-n0 ABORTED')).toBeLessThan(aborted.indexOf('n0 ABORTED'))
    expect(aborted.at(-1)).toBe('workflow ABORTED')
  })

  it('ends what waits for a free place', async () => {
    for (const name of ['a', 'b', 'c']) bed.launch('hanging', name, { x: int(1) })
    await bed.recorded('a', 'n0/0 RUNNING')
    await bed.recorded('b', 'n0/0 RUNNING')
    await bed.recorded('c', 'n0 RUNNING')
    bed.terminate('c', 'no')
    await bed.ended('c')
    expect(bed.events('c')).not.toContain('n0/0 RUNNING')
    for (const name of ['a', 'b']) {
      bed.terminate(name, 'no')
      await bed.ended(name)
    }
    // Both places are free again.
    for (const name of ['d', 'e']) bed.launch('hanging', name, { x: int(1) })
    for (const name of ['d', 'e']) {
      await bed.recorded(name, 'n0/0 RUNNING')
      bed.terminate(name, 'no')
      await bed.ended(name)
    }
  })

  it('gives way to someone else who ends the execution', async () => {
    bed.launch('hanging', 'taken', { x: int(1) })
    await bed.recorded('taken', 'n0/0 RUNNING')
    const executionId = bed.execution('taken').id
    const event = { ...(executionId && { executionId }), phase: Phase.FAILED, occurredAt: timestampAt(bed.cp.now()) }
    createWorkflowEvent(bed.cp, create(WorkflowExecutionEventRequestSchema, { event }))
    await bed.recorded('taken', 'n0 ABORTED')
    expect(bed.execution('taken').closure?.phase).toBe(Phase.FAILED)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WorkflowExecution_Phase as Phase } from '../../src/api/gen/flyteidl/core/execution_pb'
import { bind, EngineBed, entity, int, interfaceJson, PATIENCE, taskNode } from './testing/engine-bed'

let bed: EngineBed

const integer = { x: 'INTEGER' }
const output = { o: 'INTEGER' }

beforeAll(() => {
  bed = EngineBed.open()
  bed.shell('double', 'echo $(( $(cat /var/in/x) * 2 )) > /var/out/o', interfaceJson(integer, output))
  bed.shell('note', 'true', interfaceJson(integer))
  bed.shell('fail', 'echo broken; exit 3', interfaceJson(integer, output))
  bed.shell('hang', 'sleep 1000 & wait', interfaceJson(integer, output))
  bed.shell('second-time', '[ "$FLYTE_ATTEMPT_NUMBER" = 1 ]; echo 7 > /var/out/o', interfaceJson(integer, output), {
    metadata: { retries: { retries: 2 } },
  })
  const subWorkflow = {
    id: entity('WORKFLOW', 'twice'),
    interface: interfaceJson(integer, output),
    nodes: [taskNode('n0', 'double', [bind('x', '', 'x')])],
    outputs: [bind('o', 'n0', 'o')],
  }
  bed.workflow('twice', subWorkflow)
  bed.workflow('task', {
    interface: interfaceJson(integer, output),
    nodes: [taskNode('n0', 'double', [bind('x', '', 'x')], { metadata: { name: 'double' } })],
    outputs: [bind('o', 'n0', 'o')],
  })
  bed.workflow(
    'sub',
    {
      interface: interfaceJson(integer, output),
      nodes: [
        { id: 'n0', inputs: [bind('x', '', 'x')], workflowNode: { subWorkflowRef: entity('WORKFLOW', 'twice') } },
      ],
      outputs: [bind('o', 'n0', 'o')],
    },
    [subWorkflow],
  )
  bed.workflow('child', {
    interface: interfaceJson(integer, output),
    nodes: [
      { id: 'n0', inputs: [bind('x', '', 'x')], workflowNode: { launchplanRef: entity('LAUNCH_PLAN', 'twice') } },
    ],
    outputs: [bind('o', 'n0', 'o')],
  })
})

afterAll(() => bed.close())

describe('a run', { timeout: PATIENCE }, () => {
  it('records a task in the order of flytepropeller', async () => {
    expect(await bed.run('task', 'task', { x: int(21) })).toEqual({ o: int(42) })
    expect(bed.events('task')).toEqual([
      'workflow RUNNING',
      'start-node SUCCEEDED',
      'n0 QUEUED',
      'n0/0 QUEUED',
      'n0 RUNNING',
      'n0/0 RUNNING',
      'n0/0 SUCCEEDED',
      'n0 SUCCEEDED',
      'end-node QUEUED',
      'end-node SUCCEEDED',
      'workflow SUCCEEDING',
      'workflow SUCCEEDED',
    ])
  })

  it('tries a task again, and fails its workflow when it fails for good', async () => {
    bed.workflow('again', {
      interface: interfaceJson(integer, output),
      nodes: [taskNode('n0', 'second-time', [bind('x', '', 'x')])],
      outputs: [bind('o', 'n0', 'o')],
    })
    expect(await bed.run('again', 'again', { x: int(0) })).toEqual({ o: int(7) })
    expect(bed.events('again').filter((event) => event.startsWith('n0'))).toEqual([
      'n0 QUEUED',
      'n0/0 QUEUED',
      'n0 RUNNING',
      'n0/0 RUNNING',
      'n0/0 FAILED',
      'n0/1 QUEUED',
      'n0/1 RUNNING',
      'n0/1 SUCCEEDED',
      'n0 SUCCEEDED',
    ])
  })

  it('ends the other nodes when one has failed, then runs the failure node', async () => {
    bed.workflow('failing', {
      interface: interfaceJson(integer),
      nodes: [taskNode('n0', 'fail', [bind('x', '', 'x')]), taskNode('n1', 'hang', [bind('x', '', 'x')])],
      failureNode: taskNode('fn0', 'note', [bind('x', '', 'x')]),
    })
    expect(await bed.run('failing', 'failing', { x: int(1) })).toMatchObject({
      code: 'RetriesExhausted|Error',
      message: expect.stringMatching(
        /^\[1\/1\] currentAttempt done\. Last Error: USER::\[failing-n0-0\] terminated with exit code \(3\)\..*\nbroken$/s,
      ) as unknown,
    })
    const events = bed.events('failing')
    expect(events.slice(events.indexOf('n0/0 FAILED'))).toEqual([
      'n0/0 FAILED',
      'n0 FAILED',
      'workflow FAILING',
      'n1/0 ABORTED',
      'n1 ABORTED',
      'fn0 QUEUED',
      'fn0/0 QUEUED',
      'fn0 RUNNING',
      'fn0/0 RUNNING',
      'fn0/0 SUCCEEDED',
      'fn0 SUCCEEDED',
      'workflow FAILED',
    ])
  })

  it('finishes what does not need the failed node, if the workflow says so', async () => {
    bed.workflow('late', {
      interface: interfaceJson(integer),
      metadata: { onFailure: 'FAIL_AFTER_EXECUTABLE_NODES_COMPLETE' },
      nodes: [
        taskNode('n0', 'fail', [bind('x', '', 'x')]),
        taskNode('n1', 'double', [bind('x', '', 'x')]),
        taskNode('n2', 'note', [bind('x', 'n1', 'o')]),
        taskNode('n3', 'note', [bind('x', 'n0', 'o')]),
      ],
    })
    await bed.run('late', 'late', { x: int(1) })
    const events = bed.events('late')
    expect(events).toContain('n2 SUCCEEDED')
    expect(events.filter((event) => event.startsWith('n3') || event.startsWith('end-node'))).toEqual([])
    expect(events.slice(-2)).toEqual(['workflow FAILING', 'workflow FAILED'])
  })

  it('names the nodes of a sub-workflow after their parent', async () => {
    expect(await bed.run('sub', 'sub', { x: int(3) })).toEqual({ o: int(6) })
    expect(bed.events('sub').filter((event) => !event.includes('/'))).toEqual([
      'workflow RUNNING',
      'start-node SUCCEEDED',
      'n0 QUEUED',
      'n0 RUNNING',
      'n0-0-start-node SUCCEEDED',
      'n0-0-n0 QUEUED',
      'n0-0-n0 RUNNING',
      'n0-0-n0 SUCCEEDED',
      'n0-0-end-node QUEUED',
      'n0-0-end-node SUCCEEDED',
      'n0 SUCCEEDED',
      'end-node QUEUED',
      'end-node SUCCEEDED',
      'workflow SUCCEEDING',
      'workflow SUCCEEDED',
    ])
  })

  it('starts a child execution for a launch plan node', async () => {
    expect(await bed.run('child', 'child', { x: int(4) })).toEqual({ o: int(8) })
    expect(bed.execution('child-n0-0').spec?.metadata).toMatchObject({
      mode: 4,
      nesting: 1,
      parentNodeExecution: { nodeId: 'n0', executionId: { name: 'child' } },
    })
    expect(bed.events('child').filter((event) => event.startsWith('n0'))).toEqual([
      'n0 QUEUED',
      'n0 RUNNING',
      'n0 SUCCEEDED',
    ])
  })

  it('fails a launch plan node with the error of its child', async () => {
    bed.workflow('bad-child', {
      interface: interfaceJson(integer, output),
      nodes: [taskNode('n0', 'fail', [bind('x', '', 'x')])],
      outputs: [bind('o', 'n0', 'o')],
    })
    bed.workflow('parent', {
      interface: interfaceJson(integer),
      nodes: [
        { id: 'n0', inputs: [bind('x', '', 'x')], workflowNode: { launchplanRef: entity('LAUNCH_PLAN', 'bad-child') } },
      ],
    })
    expect(await bed.run('parent', 'parent', { x: int(4) })).toMatchObject({ code: 'RetriesExhausted|Error' })
  })

  it('takes the arm of a branch that holds, and skips the others', async () => {
    const arm = (id: string, value: string) => ({
      condition: {
        comparison: { operator: 'EQ', leftValue: { var: 'x' }, rightValue: { primitive: { integer: value } } },
      },
      thenNode: taskNode(id, 'double', [bind('x', '', 'x')]),
    })
    bed.workflow('branch', {
      interface: interfaceJson(integer, output),
      nodes: [
        {
          id: 'n0',
          inputs: [bind('x', '', 'x')],
          branchNode: {
            ifElse: {
              case: arm('one', '1'),
              other: [arm('two', '2')],
              error: { failedNodeId: 'n0', message: 'neither one nor two' },
            },
          },
        },
      ],
      outputs: [bind('o', 'n0', 'o')],
    })
    expect(await bed.run('branch', 'branch', { x: int(2) })).toEqual({ o: int(4) })
    const events = bed.events('branch').filter((event) => event.startsWith('n0') && !event.includes('/'))
    expect(events).toEqual([
      'n0 QUEUED',
      'n0 RUNNING',
      'n0-0-n0-one SKIPPED',
      'n0-0-n0-two QUEUED',
      'n0-0-n0-two RUNNING',
      'n0-0-n0-two SUCCEEDED',
      'n0 SUCCEEDED',
    ])
    expect(await bed.run('branch', 'no-branch', { x: int(3) })).toEqual({
      code: 'UserProvidedError',
      message: 'neither one nor two',
    })
  })

  it('times a task out', async () => {
    bed.workflow('timeout', {
      interface: interfaceJson(integer),
      nodes: [taskNode('n0', 'hang', [bind('x', '', 'x')], { metadata: { timeout: '0.2s' } })],
    })
    expect(await bed.run('timeout', 'timeout', { x: int(1) })).toEqual({
      code: 'Timeout',
      message: 'Timeout in node n0: task execution timeout [200ms] expired',
    })
    expect(bed.events('timeout').slice(-4)).toEqual([
      'n0/0 FAILED',
      'n0 TIMED_OUT',
      'workflow FAILING',
      'workflow FAILED',
    ])
  })

  it('fails a task that cannot run here with a sentence that says so', async () => {
    bed.task('hive', { type: 'hive', interface: interfaceJson() })
    bed.task('gone', {
      type: 'raw-container',
      interface: interfaceJson(),
      container: { image: 'ours:v1', command: ['no-such-program'] },
    })
    bed.task('python', {
      type: 'python-task',
      interface: interfaceJson(),
      container: { image: 'py', args: ['pyflyte-execute', '--inputs', '{{.input}}'] },
    })
    for (const name of ['hive', 'gone', 'python']) {
      bed.workflow(`no-${name}`, { interface: interfaceJson(), nodes: [taskNode('n0', name)] })
    }
    expect(await bed.run('no-hive', 'no-hive')).toMatchObject({
      message: expect.stringContaining('type "hive" needs a Hive service') as unknown,
    })
    expect(await bed.run('no-gone', 'no-gone')).toMatchObject({
      code: 'ProgramNotFound',
      message: expect.stringMatching(/no-such-program was not found.*image ours:v1/) as unknown,
    })
    expect(await bed.run('no-python', 'no-python')).toMatchObject({
      message: expect.stringContaining('pip install flytekit') as unknown,
    })
  })

  it('fails a task whose arguments no system can pass on', async () => {
    bed.task('say', {
      type: 'raw-container',
      interface: interfaceJson({ s: 'STRING' }),
      container: { image: 'i', command: ['/bin/echo', '{{.inputs.s}}'] },
    })
    bed.workflow('say', {
      interface: interfaceJson({ s: 'STRING' }),
      nodes: [taskNode('n0', 'say', [bind('s', '', 's')])],
    })
    const text = (stringValue: string) => ({ scalar: { primitive: { stringValue } } })
    expect(await bed.run('say', 'nul', { s: text('a\0b') })).toMatchObject({ code: 'BadTaskSpecification' })
    expect(await bed.run('say', 'long', { s: text('x'.repeat(3_000_000)) })).toMatchObject({
      code: 'RetriesExhausted|CannotStart',
      message: expect.stringContaining('E2BIG') as unknown,
    })
  })

  it('echoes without a process', async () => {
    bed.task('echo', { type: 'echo', interface: interfaceJson({ a: 'INTEGER' }, { o0: 'INTEGER' }) })
    bed.workflow('echo', {
      interface: interfaceJson(integer, output),
      nodes: [taskNode('n0', 'echo', [bind('a', '', 'x')])],
      outputs: [bind('o', 'n0', 'o0')],
    })
    expect(await bed.run('echo', 'echo', { x: int(5) })).toEqual({ o: int(5) })
  })

  it('says that a workflow whose compiled form is gone cannot run', async () => {
    bed.workflow('lost', {
      interface: interfaceJson(),
      nodes: [taskNode('n0', 'echo', [{ var: 'a', binding: { scalar: { primitive: { integer: '1' } } } }])],
    })
    bed.cp.db.run("DELETE FROM workflow_closures WHERE workflow_id = (SELECT id FROM workflows WHERE name = 'lost')")
    expect(await bed.run('lost', 'lost')).toMatchObject({ code: 'BadSpecificationError' })
    expect(bed.execution('lost').closure?.phase).toBe(Phase.FAILED)
  })
})

describe('an error of our own', { timeout: PATIENCE }, () => {
  it('does not end the process: the run is tried again from what is recorded', async () => {
    const { now } = bed.cp
    let failures = 2
    bed.shell('slow-double', 'sleep 0.2; echo $(( $(cat /var/in/x) * 2 )) > /var/out/o', interfaceJson(integer, output))
    bed.workflow('tried', {
      interface: interfaceJson(integer, output),
      nodes: [taskNode('n0', 'slow-double', [bind('x', '', 'x')])],
      outputs: [bind('o', 'n0', 'o')],
    })
    bed.launch('tried', 'tried', { x: int(2) })
    await bed.recorded('tried', 'n0/0 RUNNING')
    Object.assign(bed.cp, {
      now: () => {
        if (failures-- > 0) throw new Error('the clock is broken (this message belongs to a test)')
        return now()
      },
    })
    expect(bed.outcome(await bed.ended('tried'))).toEqual({ o: int(4) })
    Object.assign(bed.cp, { now })
    const events = bed.events('tried')
    expect(new Set(events).size).toBe(events.length)
  })
})

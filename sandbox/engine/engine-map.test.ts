import fs from 'node:fs'
import path from 'node:path'
import type { JsonObject } from '@bufbuild/protobuf'
import { TaskExecution_Phase as TaskPhase } from '../../src/api/gen/flyteidl/core/execution_pb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RecordedRun } from './recorded-run'
import { bind, EngineBed, entity, int, interfaceJson, ints, PATIENCE } from './testing/engine-bed'

let bed: EngineBed

const list = { collectionType: { simple: 'INTEGER' } }

/** A stand-in for flytekit's program: picks its item from the lists as flytekit does, by the variables that the engine sets. */
const PICK_ITEM = `#!/bin/sh -e
while [ $# -gt 0 ]; do case $1 in --output-prefix) out=$2;; --inputs) in=$2;; esac; shift; done
index=$FLYTE_K8S_ARRAY_INDEX
[ "$BATCH_JOB_ARRAY_INDEX_VAR_NAME" = FLYTE_K8S_ARRAY_INDEX ]
test -s "$in"
echo "item $index attempt $FLYTE_ATTEMPT_NUMBER"
case $index in 1) [ "$FLYTE_ATTEMPT_NUMBER" -ge "\${FAILS:-0}" ];; esac
[ -z "$ADDS_INDEX" ] || out=$out/$index
mkdir -p "$out"
# o0: the index, as a literal map.
printf '\\012\\014\\012\\002o0\\022\\006\\012\\004\\012\\002\\010%b' "\\0$index" > "$out/outputs.pb"
`

beforeAll(() => {
  bed = EngineBed.open({ maxTasks: 3 })
  const bin = path.join(bed.dataDir, 'bin')
  fs.mkdirSync(bin)
  fs.writeFileSync(path.join(bin, 'pyflyte-map-execute'), PICK_ITEM, { mode: 0o755 })
})

afterAll(() => bed.close())

/** A map task over `xs` and its workflow. */
function mapTask(
  name: string,
  array: JsonObject,
  env: Readonly<Record<string, string>> = {},
  metadata: JsonObject = {},
): void {
  const types = interfaceJson({ xs: list }, { o0: list })
  const path = `${bed.dataDir}/bin:/usr/bin:/bin`
  bed.task(name, {
    type: 'python-task',
    interface: types,
    metadata,
    container: {
      image: 'i',
      args: ['pyflyte-map-execute', '--inputs', '{{.input}}', '--output-prefix', '{{.outputPrefix}}'],
      env: Object.entries({ ...env, PATH: path }).map(([key, value]) => ({ key, value })),
    },
  })
  const inner = { id: 'n0', inputs: [bind('xs', '', 'xs')], taskNode: { referenceId: entity('TASK', name) } }
  bed.workflow(name, {
    interface: types,
    nodes: [{ id: 'n0', inputs: [bind('xs', '', 'xs')], arrayNode: { node: inner, ...array } }],
    outputs: [bind('o0', 'n0', 'o0')],
  })
}

function items(name: string) {
  const id = bed.execution(name).id
  const resources = id && RecordedRun.load(bed.cp.db, id).node('n0')?.attempts.get(0)?.resources
  return resources?.map(({ index, retryAttempt, phase, logs }) => [
    index,
    retryAttempt,
    TaskPhase[phase],
    logs.map((log) => log.uri),
  ])
}

describe('a map task', { timeout: PATIENCE }, () => {
  it('runs a process for each item, and gives the list of what they gave', async () => {
    mapTask('map', { minSuccessRatio: 1 })
    expect(await bed.run('map', 'map', { xs: ints(10, 20, 30, 40) })).toEqual({ o0: ints(0, 1, 2, 3) })
    const events = bed.events('map')
    expect(events.filter((event) => event.startsWith('n0'))).toEqual([
      'n0 QUEUED',
      'n0/0 QUEUED',
      'n0 RUNNING',
      ...events.filter((event) => event === 'n0/0 RUNNING'),
      'n0/0 SUCCEEDED',
      'n0 SUCCEEDED',
    ])
    expect(items('map')).toEqual(
      [0, 1, 2, 3].map((index) => [
        index,
        0,
        'SUCCEEDED',
        [`http://localhost:1/logs/flytesnacks/development/map/n0/0/${index}`],
      ]),
    )
    const log = path.join(bed.dataDir, 'runs/flytesnacks/development/map/n0/0/2/log')
    expect(fs.readFileSync(log, 'utf8')).toBe('item 2 attempt 0\n')
  })

  it('tries items again one by one', async () => {
    mapTask('map-again', {}, { FAILS: '2' }, { retries: { retries: 2 } })
    expect(await bed.run('map-again', 'map-again', { xs: ints(1, 1, 1) })).toEqual({ o0: ints(0, 1, 2) })
    expect(items('map-again')?.map((item) => item.slice(0, 3))).toEqual([
      [0, 0, 'SUCCEEDED'],
      [1, 0, 'FAILED'],
      [1, 1, 'FAILED'],
      [1, 2, 'SUCCEEDED'],
      [2, 0, 'SUCCEEDED'],
    ])
  })

  it('tolerates as many failures as it is told to, and puts nothing in their place', async () => {
    mapTask('map-ratio', { minSuccessRatio: 0.5, parallelism: 1 }, { FAILS: '9' })
    const none = { scalar: { noneType: {} } }
    expect(await bed.run('map-ratio', 'map-ratio', { xs: ints(1, 1, 1) })).toEqual({
      o0: { collection: { literals: [int(0), none, int(2)] } },
    })
  })

  it('fails as soon as too few can still succeed', async () => {
    mapTask('map-fail', { minSuccesses: 3, parallelism: 1 }, { FAILS: '9' })
    expect(await bed.run('map-fail', 'map-fail', { xs: ints(1, 1, 1) })).toMatchObject({
      code: 'RetriesExhausted|Error',
      message: expect.stringMatching(/^\[1\]: /) as unknown,
    })
    expect(items('map-fail')?.map((item) => item.slice(0, 3))).toEqual([
      [0, 0, 'SUCCEEDED'],
      [1, 0, 'FAILED'],
      [2, 0, 'QUEUED'],
    ])
    expect(bed.events('map-fail')).toContain('n0/0 FAILED')
  })

  it('has nothing to do for an empty list', async () => {
    expect(await bed.run('map', 'map-empty', { xs: ints() })).toEqual({ o0: { collection: {} } })
    expect(bed.events('map-empty')).not.toContain('n0/0 QUEUED')
  })

  it('runs the map tasks of older versions of flytekit', async () => {
    const types = interfaceJson({ xs: list }, { o0: list })
    bed.task('legacy', {
      type: 'container_array',
      interface: types,
      custom: { parallelism: '2', minSuccessRatio: 1 },
      container: {
        image: 'i',
        args: ['pyflyte-map-execute', '--inputs', '{{.input}}', '--output-prefix', '{{.outputPrefix}}'],
        env: [
          { key: 'PATH', value: `${bed.dataDir}/bin:/usr/bin:/bin` },
          { key: 'ADDS_INDEX', value: '1' },
        ],
      },
    })
    bed.workflow('legacy', {
      interface: types,
      nodes: [{ id: 'n0', inputs: [bind('xs', '', 'xs')], taskNode: { referenceId: entity('TASK', 'legacy') } }],
      outputs: [bind('o0', 'n0', 'o0')],
    })
    expect(await bed.run('legacy', 'legacy', { xs: ints(5, 6) })).toEqual({ o0: ints(0, 1) })
  })

  it('ends its items when it is terminated', async () => {
    bed.shell('sleeper', 'sleep 1000 & wait', interfaceJson({ x: list }, {}))
    bed.workflow('map-hang', {
      interface: interfaceJson({ x: list }),
      nodes: [
        {
          id: 'n0',
          inputs: [bind('x', '', 'x')],
          arrayNode: {
            node: { id: 'n0', inputs: [bind('x', '', 'x')], taskNode: { referenceId: entity('TASK', 'sleeper') } },
          },
        },
      ],
    })
    bed.launch('map-hang', 'map-hang', { x: ints(1, 2) })
    await bed.recorded('map-hang', 'n0/0 RUNNING')
    bed.terminate('map-hang', 'enough')
    await bed.ended('map-hang')
    expect(bed.events('map-hang').slice(-3)).toEqual(['n0/0 ABORTED', 'n0 ABORTED', 'workflow ABORTED'])
    expect(items('map-hang')?.map((item) => item[2])).toEqual(['ABORTED', 'ABORTED'])
  })
})

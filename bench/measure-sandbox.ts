import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Client, createClient } from '@connectrpc/connect'
import { createGrpcTransport } from '@connectrpc/connect-node'
import { Sort_Direction } from '../src/api/gen/flyteidl/admin/common_pb'
import { WorkflowExecution_Phase as Phase } from '../src/api/gen/flyteidl/core/execution_pb'
import { AdminService } from '../src/api/gen/flyteidl/service/admin_pb'
import {
  BENCH,
  launchWorkflow,
  loadExecutions,
  loadFinishedExecution,
  registerShortTasks,
  registerWideWorkflow,
} from './load-wide-execution'
import { multiplyExecutions } from './many-rows'
import { median } from './measure-page'
import { SANDBOX_READY, start, type Started, stop } from './start-program'

const EXECUTIONS = 100_000
const NODES_EACH = 10
const COMPILED_NODES = 10_000
const SHORT_TASKS = 400
const RUNS = 5

type Report = (what: string, figure: string) => void
type Admin = Client<typeof AdminService>

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`

function adminOf({ origin }: Started): Admin {
  return createClient(AdminService, createGrpcTransport({ baseUrl: origin }))
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await action()
  return performance.now() - began
}

function residentMegabytes({ child }: Started): number {
  const status = readFileSync(`/proc/${String(child.pid)}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024
}

/** The lists that pages ask for: filters and sort, as in `src/api`. */
const LISTS: readonly (readonly [what: string, filters: string, sort: string, token?: string])[] = [
  ['newest', '', 'created_at'],
  ['page 500', '', 'created_at', '50000'],
  ['failed or aborted', 'value_in(phase,FAILED;ABORTED;TIMED_OUT)', 'created_at'],
  ['running: none', 'value_in(phase,RUNNING;QUEUED;UNDEFINED)', 'created_at'],
  ['part of a name: few', 'contains(execution_name,9999)', 'created_at'],
  ['part of a name: none', 'contains(execution_name,absent)', 'created_at'],
  ['of a workflow', 'eq(workflow.name,bench.wide_1)', 'created_at'],
  ['of a launch plan', 'eq(launch_plan.name,bench.wide_1)', 'created_at'],
  ['archived: none', 'eq(state,1)', 'created_at'],
  ['longer than', 'gt(duration,90.0)', 'created_at'],
  ['begun since', 'gte(started_at,2000-01-01T00:00:00Z)', 'started_at'],
  ['by duration', '', 'duration'],
  ['by name', '', 'execution_name'],
  ['by the last change', 'value_in(phase,FAILED;ABORTED)', 'updated_at'],
  ['by somebody: none', 'eq(user,nobody)', 'created_at'],
]

async function measureLists(admin: Admin, report: Report): Promise<void> {
  let slowest: readonly [string, number] = ['', 0]
  const note = async (what: string, call: () => Promise<unknown>) => {
    const times: number[] = []
    for (let run = 0; run < RUNS; run++) times.push(await timed(call))
    const time = median(times)
    process.stdout.write(`  ${what}: ${time.toFixed(0)} ms\n`)
    if (time > slowest[1]) slowest = [what, time]
  }
  for (const [what, filters, key, token = ''] of LISTS) {
    const sortBy = { key, direction: Sort_Direction.DESCENDING }
    await note(what, () => admin.listExecutions({ id: BENCH, limit: 100, filters, sortBy, token }))
  }
  const workflowExecutionId = { ...BENCH, name: 'copy77777' }
  const sortBy = { key: 'created_at', direction: Sort_Direction.ASCENDING }
  await note('nodes of one', () => admin.listNodeExecutions({ workflowExecutionId, limit: 100, sortBy }))
  const filters = 'value_in(phase,FAILED)'
  await note('failed nodes of one', () =>
    admin.listNodeExecutions({ workflowExecutionId, limit: 100, filters, sortBy }),
  )
  const newest = await admin.listExecutions({ id: BENCH, limit: 100 })
  const nodes = await admin.listNodeExecutions({ workflowExecutionId, limit: 100 })
  if (newest.executions.length !== 100 || nodes.nodeExecutions.length !== NODES_EACH)
    throw new Error('Lists fall short.')
  const all = `${EXECUTIONS.toLocaleString('en')} executions, ${(EXECUTIONS * NODES_EACH).toLocaleString('en')} node executions`
  report(`${all}: slowest of ${LISTS.length + 2} lists`, `${slowest[1].toFixed(0)} ms (${slowest[0]})`)
}

/** Start, memory and lists of a store that is large, and what a large workflow takes to compile. */
async function measureStore(folder: string, report: Report): Promise<void> {
  const data = join(folder, 'store')
  const flags = ['--data', data, '--empty', '--no-engine']
  const small = await start('sandbox', flags, SANDBOX_READY)
  const admin = adminOf(small)
  const single = await registerWideWorkflow(admin, 1)
  await loadExecutions(admin, single, 5)
  await loadFinishedExecution(admin, await registerWideWorkflow(admin, NODES_EACH), 'nodes', NODES_EACH)
  const compiled = await timed(() => registerWideWorkflow(admin, COMPILED_NODES))
  report(`workflow of ${COMPILED_NODES.toLocaleString('en')} nodes: sent, compiled and stored`, seconds(compiled))
  await stop(small)
  const templates = Array.from({ length: 5 }, (_, index) => `list${index}`)
  multiplyExecutions(join(data, 'control-plane.db'), templates, 'nodes', EXECUTIONS)
  const large = await start('sandbox', flags, SANDBOX_READY)
  report('start to ready with all of these', seconds(large.readyMs))
  await measureLists(adminOf(large), report)
  report('resident memory after these lists', `${residentMegabytes(large).toFixed(0)} MB`)
  await stop(large)
}

/** How many short tasks a second are scheduled, run and recorded. */
async function measureTasks(folder: string, report: Report): Promise<void> {
  const sandbox = await start('sandbox', ['--data', join(folder, 'tasks'), '--empty'], SANDBOX_READY)
  const admin = adminOf(sandbox)
  for (const io of [false, true]) {
    const workflow = await registerShortTasks(admin, SHORT_TASKS, io)
    const rates: number[] = []
    for (let run = 0; run < RUNS; run++) {
      const name = `tasks${io ? 'io' : ''}${run}`
      const took = await timed(async () => {
        await launchWorkflow(admin, workflow, name)
        for (;;) {
          const { closure } = await admin.getExecution({ id: { ...BENCH, name } })
          if (closure?.phase === Phase.SUCCEEDED) return
          if (closure?.phase === Phase.FAILED) throw new Error(`${name} failed`)
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
      })
      rates.push(SHORT_TASKS / (took / 1000))
    }
    const what = io ? 'short tasks with an input and an output file' : 'short tasks without inputs and outputs'
    report(`${what}, run and recorded`, `${median(rates).toFixed(0)} a second`)
  }
  await stop(sandbox)
}

/** The sandbox's own figures. */
export async function measureSandbox(folder: string, report: Report): Promise<void> {
  await measureStore(folder, report)
  await measureTasks(folder, report)
}

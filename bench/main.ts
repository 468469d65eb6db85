// npm run bench: the figures of docs/performance.md, on sandboxes and a gateway of the built program. Prints a table.
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@connectrpc/connect'
import { createGrpcTransport } from '@connectrpc/connect-node'
import { AdminService } from '../src/api/gen/flyteidl/service/admin_pb'
import { BENCH, loadExecutions, loadFinishedExecution, registerWideWorkflow } from './load-wide-execution'
import { measureGateway } from './measure-gateway'
import { measurePage, median } from './measure-page'
import { measureSandbox } from './measure-sandbox'
import { SANDBOX_READY, start, type Started, stop } from './start-program'

const RUNS = 5
const WIDE_NODES = [1_000, 10_000]
const LIST_EXECUTIONS = 2_000

const rows: (readonly [what: string, figure: string])[] = []

function report(what: string, figure: string): void {
  rows.push([what, figure])
  process.stdout.write(`${what}: ${figure}\n`)
}

const folder = mkdtempSync(join(tmpdir(), 'contrail-bench-'))
const running: Started[] = []
try {
  process.stdout.write(`load average ${loadavg()[0]?.toFixed(2) ?? '?'}\n`)

  const starts: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const sandbox = await start('sandbox', ['--data', join(folder, `start${run}`)], SANDBOX_READY)
    starts.push(sandbox.readyMs)
    await stop(sandbox)
  }
  report('sandbox with examples: start to ready, first start', `${(median(starts) / 1000).toFixed(2)} s`)

  await measureSandbox(folder, report)

  const sandbox = await start('sandbox', ['--data', join(folder, 'data'), '--empty', '--no-engine'], SANDBOX_READY)
  running.push(sandbox)
  const admin = createClient(AdminService, createGrpcTransport({ baseUrl: sandbox.origin }))
  const single = await registerWideWorkflow(admin, 1)
  let began = performance.now()
  await loadExecutions(admin, single, LIST_EXECUTIONS)
  report(`loading ${LIST_EXECUTIONS} executions (3 calls each)`, `${((performance.now() - began) / 1000).toFixed(1)} s`)
  for (const nodes of WIDE_NODES) {
    const wide = await registerWideWorkflow(admin, nodes)
    began = performance.now()
    await loadFinishedExecution(admin, wide, `wide-${nodes}`, nodes)
    report(`loading ${nodes} nodes (5 events each)`, `${((performance.now() - began) / 1000).toFixed(1)} s`)
  }

  const gateway = await start('serve', ['--endpoint', sandbox.endpoint, '--insecure'], /http:\/\/(\S+?)\/console/)
  running.push(gateway)
  await measureGateway(sandbox, gateway, report)

  const base = `${gateway.origin}/console/projects/${BENCH.project}/domains/${BENCH.domain}`
  const list = await measurePage(`${base}/executions`, '[data-testid="execution-row"]', RUNS)
  report(
    'executions list, cold: first row',
    `${(list.shown / 1000).toFixed(2)} s (longest task ${list.longestTaskMs.toFixed(0)} ms)`,
  )
  for (const nodes of WIDE_NODES) {
    const page = `${base}/executions/wide-${nodes}`
    const first = await measurePage(page, '[data-testid="node-row"]', RUNS)
    report(
      `execution of ${nodes} nodes, cold: first node`,
      `${(first.shown / 1000).toFixed(2)} s (longest task ${first.longestTaskMs.toFixed(0)} ms)`,
    )
    const all = await measurePage(page, `[data-testid="nodes-complete"][data-count="${nodes}"]`, RUNS, 10)
    report(
      `execution of ${nodes} nodes, cold: all nodes`,
      `${(all.shown / 1000).toFixed(2)} s, ${all.heapMegabytes.toFixed(0)} MB heap, ${all.requests} requests, ${all.restRequests} in 10 s at rest`,
    )
  }
} finally {
  for (const program of running) await stop(program)
  rmSync(folder, { recursive: true, force: true })
}

process.stdout.write(
  `\n| what | figure |\n| --- | --- |\n${rows.map(([what, figure]) => `| ${what} | ${figure} |`).join('\n')}\n`,
)

import { readFileSync } from 'node:fs'
import { createClient } from '@connectrpc/connect'
import { createGrpcTransport, createGrpcWebTransport } from '@connectrpc/connect-node'
import { AdminService } from '../src/api/gen/flyteidl/service/admin_pb'
import { median } from './measure-page'
import type { Started } from './start-program'

const PAIRS = 400
const CALLS = 4_000
const CALLS_AT_A_TIME = 16
/** Of `/proc/<pid>/stat` on Linux. */
const TICKS_PER_SECOND = 100

/** Processor time that a process has used, in milliseconds; undefined where the system does not say. */
function processorMs(pid: number | undefined): number | undefined {
  if (pid === undefined || process.platform !== 'linux') return undefined
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? []
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND
}

/**
 * What the gateway adds to a small call. The two ways are taken in turns, so that whatever else the machine does falls on both; how many calls a
 * second one core carries comes from the gateway's own processor time, which the client and the server have no part in.
 */
export async function measureGateway(
  sandbox: Started,
  gateway: Started,
  report: (what: string, figure: string) => void,
): Promise<void> {
  const direct = createClient(AdminService, createGrpcTransport({ baseUrl: sandbox.origin }))
  const through = createClient(
    AdminService,
    createGrpcWebTransport({ baseUrl: `${gateway.origin}/console/rpc`, httpVersion: '1.1' }),
  )
  const timed = async (call: () => Promise<unknown>) => {
    const began = performance.now()
    await call()
    return performance.now() - began
  }
  const many = async (calls: number) => {
    let left = calls
    await Promise.all(
      Array.from({ length: CALLS_AT_A_TIME }, async () => {
        while (left-- > 0) await through.getVersion({})
      }),
    )
  }
  // Both processes have compiled what they run over and over before anything counts.
  await many(CALLS)
  const pairs: { readonly direct: number; readonly through: number }[] = []
  for (let pair = 0; pair < PAIRS; pair++)
    pairs.push({
      direct: await timed(() => direct.getVersion({})),
      through: await timed(() => through.getVersion({})),
    })
  report(
    'GetVersion: gRPC, gRPC-Web through the gateway, and what that adds',
    [
      median(pairs.map((pair) => pair.direct)),
      median(pairs.map((pair) => pair.through)),
      median(pairs.map((pair) => pair.through - pair.direct)),
    ]
      .map((milliseconds) => `${milliseconds.toFixed(2)} ms`)
      .join(', '),
  )
  const before = processorMs(gateway.child.pid)
  await many(CALLS)
  const after = processorMs(gateway.child.pid)
  if (before === undefined || after === undefined) return
  const each = (after - before) / CALLS
  report(
    'the gateway’s own processor time a call',
    `${each.toFixed(2)} ms: ${(1000 / each).toFixed(0)} calls a second on one core`,
  )
}

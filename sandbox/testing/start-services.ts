import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient, type Transport } from '@connectrpc/connect'
import { connectNodeAdapter, createGrpcTransport, Http2SessionManager } from '@connectrpc/connect-node'
import { AdminService } from '../../src/api/gen/flyteidl/service/admin_pb'
import { DataProxyService } from '../../src/api/gen/flyteidl/service/dataproxy_pb'
import { SignalService } from '../../src/api/gen/flyteidl/service/signal_pb'
import { openBlobStore } from '../blobs/blob-store'
import { handleBlobRequest } from '../blobs/http'
import type { ControlPlane } from '../control-plane'
import { listenOnOnePort } from '../one-port'
import { registerServices } from '../services/routes'
import { openDatabase } from '../store/database'

/** A control plane of its own for a test, and clients that talk gRPC to it over a loopback port. */
export interface TestServices {
  readonly cp: ControlPlane
  readonly admin: Client<typeof AdminService>
  readonly signals: Client<typeof SignalService>
  readonly dataProxy: Client<typeof DataProxyService>
  readonly transport: Transport
  /** `localhost:<port>`, serving gRPC and blobs. */
  readonly endpoint: string
  /** Ends the server, closes the database and removes the folder. */
  readonly close: () => Promise<void>
}

/**
 * Starts the services over a temporary folder, without an engine; a test that needs one sets `cp.engine`.
 *
 * @param now the control plane's clock, in nanoseconds since the Unix epoch; default the real one
 */
export async function startServices(now: () => bigint = () => BigInt(Date.now()) * 1_000_000n): Promise<TestServices> {
  const dataDir = realpathSync(mkdtempSync(join(tmpdir(), 'contrail-services-')))
  const db = openDatabase(join(dataDir, 'control-plane.db'))
  let onHttp: ReturnType<typeof connectNodeAdapter> = (_request, response) => response.end()
  const server = await listenOnOnePort(
    '127.0.0.1',
    0,
    (request, response) => {
      if (!handleBlobRequest(cp, request, response)) onHttp(request, response)
    },
    (request, response) => onHttp(request, response),
  )
  const endpoint = `localhost:${server.port}`
  const cp: ControlPlane = {
    settings: {
      dataDir,
      publicOrigin: `http://${endpoint}`,
      endpoint,
      python: undefined,
      maxTasks: 2,
      secretsDir: undefined,
      codeDir: dataDir,
    },
    db,
    blobs: openBlobStore(dataDir),
    now,
    engine: undefined,
  }
  onHttp = connectNodeAdapter({ routes: (router) => registerServices(router, cp), readMaxBytes: 64 * 1024 * 1024 })
  const sessionManager = new Http2SessionManager(`http://127.0.0.1:${server.port}`)
  const transport = createGrpcTransport({ baseUrl: `http://127.0.0.1:${server.port}`, sessionManager })
  return {
    cp,
    admin: createClient(AdminService, transport),
    signals: createClient(SignalService, transport),
    dataProxy: createClient(DataProxyService, transport),
    transport,
    endpoint,
    async close() {
      sessionManager.abort()
      await server.close()
      db.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

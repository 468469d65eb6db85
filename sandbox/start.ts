import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { createClient, type Transport } from '@connectrpc/connect'
import { connectNodeAdapter, createGrpcTransport } from '@connectrpc/connect-node'
import { registerExamples, runExamples } from '../examples/register'
import { AdminService } from '../src/api/gen/flyteidl/service/admin_pb'
import { openBlobStore } from './blobs/blob-store'
import { handleBlobRequest } from './blobs/http'
import type { ControlPlane, SandboxSettings } from './control-plane'
import { prepareDataFolder } from './data-folder'
import { ensureDefaultProject } from './default-project'
import { createEngine } from './engine/engine'
import { handleLogRequest } from './executors/log-http'
import { findPython } from './find-python'
import { listenOnOnePort } from './one-port'
import { registerServices } from './services/routes'
import { openDatabase } from './store/database'

export interface SandboxOptions {
  /** Folder for everything that must survive. */
  readonly dataDir: string
  /** Address to listen on. */
  readonly host: string
  /** 0 for any free port. */
  readonly port: number
  /** Name that links handed to clients use. */
  readonly publicHost: string
  /** Register the examples and run some of them, if this is the first start. */
  readonly examples: boolean
  /** Execute workflows; otherwise phases move only by the event calls. */
  readonly engine: boolean
  readonly python?: string
  readonly maxTasks?: number
  readonly secretsDir?: string
  /** Why an HTTP request must not be served, or undefined: what keeps pages of other origins away. */
  readonly refusal?: (request: IncomingMessage) => string | undefined
  /** Makes what answers HTTP requests that are not the control plane's own: the dashboard. */
  readonly dashboard?: (connection: DashboardConnection) => Promise<RequestListener>
}

/** What a dashboard in the same process needs to know. */
export interface DashboardConnection {
  readonly origin: string
  readonly endpoint: string
  readonly transport: Transport
  /** Answers one gRPC-Web call in this process; `path` is the method. */
  readonly rpc: (request: IncomingMessage, response: ServerResponse, path: string) => void
}

export interface Sandbox {
  readonly origin: string
  readonly endpoint: string
  readonly settings: SandboxSettings
  readonly close: () => Promise<void>
}

/** Largest message in either direction, in bytes: what flytekit's and flyteadmin's limits are raised to. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024

const starting: RequestListener = (_request, response) => {
  response
    .writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' })
    .end('The sandbox is starting.\n')
}

/**
 * Starts the embedded control plane: data folder, database, services, engine, examples, listener. Ready when it returns.
 *
 * @throws with what to do when the port is taken or the data folder cannot be used
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  // Clients on this machine read the files that they are given the paths of, whoever they run as.
  process.umask(0o022)
  const dataDir = prepareDataFolder(options.dataDir)
  const undo: (() => void | Promise<void>)[] = []
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const python = await findPython(options.python, process.env, process.cwd())
    const db = openDatabase(join(dataDir, 'control-plane.db'))
    undo.push(() => db.close())

    let onHttp1: RequestListener = starting
    let onGrpc: ReturnType<typeof connectNodeAdapter> = (_request, response) => {
      response.writeHead(503)
      response.end()
    }
    const server = await listen(
      options,
      (request, response) => onHttp1(request, response),
      (request, response) => onGrpc(request, response),
    )
    undo.push(server.close)

    const endpoint = `${options.publicHost}:${server.port}`
    const settings: SandboxSettings = {
      dataDir,
      publicOrigin: `http://${endpoint}`,
      endpoint,
      python,
      maxTasks: options.maxTasks ?? Math.max(2, cpus().length),
      secretsDir: options.secretsDir,
      codeDir: process.cwd(),
    }
    const cp: ControlPlane = {
      settings,
      db,
      blobs: openBlobStore(dataDir),
      now: () => BigInt(Date.now()) * 1_000_000n,
      engine: undefined,
    }
    ensureDefaultProject(cp)
    onGrpc = connectNodeAdapter({
      routes: (router) => registerServices(router, cp),
      readMaxBytes: MAX_MESSAGE_BYTES,
      writeMaxBytes: MAX_MESSAGE_BYTES,
    })
    const transport = createGrpcTransport({ baseUrl: `http://${loopback(options.host)}:${server.port}` })
    const rpc = (request: IncomingMessage, response: ServerResponse, path: string) => {
      request.url = path
      onGrpc(request, response)
    }
    const dashboard = await options.dashboard?.({ origin: settings.publicOrigin, endpoint, transport, rpc })

    if (options.engine) {
      const engine = createEngine(cp)
      cp.engine = engine
      engine.start()
      undo.push(() => engine.stop())
    }
    onHttp1 = (request, response) => {
      const reason = options.refusal?.(request)
      if (reason !== undefined) {
        response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' }).end(`${reason}\n`)
        return
      }
      if (handleBlobRequest(cp, request, response) || handleLogRequest(cp, request, response)) return
      if (isGrpcWeb(request)) onGrpc(request, response)
      else if (dashboard) dashboard(request, response)
      else response.writeHead(404).end()
    }
    if (options.examples) {
      const admin = createClient(AdminService, transport)
      const first = await registerExamples(admin)
      if (first && options.engine) await runExamples(admin)
    }
    return { origin: settings.publicOrigin, endpoint, settings, close }
  } catch (error) {
    await close()
    throw error
  }
}

function loopback(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
}

function isGrpcWeb(request: IncomingMessage): boolean {
  return (
    (request.headers['content-type'] ?? '').startsWith('application/grpc') &&
    (request.url ?? '').startsWith('/flyteidl.service.')
  )
}

async function listen(options: SandboxOptions, ...handlers: [RequestListener, Parameters<typeof listenOnOnePort>[3]]) {
  try {
    return await listenOnOnePort(options.host, options.port, ...handlers)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new Error(
        `Port ${options.port} is in use, perhaps by another sandbox. Stop that program, or choose another port with --port.`,
        { cause: error },
      )
    }
    throw error
  }
}

import http from 'node:http'
import { createGrpcTransport } from '@connectrpc/connect-node'
import { Command } from 'commander'
import { createGateway } from '../gateway/gateway'
import { passGrpcWebCall } from '../gateway/grpc-web'
import { LOOPBACK_HOSTS } from '../gateway/origin-check'
import { settingFlag, settingText, shownValue } from '../gateway/settings/resolve-settings'
import { Upstream, type UpstreamTarget } from '../gateway/upstream'
import { appDir } from './app-dir'
import { basePath, type ConnectionOptions, portNumber, withConnectionOptions } from './command-options'
import { connectionSettings } from './connection-settings'
import { runUntilStopped } from './run-until-stopped'
import { version } from './version'

interface ServeFlags extends ConnectionOptions {
  readonly host: string
  readonly port: number
  readonly basePath: string
}

const ENDPOINT = /^(\[[0-9a-f:]+\]|[\w.-]+)(:\d{1,5})?$/i

/** `contrail serve`: the dashboard for any flyteadmin. */
export function serveCommand(): Command {
  const command = new Command('serve')
    .description('Serve the dashboard for a Flyte installation.')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on', portNumber, 8080)
    .option('--base-path <path>', 'where the dashboard is', basePath, '/console')
  return withConnectionOptions(command)
    .addHelpText(
      'after',
      '\nSettings come from flags, then the environment, then the file, as for flytekit; `contrail config` shows them.',
    )
    .action(async (flags: ServeFlags) => {
      const settings = connectionSettings(flags)
      const insecure = settingFlag(settings, 'platform.insecure')
      const named = settingText(settings, 'platform.endpoint')
      if (!ENDPOINT.test(named)) {
        throw new Error(
          `"${named}" is no endpoint. Give host:port without a scheme, such as flyte.example.net or localhost:8089.`,
        )
      }
      const endpoint = /:\d+$/.test(named) ? named : `${named}:${insecure ? 80 : 443}`
      const caCertFile = settingText(settings, 'platform.ca_cert_file_path')
      const target: UpstreamTarget = {
        endpoint,
        insecure,
        insecureSkipVerify: settingFlag(settings, 'platform.insecure_skip_verify'),
        ...(caCertFile === '' ? {} : { caCertFile }),
      }
      const upstream = new Upstream(target)
      const open = !['127.0.0.1', 'localhost', '::1'].includes(flags.host)
      const gateway = await createGateway({
        page: {
          basePath: flags.basePath,
          mode: 'remote',
          endpoint: named,
          version,
          defaultProject: settingText(settings, 'task.project'),
          defaultDomain: settingText(settings, 'task.domain'),
          localOrigin: null,
          settings: settings.map((setting) => ({
            key: setting.key,
            value: shownValue(setting),
            source: setting.source,
          })),
        },
        appDir: appDir(),
        rpc: (request, response, path) => passGrpcWebCall(upstream, request, response, path),
        transport: createGrpcTransport({ baseUrl: upstream.origin, nodeOptions: upstream.tlsOptions() }),
        origins: { hosts: open ? undefined : LOOPBACK_HOSTS },
      })
      const server = http.createServer({ requestTimeout: 0, keepAliveTimeout: 65_000 }, gateway.handler)
      await new Promise<void>((resolve, reject) => {
        server.once('error', (error: NodeJS.ErrnoException) =>
          reject(
            error.code === 'EADDRINUSE'
              ? new Error(`Port ${flags.port} is in use. Choose another with --port.`, { cause: error })
              : error,
          ),
        )
        server.listen(flags.port, flags.host, resolve)
      })
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : flags.port
      process.stdout.write(
        `Contrail ${version}\n  dashboard  http://${open ? flags.host : 'localhost'}:${port}${flags.basePath}\n  Flyte      ${endpoint} (${insecure ? 'no TLS' : 'TLS'})\n`,
      )
      runUntilStopped(async () => {
        server.close()
        server.closeAllConnections()
        upstream.close()
        await gateway.close()
      })
    })
}

import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { createGateway } from '../gateway/gateway'
import { LOOPBACK_HOSTS, type OriginRules, refusal } from '../gateway/origin-check'
import { startSandbox } from '../sandbox/start'
import { appDir } from './app-dir'
import { basePath, portNumber, positiveNumber } from './command-options'
import { runUntilStopped } from './run-until-stopped'
import { version } from './version'

interface SandboxFlags {
  readonly data: string
  readonly port: number
  readonly host: string
  readonly basePath: string
  readonly empty?: boolean
  readonly engine: boolean
  readonly python?: string
  readonly maxTasks?: number
  readonly secrets?: string
}

const DEFAULT_DATA = join(homedir(), '.contrail', 'sandbox')

/** `contrail sandbox`: the embedded control plane and the dashboard on one port. */
export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description(
      'Start a Flyte control plane for this machine, and the dashboard for it. Tasks run as local processes.',
    )
    .option('--data <dir>', 'folder for everything it keeps', process.env.CONTRAIL_DATA ?? DEFAULT_DATA)
    .option('--port <number>', 'port for gRPC, gRPC-Web and HTTP alike', portNumber, 30_080)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--base-path <path>', 'where the dashboard is', basePath, '/console')
    .option('--empty', 'register and run no examples')
    .option('--no-engine', 'execute nothing: phases move only by the event calls')
    .option(
      '--python <file>',
      'interpreter with flytekit, for Python tasks (default: the active environment, .venv, python3)',
    )
    .option('--max-tasks <number>', 'how many tasks run at once (default: the number of processors)', positiveNumber)
    .option('--secrets <dir>', 'folder with secrets for tasks, as GROUP/KEY')
    .addHelpText(
      'after',
      `
Data is kept in ${DEFAULT_DATA} unless --data or CONTRAIL_DATA says otherwise.
To start afresh, stop the sandbox and delete that folder.

flytekit finds it by itself: FlyteRemote(Config.for_sandbox()) and pyflyte run --remote use localhost:30080.`,
    )
    .action(async (flags: SandboxFlags) => {
      const began = performance.now()
      const open = !['127.0.0.1', 'localhost', '::1'].includes(flags.host)
      const origins: OriginRules = { hosts: open ? undefined : LOOPBACK_HOSTS }
      const sandbox = await startSandbox({
        refusal: (request) => refusal(request, origins),
        dataDir: resolve(flags.data),
        host: flags.host === 'localhost' ? '127.0.0.1' : flags.host,
        port: flags.port,
        publicHost: open ? flags.host : 'localhost',
        examples: !flags.empty,
        engine: flags.engine,
        ...(flags.python === undefined ? {} : { python: flags.python }),
        ...(flags.maxTasks === undefined ? {} : { maxTasks: flags.maxTasks }),
        ...(flags.secrets === undefined ? {} : { secretsDir: resolve(flags.secrets) }),
        dashboard: async ({ origin, endpoint, transport, rpc }) => {
          const gateway = await createGateway({
            page: {
              basePath: flags.basePath,
              mode: 'sandbox',
              endpoint,
              version,
              defaultProject: 'flytesnacks',
              defaultDomain: 'development',
              localOrigin: origin,
              settings: [
                { key: 'sandbox.data', value: resolve(flags.data), source: 'flag --data' },
                {
                  key: 'sandbox.engine',
                  value: flags.engine ? 'on' : 'off',
                  source: flags.engine ? 'default' : 'flag --no-engine',
                },
              ],
            },
            appDir: appDir(),
            rpc,
            transport,
            origins,
          })
          return gateway.handler
        },
      })
      const lines = [
        `Contrail ${version}, sandbox ready in ${((performance.now() - began) / 1000).toFixed(1)} s`,
        `  dashboard  ${sandbox.origin}${flags.basePath}`,
        `  endpoint   ${sandbox.endpoint} (gRPC and gRPC-Web, no TLS)`,
        `  data       ${sandbox.settings.dataDir}`,
        `  python     ${sandbox.settings.python ?? 'no flytekit found: Python tasks will say so; pip install flytekit, or --python'}`,
        ...(flags.engine ? [] : ['  engine     off: nothing is executed']),
        ...(open
          ? [`  caution    anyone who can reach ${flags.host} can run programs on this machine through it`]
          : []),
      ]
      process.stdout.write(`${lines.join('\n')}\n`)
      runUntilStopped(sandbox.close)
    })
}

import { type Command, InvalidArgumentError } from 'commander'

/** A TCP port, 0 for any free one. */
export function portNumber(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a whole number from 0 to 65535.')
  return port
}

export function positiveNumber(text: string): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number === 0) throw new InvalidArgumentError('Give a whole number above 0.')
  return number
}

/** The path below which the dashboard is served: `/console`, `/x/y`, or `/` for the root. */
export function basePath(text: string): string {
  const path = `/${text.replace(/^\/+|\/+$/g, '')}`
  if (!/^(\/[\w.~-]+)*\/?$/.test(path))
    throw new InvalidArgumentError('A base path looks like /console or /team/flyte.')
  return path === '/' ? '' : path
}

/** Adds the flags that name a Flyte installation; the same keys can come from the environment and from a file. */
export function withConnectionOptions(command: Command): Command {
  return command
    .option('--endpoint <host:port>', "flyteadmin's gRPC address (FLYTE_PLATFORM_URL, admin.endpoint)")
    .option('--insecure', 'talk to it without TLS (FLYTE_PLATFORM_INSECURE, admin.insecure)')
    .option('--insecure-skip-verify', 'accept any certificate (FLYTE_PLATFORM_INSECURE_SKIP_VERIFY)')
    .option('--ca-cert <file>', 'authority that signed the certificate (FLYTE_PLATFORM_CA_CERT_FILE_PATH)')
    .option('--project <name>', 'project to open first (FLYTE_LOCAL_PROJECT, task.project)')
    .option('--domain <name>', 'domain to open first (FLYTE_LOCAL_DOMAIN, task.domain)')
    .option('--config <file>', 'configuration file, YAML or INI, as flytekit reads it')
}

/** What {@link withConnectionOptions} parsed. */
export interface ConnectionOptions {
  readonly endpoint?: string
  readonly insecure?: boolean
  readonly insecureSkipVerify?: boolean
  readonly caCert?: string
  readonly project?: string
  readonly domain?: string
  readonly config?: string
}

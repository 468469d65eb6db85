import { Command } from 'commander'
import { configCommand } from './config-command'
import { sandboxCommand } from './sandbox-command'
import { serveCommand } from './serve-command'
import { version } from './version'

/** Ends with the reason on one line: a stack trace helps nobody who mistyped a flag. */
function failed(error: unknown): never {
  process.stderr.write(`contrail: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

const program = new Command('contrail')
  .description('FlyteRemote in a browser: a dashboard for Flyte 1, with an embedded control plane for one machine.')
  .version(version)
  .showHelpAfterError('(run with --help for the options)')
  .addCommand(sandboxCommand())
  .addCommand(serveCommand())
  .addCommand(configCommand())

program.parseAsync().catch(failed)

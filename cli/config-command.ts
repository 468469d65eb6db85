import { Command } from 'commander'
import { shownValue } from '../gateway/settings/resolve-settings'
import { type ConnectionOptions, withConnectionOptions } from './command-options'
import { connectionSettings } from './connection-settings'

/** `contrail config`: every setting in force and where it came from. */
export function configCommand(): Command {
  const command = new Command('config').description(
    'Show every connection setting in force and where it came from. Secrets are masked.',
  )
  return withConnectionOptions(command).action((options: ConnectionOptions) => {
    const rows = connectionSettings(options).map((setting) => [
      setting.key,
      shownValue(setting) || '-',
      setting.source,
      setting.note ?? '',
    ])
    const table = [['setting', 'value', 'from', ''], ...rows]
    const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
    for (const row of table) {
      process.stdout.write(
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
      )
    }
  })
}

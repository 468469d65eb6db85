import { findConfigFile } from '../gateway/settings/config-file'
import { resolveSettings, type Setting } from '../gateway/settings/resolve-settings'
import type { ConnectionOptions } from './command-options'

/**
 * The connection settings in force for this process: flags, environment, file, defaults.
 *
 * @throws when a named file cannot be read or parsed
 */
export function connectionSettings(options: ConnectionOptions): readonly Setting[] {
  return resolveSettings({
    flags: {
      endpoint: options.endpoint,
      insecure: options.insecure,
      'insecure-skip-verify': options.insecureSkipVerify,
      'ca-cert': options.caCert,
      project: options.project,
      domain: options.domain,
    },
    env: process.env,
    file: findConfigFile(options.config, process.env, process.cwd()),
  })
}

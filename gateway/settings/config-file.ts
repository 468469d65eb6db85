import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse as parseIni } from 'ini'
import { parse as parseYaml } from 'yaml'

/** A configuration file as flytekit would have found it. */
export interface ConfigFile {
  readonly path: string
  readonly format: 'yaml' | 'ini'
  /** The value at a key's place, or undefined. */
  readonly read: (key: { readonly ini: readonly [string, string]; readonly yaml?: string }) => unknown
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

/**
 * Parses a configuration file: YAML by its suffix, INI otherwise.
 *
 * @throws with the file's name and the place in it when it cannot be read or parsed
 */
export function readConfigFile(path: string): ConfigFile {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new Error(
      `Cannot read the configuration file ${path}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    )
  }
  if (/\.ya?ml$/.test(path)) {
    let document: unknown
    try {
      document = parseYaml(text)
    } catch (error) {
      throw new Error(
        `The configuration file ${path} is no valid YAML: ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      )
    }
    if (document !== null && document !== undefined && (typeof document !== 'object' || Array.isArray(document))) {
      throw new Error(`The configuration file ${path} must hold a mapping such as "admin: {endpoint: …}".`)
    }
    return {
      path,
      format: 'yaml',
      read: ({ yaml }) => (yaml === undefined ? undefined : yaml.split('.').reduce<unknown>(property, document)),
    }
  }
  const sections: unknown = parseIni(text)
  if (property(sections, 'internal') !== undefined) {
    throw new Error(
      `The configuration file ${path} has an [internal] section, which flytekit no longer accepts. Remove it.`,
    )
  }
  return { path, format: 'ini', read: ({ ini: [section, option] }) => property(property(sections, section), option) }
}

/**
 * The file that flytekit would use: an explicit one, else the one that an environment variable names, else the first that
 * exists of `./flytekit.config`, `~/.flyte/config` and `~/.flyte/config.yaml`.
 *
 * @throws when an explicitly named file cannot be used
 */
export function findConfigFile(
  explicit: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): ConfigFile | undefined {
  if (explicit !== undefined) return readConfigFile(explicit)
  const named = env['_FLYTECTL_CONFIG_PYFLYTE_OVERRIDE'] ?? env['FLYTECTL_CONFIG']
  const home = env['HOME'] ?? ''
  const candidates = [
    named,
    join(cwd, 'flytekit.config'),
    home && join(home, '.flyte', 'config'),
    home && join(home, '.flyte', 'config.yaml'),
  ]
  const found = candidates.find((path) => path !== undefined && path !== '' && existsSync(path))
  return found === undefined ? undefined : readConfigFile(found)
}

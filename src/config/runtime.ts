/** What the server told the page when it was loaded. */
export interface RuntimeConfig {
  /** Path below which everything is served, without a slash at the end; "" for the root. */
  readonly basePath: string
  readonly mode: 'sandbox' | 'remote'
  /** flyteadmin's gRPC address, for people to read. */
  readonly endpoint: string
  /** Contrail's own version. */
  readonly version: string
  readonly defaultProject: string
  readonly defaultDomain: string
  /** Origin whose links (logs) the page's own server answers; null when there is none. */
  readonly localOrigin: string | null
  /** The settings in force, for people to read; secrets masked. */
  readonly settings: readonly RuntimeSetting[]
}

export interface RuntimeSetting {
  readonly key: string
  readonly value: string
  readonly source: string
}

/** Without a configuration, as under the development server, the page belongs to a sandbox on its usual port. */
const DEFAULTS: RuntimeConfig = {
  basePath: '/console',
  mode: 'sandbox',
  endpoint: 'localhost:30080',
  version: 'dev',
  defaultProject: 'flytesnacks',
  defaultDomain: 'development',
  localOrigin: 'http://localhost:30080',
  settings: [],
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parseSettings(value: unknown): readonly RuntimeSetting[] {
  if (!Array.isArray(value)) throw new Error('The page configuration has no list "settings".')
  return value.map((item: unknown) => {
    if (!isRecord(item)) throw new Error('A setting in the page configuration is not an object.')
    const text = (name: string) => requireText(item, name)
    return { key: text('key'), value: text('value'), source: text('source') }
  })
}

function requireText(record: Readonly<Record<string, unknown>>, name: string): string {
  const value = record[name]
  if (typeof value !== 'string') throw new Error(`The page configuration has no text "${name}".`)
  return value
}

/**
 * Reads the text of `#contrail-config`.
 *
 * @throws when it is not what a Contrail server writes: page and server are of different versions, or a proxy has changed it
 */
export function parseRuntimeConfig(text: string | null | undefined): RuntimeConfig {
  if (text === null || text === undefined || text.trim() === '') return DEFAULTS
  const document: unknown = JSON.parse(text)
  if (!isRecord(document)) throw new Error('The page configuration is not an object.')
  const { mode, localOrigin } = document
  if (mode !== 'sandbox' && mode !== 'remote')
    throw new Error('The page configuration has no "mode" sandbox or remote.')
  if (localOrigin !== null && typeof localOrigin !== 'string')
    throw new Error('The page configuration has no "localOrigin".')
  return {
    basePath: requireText(document, 'basePath'),
    mode,
    endpoint: requireText(document, 'endpoint'),
    version: requireText(document, 'version'),
    defaultProject: requireText(document, 'defaultProject'),
    defaultDomain: requireText(document, 'defaultDomain'),
    localOrigin,
    settings: parseSettings(document['settings']),
  }
}

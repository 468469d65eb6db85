import { readFileSync } from 'node:fs'
import type { ConfigFile } from './config-file'
import { SETTING_KEYS, type SettingKey, type SettingName } from './setting-keys'

type SettingValue = string | boolean | number | readonly string[]

/** One setting in force. */
export interface Setting {
  readonly key: SettingName
  readonly value: SettingValue
  /** `flag --endpoint`, `environment FLYTE_PLATFORM_URL`, `file /home/me/.flyte/config.yaml`, or `default`. */
  readonly source: string
  readonly secret: boolean
  readonly note: string | undefined
}

export interface SettingSources {
  readonly flags: Readonly<Record<string, string | boolean | undefined>>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly file: ConfigFile | undefined
}

const FALSE_WORDS = new Set(['', 'false', '0', 'off', 'no'])

type RawValue = string | boolean | number | readonly unknown[]

function isRawValue(raw: unknown): raw is RawValue {
  return typeof raw === 'string' || typeof raw === 'boolean' || typeof raw === 'number' || Array.isArray(raw)
}

/** The value in its own type; undefined for what flytekit treats as not given (absent, empty, a zero). */
function coerce(type: SettingKey['type'], raw: unknown): SettingValue | undefined {
  if (!isRawValue(raw)) return undefined
  switch (type) {
    case 'boolean':
      if (typeof raw === 'boolean') return raw
      return !FALSE_WORDS.has(typeof raw === 'object' ? '' : String(raw).toLowerCase())
    case 'integer': {
      const number = typeof raw === 'object' ? NaN : Number(raw)
      return Number.isInteger(number) && number !== 0 ? number : undefined
    }
    case 'list': {
      const items = typeof raw === 'object' ? raw.map(String) : String(raw).split(',')
      return items.length === 0 || (items.length === 1 && items[0] === '') ? undefined : items
    }
    case 'text': {
      const text = typeof raw === 'object' ? raw.map(String).join(',') : String(raw)
      return text === '' ? undefined : text
    }
  }
}

/** flytekit's way to name a secret without writing it down: a file or an environment variable that holds it. */
function secretByReference(sources: SettingSources): { readonly value: string; readonly source: string } | undefined {
  const named = (env: string, option: string, yaml: string) =>
    coerce('text', sources.env[env]) ?? coerce('text', sources.file?.read({ ini: ['credentials', option], yaml }))
  const variable = named('FLYTE_CREDENTIALS_CLIENT_SECRET_ENV_VAR', 'client_secret_env_var', 'admin.clientSecretEnvVar')
  if (typeof variable === 'string') {
    const value = sources.env[variable]
    if (value) return { value, source: `environment ${variable}` }
  }
  const path = named('FLYTE_CREDENTIALS_CLIENT_SECRET_LOCATION', 'client_secret_location', 'admin.clientSecretLocation')
  if (typeof path !== 'string') return undefined
  try {
    return { value: readFileSync(path, 'utf8').trimEnd(), source: `file ${path}` }
  } catch (error) {
    throw new Error(
      `Cannot read the client secret from ${path}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    )
  }
}

function resolveOne(key: SettingKey & { readonly key: SettingName }, sources: SettingSources): Setting {
  const made = (value: SettingValue, source: string): Setting => ({
    key: key.key,
    value,
    source,
    secret: key.secret ?? false,
    note: key.note,
  })
  const candidates: readonly (readonly [raw: unknown, source: string])[] = [
    [key.flag === undefined ? undefined : sources.flags[key.flag], `flag --${key.flag ?? ''}`],
    [sources.env[key.env], `environment ${key.env}`],
    [sources.file?.read(key), `file ${sources.file?.path ?? ''}`],
  ]
  for (const [raw, source] of candidates) {
    const value = coerce(key.type, raw)
    if (value !== undefined) return made(value, source)
  }
  return made(key.fallback, 'default')
}

/**
 * Every setting in force and where it came from. Per key: flag, then environment, then file, then default, as flytekit does.
 *
 * @throws when a secret is named by a file that cannot be read
 */
export function resolveSettings(sources: SettingSources): readonly Setting[] {
  return SETTING_KEYS.map((key: SettingKey & { readonly key: SettingName }) => {
    const setting = resolveOne(key, sources)
    if (key.key === 'platform.endpoint' && typeof setting.value === 'string') {
      return { ...setting, value: setting.value.replace(/^dns:\/\/\//, '') }
    }
    if (key.key === 'platform.client_credentials_secret') {
      const secret = secretByReference(sources)
      if (secret) return { ...setting, ...secret }
    }
    return setting
  })
}

/** The value of one setting as text. */
export function settingText(settings: readonly Setting[], key: SettingName): string {
  return displayValue(settings.find((setting) => setting.key === key)?.value)
}

/** Whether a setting is on. */
export function settingFlag(settings: readonly Setting[], key: SettingName): boolean {
  return settings.find((setting) => setting.key === key)?.value === true
}

function displayValue(value: SettingValue | undefined): string {
  if (value === undefined) return ''
  return typeof value === 'object' ? value.join(',') : String(value)
}

/** A setting as people may see it. */
export function shownValue(setting: Setting): string {
  const text = displayValue(setting.value)
  return setting.secret && text !== '' ? '••••••••' : text
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findConfigFile, readConfigFile } from './config-file'
import { resolveSettings, settingFlag, settingText, shownValue } from './resolve-settings'
import type { SettingName } from './setting-keys'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'contrail-settings-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

function find(settings: ReturnType<typeof resolveSettings>, key: SettingName) {
  const setting = settings.find((one) => one.key === key)
  if (!setting) throw new Error(`no ${key}`)
  return setting
}

describe('precedence, key by key', () => {
  test('flag over environment over file over default', () => {
    const file = readConfigFile(
      write(
        'config.yaml',
        'admin:\n  endpoint: dns:///from.file:81\n  insecure: true\n  scopes: [a, b]\ntask: {domain: staging}\n',
      ),
    )
    const settings = resolveSettings({
      flags: { endpoint: 'from.flag:1' },
      env: { FLYTE_PLATFORM_URL: 'from.env:2', FLYTE_PLATFORM_INSECURE: 'no', FLYTE_LOCAL_PROJECT: 'mine' },
      file,
    })
    const shown = (key: SettingName) => [shownValue(find(settings, key)), find(settings, key).source]
    expect(shown('platform.endpoint')).toEqual(['from.flag:1', 'flag --endpoint'])
    expect(shown('platform.insecure')).toEqual(['false', 'environment FLYTE_PLATFORM_INSECURE'])
    expect(shown('task.project')).toEqual(['mine', 'environment FLYTE_LOCAL_PROJECT'])
    expect(shown('task.domain')).toEqual(['staging', `file ${file.path}`])
    expect(shown('platform.scopes')).toEqual(['a,b', `file ${file.path}`])
    expect(shown('platform.auth_mode')).toEqual(['Pkce', 'default'])
  })

  test('an INI file works as well, and dns:/// is taken off', () => {
    const file = readConfigFile(
      write('config', '[platform]\nurl = dns:///flyte.example.net\ninsecure = True\n[credentials]\nclient_id = me\n'),
    )
    const settings = resolveSettings({ flags: {}, env: {}, file })
    expect(settingText(settings, 'platform.endpoint')).toBe('flyte.example.net')
    expect(settingFlag(settings, 'platform.insecure')).toBe(true)
    expect(settingText(settings, 'platform.client_id')).toBe('me')
  })
})

describe('secrets', () => {
  test.each([
    ['written down', { FLYTE_CREDENTIALS_CLIENT_SECRET: 'hush' }, 'environment FLYTE_CREDENTIALS_CLIENT_SECRET'],
    ['in a named variable', { FLYTE_CREDENTIALS_CLIENT_SECRET_ENV_VAR: 'MINE', MINE: 'hush' }, 'environment MINE'],
  ])('%s: known, and never shown', (_name, env, source) => {
    const setting = find(resolveSettings({ flags: {}, env, file: undefined }), 'platform.client_credentials_secret')
    expect([setting.value, setting.source, shownValue(setting)]).toEqual(['hush', source, '••••••••'])
  })

  test('in a file, which must exist', () => {
    const path = write('secret', 'hush\n')
    const from = (location: string) =>
      resolveSettings({ flags: {}, env: { FLYTE_CREDENTIALS_CLIENT_SECRET_LOCATION: location }, file: undefined })
    expect(find(from(path), 'platform.client_credentials_secret').value).toBe('hush')
    expect(() => from(join(folder, 'absent'))).toThrow(/Cannot read the client secret from .*absent/)
  })
})

describe('the file', () => {
  test.each([
    ['broken.yaml', 'admin: [', /broken\.yaml is no valid YAML/],
    ['list.yaml', '- a', /must hold a mapping/],
    ['old.ini', '[internal]\na = 1', /\[internal\] section/],
  ])('%s is refused with the reason', (name, text, message) => {
    expect(() => readConfigFile(write(name, text))).toThrow(message)
  })

  test('one that was asked for must exist; one that is only looked for need not', () => {
    expect(() => findConfigFile(join(folder, 'absent.yaml'), {}, folder)).toThrow(/Cannot read the configuration file/)
    expect(findConfigFile(undefined, { HOME: folder }, folder)).toBeUndefined()
    const path = write('flytekit.config', '[platform]\nurl = here\n')
    expect(findConfigFile(undefined, { HOME: '/nowhere', FLYTECTL_CONFIG: '/nowhere/either' }, folder)?.path).toBe(path)
  })
})

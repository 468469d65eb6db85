/** Where one connection setting can come from. Names are flytekit's (its configuration module), so one file serves both. */
export interface SettingKey {
  /** How the setting is called in flytekit's `PlatformConfig` and `TaskConfig`. */
  readonly key: string
  /** Command line flag of `contrail serve`, without the dashes. */
  readonly flag?: string
  readonly env: string
  /** Section and option of an INI file. */
  readonly ini: readonly [section: string, option: string]
  /** Dotted path of a YAML file. */
  readonly yaml?: string
  readonly type: 'text' | 'boolean' | 'list' | 'integer'
  readonly fallback: string | boolean | number | readonly string[]
  /** Shown as dots. */
  readonly secret?: true
  /** What Contrail does not use it for, or not yet; shown beside the value rather than ignored in silence. */
  readonly note?: string
}

const SIGN_IN = 'read and shown; this version does not sign in'

/** Every setting, in the order in which it is shown. */
export const SETTING_KEYS = [
  {
    key: 'platform.endpoint',
    flag: 'endpoint',
    env: 'FLYTE_PLATFORM_URL',
    ini: ['platform', 'url'],
    yaml: 'admin.endpoint',
    type: 'text',
    fallback: 'localhost:30080',
  },
  {
    key: 'platform.insecure',
    flag: 'insecure',
    env: 'FLYTE_PLATFORM_INSECURE',
    ini: ['platform', 'insecure'],
    yaml: 'admin.insecure',
    type: 'boolean',
    fallback: false,
  },
  {
    key: 'platform.insecure_skip_verify',
    flag: 'insecure-skip-verify',
    env: 'FLYTE_PLATFORM_INSECURE_SKIP_VERIFY',
    ini: ['platform', 'insecure_skip_verify'],
    yaml: 'admin.insecureSkipVerify',
    type: 'boolean',
    fallback: false,
  },
  {
    key: 'platform.ca_cert_file_path',
    flag: 'ca-cert',
    env: 'FLYTE_PLATFORM_CA_CERT_FILE_PATH',
    ini: ['platform', 'ca_cert_file_path'],
    yaml: 'admin.caCertFilePath',
    type: 'text',
    fallback: '',
  },
  {
    key: 'platform.console_endpoint',
    env: 'FLYTE_PLATFORM_CONSOLE_ENDPOINT',
    ini: ['platform', 'console_endpoint'],
    yaml: 'console.endpoint',
    type: 'text',
    fallback: '',
    note: 'used by flytekit for links',
  },
  {
    key: 'platform.http_proxy_url',
    env: 'FLYTE_PLATFORM_HTTP_PROXY_URL',
    ini: ['platform', 'http_proxy_url'],
    yaml: 'admin.httpProxyURL',
    type: 'text',
    fallback: '',
    note: 'read and shown; Contrail connects directly',
  },
  {
    key: 'platform.auth_mode',
    env: 'FLYTE_CREDENTIALS_AUTH_MODE',
    ini: ['credentials', 'auth_mode'],
    yaml: 'admin.authType',
    type: 'text',
    fallback: 'Pkce',
    note: SIGN_IN,
  },
  {
    key: 'platform.client_id',
    env: 'FLYTE_CREDENTIALS_CLIENT_ID',
    ini: ['credentials', 'client_id'],
    yaml: 'admin.clientId',
    type: 'text',
    fallback: '',
    note: SIGN_IN,
  },
  {
    key: 'platform.client_credentials_secret',
    env: 'FLYTE_CREDENTIALS_CLIENT_SECRET',
    ini: ['credentials', 'client_secret'],
    type: 'text',
    fallback: '',
    secret: true,
    note: SIGN_IN,
  },
  {
    key: 'platform.scopes',
    env: 'FLYTE_CREDENTIALS_SCOPES',
    ini: ['credentials', 'scopes'],
    yaml: 'admin.scopes',
    type: 'list',
    fallback: [],
    note: SIGN_IN,
  },
  {
    key: 'platform.audience',
    env: 'FLYTE_CREDENTIALS_AUDIENCE',
    ini: ['credentials', 'audience'],
    yaml: 'admin.audience',
    type: 'text',
    fallback: '',
    note: SIGN_IN,
  },
  {
    key: 'platform.command',
    env: 'FLYTE_CREDENTIALS_COMMAND',
    ini: ['credentials', 'command'],
    yaml: 'admin.command',
    type: 'list',
    fallback: [],
    note: SIGN_IN,
  },
  {
    key: 'platform.proxy_command',
    env: 'FLYTE_CREDENTIALS_PROXY_COMMAND',
    ini: ['credentials', 'proxy_command'],
    yaml: 'admin.proxyCommand',
    type: 'list',
    fallback: [],
    note: SIGN_IN,
  },
  {
    key: 'task.project',
    flag: 'project',
    env: 'FLYTE_LOCAL_PROJECT',
    ini: ['local', 'project'],
    yaml: 'task.project',
    type: 'text',
    fallback: 'flytesnacks',
  },
  {
    key: 'task.domain',
    flag: 'domain',
    env: 'FLYTE_LOCAL_DOMAIN',
    ini: ['local', 'domain'],
    yaml: 'task.domain',
    type: 'text',
    fallback: 'development',
  },
] as const satisfies readonly SettingKey[]

export type SettingName = (typeof SETTING_KEYS)[number]['key']

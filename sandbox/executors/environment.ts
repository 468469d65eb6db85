import fs from 'node:fs'
import path from 'node:path'
import type { Identifier } from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { KeyValuePair } from '../../src/api/gen/flyteidl/core/literals_pb'
import type { AttemptFolder, AttemptId } from './attempt-folder'
import { resolveSecrets } from './secrets'
import type { Secret } from '../../src/api/gen/flyteidl/core/security_pb'

/** Marks every process of an attempt, so that those which left the process group can be found. */
export const ATTEMPT_MARK = 'CONTRAIL_ATTEMPT'

const USUAL_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** What a task gets of the sandbox's own environment. Everything else may be a secret of whoever started it. */
const PASSED_ON = [
  'PATH',
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
  'TZ',
  'USER',
  'LOGNAME',
  'LD_LIBRARY_PATH',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'CUDA_VISIBLE_DEVICES',
  'JAVA_HOME',
  'SYSTEMROOT',
]

/** What an attempt's environment depends on. */
export interface EnvironmentOf {
  readonly attempt: AttemptId
  readonly task: Identifier
  readonly workflow: Identifier | undefined
  readonly launchPlan: Identifier | undefined
  /** `container.env`. */
  readonly containerEnv: readonly KeyValuePair[]
  /** `ExecutionSpec.envs`. */
  readonly executionEnvs: readonly KeyValuePair[]
  readonly secrets: readonly Secret[]
  /** Folder of the interpreter with flytekit: comes first on PATH. */
  readonly pythonBin: string | undefined
  readonly secretsDir: string | undefined
  readonly publicOrigin: string
  readonly endpoint: string
}

/** The variables by which flytekit knows what it runs (flytekit-tasks.md §1). */
function flyteVariables(of: EnvironmentOf): Record<string, string> {
  const { attempt, task, workflow, launchPlan } = of
  const { project, domain, name } = attempt.execution
  const index = attempt.index
  return {
    FLYTE_INTERNAL_EXECUTION_ID: name,
    FLYTE_INTERNAL_EXECUTION_PROJECT: project,
    FLYTE_INTERNAL_EXECUTION_DOMAIN: domain,
    FLYTE_INTERNAL_EXECUTION_WORKFLOW: workflow ? `${workflow.project}:${workflow.domain}:${workflow.name}` : '',
    FLYTE_INTERNAL_EXECUTION_LAUNCHPLAN: launchPlan
      ? `${launchPlan.project}:${launchPlan.domain}:${launchPlan.name}`
      : '',
    FLYTE_INTERNAL_TASK_PROJECT: task.project,
    FLYTE_INTERNAL_TASK_DOMAIN: task.domain,
    FLYTE_INTERNAL_TASK_NAME: task.name,
    FLYTE_INTERNAL_TASK_VERSION: task.version,
    FLYTE_INTERNAL_PROJECT: task.project,
    FLYTE_INTERNAL_DOMAIN: task.domain,
    FLYTE_INTERNAL_NAME: task.name,
    FLYTE_INTERNAL_VERSION: task.version,
    FLYTE_ATTEMPT_NUMBER: String(attempt.attempt),
    FLYTE_EXECUTION_URL: `${of.publicOrigin}/console/projects/${encodeURIComponent(project)}/domains/${encodeURIComponent(domain)}/executions/${encodeURIComponent(name)}`,
    ...(index === undefined
      ? {}
      : { BATCH_JOB_ARRAY_INDEX_VAR_NAME: 'FLYTE_K8S_ARRAY_INDEX', FLYTE_K8S_ARRAY_INDEX: String(index) }),
    // Eager workflows call back.
    FLYTE_PLATFORM_URL: of.endpoint,
    FLYTE_PLATFORM_INSECURE: 'true',
    // Outputs larger than this, in MiB, are stored apart and passed by reference.
    _F_L_MIN_SIZE_MB: '10',
    _F_L_MAX_SIZE_MB: '10000',
    FLYTE_SDK_LOGGING_FORMAT: 'console',
    FLYTE_SDK_RICH_TRACEBACKS: '0',
    // A deck lists the installed packages; pip need not look for a newer pip each time.
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    PYTHONUNBUFFERED: '1',
  }
}

function pairs(list: readonly KeyValuePair[]): Record<string, string> {
  return Object.fromEntries(list.filter(({ key }) => key !== '').map(({ key, value }) => [key, value]))
}

/** An environment, and what is worth telling about it. */
export interface AttemptEnvironment {
  readonly env: Record<string, string>
  readonly notes: readonly string[]
}

/**
 * The whole environment of an attempt's process, and the files with its secrets. Later wins: what is passed on, `container.env`, Flyte's variables,
 * `ExecutionSpec.envs`; the private HOME and TMPDIR last. Nothing else of the sandbox's environment reaches a task.
 */
export function attemptEnvironment(of: EnvironmentOf, folder: AttemptFolder): AttemptEnvironment {
  const inherited = Object.fromEntries(
    PASSED_ON.flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const secrets = resolveSecrets(of.secrets, of.secretsDir, process.env)
  for (const [name, content] of secrets.files) {
    const file = path.join(folder.secrets, name)
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    fs.writeFileSync(file, content, { mode: 0o600 })
  }
  const env: Record<string, string> = {
    LANG: 'C.UTF-8',
    PATH: USUAL_PATH,
    ...inherited,
    ...pairs(of.containerEnv),
    ...flyteVariables(of),
    ...secrets.env,
    ...pairs(of.executionEnvs),
    FLYTE_SECRETS_DEFAULT_DIR: folder.secrets,
    HOME: folder.home,
    TMPDIR: folder.tmp,
    [ATTEMPT_MARK]: folder.path,
  }
  if (of.pythonBin !== undefined) env.PATH = `${of.pythonBin}:${env.PATH ?? USUAL_PATH}`
  const notes = secrets.missing.map(
    (name) =>
      `The secret ${name} was not found: set _FSEC_${name.replaceAll('/', '_').toUpperCase()} for the sandbox, or put it into the secrets folder.`,
  )
  return { env, notes }
}

import fs from 'node:fs'
import path from 'node:path'
import type { Container } from '../../src/api/gen/flyteidl/core/tasks_pb'
import type { SandboxSettings } from '../control-plane'
import { type ArchiveCache, ArchiveError } from './archive'
import type { AttemptFolder } from './attempt-folder'
import { type AttemptSpec, TaskRefusal } from './attempt-spec'
import { attemptEnvironment } from './environment'
import { findProgram } from './find-program'
import { localPath } from './local-blob'
import { commandOf } from './task-command'

/** A process that is ready to be started. */
export interface PreparedProcess {
  readonly argv: readonly [string, ...string[]]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** What is worth telling about how it runs here. */
  readonly notes: readonly string[]
}

const NO_FLYTEKIT =
  'This is a flytekit task, and the sandbox found no Python interpreter with flytekit. Install it (python3 -m venv .venv && .venv/bin/pip install flytekit) and start the sandbox there, or name the interpreter with --python.'

/** What `pyflyte-*` starts, for an environment whose scripts are not installed. */
const ENTRY_POINTS: Readonly<Record<string, string>> = {
  'pyflyte-execute': 'execute_task_cmd',
  'pyflyte-map-execute': 'map_execute_task_cmd',
  'pyflyte-fast-execute': 'fast_execute_task_cmd',
}

/** `pyflyte-fast-execute --additional-distribution ARCHIVE --dest-dir FOLDER -- COMMAND…`, taken apart. */
interface FastCommand {
  readonly archive: string
  readonly destination: string
  readonly command: readonly string[]
}

function parseFast(argv: readonly string[]): FastCommand | undefined {
  if (path.basename(argv[0] ?? '') !== 'pyflyte-fast-execute') return undefined
  const separator = argv.indexOf('--')
  const option = (name: string) => {
    const at = argv.indexOf(name)
    return at > 0 && at < separator ? argv[at + 1] : undefined
  }
  const archive = option('--additional-distribution')
  if (separator < 0 || archive === undefined) return undefined
  return { archive, destination: option('--dest-dir') ?? '.', command: argv.slice(separator + 1) }
}

/**
 * Unpacks the code archive into the working folder itself, which saves the task a second Python process. Dynamic tasks hand the archive on to the
 * tasks that they make, so they are told of it as `pyflyte-fast-execute` would tell them.
 */
async function unpackCode(
  fast: FastCommand,
  archives: ArchiveCache,
  folder: AttemptFolder,
): Promise<string[] | undefined> {
  const archive = localPath(fast.archive)
  if (archive === undefined) return undefined
  try {
    const code = await archives.unpacked(archive)
    await fs.promises.cp(code, folder.cwd, { recursive: true, mode: fs.constants.COPYFILE_FICLONE })
  } catch (error) {
    if (error instanceof ArchiveError) throw new TaskRefusal('CodeNotFound', error.message)
    throw error
  }
  const resolver = fast.command.indexOf('--resolver')
  const at = resolver < 0 ? fast.command.length : resolver
  const distribution =
    resolver < 0 ? [] : ['--dynamic-addl-distro', fast.archive, '--dynamic-dest-dir', fast.destination]
  return [...fast.command.slice(0, at), ...distribution, ...fast.command.slice(at)]
}

/** An absolute destination is a place in the image; here it is the attempt's own folder. */
function destinationHere(argv: readonly string[]): string[] {
  const separator = argv.indexOf('--')
  return argv.map((word, index) =>
    index > 0 && index < separator && argv[index - 1] === '--dest-dir' && path.isAbsolute(word) ? '.' : word,
  )
}

/** Makes the first word an absolute path, by way of the interpreter where a `pyflyte` script is missing. */
function resolveProgram(
  argv: readonly string[],
  searchPath: string,
  cwd: string,
  container: Container,
  python: string | undefined,
): [string, ...string[]] {
  const [name = '', ...rest] = argv
  const entryPoint = Object.hasOwn(ENTRY_POINTS, name) ? ENTRY_POINTS[name] : undefined
  if (entryPoint !== undefined && python === undefined && findProgram(name, searchPath, cwd) === undefined) {
    throw new TaskRefusal('NoFlytekit', NO_FLYTEKIT)
  }
  const program = findProgram(name, searchPath, cwd)
  if (program !== undefined) return [program, ...rest]
  if (entryPoint !== undefined && python !== undefined) {
    return [
      python,
      '-c',
      `import sys; from flytekit.bin.entrypoint import ${entryPoint} as run; sys.argv[0] = ${JSON.stringify(name)}; run()`,
      ...rest,
    ]
  }
  throw missingProgram(name, container.image)
}

/** Why a container's program cannot be started here. */
export function missingProgram(name: string, image: string): TaskRefusal {
  return new TaskRefusal(
    'ProgramNotFound',
    `The program ${name} was not found on this machine; the task needs the image ${image || '(none given)'}. ` +
      'The sandbox runs tasks as local processes: install the program, or run the task on a cluster.',
  )
}

/** What is true of every container that runs without its image. */
export function imageNote({ image, resources }: Container): string[] {
  const limits = (resources?.requests.length ?? 0) + (resources?.limits.length ?? 0) > 0
  if (image === '') return []
  return [`Runs as a local process: the image ${image} is not used${limits ? ', resources are not limited' : ''}.`]
}

/**
 * Prepares a task whose container runs a command that itself reads inputs and writes outputs by Flyte's conventions: every flytekit task.
 *
 * @throws TaskRefusal when it cannot run here
 */
export async function prepareContainerTask(
  container: Container,
  spec: AttemptSpec,
  folder: AttemptFolder,
  settings: SandboxSettings,
  archives: ArchiveCache,
): Promise<PreparedProcess> {
  await folder.prepare()
  const rendered = commandOf(container, spec, folder)
  const fast = parseFast(rendered)
  const unpacked = fast && (await unpackCode(fast, archives, folder))
  const argv = unpacked ?? destinationHere(rendered)
  const { python } = settings
  const { env, notes } = attemptEnvironment(environmentOf(container, spec, settings), folder)
  // Code that was not uploaded is expected in the image, whose place the code folder takes.
  const code = fast ? folder.cwd : settings.codeDir
  const pythonPath = [code, env.PYTHONPATH ?? ''].filter((part) => part !== '').join(':')
  return {
    argv: resolveProgram(argv, env.PATH ?? '', folder.cwd, container, python),
    cwd: folder.cwd,
    env: { ...env, PYTHONPATH: pythonPath },
    notes: [...imageNote(container), ...notes],
  }
}

/** What the environment of a container's process depends on. */
export function environmentOf(container: Container, spec: AttemptSpec, settings: SandboxSettings) {
  const { template } = spec
  const { id } = template
  if (!id) throw new TaskRefusal('BadTaskSpecification', 'The task has no id.')
  return {
    attempt: spec.id,
    task: id,
    workflow: spec.workflow,
    launchPlan: spec.launchPlan,
    containerEnv: container.env,
    executionEnvs: spec.executionEnvs,
    secrets: template.securityContext?.secrets ?? [],
    pythonBin: settings.python === undefined ? undefined : path.dirname(settings.python),
    secretsDir: settings.secretsDir,
    publicOrigin: settings.publicOrigin,
    endpoint: settings.endpoint,
  }
}

import fs from 'node:fs'
import path from 'node:path'
import { create, toBinary } from '@bufbuild/protobuf'
import { ContainerError_Kind as Kind, ErrorDocumentSchema } from '../../src/api/gen/flyteidl/core/errors_pb'
import { ExecutionError_ErrorKind as Origin } from '../../src/api/gen/flyteidl/core/execution_pb'
import { LiteralMapSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import type { Container, DataLoadingConfig, TaskTemplate } from '../../src/api/gen/flyteidl/core/tasks_pb'
import type { SandboxSettings } from '../control-plane'
import type { AttemptFolder } from './attempt-folder'
import { type AttemptSpec, TaskRefusal } from './attempt-spec'
import { environmentOf, imageNote, missingProgram, type PreparedProcess } from './container-task'
import { writeInputs } from './copilot-inputs'
import { readOutputs } from './copilot-outputs'
import { attemptEnvironment } from './environment'
import { CopilotError } from './file-name'
import { findProgram } from './find-program'
import type { FolderMount, MountNamespace } from './mount-namespace'
import { commandOf } from './task-command'

const DEFAULT_INPUT_PATH = '/var/flyte/inputs'
const DEFAULT_OUTPUT_PATH = '/var/flyte/outputs'

/** Whether flytecopilot would move this task's inputs and outputs: then the process knows nothing of Flyte. */
export function usesCopilot(template: TaskTemplate, container: Container): boolean {
  return template.type === 'raw-container' || container.dataConfig?.enabled === true
}

/** The data configuration, where there is anything to move. */
function dataConfigOf({ interface: types }: TaskTemplate, container: Container): DataLoadingConfig | undefined {
  const variables = (map: { readonly variables: object } | undefined) => Object.keys(map?.variables ?? {}).length
  const config = container.dataConfig
  return config?.enabled === true && variables(types?.inputs) + variables(types?.outputs) > 0 ? config : undefined
}

/** A path inside a word, not in the middle of a longer name. */
function pathInWord(target: string): RegExp {
  const escaped = target.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\w./-])${escaped}(?![\\w.-])`, 'g')
}

function isBelow(file: string, folder: string): boolean {
  return file === folder || file.startsWith(`${folder}/`)
}

/**
 * Prepares a raw container: its inputs as files in the input path, an empty output path, and both at the absolute paths that it expects. Where the
 * system has no mount namespaces, the paths in its arguments are replaced instead.
 *
 * @throws TaskRefusal when it cannot run here, or an input cannot be handed over
 */
export async function prepareRawContainer(
  container: Container,
  spec: AttemptSpec,
  folder: AttemptFolder,
  settings: SandboxSettings,
  namespace: MountNamespace | undefined,
): Promise<PreparedProcess> {
  await folder.prepare()
  const config = dataConfigOf(spec.template, container)
  const inputPath = path.posix.resolve('/', config?.inputPath || DEFAULT_INPUT_PATH)
  const outputPath = path.posix.resolve('/', config?.outputPath || DEFAULT_OUTPUT_PATH)
  const mounts: FolderMount[] = config
    ? [
        { source: folder.inputs, target: inputPath },
        { source: folder.outputs, target: outputPath },
      ]
    : []
  const { env, notes } = attemptEnvironment(environmentOf(container, spec, settings), folder)
  const rendered = commandOf(container, spec, folder)
  const [name = '', ...rest] = rendered
  const inMount = mounts.some(({ target }) => path.isAbsolute(name) && isBelow(name, target))
  const program = inMount ? name : findProgram(name, env.PATH ?? '', folder.cwd)
  if (program === undefined) throw missingProgram(name, container.image)

  let argv: [string, ...string[]] = [program, ...rest]
  const wrapped = config && namespace?.wrap(mounts, folder.cwd, argv)
  const moved = config !== undefined && wrapped === undefined
  if (wrapped) argv = wrapped
  if (moved) {
    const here = (word: string) =>
      mounts.reduce((text, { source, target }) => text.replace(pathInWord(target), () => source), word)
    argv = [here(program), ...rest.map(here)]
  }
  if (config) {
    fs.mkdirSync(folder.outputs, { recursive: true })
    try {
      await writeInputs(spec.inputs, folder.inputs, moved ? folder.inputs : inputPath, config.format)
    } catch (error) {
      if (error instanceof CopilotError) throw new TaskRefusal('InputDownloadFailed', error.message)
      throw error
    }
  }
  const movedNote = `This machine has no mount namespaces: ${inputPath} and ${outputPath} in the command were replaced by folders of this attempt. A script that has them written inside will not find them.`
  return { argv, cwd: folder.cwd, env, notes: [...imageNote(container), ...(moved ? [movedNote] : []), ...notes] }
}

/**
 * Takes a raw container's outputs after it has ended well, and writes its `outputs.pb`; or `error.pb` when it reported an error, or an output is missing or
 * malformed. Can be repeated after a crash.
 */
export async function finishRawContainer(
  spec: AttemptSpec,
  container: Container,
  folder: AttemptFolder,
): Promise<void> {
  const config = dataConfigOf(spec.template, container)
  const [outputsFile, errorFile] = ['outputs.pb', 'error.pb'].map((name) => path.join(spec.metadata, name)) as [
    string,
    string,
  ]
  if (!config || fs.existsSync(outputsFile) || fs.existsSync(errorFile)) return
  try {
    const outputs = await readOutputs(spec.template.interface?.outputs, folder.outputs, spec.rawPrefix)
    writeWhole(outputsFile, toBinary(LiteralMapSchema, outputs))
  } catch (error) {
    if (!(error instanceof CopilotError)) throw error
    const document = create(ErrorDocumentSchema, {
      error: { code: 'OutputUploadFailed', message: error.message, kind: Kind.RECOVERABLE, origin: Origin.USER },
    })
    writeWhole(errorFile, toBinary(ErrorDocumentSchema, document))
  }
}

/** Writes a file that is there as a whole or not at all. */
function writeWhole(file: string, content: Uint8Array): void {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o755 })
  const unfinished = `${file}.new`
  fs.writeFileSync(unfinished, content)
  fs.renameSync(unfinished, file)
}

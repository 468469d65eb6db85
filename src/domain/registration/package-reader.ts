import { fromBinary } from '@bufbuild/protobuf'
import { gunzipSync } from 'fflate'
import { parseTar } from 'nanotar'
import { type LaunchPlan, LaunchPlanSchema } from '../../api/gen/flyteidl/admin/launch_plan_pb'
import { type TaskSpec, TaskSpecSchema } from '../../api/gen/flyteidl/admin/task_pb'
import { type WorkflowSpec, WorkflowSpecSchema } from '../../api/gen/flyteidl/admin/workflow_pb'
import { parsePackageFileName } from './package-file-name'

/** One entity of a package as it is in its file: project, domain and version may be empty. */
export type PackageEntry = { readonly file: string; readonly name: string } & (
  | { readonly kind: 'task'; readonly spec: TaskSpec }
  | { readonly kind: 'workflow'; readonly spec: WorkflowSpec }
  | { readonly kind: 'launchPlan'; readonly plan: LaunchPlan }
)

/** The source code that comes with a fast package; to be uploaded as it is. */
export interface SourceArchive {
  readonly file: string
  readonly bytes: Uint8Array
}

export interface FlytePackage {
  /** In the order in which they have to be registered. */
  readonly entries: readonly PackageEntry[]
  readonly source: SourceArchive | undefined
}

/** What is wrong with a file that was to be registered, and what to do. */
export class PackageError extends Error {
  override readonly name = 'PackageError'
}

/** A file that somebody chose or dropped. */
export interface GivenFile {
  readonly name: string
  readonly bytes: Uint8Array
}

const GZIP_MAGIC = [0x1f, 0x8b] as const
const TAR_BLOCK_BYTES = 512
const SOURCE_ARCHIVE = /^(?:fast[0-9a-f]+|script_mode)\.tar\.gz$/

/**
 * Reads what `pyflyte package` wrote: gzipped tar archives, or their files one by one. The same entity twice, byte for byte,
 * counts once, as a package may hold it twice.
 *
 * @throws PackageError that names the file, when one is no archive, is cut short, or holds something else than an entity
 */
export function readPackage(files: readonly GivenFile[]): FlytePackage {
  const members = files.flatMap((file) =>
    isGzip(file.bytes) && !SOURCE_ARCHIVE.test(file.name) ? unpack(file) : [file],
  )
  const numbered: { readonly order: number; readonly entry: PackageEntry; readonly bytes: Uint8Array }[] = []
  let source: SourceArchive | undefined
  for (const { name, bytes } of members) {
    if (SOURCE_ARCHIVE.test(name)) {
      if (source && !sameBytes(source.bytes, bytes)) {
        throw new PackageError(
          `There are two source archives, ${source.file} and ${name}. Register one package at a time.`,
        )
      }
      source = { file: name, bytes }
      continue
    }
    const parsed = parsePackageFileName(name)
    if (!parsed) {
      throw new PackageError(
        `${name} is no part of a package. Files are called <number>_<entity name>_<1|2|3>.pb, for a task, a workflow or a launch plan.`,
      )
    }
    const known = numbered.some(
      (other) => other.entry.kind === parsed.kind && other.entry.name === parsed.name && sameBytes(other.bytes, bytes),
    )
    if (!known) numbered.push({ order: parsed.order, entry: readEntry(name, parsed.kind, bytes), bytes })
  }
  if (numbered.length === 0)
    throw new PackageError('There is nothing to register in it: no task, workflow or launch plan.')
  return { entries: numbered.sort((a, b) => a.order - b.order).map(({ entry }) => entry), source }
}

function isGzip(bytes: Uint8Array): boolean {
  return GZIP_MAGIC.every((byte, index) => bytes[index] === byte)
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

function unpack({ name, bytes }: GivenFile): GivenFile[] {
  let tar: Uint8Array
  try {
    tar = gunzipSync(bytes)
  } catch {
    throw new PackageError(
      `${name} is cut short or damaged: it could not be unpacked. Make it again, or copy it again.`,
    )
  }
  // An archive ends with empty blocks; one that was cut inside a member holds less than its header says.
  const members =
    tar.length % TAR_BLOCK_BYTES === 0 ? parseTar(tar).filter((member) => member.type === 'file' || member.data) : []
  const whole = members.every((member) => (member.data?.length ?? 0) === member.size)
  if (members.length === 0 || !whole) {
    throw new PackageError(`${name} is no complete tar archive. Use the file that \`pyflyte package\` wrote.`)
  }
  return members.map((member) => ({ name: member.name.replace(/^\.\//, ''), bytes: member.data ?? new Uint8Array() }))
}

function readEntry(file: string, kind: PackageEntry['kind'], bytes: Uint8Array): PackageEntry {
  try {
    switch (kind) {
      case 'task': {
        const spec = fromBinary(TaskSpecSchema, bytes)
        return { file, kind, spec, name: entityName(file, spec.template?.id?.name) }
      }
      case 'workflow': {
        const spec = fromBinary(WorkflowSpecSchema, bytes)
        return { file, kind, spec, name: entityName(file, spec.template?.id?.name) }
      }
      case 'launchPlan': {
        const plan = fromBinary(LaunchPlanSchema, bytes)
        return { file, kind, plan, name: entityName(file, plan.id?.name) }
      }
    }
  } catch (error) {
    if (error instanceof PackageError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new PackageError(`${file} does not hold the ${KIND_WORDS[kind]} that its name promises (${reason}).`)
  }
}

const KIND_WORDS = { task: 'task', workflow: 'workflow', launchPlan: 'launch plan' } as const

function entityName(file: string, name: string | undefined): string {
  if (name === undefined || name === '') throw new PackageError(`${file} holds an entity without a name.`)
  return name
}

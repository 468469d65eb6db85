import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { findProgram } from './find-program'

const run = promisify(execFile)

/** Folders with more entries than this are not taken apart: each entry would be a mount. */
const MOST_ENTRIES = 300

/** A folder of ours that the process is to see at an absolute path of its choice. */
export interface FolderMount {
  readonly source: string
  /** Absolute path in the process's eyes. It need not exist. */
  readonly target: string
}

/** How to make a tree that is this machine's, but for the mounts. All paths are below the new root. */
interface RootPlan {
  readonly folders: readonly string[]
  readonly files: readonly string[]
  readonly links: readonly string[]
  /** What to bind where; `rbind` takes along what is mounted below. */
  readonly binds: readonly { readonly source: string; readonly target: string; readonly kind: 'bind' | 'rbind' }[]
}

/** A path with its longest existing part resolved: a mount below a symbolic link goes to where that points. */
function resolveExisting(target: string): string {
  let existing = path.resolve('/', target)
  let rest = ''
  while (existing !== '/') {
    try {
      return path.join(fs.realpathSync(existing), rest)
    } catch {
      rest = path.join(path.basename(existing), rest)
      existing = path.dirname(existing)
    }
  }
  return path.join('/', rest)
}

/**
 * What a root must be made of so that each mount's target is there and everything else of this machine too. Folders on the way to a target are made
 * anew and their other entries bound one by one, so that nothing has to be made in the real ones.
 *
 * @returns undefined when a target is the root itself, or a folder on the way has too many entries
 */
export function planRoot(mounts: readonly FolderMount[]): RootPlan | undefined {
  const targets = mounts.map(({ source, target }) => ({ source, target: resolveExisting(target) }))
  const folders: string[] = []
  const files: string[] = []
  const links: string[] = []
  const binds: { source: string; target: string; kind: 'bind' | 'rbind' }[] = []
  const isTarget = (place: string) => targets.some(({ target }) => target === place)
  const leadsToTarget = (place: string) => targets.some(({ target }) => target.startsWith(`${place}/`))

  const take = (folder: string): boolean => {
    const entries = fs.readdirSync(folder, { withFileTypes: true })
    if (entries.length > MOST_ENTRIES) return false
    for (const entry of entries) {
      const place = path.join(folder, entry.name)
      if (isTarget(place)) continue
      if (entry.isSymbolicLink()) {
        links.push(place)
      } else if (!entry.isDirectory()) {
        files.push(place)
        binds.push({ source: place, target: place, kind: 'bind' })
      } else {
        folders.push(place)
        if (!leadsToTarget(place)) binds.push({ source: place, target: place, kind: 'rbind' })
        else if (!take(place)) return false
      }
    }
    return true
  }
  if (isTarget('/') || !take('/')) return undefined
  for (const { source, target } of targets) {
    folders.push(target)
    binds.push({ source, target, kind: 'bind' })
  }
  return { folders, files, links, binds }
}

/** A path in a line of fstab, where blanks and backslashes are written in octal. */
function fstabPath(text: string): string {
  return text.replace(/[\s\\#]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`)
}

function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** The script that makes the root and runs the program in it: `sh -c SCRIPT name CWD PROGRAM ARGUMENT…`. */
function rootScript(root: string, plan: RootPlan): string {
  const inRoot = (place: string) => shellWord(path.join(root, place))
  const each = (command: string, places: readonly string[]) =>
    places.length === 0 ? [] : [`${command} ${places.map(inRoot).join(' ')}`]
  const fstab = plan.binds.map(
    ({ source, target, kind }) => `${fstabPath(source)} ${fstabPath(path.join(root, target))} none ${kind} 0 0`,
  )
  const linkFolders = [...new Set(plan.links.map((link) => path.dirname(link)))]
  const linksIn = (folder: string) => plan.links.filter((link) => path.dirname(link) === folder)
  // Below a folder that is about to be covered: no trace of it is left.
  const list = inRoot(path.join(plan.binds.find(({ kind }) => kind === 'rbind')?.target ?? '/', 'contrail-mounts'))
  return [
    'set -e',
    `mount -t tmpfs -o mode=755 contrail ${shellWord(root)}`,
    ...each('mkdir -p', plan.folders),
    ...plan.files.map((file) => `: > ${inRoot(file)}`),
    // Processes take far longer than mounts: one for all the links of a folder.
    ...linkFolders.map((folder) => `cp -P ${linksIn(folder).map(shellWord).join(' ')} ${inRoot(folder)}`),
    `printf '%s\\n' ${fstab.map(shellWord).join(' ')} > ${list}`,
    `mount -a -T ${list}`,
    `exec chroot ${shellWord(root)} /bin/sh -c 'cd "$1" && shift && exec "$@"' sh "$@"`,
  ].join('\n')
}

/** Runs programs with folders of ours mounted at paths of their choice, invisible to everyone else. */
export class MountNamespace {
  readonly #unshare: readonly [string, ...string[]]
  readonly #root: string

  /** @param root an empty folder that every namespace mounts its own root on; outside it stays empty */
  constructor(unshare: readonly [string, ...string[]], root: string) {
    this.#unshare = unshare
    this.#root = root
  }

  /**
   * The command that runs `argv` in `cwd` with the mounts in place; its exit status is the program's.
   *
   * @returns undefined when these mounts cannot be made this way
   */
  wrap(
    mounts: readonly FolderMount[],
    cwd: string,
    argv: readonly [string, ...string[]],
  ): [string, ...string[]] | undefined {
    const plan = planRoot(mounts)
    return plan && [...this.#unshare, '/bin/sh', '-c', rootScript(this.#root, plan), 'contrail-mounts', cwd, ...argv]
  }
}

/**
 * Finds out, by doing it once, whether and how this machine lets us have mount namespaces: as root, or as an ordinary user by way of a user
 * namespace. Undefined where it does not (macOS, hardened kernels, some containers).
 *
 * @param root where roots are to be mounted; made when it is not there
 */
export async function findMountNamespace(root: string): Promise<MountNamespace | undefined> {
  const unshare =
    process.platform === 'linux' ? findProgram('unshare', process.env.PATH ?? '/usr/bin:/bin', '/') : undefined
  if (unshare === undefined) return undefined
  fs.mkdirSync(root, { recursive: true, mode: 0o755 })
  const probe = fs.mkdtempSync(path.join(os.tmpdir(), 'contrail-mounts-'))
  try {
    for (const flags of [['-m'], ['-r', '-m']]) {
      const namespace = new MountNamespace([unshare, ...flags, '--propagation', 'private'], root)
      const argv = namespace.wrap([{ source: probe, target: '/contrail-probe/a b' }], '/', [
        '/bin/sh',
        '-c',
        'echo > "/contrail-probe/a b/seen"',
      ])
      if (!argv) return undefined
      const [program, ...rest] = argv
      try {
        await run(program, rest, { timeout: 10_000 })
        if (fs.existsSync(path.join(probe, 'seen'))) return namespace
      } catch {
        // Not in this way.
      }
    }
    return undefined
  } finally {
    fs.rmSync(probe, { recursive: true, force: true })
  }
}

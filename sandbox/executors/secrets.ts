import fs from 'node:fs'
import path from 'node:path'
import { type Secret, Secret_MountType as MountType } from '../../src/api/gen/flyteidl/core/security_pb'

/** Secrets of one attempt. */
export interface ResolvedSecrets {
  readonly env: Readonly<Record<string, string>>
  /** Content by path below the attempt's secrets folder. */
  readonly files: ReadonlyMap<string, string>
  /** `group/key` of those that are nowhere. */
  readonly missing: readonly string[]
}

function partsOf({ group, groupVersion, key }: Secret): readonly string[] {
  return [group, groupVersion, key].filter((part) => part !== '')
}

function fromFolder(folder: string, parts: readonly string[]): string | undefined {
  if (parts.some((part) => part === '.' || part === '..' || /[/\0]/.test(part))) return undefined
  for (const names of [parts, parts.map((part) => part.toLowerCase())]) {
    try {
      return fs.readFileSync(path.join(folder, ...names), 'utf8')
    } catch {
      // Looked for under the other spelling, and reported as missing in the end.
    }
  }
  return undefined
}

/**
 * Finds the secrets that a task asks for: in `_FSEC_<GROUP>_<KEY>` of the sandbox's own environment, else in the file `<folder>/<group>/<key>`.
 * flytekit finds them in the same variable, or the same file below `FLYTE_SECRETS_DEFAULT_DIR` (flytekit-tasks.md §1).
 */
export function resolveSecrets(
  secrets: readonly Secret[],
  folder: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): ResolvedSecrets {
  const env: Record<string, string> = {}
  const files = new Map<string, string>()
  const missing: string[] = []
  for (const secret of secrets) {
    const parts = partsOf(secret)
    const variable = `_FSEC_${parts.join('_').toUpperCase()}`
    const value = environment[variable] ?? (folder === undefined ? undefined : fromFolder(folder, parts))
    if (value === undefined) {
      missing.push(parts.join('/'))
      continue
    }
    if (!parts.some((part) => part.includes('/') || part === '..')) {
      files.set(path.join(...parts.map((part) => part.toLowerCase())), value)
    }
    if (secret.mountRequirement !== MountType.FILE) env[variable] = value
    if (secret.envVar !== '') env[secret.envVar] = value
  }
  return { env, files, missing }
}

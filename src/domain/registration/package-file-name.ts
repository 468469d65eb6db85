/** The kinds of entity that a package holds, by the digit at the end of a file's name (flyteidl's ResourceType). */
export type PackageEntryKind = 'task' | 'workflow' | 'launchPlan'

const KIND_OF_DIGIT: Readonly<Record<string, PackageEntryKind>> = { '1': 'task', '2': 'workflow', '3': 'launchPlan' }

export interface PackageFileName {
  /** Place in the order of registration, dependencies first. */
  readonly order: number
  readonly name: string
  readonly kind: PackageEntryKind
}

/**
 * Reads a name such as `07_basics.workflow.wf_2.pb`. Entity names hold `_` and `.`, so the number is taken from the front and
 * the kind from the back; a file that is not part of a package may lack the number. Undefined for any other name.
 */
export function parsePackageFileName(path: string): PackageFileName | undefined {
  const file = path.split('/').at(-1) ?? path
  const match = /^(?:(\d+)_)?(.+)_(\d)\.pb$/.exec(file)
  const kind = KIND_OF_DIGIT[match?.[3] ?? '']
  if (!match?.[2] || !kind) return undefined
  return { order: match[1] === undefined ? Number.MAX_SAFE_INTEGER : Number(match[1]), name: match[2], kind }
}

import type { NodeKind, OutlineNode } from '../../domain/execution-outline'

const KIND_WORDS = {
  task: 'task',
  map: 'map task',
  workflow: 'sub-workflow',
  plan: 'launch plan',
  branch: 'branch',
  gate: 'gate',
  unknown: 'unknown kind',
} as const satisfies Record<NodeKind, string>

/** What a node is, in two or three words. */
export function nodeWords({ kind, gate, onFailure }: OutlineNode): string {
  if (onFailure) return 'on failure'
  if (kind !== 'gate') return KIND_WORDS[kind]
  switch (gate?.kind) {
    case 'approve':
      return 'approval'
    case 'input':
      return 'waits for input'
    case 'sleep':
      return `sleeps ${gate.milliseconds / 1000}s`
    case 'unknown':
    case undefined:
      return KIND_WORDS.gate
  }
}

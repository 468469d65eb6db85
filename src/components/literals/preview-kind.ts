import type { StoredNode } from '../../domain/literals/value-tree'

/** How a file is looked into. */
export type PreviewKind = 'image' | 'table' | 'json' | 'parquet' | 'numpy' | 'text' | 'unknown'

const BY_EXTENSION: Readonly<Record<string, PreviewKind | undefined>> = {
  png: 'image',
  jpg: 'image',
  jpeg: 'image',
  gif: 'image',
  webp: 'image',
  avif: 'image',
  svg: 'image',
  csv: 'table',
  tsv: 'table',
  json: 'json',
  ipynb: 'json',
  parquet: 'parquet',
  npy: 'numpy',
  numpyarray: 'numpy',
  txt: 'text',
  log: 'text',
  md: 'text',
  py: 'text',
  yaml: 'text',
  yml: 'text',
  toml: 'text',
  ini: 'text',
  xml: 'text',
  html: 'text',
  css: 'text',
  js: 'text',
  ts: 'text',
  sh: 'text',
  sql: 'text',
  jsonl: 'text',
}

function extensionOf(uri: string): string {
  return /\.(\w+)$/.exec(uri)?.[1]?.toLowerCase() ?? ''
}

/**
 * The file that a value's bytes are in, the likeliest location first. flytekit's tasks store tables as files of these names in a
 * folder; what FlyteRemote uploads is the file itself.
 */
export function filesOf({ what, uri, format }: StoredNode): readonly [string, ...string[]] {
  if (what !== 'dataset' || extensionOf(uri) !== '') return [uri]
  return [`${uri.replace(/\/$/, '')}/${format === 'csv' ? '.csv' : '00000'}`, uri]
}

/** By the extension of the file, else by the format that its type declares. */
export function previewKind(node: StoredNode): PreviewKind {
  if (node.what === 'folder') return 'unknown'
  const byName = BY_EXTENSION[extensionOf(node.uri)] ?? BY_EXTENSION[node.format.toLowerCase()]
  return byName ?? (node.what === 'dataset' ? 'parquet' : 'unknown')
}

/** What a picture's bytes are, as browsers want to know it. */
export function imageType(uri: string, format: string): string {
  const extension = extensionOf(uri) || format.toLowerCase()
  if (extension === 'svg') return 'image/svg+xml'
  return `image/${extension === 'jpg' ? 'jpeg' : extension}`
}

/** What it is called: `PNG`, `Parquet`, `folder`. */
export function kindWords(node: StoredNode): string {
  if (node.what === 'folder') return node.format === '' ? 'folder' : `folder of ${node.format}`
  const kind = previewKind(node)
  if (kind === 'parquet') return 'Parquet'
  if (kind === 'numpy') return 'NumPy array'
  const extension = extensionOf(node.uri) || node.format
  return extension === '' ? node.what : extension.length <= 5 ? extension.toUpperCase() : extension
}

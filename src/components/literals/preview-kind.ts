const BY_EXTENSION: Readonly<Record<string, PreviewKind | undefined>> = {
  png: 'image',
  jpg: 'image',
  jpeg: 'image',
  gif: 'image',
  webp: 'image',
  svg: 'image',
  csv: 'csv',
  tsv: 'csv',
  json: 'json',
  ipynb: 'json',
  parquet: 'parquet',
}

/** How a file is looked into. */
export type PreviewKind = 'image' | 'csv' | 'json' | 'parquet' | 'text'

/** By the extension of the file, else by the format that its type declares. */
export function previewKind(uri: string, format: string): PreviewKind {
  const extension = /\.(\w+)$/.exec(uri)?.[1]?.toLowerCase() ?? ''
  return BY_EXTENSION[extension] ?? BY_EXTENSION[format.toLowerCase()] ?? 'text'
}

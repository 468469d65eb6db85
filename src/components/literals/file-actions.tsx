import { Download } from 'lucide-react'
import { blobHref } from '../../api/data/blob-reader'
import type { StoredNode } from '../../domain/literals/value-tree'
import { useApi } from '../layout/api-context'
import { buttonClass } from '../ui/button-class'
import { CopyButton } from '../ui/copy-button'
import { Icon } from '../ui/icon'
import { MiddleTruncate } from '../ui/middle-truncate'
import { filesOf } from './preview-kind'
import styles from './file-actions.module.css'

export interface FileActionsProps {
  readonly node: StoredNode
  readonly name: string
}

/** Where a file is, and the ways to have it. */
export function FileActions({ node, name }: FileActionsProps) {
  return (
    <div className={styles.line}>
      <MiddleTruncate text={node.uri === '' ? '(no location)' : node.uri} mono tail={24} />
      <CopyButton text={node.uri} label={`Copy the location of ${name}`} />
      <DownloadLink node={node} />
    </div>
  )
}

/** A file by way of the page's own server. Folders cannot be downloaded: Flyte has no call that lists them. */
export function DownloadLink({ node }: { readonly node: StoredNode }) {
  const { config } = useApi()
  if (node.uri === '' || node.what === 'folder') return null
  return (
    <a
      className={buttonClass({ variant: 'ghost', size: 'sm' })}
      href={blobHref(config.basePath, filesOf(node)[0])}
      download
    >
      <Icon of={Download} size="sm" />
      Download
    </a>
  )
}

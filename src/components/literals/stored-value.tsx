import { File, Folder, Maximize2, Sheet } from 'lucide-react'
import { lazy, Suspense, use, useState } from 'react'
import type { StoredNode } from '../../domain/literals/value-tree'
import { Button } from '../ui/button'
import { Icon } from '../ui/icon'
import { MiddleTruncate } from '../ui/middle-truncate'
import { DownloadLink } from './file-actions'
import { kindWords, previewKind } from './preview-kind'
import { ShowValue } from './show-value'
import { useSeen } from './use-seen'
import styles from './stored-value.module.css'

const FilePreview = lazy(() => import('./file-preview').then((module) => ({ default: module.FilePreview })))

export interface StoredValueProps {
  readonly node: StoredNode
  /** Name of the value. */
  readonly name: string
}

const ICONS = { file: File, folder: Folder, dataset: Sheet } as const

/** A file, folder or table that is stored elsewhere: where, a look into it, and the way to have it. */
export function StoredValue({ node, name }: StoredValueProps) {
  const show = use(ShowValue)
  const [seen, ref] = useSeen()
  const [asked, setAsked] = useState(false)
  const known = previewKind(node) !== 'unknown'
  const canLook = node.what !== 'folder' && node.uri !== ''
  return (
    <div ref={ref} className={styles.stored}>
      <div className={styles.line}>
        <Icon of={ICONS[node.what]} size="sm" className={styles.icon} />
        <MiddleTruncate text={node.uri === '' ? '(no location)' : node.uri} mono tail={24} />
      </div>
      <div className={styles.facts}>
        <span className={styles.words}>{kindWords(node)}</span>
        {canLook && !known && !asked ? (
          <Button size="sm" variant="ghost" onClick={() => setAsked(true)}>
            Look inside
          </Button>
        ) : null}
        {canLook && show ? (
          <Button size="sm" variant="ghost" icon={Maximize2} onClick={() => show(node, name)}>
            Open
          </Button>
        ) : null}
        <DownloadLink node={node} />
        {node.what === 'folder' ? <span className="faint">what is in it cannot be listed through Flyte</span> : null}
      </div>
      {canLook && ((known && seen) || asked) ? (
        <Suspense fallback={<div className={styles.room} />}>
          <FilePreview node={node} />
        </Suspense>
      ) : canLook && known ? (
        <div className={styles.room} />
      ) : null}
    </div>
  )
}

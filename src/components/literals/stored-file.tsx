import { Download, Eye, EyeOff } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { blobHref } from '../../api/data/blob-reader'
import { useApi } from '../layout/api-context'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { Icon } from '../ui/icon'
import { MiddleTruncate } from '../ui/middle-truncate'
import { Skeleton } from '../ui/skeleton'
import styles from './stored-file.module.css'

const FilePreview = lazy(() => import('./file-preview').then((module) => ({ default: module.FilePreview })))

export interface StoredFileProps {
  readonly uri: string
  /** Name of the value, for a file whose location has none. */
  readonly name: string
  readonly kind: 'file' | 'folder' | 'dataset'
  readonly format?: string
  readonly children?: ReactNode
}

/** A file, folder or table that is stored elsewhere: where, and, for one file, a look into it and the way to have it. */
export function StoredFile({ uri, name, kind, format = '', children }: StoredFileProps) {
  const { config } = useApi()
  const [open, setOpen] = useState(false)
  const words = { file: 'file', folder: 'folder', dataset: 'dataset' }[kind]
  return (
    <div className={styles.stored}>
      <div className={styles.line}>
        <MiddleTruncate text={uri === '' ? '(no location)' : uri} mono tail={24} />
        <CopyButton text={uri} label={`Copy the location of ${name}`} />
      </div>
      <div className={styles.facts}>
        <span className="small dim">
          {words}
          {format === '' ? '' : `, ${format}`}
        </span>
        {children === undefined ? null : <span className="small dim">{children}</span>}
        {kind === 'file' && uri !== '' ? (
          <>
            <Button
              size="sm"
              variant="ghost"
              icon={open ? EyeOff : Eye}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              {open ? 'Close' : 'Look inside'}
            </Button>
            <a className={styles.download} href={blobHref(config.basePath, uri)} download>
              <Icon of={Download} size="sm" /> Download
            </a>
          </>
        ) : null}
        {kind === 'dataset' && uri !== '' ? (
          <Button
            size="sm"
            variant="ghost"
            icon={open ? EyeOff : Eye}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? 'Close' : 'Look inside'}
          </Button>
        ) : null}
      </div>
      {open ? (
        <Suspense fallback={<Skeleton width="100%" height={80} />}>
          <FilePreview uri={uri} format={format} dataset={kind === 'dataset'} />
        </Suspense>
      ) : null}
    </div>
  )
}

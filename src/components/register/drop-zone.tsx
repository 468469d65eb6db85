import { PackagePlus } from 'lucide-react'
import { useId, useState } from 'react'
import type { GivenFile } from '../../domain/registration/package-reader'
import { classNames } from '../ui/class-names'
import { Icon } from '../ui/icon'
import styles from './register.module.css'

export interface DropZoneProps {
  /** Once something was chosen, it shrinks to a strip. */
  readonly compact: boolean
  readonly onFiles: (files: readonly GivenFile[]) => void
}

async function readAll(list: FileList): Promise<readonly GivenFile[]> {
  return Promise.all(
    [...list].map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  )
}

/** Takes packages by drop, by click and by keyboard. */
export function DropZone({ compact, onFiles }: DropZoneProps) {
  const id = useId()
  const [over, setOver] = useState(false)
  const take = (list: FileList | null) => {
    if (list && list.length > 0) void readAll(list).then(onFiles)
  }
  return (
    <label
      htmlFor={id}
      className={classNames(styles.drop, compact && styles.compact, over && styles.over)}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files)
      }}
    >
      <Icon of={PackagePlus} size="lg" className={styles.dropIcon} />
      <span>
        <span className="medium">
          {compact ? 'Choose another package' : 'Drop what pyflyte package made, or choose it'}
        </span>
        {compact ? null : <span className={styles.dropHint}>An archive (.tgz), or its .pb files</span>}
      </span>
      <input
        id={id}
        type="file"
        multiple
        className={styles.fileInput}
        accept=".tgz,.gz,.pb"
        onChange={(event) => {
          take(event.target.files)
          event.target.value = ''
        }}
      />
    </label>
  )
}

import { Package, PackagePlus } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import type { GivenFile } from '../../domain/registration/package-reader'
import { classNames } from '../ui/class-names'
import { Icon } from '../ui/icon'
import styles from './drop-zone.module.css'

export interface DropZoneProps {
  /** Once something was chosen: what it is. The place to drop is then a strip. */
  readonly chosen?: ReactNode
  readonly onFiles: (files: readonly GivenFile[]) => void
}

async function readAll(list: FileList): Promise<readonly GivenFile[]> {
  return Promise.all(
    [...list].map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  )
}

/** Takes packages by drop, by click and by keyboard. */
export function DropZone({ chosen, onFiles }: DropZoneProps) {
  const id = useId()
  const [over, setOver] = useState(false)
  const take = (list: FileList | null) => {
    if (list && list.length > 0) void readAll(list).then(onFiles)
  }
  return (
    <label
      htmlFor={id}
      className={classNames(styles.drop, chosen !== undefined && styles.compact, over && styles.over)}
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
      <Icon of={chosen === undefined ? PackagePlus : Package} size="lg" className={styles.icon} />
      {chosen === undefined ? (
        <span>
          <span className="medium">Drop what pyflyte package made, or choose it</span>
          <span className={styles.hint}>An archive (.tgz), or its .pb files</span>
        </span>
      ) : (
        <>
          <span className={styles.chosen}>{chosen}</span>
          <span className={styles.another}>Choose another</span>
        </>
      )}
      <input
        id={id}
        type="file"
        multiple
        aria-label={chosen === undefined ? 'Package' : 'Another package'}
        className={styles.input}
        accept=".tgz,.gz,.pb"
        onChange={(event) => {
          take(event.target.files)
          event.target.value = ''
        }}
      />
    </label>
  )
}

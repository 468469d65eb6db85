import { FolderUp, Upload } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import type { Data } from '../../domain/literals/data'
import type { StoredSpec } from '../../domain/literals/input-spec'
import { formatBytes } from '../../domain/times'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { Progress } from '../ui/progress'
import { TextField } from '../ui/text-field'
import { useUpload } from './use-upload'
import styles from './value-control.module.css'
import type { ValueControlProps } from './value-control-props'

const PLACEHOLDERS = {
  file: 's3://bucket/file',
  folder: 's3://bucket/folder',
  dataset: 's3://bucket/table.parquet',
} as const satisfies Record<StoredSpec['what'], string>

/** Formats of datasets by the ends of file names. */
const DATASET_FORMATS: Readonly<Record<string, string | undefined>> = { csv: 'csv', parquet: 'parquet' }

/** The location of a file, folder or dataset: typed, or made by storing what is dropped on it or chosen. */
export function StoredControl({ spec, value, onChange, control, label }: ValueControlProps<StoredSpec>) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const withFile = (location: string, name: string): Data => {
    const next = spec.withLocation(location, value)
    const format = spec.what === 'dataset' ? DATASET_FORMATS[name.split('.').at(-1)?.toLowerCase() ?? ''] : undefined
    return format === undefined ? next : spec.withFormat(format === spec.format ? '' : format, next)
  }
  const upload = useUpload((location, name) => onChange(withFile(location, name)))
  const folder = spec.what === 'folder'
  const send = (files: readonly File[]) => {
    if (files.length > 0) upload.start(folder ? files : files.slice(0, 1), folder)
  }
  const onDrop = (event: DragEvent) => {
    setOver(false)
    if (event.dataTransfer.files.length === 0) return
    event.preventDefault()
    send([...event.dataTransfer.files])
  }
  const { progress, problem } = upload
  return (
    <div
      className={classNames(styles.stored, over && styles.over)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <div className={styles.line}>
        <TextField
          {...control}
          mono
          aria-label={label}
          placeholder={PLACEHOLDERS[spec.what]}
          value={value === undefined ? '' : spec.location(value)}
          onChange={(location) => onChange(spec.withLocation(location, value))}
        />
        <Button
          icon={folder ? FolderUp : Upload}
          loading={progress !== undefined}
          aria-label={`Upload ${label}`}
          onClick={() => input.current?.click()}
        >
          Upload
        </Button>
      </div>
      {spec.what === 'dataset' && value !== undefined ? (
        <label className={styles.format}>
          Format
          <TextField
            mono
            placeholder={spec.format === '' ? 'parquet' : spec.format}
            value={spec.storedFormat(value)}
            onChange={(format) => onChange(spec.withFormat(format, value))}
          />
        </label>
      ) : null}
      {progress ? (
        <div className={styles.progress}>
          <Progress
            thin
            label={`Upload of ${label}`}
            parts={[{ value: progress.bytes, tone: 'accent' }]}
            total={Math.max(1, progress.total)}
          />
          <span className={styles.reading}>
            {progress.step === 'checking' ? 'Checksum' : 'Sent'} {formatBytes(progress.bytes)} of{' '}
            {formatBytes(progress.total)}
          </span>
          <Button size="sm" variant="ghost" onClick={upload.stop}>
            Stop
          </Button>
        </div>
      ) : (
        <div className={styles.reading}>
          {over
            ? 'Let go to store it'
            : `or drop a ${spec.what === 'dataset' ? 'Parquet or CSV file' : spec.what} here`}
        </div>
      )}
      {problem === undefined ? null : (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={`File for ${label}`}
        {...(folder ? { webkitdirectory: '', multiple: true } : {})}
        onChange={(event) => {
          send([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </div>
  )
}

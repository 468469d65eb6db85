import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { type BlobHead, blobHeadQuery } from '../../api/data/blob-reader'
import { formatBytes } from '../../domain/times'
import { useApi } from '../layout/api-context'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { FileRegion } from './file-region'
import { imageType } from './preview-kind'
import { isWhole } from './read-amount'
import styles from './file-preview.module.css'

export interface ImagePreviewProps {
  readonly uri: string
  readonly format: string
  readonly head: BlobHead
  readonly full: boolean
}

/** Larger pictures are read when somebody asks for them. */
const UNASKED_BYTES = 4 * 1024 * 1024

/** A picture, whole: half a picture is none. */
export function ImagePreview({ uri, format, head, full }: ImagePreviewProps) {
  const { config } = useApi()
  const [asked, setAsked] = useState(false)
  const size = head.size ?? head.bytes.length
  const wanted = asked || full || size <= UNASKED_BYTES
  const whole = useQuery({ ...blobHeadQuery(config.basePath, [uri], size), enabled: wanted && !isWhole(head) })
  const type = imageType(uri, format)
  if (isWhole(head)) return <Picture bytes={head.bytes} type={type} full={full} />
  if (!wanted)
    return (
      <Button size="sm" onClick={() => setAsked(true)}>
        Show the picture, {formatBytes(size)}
      </Button>
    )
  return <FileRegion query={whole}>{({ bytes }) => <Picture bytes={bytes} type={type} full={full} />}</FileRegion>
}

function Picture({ bytes, type, full }: { readonly bytes: Uint8Array; readonly type: string; readonly full: boolean }) {
  const [state, setState] = useState<{ readonly width: number; readonly height: number } | 'broken'>()
  // Object URLs live until they are given back, so the element makes its own and the cleanup of its ref returns it.
  const show = useCallback(
    (image: HTMLImageElement | null) => {
      if (!image) return undefined
      const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }))
      image.src = url
      return () => URL.revokeObjectURL(url)
    },
    [bytes, type],
  )
  if (state === 'broken')
    return <p className={styles.caption}>These {formatBytes(bytes.length)} are no picture that a browser can show.</p>
  const words = type.replace('image/', '').replace('svg+xml', 'svg').toUpperCase()
  return (
    <figure className={styles.preview}>
      <img
        ref={show}
        alt="What the file shows"
        className={classNames(styles.image, full && styles.full)}
        onLoad={({ currentTarget }) =>
          setState({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })
        }
        onError={() => setState('broken')}
      />
      <figcaption className={styles.caption}>
        {words}
        {state === undefined ? '' : `, ${state.width} × ${state.height}`}, {formatBytes(bytes.length)}
      </figcaption>
    </figure>
  )
}

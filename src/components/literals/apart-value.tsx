import { useQuery } from '@tanstack/react-query'
import { FileWarning } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { blobHref } from '../../api/data/blob-reader'
import { storedLiteralQuery } from '../../api/data/literal-queries'
import { literalNode, type ValueNode } from '../../domain/literals/value-tree'
import { formatBytes } from '../../domain/times'
import { useApi } from '../layout/api-context'
import { QueryRegion } from '../layout/query-region'
import { Button } from '../ui/button'
import { buttonClass } from '../ui/button-class'
import { CopyButton } from '../ui/copy-button'
import { Icon } from '../ui/icon'
import { Skeleton } from '../ui/skeleton'
import styles from './large-value.module.css'

export interface ApartValueProps {
  readonly node: Extract<ValueNode, { kind: 'apart' }>
  readonly name: string
  /** Shows it once it has been read. */
  readonly children: (node: ValueNode) => ReactNode
}

/** A value that Flyte keeps apart because of its size: how large it is, and the ways to see it. */
export function ApartValue({ node, name, children }: ApartValueProps) {
  const { config } = useApi()
  const [asked, setAsked] = useState(false)
  const value = useQuery({ ...storedLiteralQuery(config.basePath, node.uri), enabled: asked })
  if (asked)
    return (
      <QueryRegion query={value} what={`the value of ${name}`} skeleton={<Skeleton width="100%" height={60} />}>
        {(literal) => children(literalNode(literal, node.type))}
      </QueryRegion>
    )
  return (
    <div className={styles.large}>
      <Icon of={FileWarning} className={styles.icon} />
      <div>
        <p className={styles.title}>{formatBytes(Number(node.bytes))}, kept apart because of its size</p>
        <p className={styles.text}>It is whole in storage. Flyte passes it on by its location.</p>
        <div className={styles.actions}>
          <Button size="sm" onClick={() => setAsked(true)}>
            Read from storage
          </Button>
          <a
            className={buttonClass({ size: 'sm', variant: 'ghost' })}
            href={blobHref(config.basePath, node.uri)}
            download
          >
            Download .pb
          </a>
          <CopyButton text={node.uri} label={`Copy the location of ${name}`} />
        </div>
      </div>
    </div>
  )
}

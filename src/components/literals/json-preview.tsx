import { parseJson } from '../../domain/literals/json-text'
import { TextError } from '../../domain/literals/text-place'
import { dataNode, type ValueNode } from '../../domain/literals/value-tree'
import { isWhole, ReadAmount } from './read-amount'
import { type HeadProps, TextPreview } from './text-preview'
import { ValueTreeView } from './value-tree-view'
import styles from './file-preview.module.css'

/** JSON as a tree, when all of it was read and it is JSON; else as text. */
export function JsonPreview({ head, full }: HeadProps) {
  const node = isWhole(head) ? readNode(new TextDecoder().decode(head.bytes)) : undefined
  if (node?.kind !== 'branch') return <TextPreview head={head} full={full} />
  return (
    <figure className={styles.preview}>
      <div className={styles.box}>
        <ValueTreeView root={node} name="JSON" />
      </div>
      <figcaption className={styles.caption}>
        <ReadAmount head={head} />
      </figcaption>
    </figure>
  )
}

function readNode(text: string): ValueNode | undefined {
  try {
    return dataNode(parseJson(text).data, { kind: 'any' })
  } catch (error) {
    if (error instanceof TextError) return undefined
    throw error
  }
}

import { toJson } from '@bufbuild/protobuf'
import type { ReactNode } from 'react'
import { type Literal, LiteralSchema, type Scalar } from '../../api/gen/flyteidl/core/literals_pb'
import { BlobType_BlobDimensionality, type LiteralType } from '../../api/gen/flyteidl/core/types_pb'
import { type Json, parseJson } from '../../domain/literals/old-json-text'
import { decodeMsgpack, MsgpackError } from '../../domain/literals/old-msgpack'
import { durationText, timestampText } from '../../domain/literals/time-text'
import { typeName } from '../../domain/literals/old-type-name'
import { formatBytes, formatRelative } from '../../domain/times'
import { useMinute } from '../time/use-now'
import { CodeBlock } from '../ui/code-block'
import { Tag } from '../ui/tag'
import { FoldedItems } from './folded-items'
import { JsonTree } from './json-tree'
import { StoredFile } from './stored-file'
import styles from './literal-view.module.css'

export interface LiteralViewProps {
  readonly literal: Literal | undefined
  readonly type: LiteralType | undefined
  /** What it is called; a stored file may take its name from it. */
  readonly name: string
}

/** One value, whatever it is. What this version does not know is shown as it came. */
export function LiteralView({ literal, type, name }: LiteralViewProps) {
  switch (literal?.value.case) {
    case 'scalar':
      return <ScalarView scalar={literal.value.value} literal={literal} name={name} />
    case 'collection': {
      const item = type?.type.case === 'collectionType' ? type.type.value : undefined
      const { literals } = literal.value.value
      return (
        <FoldedItems
          brackets="[]"
          count={literals.length}
          item={(index) => ({
            key: String(index),
            label: String(index),
            value: <LiteralView literal={literals[index]} type={item} name={`${name}.${index}`} />,
          })}
        />
      )
    }
    case 'map': {
      const item = type?.type.case === 'mapValueType' ? type.type.value : undefined
      const entries = Object.entries(literal.value.value.literals)
      return (
        <FoldedItems
          brackets="{}"
          count={entries.length}
          item={(index) => {
            const [key = '', value] = entries[index] ?? []
            return { key, label: key, value: <LiteralView literal={value} type={item} name={key} /> }
          }}
        />
      )
    }
    case 'offloadedMetadata': {
      const { uri, sizeBytes } = literal.value.value
      return (
        <StoredFile uri={uri} name={`${name}.pb`} kind="file">
          kept apart because of its size, {formatBytes(Number(sizeBytes))}
        </StoredFile>
      )
    }
    case undefined:
      return <span className="faint">{literal ? 'a kind of value that this version does not know' : 'no value'}</span>
  }
}

function ScalarView({
  scalar,
  literal,
  name,
}: {
  readonly scalar: Scalar
  readonly literal: Literal
  readonly name: string
}): ReactNode {
  switch (scalar.value.case) {
    case 'primitive': {
      const { value } = scalar.value.value
      switch (value.case) {
        case 'integer':
          return <span className={styles.number}>{value.value.toString()}</span>
        case 'floatValue':
          return <span className={styles.number}>{String(value.value)}</span>
        case 'boolean':
          return <span className={styles.keyword}>{value.value ? 'True' : 'False'}</span>
        case 'stringValue':
          return <TextView text={value.value} />
        case 'datetime':
          return (
            <span className={styles.mono}>
              {timestampText(value.value)} <Ago seconds={value.value.seconds} />
            </span>
          )
        case 'duration':
          return <span className={styles.mono}>{durationText(value.value)}</span>
        case undefined:
          return <span className="faint">empty primitive</span>
      }
      break
    }
    case 'noneType':
      return <span className={styles.keyword}>None</span>
    case 'union': {
      const { value, type } = scalar.value.value
      return (
        <span className={styles.union}>
          <LiteralView literal={value} type={type} name={name} />
          <Tag>{typeName(type)}</Tag>
        </span>
      )
    }
    case 'blob': {
      const { uri, metadata } = scalar.value.value
      const folder = metadata?.type?.dimensionality === BlobType_BlobDimensionality.MULTIPART
      return (
        <StoredFile uri={uri} name={name} kind={folder ? 'folder' : 'file'} format={metadata?.type?.format ?? ''} />
      )
    }
    case 'structuredDataset': {
      const { uri, metadata } = scalar.value.value
      return <StoredFile uri={uri} name={name} kind="dataset" format={metadata?.structuredDatasetType?.format ?? ''} />
    }
    case 'schema':
      return <StoredFile uri={scalar.value.value.uri} name={name} kind="dataset" format="parquet" />
    case 'generic':
      return <JsonTree value={parseJson(JSON.stringify(scalar.value.value))} />
    case 'binary': {
      const { tag, value } = scalar.value.value
      const json = tag === 'msgpack' ? readMsgpack(value) : undefined
      if (json !== undefined) return <JsonTree value={json} />
      return (
        <span className={styles.mono}>
          {formatBytes(value.length)} of bytes{tag === '' ? '' : `, ${tag}`}: {hexHead(value)}
        </span>
      )
    }
    case 'error':
      return (
        <span className="break">
          {scalar.value.value.message} <span className="faint">in node {scalar.value.value.failedNodeId}</span>
        </span>
      )
    case undefined:
      return (
        <CodeBlock
          label="value"
          wrap
          text={JSON.stringify(toJson(LiteralSchema, literal), undefined, 2)}
          maxHeight={240}
        />
      )
  }
}

/** Undefined when it has no form in JSON: then the bytes are shown. */
function readMsgpack(bytes: Uint8Array): Json | undefined {
  try {
    return decodeMsgpack(bytes)
  } catch (error) {
    if (error instanceof MsgpackError) return undefined
    throw error
  }
}

const HEX_BYTES = 32

function hexHead(bytes: Uint8Array): string {
  const head = [...bytes.subarray(0, HEX_BYTES)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
  return bytes.length > HEX_BYTES ? `${head} …` : head
}

const LONG_TEXT = 400

/** A text in quotes, so that an empty one and blanks at its ends are seen; a long one, or one of several lines, as a block. */
function TextView({ text }: { readonly text: string }) {
  if (text.length > LONG_TEXT || text.includes('\n')) return <CodeBlock label="text" wrap text={text} maxHeight={240} />
  return <span className={styles.text}>&quot;{text}&quot;</span>
}

function Ago({ seconds }: { readonly seconds: bigint }) {
  const now = useMinute()
  return <span className="faint">{formatRelative(Number(seconds) * 1000, now, 'utc')}</span>
}

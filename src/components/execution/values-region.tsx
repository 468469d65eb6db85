import { useQuery } from '@tanstack/react-query'
import { Download, FileWarning } from 'lucide-react'
import { useState } from 'react'
import { blobHref } from '../../api/data/blob-reader'
import { storedLiteralMapQuery } from '../../api/data/literal-queries'
import { toApiError } from '../../api/errors'
import type { Variable } from '../../api/gen/flyteidl/core/interface_pb'
import type { Literal } from '../../api/gen/flyteidl/core/literals_pb'
import type { DataBlob, ExecutionData } from '../../api/wire/execution-data'
import { itemLiterals, itemVariables } from '../../domain/execution-item-literals'
import { formatBytes } from '../../domain/times'
import { useApi } from '../layout/api-context'
import { QueryRegion, type RegionQuery } from '../layout/query-region'
import { LiteralMapView } from '../literals/literal-map-view'
import { Banner } from '../ui/banner'
import { Button } from '../ui/button'
import { ButtonLink } from '../ui/button-link'
import { SkeletonRows } from '../ui/skeleton-rows'

type Literals = Readonly<Record<string, Literal>>
type Variables = Readonly<Record<string, Variable>>

/** One item of a map task, for which its own elements of lists are shown. */
export interface ShownItem {
  readonly index: number
  /** Inputs that every item gets whole. */
  readonly bound: readonly string[]
}

export interface ValuesRegionProps {
  readonly query: RegionQuery<ExecutionData>
  readonly side: 'inputs' | 'outputs'
  readonly variables: Variables | undefined
  /** Where the whole map is stored, for when it is too much for an answer; "" when that is not known. */
  readonly storedUri: string
  readonly emptyText: string
  readonly item?: ShownItem | undefined
}

const labels = { inputs: 'Inputs', outputs: 'Outputs' } as const
const skeleton = <SkeletonRows rows={5} widths={[90, '50%']} />

/** Inputs or outputs of something. What is too large for an answer of Flyte is read from storage, when one asks for it. */
export function ValuesRegion(props: ValuesRegionProps) {
  const { query, side, variables, storedUri } = props
  const [stored, setStored] = useState(false)
  const tooLarge = query.data === undefined && query.isError && toApiError(query.error).kind === 'too-large'
  if (stored) return <Stored {...props} />
  if (tooLarge) return <LeftOut {...props} blob={undefined} onRead={() => setStored(true)} />
  return (
    <QueryRegion query={query} what={`the ${side}`} skeleton={skeleton}>
      {(data) => {
        const literals = data[side]?.literals ?? {}
        const blob = side === 'inputs' ? data.inputsBlob : data.outputsBlob
        // flyteadmin answers with nothing when it cannot read the file, and when there is too much in it.
        const missing = Object.keys(literals).length === 0 && Object.keys(variables ?? {}).length > 0
        return missing && (blob !== undefined || storedUri !== '') ? (
          <LeftOut {...props} blob={blob} onRead={() => setStored(true)} />
        ) : (
          <View {...props} literals={literals} />
        )
      }}
    </QueryRegion>
  )
}

function View({
  side,
  variables = {},
  emptyText,
  item,
  literals,
}: ValuesRegionProps & { readonly literals: Literals }) {
  if (item === undefined)
    return <LiteralMapView label={labels[side]} literals={literals} variables={variables} emptyText={emptyText} />
  return (
    <LiteralMapView
      label={`${labels[side]} of item ${item.index}`}
      literals={itemLiterals(literals, item.index, item.bound)}
      variables={itemVariables(variables, item.bound)}
      emptyText={emptyText}
    />
  )
}

interface LeftOutProps extends ValuesRegionProps {
  readonly blob: DataBlob | undefined
  readonly onRead: () => void
}

function LeftOut({ side, storedUri, blob, onRead }: LeftOutProps) {
  const { config } = useApi()
  const size = blob === undefined || blob.bytes === 0n ? '' : ` They take ${formatBytes(Number(blob.bytes))}.`
  const link = storedUri === '' ? (blob?.url ?? '') : blobHref(config.basePath, storedUri)
  return (
    <Banner
      tone="idle"
      icon={FileWarning}
      title={`The ${side} are not in Flyte’s answer`}
      actions={
        <>
          {storedUri === '' ? null : (
            <Button size="sm" onClick={onRead}>
              Read from storage
            </Button>
          )}
          {link === '' ? null : (
            <ButtonLink size="sm" variant="ghost" icon={Download} href={new URL(link, location.href).href}>
              Download
            </ButtonLink>
          )}
        </>
      }
    >
      It leaves out what is more than a message may hold.{size} In storage they are whole.
    </Banner>
  )
}

function Stored(props: ValuesRegionProps) {
  const { config } = useApi()
  const query = useQuery(storedLiteralMapQuery(config.basePath, props.storedUri))
  return (
    <QueryRegion query={query} what={`the ${props.side} from storage`} skeleton={skeleton}>
      {({ literals }) => <View {...props} literals={literals} />}
    </QueryRegion>
  )
}

import { useQuery } from '@tanstack/react-query'
import { runsOfEntityQuery } from '../../api/named-entities/recent-runs-query'
import type { EntityKind, EntityName } from '../../domain/entities/entity-kind'
import { countOutcomes, medianDuration } from '../../domain/entities/entity-runs'
import type { Execution } from '../../domain/execution'
import { formatDuration } from '../../domain/times'
import { useApi } from '../layout/api-context'
import { Table } from '../ui/table'
import { TableRow } from '../ui/table-row'
import { RunStrip } from './run-strip'
import { Section } from './section'

export interface CompareEffectProps {
  readonly kind: EntityKind
  readonly of: EntityName
  readonly from: string
  readonly to: string
}

const SLOTS = 12

/** How the runs of two versions went. */
export function CompareEffect({ kind, of, from, to }: CompareEffectProps) {
  const { transport } = useApi()
  const before = useQuery(runsOfEntityQuery(transport, kind, { ...of, version: from }))
  const after = useQuery(runsOfEntityQuery(transport, kind, { ...of, version: to }))
  if (before.data === undefined || after.data === undefined) return null
  const was = before.data.runs
  const is = after.data.runs
  if (was.length + is.length === 0)
    return (
      <Section title="Effect on runs">
        <p className="faint">Neither has run yet.</p>
      </Section>
    )
  const rows: readonly (readonly [name: string, of: (runs: readonly Execution[]) => string])[] = [
    ['Succeeded', succeeded],
    ['Median duration', duration],
  ]
  return (
    <Section title="Effect on runs" note={`${was.length} before, ${is.length} after`}>
      <Table
        label="Effect on runs"
        columns={[
          { key: 'what', title: '', label: 'What' },
          { key: 'before', title: 'Before', width: 104, align: 'end' },
          { key: 'after', title: 'After', width: 104, align: 'end' },
        ]}
        flush
      >
        <TableRow>
          <td className="dim">Last runs</td>
          <td data-align="end">
            <RunStrip runs={was} slots={SLOTS} />
          </td>
          <td data-align="end">
            <RunStrip runs={is} slots={SLOTS} />
          </td>
        </TableRow>
        {rows.map(([name, words]) => (
          <TableRow key={name}>
            <td className="dim">{name}</td>
            <td data-align="end">{words(was)}</td>
            <td data-align="end">{words(is)}</td>
          </TableRow>
        ))}
      </Table>
    </Section>
  )
}

function succeeded(runs: readonly Execution[]): string {
  const { succeeded: well, failed } = countOutcomes(runs)
  return well + failed === 0 ? '–' : `${well} of ${well + failed}`
}

function duration(runs: readonly Execution[]): string {
  const median = medianDuration(runs)
  return median === undefined ? '–' : formatDuration(median)
}

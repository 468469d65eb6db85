import { useCallback, useMemo, useRef } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../../config/paths'
import type { Execution } from '../../domain/execution'
import type { ExecutionSort } from '../../domain/execution-filters'
import { useRowHeight } from '../entities/use-row-height'
import { Checkbox } from '../ui/checkbox'
import type { SortDirection, TableColumn } from '../ui/table-column'
import { VirtualTable } from '../ui/virtual-table'
import { ExecutionRow } from './execution-row'
import { type TableLayout, tableLayouts, useTableLayout } from './use-table-layout'
import { hasWhy } from './why-line'

export interface ExecutionTableProps {
  readonly executions: readonly Execution[]
  readonly sort: ExecutionSort
  readonly onSort: (sort: ExecutionSort) => void
  /** Names. */
  readonly selected: ReadonlySet<string>
  readonly onSelected: (selected: ReadonlySet<string>) => void
}

/** Pixels, as the styles of the rows have them. */
const whyHeight = 22
const twoLinesHeight = 57
const twoLinesWhyHeight = twoLinesHeight + 16

const rowKey = ({ key }: Execution) => key.name

/** The list of executions: any length, a second line where one failed, `j k`, Enter and `x`. */
export function ExecutionTable({ executions, sort, onSort, selected, onSelected }: ExecutionTableProps) {
  const navigate = useNavigate()
  const layout = useTableLayout()
  const height = useRowHeight()
  const lastChosen = useRef<string>(undefined)

  const onSelect = useCallback(
    (name: string, on: boolean, range: boolean) => {
      const names = executions.map(rowKey)
      const anchor = lastChosen.current === undefined ? -1 : names.indexOf(lastChosen.current)
      const at = names.indexOf(name)
      const reached = range && anchor >= 0 ? names.slice(Math.min(anchor, at), Math.max(anchor, at) + 1) : [name]
      const next = new Set(selected)
      for (const one of reached) {
        if (on) next.add(one)
        else next.delete(one)
      }
      lastChosen.current = name
      onSelected(next)
    },
    [executions, selected, onSelected],
  )

  const longest = useMemo(
    () => executions.reduce((most, { duration }) => Math.max(most, duration ?? 0), 0),
    [executions],
  )
  const rowHeight = useCallback(
    (execution: Execution) =>
      layout === 'two lines'
        ? hasWhy(execution)
          ? twoLinesWhyHeight
          : twoLinesHeight
        : height + (hasWhy(execution) ? whyHeight : 0),
    [layout, height],
  )
  const chosen = executions.filter(({ key }) => selected.has(key.name)).length
  const all = chosen === executions.length && chosen > 0
  return (
    <VirtualTable
      label="Executions"
      columns={columnsOf(layout, sort, onSort)}
      rows={executions}
      rowKey={rowKey}
      rowHeight={rowHeight}
      headContent={{
        select: (
          <Checkbox
            checked={all ? true : chosen > 0 ? 'mixed' : false}
            label="Select all that are loaded"
            onChange={() => onSelected(all ? new Set() : new Set(executions.map(rowKey)))}
          />
        ),
      }}
      onOpen={({ key }) => void navigate(paths.execution(key, key.name))}
      onToggle={({ key }) => onSelect(key.name, !selected.has(key.name), false)}
      renderRow={(execution, { cursor }) => (
        <ExecutionRow
          key={execution.key.name}
          execution={execution}
          layout={layout}
          selected={selected.has(execution.key.name)}
          cursor={cursor}
          longest={longest}
          height={height}
          onSelect={onSelect}
        />
      )}
    />
  )
}

function columnsOf(
  layout: TableLayout,
  sort: ExecutionSort,
  onSort: (sort: ExecutionSort) => void,
): readonly TableColumn[] {
  const sorting = (down: ExecutionSort, up: ExecutionSort): Pick<TableColumn, 'sorted' | 'onSort'> => {
    const sorted: SortDirection | undefined = sort === down ? 'descending' : sort === up ? 'ascending' : undefined
    return { sorted, onSort: () => onSort(sort === down ? up : down) }
  }
  const select: TableColumn = { key: 'select', title: '', label: 'Select', width: 46 }
  if (layout === 'two lines')
    return [
      { ...select, width: 44 },
      { key: 'execution', title: 'Execution' },
    ]
  const columns: readonly (TableColumn & { readonly goneIn?: TableLayout })[] = [
    select,
    { key: 'phase', title: 'Status', width: 112 },
    { key: 'name', title: 'Execution', width: 170 },
    { key: 'workflow', title: 'Workflow' },
    { key: 'version', title: 'Version', width: 84, goneIn: 'no version' },
    { key: 'plan', title: 'Launch plan', width: 124, goneIn: 'no plan' },
    { key: 'starter', title: 'Started by', width: 108, goneIn: 'no starter' },
    { key: 'created', title: 'Created', width: 88, align: 'end', ...sorting('newest', 'oldest') },
    { key: 'duration', title: 'Duration', width: 136, align: 'end', ...sorting('longest', 'shortest') },
    { key: 'tags', title: 'Tags', width: 108, goneIn: 'no tags' },
  ]
  const at = tableLayouts.indexOf(layout)
  return columns.filter(({ goneIn }) => goneIn === undefined || at < tableLayouts.indexOf(goneIn))
}

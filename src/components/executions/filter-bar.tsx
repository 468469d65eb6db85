import { ArrowDownWideNarrow, ListFilter, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import {
  type ExecutionFilter,
  type ExecutionSort,
  executionSorts,
  filterKey,
  type FilterField,
  withFilter,
  withoutFilter,
} from '../../domain/execution-filters'
import { usePreferences } from '../layout/preferences'
import { Button } from '../ui/button'
import { Icon } from '../ui/icon'
import { Menu } from '../ui/menu'
import { MenuChoice } from '../ui/menu-choice'
import { Popover } from '../ui/popover'
import { FilterEditor, newFilter } from './filter-editor'
import { fieldWords, filterText, sortWords } from './filter-words'
import { isSearchFilter, QuickSearch } from './quick-search'
import styles from './filter-bar.module.css'

export interface FilterBarProps {
  readonly filters: readonly ExecutionFilter[]
  readonly sort: ExecutionSort
  readonly onFilters: (filters: readonly ExecutionFilter[], replace?: boolean) => void
  readonly onSort: (sort: ExecutionSort) => void
  /** How many there are, at the right. */
  readonly children?: ReactNode
}

const editorWidth = 296
const fields = Object.keys(fieldWords) as readonly FilterField[]

/** Quick search, a chip per filter, and the way to another one. */
export function FilterBar({ filters, sort, onFilters, onSort, children }: FilterBarProps) {
  return (
    <div className={styles.bar}>
      <QuickSearch filters={filters} onFilters={(next) => onFilters(next, true)} />
      {filters
        .filter((filter) => !isSearchFilter(filter))
        .map((filter) => (
          <FilterChip
            key={filterKey(filter)}
            filter={filter}
            onChange={(next) => onFilters(withFilter(withoutFilter(filters, filter), next))}
            onRemove={() => onFilters(withoutFilter(filters, filter))}
          />
        ))}
      <Popover
        label="Add a filter"
        width={editorWidth}
        trigger={
          <Button size="sm" icon={ListFilter} shortcut="F" data-filter="">
            Filter
          </Button>
        }
      >
        {(close) => (
          <NewFilter
            onApply={(filter) => {
              close()
              onFilters(withFilter(filters, filter))
            }}
          />
        )}
      </Popover>
      <div className={styles.end}>
        {children}
        <Menu
          label="Sort"
          align="end"
          trigger={
            <Button size="sm" variant="ghost" icon={ArrowDownWideNarrow}>
              <span className={styles.sortText}>{sortWords[sort]}</span>
            </Button>
          }
        >
          {executionSorts.map((one) => (
            <MenuChoice key={one} checked={one === sort} onSelect={() => onSort(one)}>
              {sortWords[one]}
            </MenuChoice>
          ))}
        </Menu>
      </div>
    </div>
  )
}

interface FilterChipProps {
  readonly filter: ExecutionFilter
  readonly onChange: (filter: ExecutionFilter) => void
  readonly onRemove: () => void
}

function FilterChip({ filter, onChange, onRemove }: FilterChipProps) {
  const { timeZone } = usePreferences()
  const { field, operator, value } = filterText(filter, timeZone)
  return (
    <span className={styles.chip}>
      <Popover
        label={`Filter by ${field}`}
        width={editorWidth}
        trigger={
          <button type="button" className={styles.words}>
            <span className={styles.field}>{field}</span>
            {operator === '' ? null : <span className={styles.operator}>{operator}</span>}
            <span className={styles.value}>{value}</span>
          </button>
        }
      >
        {(close) => (
          <FilterEditor
            filter={filter}
            onApply={(next) => {
              close()
              onChange(next)
            }}
            onRemove={onRemove}
          />
        )}
      </Popover>
      <button
        type="button"
        className={styles.remove}
        aria-label={`Remove the filter ${field} ${operator} ${value}`}
        onClick={onRemove}
      >
        <Icon of={X} size="xs" />
      </button>
    </span>
  )
}

/** First which field, then its values, in one popover. */
function NewFilter({ onApply }: { readonly onApply: (filter: ExecutionFilter) => void }) {
  const [field, setField] = useState<FilterField | undefined>()
  if (field !== undefined) return <FilterEditor filter={newFilter(field)} onApply={onApply} />
  return (
    <ul className={styles.fields} aria-label="What to filter by">
      {fields.map((one, index) => (
        <li key={one}>
          <button type="button" className={styles.choice} autoFocus={index === 0} onClick={() => setField(one)}>
            {fieldWords[one]}
          </button>
        </li>
      ))}
    </ul>
  )
}

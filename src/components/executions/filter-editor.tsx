import { type ReactNode, useState } from 'react'
import {
  type ExecutionFilter,
  type FilterField,
  filterModes,
  filterPhases,
  filterProblem,
  isTextFilter,
  readDuration,
  recentSpanNames,
  textOperators,
  writeDuration,
} from '../../domain/execution-filters'
import { Button } from '../ui/button'
import { Checkbox } from '../ui/checkbox'
import { SegmentedControl } from '../ui/segmented-control'
import { Select } from '../ui/select'
import { TextField } from '../ui/text-field'
import { fieldWords, modeWords, operatorWords, phaseWord, spanWords } from './filter-words'
import styles from './filter-editor.module.css'

export interface FilterEditorProps {
  /** As it is, or as {@link newFilter} makes it. */
  readonly filter: ExecutionFilter
  readonly onApply: (filter: ExecutionFilter) => void
  readonly onRemove?: () => void
}

/** A filter of a field with nothing chosen yet. */
export function newFilter(field: FilterField): ExecutionFilter {
  switch (field) {
    case 'phase':
    case 'mode':
      return { field, negated: false, values: [] }
    case 'started':
      return { field, last: '24h' }
    case 'duration':
      return { field }
    case 'tag':
      return { field, values: [] }
    case 'archived':
      return { field, shown: 'only' }
    default:
      return { field, operator: field === 'workflow' || field === 'task' ? 'contains' : 'is', value: '' }
  }
}

/** Chooses the values of one filter. What flyteadmin cannot filter by is said here, before it is asked. */
export function FilterEditor({ filter: given, onApply, onRemove }: FilterEditorProps) {
  const [filter, setFilter] = useState(given)
  const [tried, setTried] = useState(false)
  const problem = filterProblem(filter)
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (problem === undefined) onApply(filter)
      }}
    >
      <div className={styles.title}>{fieldWords[filter.field]}</div>
      <Values filter={filter} onChange={setFilter} />
      {problem !== undefined && tried ? (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      ) : null}
      <div className={styles.foot}>
        {onRemove ? (
          <Button size="sm" variant="ghost" onClick={onRemove}>
            Remove
          </Button>
        ) : null}
        <Button size="sm" variant="primary" type="submit">
          Apply
        </Button>
      </div>
    </form>
  )
}

interface ValuesProps<Filter extends ExecutionFilter = ExecutionFilter> {
  readonly filter: Filter
  readonly onChange: (filter: ExecutionFilter) => void
}

function Values({ filter, onChange }: ValuesProps): ReactNode {
  if (isTextFilter(filter))
    return (
      <div className={styles.line}>
        <Select
          aria-label="How it is compared"
          value={filter.operator}
          options={textOperators.map((value) => ({ value, label: operatorWords[value] }))}
          onChange={(operator) => onChange({ ...filter, operator })}
        />
        <TextField
          aria-label={fieldWords[filter.field]}
          value={filter.value}
          mono
          autoFocus
          onChange={(value) => onChange({ ...filter, value })}
        />
      </div>
    )
  switch (filter.field) {
    case 'phase':
      return (
        <Choices
          options={filterPhases.map((value) => ({ value, label: phaseWord(value) }))}
          negated={filter.negated}
          values={filter.values}
          onChange={(negated, values) => onChange({ ...filter, negated, values })}
        />
      )
    case 'mode':
      return (
        <Choices
          options={filterModes.map((value) => ({ value, label: modeWords[value] }))}
          negated={filter.negated}
          values={filter.values}
          onChange={(negated, values) => onChange({ ...filter, negated, values })}
        />
      )
    case 'started':
      return <Started filter={filter} onChange={onChange} />
    case 'duration':
      return <Durations filter={filter} onChange={onChange} />
    case 'tag':
      return <Tags filter={filter} onChange={onChange} />
    case 'archived':
      return (
        <SegmentedControl
          label="Which are shown"
          value={filter.shown}
          options={[
            { value: 'only', label: 'Only archived' },
            { value: 'too', label: 'Archived too' },
          ]}
          onChange={(shown) => onChange({ ...filter, shown })}
        />
      )
  }
}

interface ChoicesProps<Value extends string> {
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly negated: boolean
  readonly values: readonly Value[]
  readonly onChange: (negated: boolean, values: readonly Value[]) => void
}

function Choices<Value extends string>({ options, negated, values, onChange }: ChoicesProps<Value>) {
  return (
    <>
      <SegmentedControl
        label="Which are shown"
        value={negated ? 'not' : 'is'}
        options={[
          { value: 'is', label: 'is' },
          { value: 'not', label: 'is not' },
        ]}
        onChange={(chosen) => onChange(chosen === 'not', values)}
      />
      <div className={styles.choices}>
        {options.map(({ value, label }) => (
          <Checkbox
            key={value}
            checked={values.includes(value)}
            onChange={(on) =>
              onChange(
                negated,
                options.map((option) => option.value).filter((one) => (one === value ? on : values.includes(one))),
              )
            }
          >
            {label}
          </Checkbox>
        ))}
      </div>
    </>
  )
}

type StartedFilter = Extract<ExecutionFilter, { field: 'started' }>

function Started({ filter, onChange }: ValuesProps<StartedFilter>) {
  const { last, from, until } = filter
  const range = (next: Pick<StartedFilter, 'from' | 'until'>) =>
    onChange({
      field: 'started',
      ...(next.from === undefined ? {} : { from: next.from }),
      ...(next.until === undefined ? {} : { until: next.until }),
    })
  return (
    <>
      <Select
        aria-label="When"
        wide
        value={last ?? 'range'}
        options={[
          ...recentSpanNames.map((value) => ({ value, label: spanWords[value] })),
          { value: 'range' as const, label: 'from … until …' },
        ]}
        onChange={(value) => (value === 'range' ? range({}) : onChange({ field: 'started', last: value }))}
      />
      {last === undefined ? (
        <>
          <Moment label="From" at={from} onChange={(at) => range({ from: at, until })} />
          <Moment label="Until" at={until} onChange={(at) => range({ from, until: at })} />
        </>
      ) : null}
    </>
  )
}

interface MomentProps {
  readonly label: string
  readonly at: number | undefined
  readonly onChange: (at: number | undefined) => void
}

function Moment({ label, at, onChange }: MomentProps) {
  return (
    <label className={styles.moment}>
      <span>{label}</span>
      <TextField
        type="datetime-local"
        value={at === undefined ? '' : localText(at)}
        onChange={(text) => {
          const time = new Date(text).getTime()
          onChange(Number.isNaN(time) ? undefined : time)
        }}
      />
    </label>
  )
}

/** The spelling of an `<input type=datetime-local>`, in the browser's zone. */
function localText(at: number): string {
  const date = new Date(at)
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

type DurationFilter = Extract<ExecutionFilter, { field: 'duration' }>

function Durations({ filter, onChange }: ValuesProps<DurationFilter>) {
  const [least, setLeast] = useState(filter.atLeast === undefined ? '' : writeDuration(filter.atLeast))
  const [most, setMost] = useState(filter.atMost === undefined ? '' : writeDuration(filter.atMost))
  const change = (nextLeast: string, nextMost: string) => {
    setLeast(nextLeast)
    setMost(nextMost)
    const atLeast = readDuration(nextLeast)
    const atMost = readDuration(nextMost)
    onChange({
      field: 'duration',
      ...(atLeast === undefined ? {} : { atLeast }),
      ...(atMost === undefined ? {} : { atMost }),
    })
  }
  const isWrong = (text: string) => text.trim() !== '' && readDuration(text) === undefined
  return (
    <>
      <div className={styles.line}>
        <TextField
          aria-label="At least"
          placeholder="at least, 10m"
          value={least}
          invalid={isWrong(least)}
          autoFocus
          onChange={(text) => change(text, most)}
        />
        <TextField
          aria-label="At most"
          placeholder="at most, 2h 30m"
          value={most}
          invalid={isWrong(most)}
          onChange={(text) => change(least, text)}
        />
      </div>
      <p className={styles.hint}>Flyte knows the duration of executions that have ended.</p>
    </>
  )
}

type TagFilter = Extract<ExecutionFilter, { field: 'tag' }>

function Tags({ filter, onChange }: ValuesProps<TagFilter>) {
  const [text, setText] = useState(filter.values.join(', '))
  return (
    <>
      <TextField
        aria-label="Tags, with commas between them"
        placeholder="nightly, or team=ml"
        value={text}
        mono
        autoFocus
        onChange={(next) => {
          setText(next)
          const values = next.split(',').map((value) => value.trim())
          onChange({ field: 'tag', values: [...new Set(values.filter((value) => value !== ''))] })
        }}
      />
      <p className={styles.hint}>Any of several tags, or one label=value.</p>
    </>
  )
}

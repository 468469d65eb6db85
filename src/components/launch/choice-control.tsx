import { type Data, sameData } from '../../domain/literals/data'
import { printJson } from '../../domain/literals/json-text'
import { SegmentedControl } from '../ui/segmented-control'
import { Select } from '../ui/select'
import type { ValueControlProps } from './value-control-props'

type BoolControlProps = Omit<ValueControlProps, 'spec'>

/** True or False, or neither yet. */
export function BoolControl({ value, onChange, label }: BoolControlProps) {
  return (
    <SegmentedControl
      label={label}
      options={[
        { value: 'true', label: 'True' },
        { value: 'false', label: 'False' },
      ]}
      value={typeof value === 'boolean' ? (value ? 'true' : 'false') : ''}
      onChange={(chosen) => onChange(chosen === 'true')}
    />
  )
}

function nameOf(value: Data): string {
  return typeof value === 'string' && value !== '' ? value : printJson(value)
}

/** All of so few, and so short, are in sight. */
const FEW = 5
const FEW_LETTERS = 48

/** One of several values. */
export function ChoiceControl({
  spec: { values },
  value,
  onChange,
  control,
  label,
}: ValueControlProps<{ readonly kind: 'choice'; readonly values: readonly Data[] }>) {
  const names = values.map(nameOf)
  const at = value === undefined ? -1 : values.findIndex((one) => sameData(one, value))
  const choose = (key: string) => {
    const chosen = values[Number(key)]
    if (key !== '' && chosen !== undefined) onChange(chosen)
  }
  if (values.length <= FEW && names.join('').length <= FEW_LETTERS)
    return (
      <SegmentedControl
        label={label}
        options={names.map((name, index) => ({ value: String(index), label: name }))}
        value={at < 0 ? '' : String(at)}
        onChange={choose}
      />
    )
  const unset = value === undefined || value === '' ? 'Choose…' : nameOf(value)
  return (
    <Select
      {...control}
      aria-label={label}
      options={[
        ...(at < 0 ? [{ value: '', label: unset }] : []),
        ...names.map((name, index) => ({ value: String(index), label: name })),
      ]}
      value={at < 0 ? '' : String(at)}
      onChange={choose}
    />
  )
}

import { useState } from 'react'
import type { Data } from '../../domain/literals/data'
import type { UnionSpec } from '../../domain/literals/input-spec'
import { SegmentedControl } from '../ui/segmented-control'
import { Select } from '../ui/select'
import { blankValue } from './blank-value'
import { JsonControl } from './json-control'
import type { PartsControlProps } from './value-control-props'
import styles from './value-control.module.css'

const FEW = 4
const FEW_LETTERS = 52

/** Which of the types a value has, and the control of that one. What was in another stays there for when it is chosen again. */
export function UnionControl({ spec, value, onChange, part: Part, ...props }: PartsControlProps<UnionSpec>) {
  const { variants } = spec
  const [kept, setKept] = useState<ReadonlyMap<number, Data>>(new Map())
  const [picked, setPicked] = useState<number>()
  const at = value === undefined ? undefined : (spec.chosen(value) ?? picked)
  const variant = at === undefined ? undefined : variants[at]
  const choose = (key: string) => {
    const next = Number(key)
    const chosen = variants[next]
    if (!chosen || key === '' || next === at) return
    if (at !== undefined && value !== undefined) setKept(new Map([...kept, [at, spec.inner(value)]]))
    setPicked(next)
    onChange(spec.outer(kept.get(next) ?? chosen.empty ?? blankValue(chosen.spec), next))
  }
  const options = variants.map(({ name }, index) => ({ value: String(index), label: name }))
  const current = at === undefined ? '' : String(at)
  const label = `Type of ${props.label}`
  return (
    <div className={styles.union}>
      {variants.length <= FEW && variants.reduce((sum, { name }) => sum + name.length, 0) <= FEW_LETTERS ? (
        <SegmentedControl label={label} options={options} value={current} onChange={choose} />
      ) : (
        <Select
          aria-label={label}
          className={styles.variants}
          options={[...(at === undefined ? [{ value: '', label: 'Choose a type…' }] : []), ...options]}
          value={current}
          onChange={choose}
        />
      )}
      {value !== undefined && at === undefined ? <JsonControl {...props} value={value} onChange={onChange} /> : null}
      {value !== undefined && at !== undefined && variant && variant.spec.kind !== 'none' ? (
        <Part
          key={at}
          {...props}
          spec={variant.spec}
          value={spec.inner(value)}
          onChange={(inner) => onChange(spec.outer(inner, at))}
        />
      ) : null}
    </div>
  )
}

import { type Data, type DataMap, isMap, sameData, withEntry } from '../../domain/literals/data'
import { readEnvelope, unreadText } from '../../domain/literals/envelope'
import { type FieldSpec, type ObjectSpec, startOf } from '../../domain/literals/input-spec'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { blankValue, isWide } from './blank-value'
import { PartsFrame } from './parts-frame'
import type { PartsControlProps, ValueControlProps } from './value-control-props'
import { ValueProblem } from './value-problem'
import { ownProblem, problemsAt } from './value-problems'
import styles from './value-control.module.css'

/** The fields of a dataclass or model. A field that is not given takes the default that its class has for it. */
export function ObjectControl({
  spec,
  value,
  onChange,
  problems,
  control,
  label,
  part,
}: PartsControlProps<ObjectSpec>) {
  const start = startOf(spec)
  const map: DataMap = isMap(value) ? value : isMap(start) ? start : new Map<Data, Data>()
  const others = [...map.keys()].filter((key) => !spec.fields.some(({ name }) => name === key)).length
  const unset = (name: string) => onChange(new Map([...map].filter(([key]) => key !== name)))
  return (
    <PartsFrame
      control={control}
      label={label}
      value={value ?? map}
      misfit={
        value !== undefined && (!isMap(value) || unreadText(value) !== undefined || readEnvelope(value) !== undefined)
      }
      onChange={onChange}
      summary={others === 0 ? '' : `${others} more ${others === 1 ? 'field' : 'fields'} in the JSON`}
    >
      {spec.fields.map((field) => (
        <ObjectField
          key={field.name}
          field={field}
          value={map.get(field.name)}
          problems={problemsAt(problems, field.name)}
          label={`${label} ${field.name}`}
          onChange={(next) => onChange(withEntry(map, field.name, next))}
          onUnset={() => unset(field.name)}
          part={part}
        />
      ))}
      {spec.fields.length === 0 ? <p className="faint small">It has no fields.</p> : null}
    </PartsFrame>
  )
}

interface ObjectFieldProps {
  readonly field: FieldSpec
  readonly value: Data | undefined
  readonly problems: ValueControlProps['problems']
  readonly label: string
  readonly onChange: (value: Data) => void
  readonly onUnset: () => void
  readonly part: PartsControlProps<ObjectSpec>['part']
}

function ObjectField({ field, value, problems, label, onChange, onUnset, part: Part }: ObjectFieldProps) {
  const { name, type, spec, required, fallback, description } = field
  const problem = ownProblem(problems)
  const unset = value === undefined && fallback === undefined && !required
  const changed = value !== undefined && !required && !(fallback !== undefined && sameData(value, fallback))
  const notes = [description, value === undefined && fallback !== undefined ? 'default' : ''].filter(
    (note) => note !== '',
  )
  return (
    <Field
      label={name}
      type={type}
      required={required && fallback === undefined}
      stacked={isWide(spec) && !unset}
      hint={
        notes.length === 0 && !changed ? undefined : (
          <>
            {notes.join(' · ')}
            {changed ? (
              <>
                {notes.length === 0 ? '' : ' · '}
                <button type="button" className={styles.repair} onClick={onUnset}>
                  Back to the default
                </button>
              </>
            ) : null}
          </>
        )
      }
      error={problem ? <ValueProblem problem={problem} onRepair={onChange} /> : undefined}
    >
      {(control) =>
        unset ? (
          <span className={styles.unset}>
            <span className="dim">its default</span>
            <Button
              id={control.id}
              size="sm"
              variant="ghost"
              aria-label={`Override ${label}`}
              onClick={() => onChange(blankValue(spec))}
            >
              Override
            </Button>
          </span>
        ) : (
          <Part
            spec={spec}
            value={value ?? fallback}
            onChange={onChange}
            problems={problems}
            control={control}
            label={label}
          />
        )
      }
    </Field>
  )
}

import { Lock } from 'lucide-react'
import type { FixedInput, LaunchInput } from '../../domain/execution-request/launch-interface'
import type { Data } from '../../domain/literals/data'
import { specOfType } from '../../domain/literals/input-spec'
import { literalLine } from '../../domain/literals/literal-line'
import type { Problem } from '../../domain/literals/problem'
import { typeName } from '../../domain/literals/type-name'
import { Button } from '../ui/button'
import { Cut } from '../ui/cut'
import { Field } from '../ui/field'
import { Icon } from '../ui/icon'
import { isWide } from './blank-value'
import { focusFirst } from './focus-first'
import { ValueControl } from './value-control'
import { ValueProblem } from './value-problem'
import { ownProblem } from './value-problems'
import styles from './launch-form.module.css'

export interface InputFieldProps {
  readonly input: LaunchInput
  /** Undefined while the inherited value holds, or none is given. */
  readonly value: Data | undefined
  readonly given: boolean
  /** What is wrong, where it is to be shown. */
  readonly problems: readonly Problem[]
  /** Take the focus when it appears: somebody has just turned to it. */
  readonly takesFocus: boolean
  readonly onChange: (value: Data) => void
  /** Makes the inherited value its own, to be changed. */
  readonly onOverride: () => void
  /** Goes back to what is inherited. */
  readonly onInherit: () => void
}

/** One input: a control, or one line while the value that it inherits holds. */
export function InputField(props: InputFieldProps) {
  const { input, given, takesFocus } = props
  const inherits = !given && !input.required
  return (
    <div
      key={inherits ? 'inherits' : 'given'}
      data-input={input.name}
      ref={takesFocus ? focusFirst : undefined}
      className={inherits ? styles.keptLine : undefined}
    >
      {inherits ? <InheritedLine {...props} /> : <GivenField {...props} />}
    </div>
  )
}

function InheritedLine({ input: { name, type, inherited, query, description }, onOverride }: InputFieldProps) {
  return (
    <>
      <LineName name={name} type={typeName(type)} />
      <span className={styles.keptValue}>
        {inherited ? (
          <Cut className="mono">{literalLine(inherited.literal, type)}</Cut>
        ) : (
          <Cut className="dim">{query}</Cut>
        )}
        {description === '' ? null : <Cut className="small faint">{description}</Cut>}
      </span>
      <span className={styles.source}>{inherited?.source ?? 'looked up'}</span>
      <Button
        size="sm"
        variant="ghost"
        className={styles.override}
        aria-label={`Override ${name}`}
        onClick={onOverride}
      >
        Override
      </Button>
    </>
  )
}

function LineName({ name, type }: { readonly name: string; readonly type: string }) {
  return (
    <span className={styles.keptName}>
      <span className="medium">{name}</span>{' '}
      <span className={styles.keptType} data-cut="end">
        {type}
      </span>
    </span>
  )
}

function GivenField({ input, value, given, problems, onChange, onInherit }: InputFieldProps) {
  const { name, type, description, required } = input
  const spec = specOfType(type)
  const problem = ownProblem(problems)
  return (
    <Field
      label={name}
      type={typeName(type)}
      required={required}
      stacked={isWide(spec)}
      hint={
        description === '' && required && !given ? undefined : (
          <>
            {description}
            {description === '' || required ? null : ' · '}
            {required ? null : (
              <button type="button" className={styles.reset} onClick={onInherit}>
                Back to the {input.inherited?.source === 'launch plan' ? 'launch plan’s value' : 'default'}
              </button>
            )}
          </>
        )
      }
      error={problem ? <ValueProblem problem={problem} onRepair={onChange} /> : undefined}
    >
      {(control) => (
        <ValueControl
          spec={spec}
          value={value}
          onChange={onChange}
          problems={problems}
          control={control}
          label={name}
        />
      )}
    </Field>
  )
}

/** A value that the launch plan lets nobody change. */
export function FixedLine({ input: { name, type, literal } }: { readonly input: FixedInput }) {
  return (
    <div className={styles.keptLine}>
      <LineName name={name} type={type ? typeName(type) : ''} />
      <span className={styles.keptValue}>
        <Cut className="mono">{literalLine(literal, type)}</Cut>
      </span>
      <span className={styles.source}>fixed by the launch plan</span>
      <Icon of={Lock} size="sm" className={styles.lock} />
    </div>
  )
}

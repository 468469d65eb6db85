import type { Literal } from '../../api/gen/flyteidl/core/literals_pb'
import { draftOf, type DraftResult, firstDraft, type InputDraft } from '../../domain/launch/input-draft'
import type { FixedInput, LaunchDrafts, LaunchInput } from '../../domain/launch/launch-interface'
import { typeName } from '../../domain/literals/old-type-name'
import { Lock } from 'lucide-react'
import { Field } from '../ui/field'
import { Icon } from '../ui/icon'
import { LiteralControl } from './literal-control'
import styles from './launch-form.module.css'

export interface InputsSectionProps {
  readonly inputs: readonly LaunchInput[]
  readonly fixed: readonly FixedInput[]
  readonly drafts: LaunchDrafts
  /** By name; problems are shown once a launch was tried or the control was left. */
  readonly results: Readonly<Record<string, DraftResult>>
  readonly shown: ReadonlySet<string>
  readonly onChange: (name: string, draft: InputDraft | undefined) => void
  readonly onLeave: (name: string) => void
}

/** A control for each input; what the launch plan has fixed, as lines. An input that nobody touches keeps its default. */
export function InputsSection({ inputs, fixed, drafts, results, shown, onChange, onLeave }: InputsSectionProps) {
  if (inputs.length + fixed.length === 0) return <p className="dim">It takes no inputs.</p>
  return (
    <>
      {inputs.map((input) => (
        <div key={input.name} data-input={input.name} onBlur={() => onLeave(input.name)}>
          <InputField
            input={input}
            draft={drafts[input.name]}
            result={shown.has(input.name) ? results[input.name] : undefined}
            onChange={onChange}
          />
        </div>
      ))}
      {fixed.length > 0 ? (
        <div className={styles.kept}>
          <h3 className={styles.keptTitle}>Fixed by the launch plan</h3>
          {fixed.map((input) => (
            <div key={input.name} className={styles.keptLine}>
              <span className="medium break">{input.name}</span>
              <span className="mono cut" data-cut="end">
                {fixedText(input.literal)}
              </span>
              <Icon of={Lock} size="sm" className={styles.lock} />
            </div>
          ))}
        </div>
      ) : null}
    </>
  )
}

function fixedText(literal: Literal): string {
  const scalar = literal.value.case === 'scalar' ? literal.value.value.value : undefined
  return scalar?.case === 'primitive' && typeof scalar.value.value.value !== 'object'
    ? String(scalar.value.value.value)
    : 'a value'
}

interface InputFieldProps {
  readonly input: LaunchInput
  /** Undefined while the default holds. */
  readonly draft: InputDraft | undefined
  readonly result: DraftResult | undefined
  readonly onChange: InputsSectionProps['onChange']
}

function InputField({ input, draft, result, onChange }: InputFieldProps) {
  const { name, type, inherited } = input
  const problem = result && 'problem' in result ? result : undefined
  const description = input.description === '' || input.description === name ? undefined : input.description
  const shown = draft ?? (inherited ? draftOf(inherited, type) : firstDraft(type))
  return (
    <Field
      label={name}
      type={typeName(type)}
      required={input.required}
      hint={
        input.required ? (
          description
        ) : (
          <>
            {description === undefined ? null : `${description} · `}
            {draft === undefined ? (
              <span className="faint">default</span>
            ) : (
              <button type="button" className={styles.reset} onClick={() => onChange(name, undefined)}>
                Back to the default
              </button>
            )}
          </>
        )
      }
      error={
        problem ? (
          <>
            {problem.problem}{' '}
            {problem.repair === undefined ? null : (
              <>
                Did you mean{' '}
                <button
                  type="button"
                  className={styles.repair}
                  onClick={() => onChange(name, { kind: 'text', text: problem.repair ?? '' })}
                >
                  {problem.repair}
                </button>
                ?
              </>
            )}
          </>
        ) : undefined
      }
    >
      {(control) => (
        <LiteralControl
          type={type}
          draft={shown}
          control={control}
          label={name}
          onChange={(next) => onChange(name, next)}
        />
      )}
    </Field>
  )
}

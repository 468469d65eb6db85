import type { Literal } from '../../api/gen/flyteidl/core/literals_pb'
import { draftOf, type DraftResult, type InputDraft, literalText } from '../../domain/launch/input-draft'
import type { FixedInput, LaunchDrafts, LaunchInput } from '../../domain/launch/launch-interface'
import { typeName } from '../../domain/literals/type-name'
import { Lock } from 'lucide-react'
import { Button } from '../ui/button'
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

/** A control for each input that is given, and a line for each that keeps its value. */
export function InputsSection({ inputs, fixed, drafts, results, shown, onChange, onLeave }: InputsSectionProps) {
  const given = inputs.filter((input) => drafts[input.name] !== undefined)
  const kept = inputs.filter((input) => drafts[input.name] === undefined)
  if (inputs.length + fixed.length === 0) return <p className="dim">It takes no inputs.</p>
  return (
    <>
      {given.map((input) => (
        <div key={input.name} data-input={input.name} onBlur={() => onLeave(input.name)}>
          <GivenInput
            input={input}
            draft={drafts[input.name]}
            result={shown.has(input.name) ? results[input.name] : undefined}
            onChange={onChange}
          />
        </div>
      ))}
      {kept.length + fixed.length > 0 ? (
        <div className={styles.kept}>
          <h3 className={styles.keptTitle}>Inherited and fixed</h3>
          {kept.map((input) => (
            <KeptLine
              key={input.name}
              name={input.name}
              type={typeName(input.type)}
              value={input.inherited && literalText(input.inherited, input.type)}
              source="default"
            >
              <Button
                size="sm"
                variant="ghost"
                aria-label={`Override ${input.name}`}
                onClick={() =>
                  onChange(
                    input.name,
                    input.inherited ? draftOf(input.inherited, input.type) : { kind: 'text', text: '' },
                  )
                }
              >
                Override
              </Button>
            </KeptLine>
          ))}
          {fixed.map((input) => (
            <KeptLine
              key={input.name}
              name={input.name}
              type=""
              value={fixedText(input.literal)}
              source="fixed by the launch plan"
            >
              <Icon of={Lock} size="sm" className={styles.lock} />
            </KeptLine>
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

interface GivenInputProps {
  readonly input: LaunchInput
  readonly draft: InputDraft | undefined
  readonly result: DraftResult | undefined
  readonly onChange: InputsSectionProps['onChange']
}

function GivenInput({ input, draft, result, onChange }: GivenInputProps) {
  if (!draft) return null
  const problem = result && 'problem' in result ? result : undefined
  const hint = input.description === '' || input.description === input.name ? undefined : input.description
  return (
    <Field
      label={input.name}
      type={typeName(input.type)}
      required={input.required}
      hint={
        input.required ? (
          hint
        ) : (
          <>
            {hint}{' '}
            <button type="button" className={styles.reset} onClick={() => onChange(input.name, undefined)}>
              Use the default
            </button>
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
                  onClick={() => onChange(input.name, { kind: 'text', text: problem.repair ?? '' })}
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
          type={input.type}
          draft={draft}
          control={control}
          label={input.name}
          onChange={(next) => onChange(input.name, next)}
        />
      )}
    </Field>
  )
}

interface KeptLineProps {
  readonly name: string
  readonly type: string
  readonly value: string | undefined
  readonly source: string
  readonly children: React.ReactNode
}

function KeptLine({ name, type, value, source, children }: KeptLineProps) {
  return (
    <div className={styles.keptLine}>
      <span className={styles.keptName}>
        <span className="medium">{name}</span> <span className="mono faint">{type}</span>
      </span>
      <span className="mono cut" data-cut="end">
        {value === undefined ? <span className="faint">none</span> : value}
      </span>
      <span className="small faint">{source}</span>
      <span className={styles.keptAction}>{children}</span>
    </div>
  )
}

import { useState } from 'react'
import type { LaunchInterface } from '../../domain/execution-request/launch-interface'
import { type LaunchState, withInherited, withInput, withoutInput } from '../../domain/execution-request/launch-state'
import { emptyData } from '../../domain/literals/default-data'
import { specOfType } from '../../domain/literals/input-spec'
import type { Problem } from '../../domain/literals/problem'
import { blankValue } from './blank-value'
import { FixedLine, InputField } from './input-field'
import styles from './launch-form.module.css'

export interface InputsSectionProps {
  readonly launchInterface: LaunchInterface
  readonly state: LaunchState
  /** What is wrong and to be shown, by input. */
  readonly problems: Readonly<Record<string, readonly Problem[]>>
  readonly onChange: (state: LaunchState) => void
  readonly onLeave: (name: string) => void
}

const noProblems: readonly Problem[] = []

/** A control for each input that has to be given or was; the others in one line each, with the value that they inherit. */
export function InputsSection({ launchInterface, state, problems, onChange, onLeave }: InputsSectionProps) {
  const { inputs, fixed } = launchInterface
  // The input that has just changed between a line and a control.
  const [turned, setTurned] = useState<string>()
  if (inputs.length + fixed.length === 0) return <p className="dim">It takes no inputs.</p>
  return (
    <>
      {inputs.map((input) => {
        const { name, type } = input
        const given = state.inputs.get(name)
        return (
          <div
            key={name}
            onBlur={(event) => {
              // Into another part of the same input is not out of it.
              if (!event.currentTarget.contains(event.relatedTarget)) onLeave(name)
            }}
          >
            <InputField
              input={input}
              value={given?.data}
              given={given !== undefined}
              problems={problems[name] ?? noProblems}
              takesFocus={turned === name}
              onChange={(value) => onChange(withInput(state, input, value))}
              onOverride={() => {
                setTurned(name)
                onChange(
                  input.inherited
                    ? withInherited(state, input)
                    : withInput(state, input, emptyData(type) ?? blankValue(specOfType(type))),
                )
              }}
              onInherit={() => {
                setTurned(name)
                onChange(withoutInput(state, name))
              }}
            />
          </div>
        )
      })}
      {fixed.length === 0 ? null : (
        <div className={styles.fixed}>
          {fixed.map((input) => (
            <FixedLine key={input.name} input={input} />
          ))}
        </div>
      )}
    </>
  )
}

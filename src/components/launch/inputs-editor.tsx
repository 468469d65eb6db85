import { useState } from 'react'
import { draftOf, type DraftResult, type InputDraft } from '../../domain/launch/input-draft'
import type { LaunchInput } from '../../domain/launch/launch-interface'
import { isJsonObject, JsonTextError, parseJson, printJson } from '../../domain/literals/old-json-text'
import { jsonToLiteral, LiteralProblem, literalToJson } from '../../domain/literals/literal-json'
import { TextArea } from '../ui/text-area'
import styles from './launch-form.module.css'

export interface InputsEditorProps {
  readonly inputs: readonly LaunchInput[]
  readonly results: Readonly<Record<string, DraftResult>>
  /** All inputs at once: what is left out of the text takes its default. */
  readonly onChange: (drafts: Readonly<Record<string, InputDraft>>) => void
}

/** What holds for each input now: what was given, else its default. */
function asText(results: InputsEditorProps['results'], inputs: readonly LaunchInput[]): string {
  const entries = inputs.flatMap(({ name, type, inherited }) => {
    const result = results[name]
    const literal = result ? ('literal' in result ? result.literal : undefined) : inherited
    return literal ? [[name, literalToJson(literal, type)] as const] : []
  })
  return printJson(Object.fromEntries(entries), 2)
}

function read(
  text: string,
  inputs: readonly LaunchInput[],
): { readonly drafts: Readonly<Record<string, InputDraft>> } | { readonly problem: string } {
  try {
    const json = parseJson(text)
    if (!isJsonObject(json)) return { problem: 'An object with the inputs by name is needed.' }
    const unknown = Object.keys(json).find((name) => !inputs.some((input) => input.name === name))
    if (unknown !== undefined)
      return { problem: `There is no input "${unknown}". Inputs are ${inputs.map((input) => input.name).join(', ')}.` }
    const drafts: Record<string, InputDraft> = {}
    for (const { name, type, inherited } of inputs) {
      const value = json[name]
      if (value === undefined) continue
      const literal = jsonToLiteral(value, type, [name])
      const isDefault =
        inherited !== undefined && printJson(literalToJson(inherited, type)) === printJson(literalToJson(literal, type))
      if (!isDefault) drafts[name] = draftOf(literal, type)
    }
    return { drafts }
  } catch (error) {
    if (error instanceof LiteralProblem || error instanceof JsonTextError) return { problem: error.message }
    throw error
  }
}

/** The inputs as JSON, both ways: the form follows the text while it is right, the text follows the form while it is not edited. */
export function InputsEditor({ inputs, results, onChange }: InputsEditorProps) {
  const [edited, setEdited] = useState<string>()
  const state = edited === undefined ? undefined : read(edited, inputs)
  const problem = state && 'problem' in state ? state.problem : undefined
  return (
    <div className={styles.editor}>
      <TextArea
        mono
        rows={16}
        aria-label="Inputs as JSON"
        aria-describedby="inputs-editor-state"
        invalid={problem !== undefined}
        value={edited ?? asText(results, inputs)}
        onChange={(text) => {
          setEdited(text)
          const next = read(text, inputs)
          if ('drafts' in next) onChange(next.drafts)
        }}
        onBlur={() => {
          if (problem === undefined) setEdited(undefined)
        }}
      />
      <p
        id="inputs-editor-state"
        role="status"
        className={problem === undefined ? 'small faint' : styles.editorProblem}
      >
        {problem ?? 'Numbers keep all their digits. An input that is left out takes its default.'}
      </p>
    </div>
  )
}

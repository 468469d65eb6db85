import { useId } from 'react'
import {
  type LaunchModel,
  type LineProblem,
  modelText,
  TEXT_FORMATS,
  type TextFormat,
} from '../../domain/execution-request/launch-model'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { SegmentedControl } from '../ui/segmented-control'
import { TextEditor } from './text-editor'
import styles from './launch-form.module.css'

export interface TextPanelProps {
  readonly model: LaunchModel
  /** What is wrong with the text, and where in it values are wrong. */
  readonly textProblems: readonly LineProblem[]
  readonly valueProblems: readonly LineProblem[]
  readonly onText: (text: string) => void
  readonly onFormat: (format: TextFormat) => void
  readonly onDrop: () => void
  readonly onTakeAside: () => void
}

const NAMES = { yaml: 'YAML', json: 'JSON' } as const satisfies Record<TextFormat, string>
const MOST_PROBLEMS = 4

/** Inputs and options as one text, both ways: the form follows the text as far as it can be read, the text follows the form. */
export function TextPanel({
  model,
  textProblems,
  valueProblems,
  onText,
  onFormat,
  onDrop,
  onTakeAside,
}: TextPanelProps) {
  const id = useId()
  const text = modelText(model)
  const problems = [...textProblems, ...valueProblems].sort((one, other) => (one.line ?? 0) - (other.line ?? 0))
  const wrongLines = new Set(problems.flatMap(({ line }) => (line === undefined ? [] : [line])))
  return (
    <section className={styles.textPanel} aria-label="Inputs and options as text">
      <div className={styles.panelHead}>
        <SegmentedControl
          label="Notation"
          options={TEXT_FORMATS.map((format) => ({ value: format, label: NAMES[format] }))}
          value={model.format}
          onChange={onFormat}
        />
        <span className={styles.grow} />
        <CopyButton text={text} label={`Copy the ${NAMES[model.format]}`} />
      </div>
      <TextEditor
        label={`Inputs and options as ${NAMES[model.format]}`}
        language={model.format}
        text={text}
        onChange={onText}
        wrongLines={wrongLines}
        describedBy={id}
        invalid={problems.length > 0}
      />
      <div id={id} role="status" className={styles.editorState}>
        {problems.length === 0 ? (
          <span className="faint">What is left out is inherited. Numbers keep all their digits.</span>
        ) : (
          <ul className={styles.editorProblems}>
            {problems.slice(0, MOST_PROBLEMS).map(({ line, message }, index) => (
              <li key={index}>
                {line === undefined ? '' : `Line ${line}: `}
                {message}
              </li>
            ))}
            {problems.length > MOST_PROBLEMS ? <li>{problems.length - MOST_PROBLEMS} more</li> : null}
          </ul>
        )}
        {textProblems.length > 0 ? (
          <Button size="sm" onClick={onDrop}>
            Go on with the form
          </Button>
        ) : null}
        {model.aside ? (
          <span>
            The form has changed, and the text with it.{' '}
            <button type="button" className={styles.reset} onClick={onTakeAside}>
              Back to the text as it was typed
            </button>
          </span>
        ) : null}
      </div>
    </section>
  )
}

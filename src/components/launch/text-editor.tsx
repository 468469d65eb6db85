import { useMemo, useRef } from 'react'
import { CodeText } from './code-text'
import styles from './text-editor.module.css'

export interface TextEditorProps {
  readonly label: string
  readonly language: 'yaml' | 'json'
  readonly text: string
  readonly onChange: (text: string) => void
  /** Lines (from 1) with something wrong on them. */
  readonly wrongLines: ReadonlySet<number>
  readonly describedBy: string
  readonly invalid: boolean
}

/** A text area with line numbers and colours: the text that is typed lies over the same text that is coloured. */
export function TextEditor({ label, language, text, onChange, wrongLines, describedBy, invalid }: TextEditorProps) {
  const under = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => Array.from({ length: text.split('\n').length }, (_, index) => index + 1), [text])
  return (
    <div className={styles.editor}>
      <div ref={under} className={styles.under} aria-hidden="true">
        <div className={styles.gutter}>
          {lines.map((line) => (
            <div key={line} className={wrongLines.has(line) ? styles.wrong : undefined}>
              {line}
            </div>
          ))}
        </div>
        <pre className={styles.text}>
          <CodeText text={text} language={language} />
          {'\n'}
        </pre>
      </div>
      <textarea
        className={styles.over}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid ? true : undefined}
        data-launch-text=""
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        wrap="off"
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onScroll={({ currentTarget: { scrollTop, scrollLeft } }) => {
          under.current?.style.setProperty('transform', `translate(${-scrollLeft}px, ${-scrollTop}px)`)
        }}
      />
    </div>
  )
}

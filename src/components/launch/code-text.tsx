import { type CodeLanguage, codeTokens } from './code-tokens'
import styles from './code-text.module.css'

/** Longer texts are shown without colours: there would be too many pieces. */
const LONGEST = 60_000

/** A text with the colours of its language. */
export function CodeText({ text, language }: { readonly text: string; readonly language: CodeLanguage }) {
  if (text.length > LONGEST) return text
  return codeTokens(text, language).map(({ text: piece, kind }, index) =>
    kind === 'plain' ? (
      piece
    ) : (
      <span key={index} className={styles[kind]}>
        {piece}
      </span>
    ),
  )
}

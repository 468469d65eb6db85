import { useState } from 'react'
import { flytectlCommand } from '../../domain/snippets/flytectl'
import { flyteRemoteCode, type LaunchSnippet } from '../../domain/snippets/flyteremote'
import { pyflyteCommand } from '../../domain/snippets/pyflyte'
import { CodeBlock } from '../ui/code-block'
import { SegmentedControl } from '../ui/segmented-control'
import { CodeText } from './code-text'
import type { CodeLanguage } from './code-tokens'
import styles from './launch-form.module.css'

type Client = 'flyteremote' | 'pyflyte' | 'flytectl'

interface ClientLook {
  readonly name: string
  readonly language: CodeLanguage
  readonly code: (snippet: LaunchSnippet) => string
}

const CLIENTS = {
  flyteremote: { name: 'FlyteRemote', language: 'python', code: flyteRemoteCode },
  pyflyte: { name: 'pyflyte', language: 'shell', code: pyflyteCommand },
  flytectl: { name: 'flytectl', language: 'shell', code: flytectlCommand },
} as const satisfies Record<Client, ClientLook>

const ORDER = ['flyteremote', 'pyflyte', 'flytectl'] as const

/** The same launch for each of Flyte's clients. */
export function CodePanel({ snippet, wrong }: { readonly snippet: LaunchSnippet; readonly wrong: readonly string[] }) {
  const [client, setClient] = useState<Client>('flyteremote')
  const { name, language, code } = CLIENTS[client]
  const text = code(snippet)
  return (
    <section className={styles.codePanel} aria-label="As code">
      <div className={styles.panelHead}>
        <h2 className={styles.panelTitle}>As code</h2>
        <SegmentedControl
          label="Client"
          options={ORDER.map((value) => ({ value, label: CLIENTS[value].name }))}
          value={client}
          onChange={setClient}
        />
      </div>
      {wrong.length === 0 ? null : <p className="small dim">Still without {wrong.join(', ')}.</p>}
      <CodeBlock label={`${name} code`} text={text} maxHeight={300}>
        <CodeText text={text} language={language} />
      </CodeBlock>
    </section>
  )
}

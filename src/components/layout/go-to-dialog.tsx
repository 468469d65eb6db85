import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { paths, type Scope } from '../../config/paths'
import { type GoToTarget, parseGoTo } from '../../domain/go-to'
import { classNames } from '../ui/class-names'
import { Dialog } from '../ui/dialog'
import { Icon } from '../ui/icon'
import { Link } from '../ui/link'
import { SearchField } from '../ui/search-field'
import { navGroups } from './nav-items'
import styles from './go-to-dialog.module.css'

interface Choice {
  readonly key: string
  readonly href: string
  readonly content: ReactNode
}

function hrefOf(target: GoToTarget): string {
  const scope = { project: target.project, domain: target.domain }
  switch (target.kind) {
    case 'execution':
      return paths.execution(scope, target.name, target.node === undefined ? {} : { node: target.node })
    case 'workflow':
      return target.version === undefined
        ? paths.workflow(scope, target.name)
        : paths.workflowVersion(scope, target.name, target.version)
    case 'task':
      return target.version === undefined
        ? paths.task(scope, target.name)
        : paths.taskVersion(scope, target.name, target.version)
    case 'launchPlan':
      return target.version === undefined
        ? paths.launchPlan(scope, target.name)
        : paths.launchPlanVersion(scope, target.name, target.version)
  }
}

const KIND_WORDS = { execution: 'Execution', workflow: 'Workflow', task: 'Task', launchPlan: 'Launch plan' } as const

function choicesFor(text: string, scope: Scope | undefined): readonly Choice[] {
  const choices: Choice[] = []
  const target = parseGoTo(text, scope)
  if (target) {
    choices.push({
      key: 'target',
      href: hrefOf(target),
      content: (
        <>
          <span className={styles.kind}>{KIND_WORDS[target.kind]}</span>
          <span className={classNames('mono cut', styles.name)}>{target.name}</span>
          <span className="faint small">
            {target.project} / {target.domain}
          </span>
        </>
      ),
    })
  }
  const wanted = text.trim().toLowerCase()
  for (const item of scope ? navGroups(scope).flatMap((group) => group.items) : []) {
    if (!item.label.toLowerCase().includes(wanted)) continue
    choices.push({
      key: item.label,
      href: item.href,
      content: (
        <>
          <Icon of={item.icon} />
          {item.label}
        </>
      ),
    })
  }
  return choices
}

export interface GoToDialogProps {
  readonly scope: Scope | undefined
  readonly onClose: () => void
}

/** Takes an identifier, a flyte:// URI, a console URL or a page's name, and goes there. */
export function GoToDialog({ scope, onClose }: GoToDialogProps) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const navigate = useNavigate()
  const choices = choicesFor(text, scope)
  const cursor = Math.min(at, choices.length - 1)
  return (
    <Dialog title="Go to" size="lg" onClose={onClose}>
      <SearchField
        label="Execution name, flyte:// URI, console URL, or a page"
        value={text}
        autoFocus
        onChange={(value) => {
          setText(value)
          setAt(0)
        }}
        onKeyDown={(event) => {
          const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
          if (step !== 0) {
            event.preventDefault()
            setAt((cursor + step + choices.length) % Math.max(1, choices.length))
          }
          const chosen = choices[cursor]
          if (event.key === 'Enter' && chosen) {
            event.preventDefault()
            onClose()
            void navigate(chosen.href)
          }
        }}
      />
      <ul className={styles.choices}>
        {choices.map((choice, index) => (
          <li key={choice.key}>
            <Link
              look="bare"
              href={choice.href}
              onClick={onClose}
              className={classNames(styles.choice, index === cursor && styles.cursor)}
            >
              {choice.content}
            </Link>
          </li>
        ))}
      </ul>
      {choices.length === 0 ? (
        <p className="dim">Nothing like that. Paste an identifier or a link, or type the name of a page.</p>
      ) : null}
    </Dialog>
  )
}

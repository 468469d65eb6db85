import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CircleAlert, Play } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { createExecutionMutation } from '../../api/executions/create-execution'
import { toApiError } from '../../api/errors'
import { paths } from '../../config/paths'
import type { EntityVersion } from '../../domain/entities/entity-kind'
import { executionNameProblem, newExecutionName } from '../../domain/launch/execution-name'
import { type ExecutionOrder, executionRequest } from '../../domain/launch/execution-request'
import { type DraftResult, type InputDraft, parseDraft } from '../../domain/launch/input-draft'
import { refusedInput } from '../../domain/launch/input-refusal'
import { type LaunchDrafts, type LaunchInterface } from '../../domain/launch/launch-interface'
import { type LaunchOptions, optionProblems } from '../../domain/launch/launch-options'
import { pythonSnippet } from '../../domain/launch/launch-snippet'
import { useApi } from '../layout/api-context'
import { useScope } from '../layout/use-scope'
import { Banner } from '../ui/banner'
import { Button } from '../ui/button'
import { CodeBlock } from '../ui/code-block'
import { Icon } from '../ui/icon'
import { InputsEditor } from './inputs-editor'
import { InputsSection } from './inputs-section'
import { OptionsSection } from './options-section'
import styles from './launch-form.module.css'

export interface LaunchFormProps {
  readonly target: EntityVersion & { readonly kind: 'launchPlan' | 'task' }
  readonly launchInterface: LaunchInterface
  readonly firstDrafts: LaunchDrafts
  readonly firstOptions: LaunchOptions
}

function randomNumbers(count: number): Uint32Array {
  return crypto.getRandomValues(new Uint32Array(count))
}

function countWords(inputs: number, defaults: number, fixed: number): string {
  const parts = [`${inputs + fixed} in all`]
  if (defaults > 0) parts.push(`${defaults} at the default`)
  if (fixed > 0) parts.push(`${fixed} fixed`)
  return parts.join(', ')
}

/** The form that starts a run: inputs, options, the same as JSON and as code. Launch stays enabled and leads to what is wrong. */
export function LaunchForm({ target, launchInterface, firstDrafts, firstOptions }: LaunchFormProps) {
  const { transport, config } = useApi()
  const scope = useScope()
  const navigate = useNavigate()
  const form = useRef<HTMLFormElement>(null)
  const [drafts, setDrafts] = useState(firstDrafts)
  const [options, setOptions] = useState(firstOptions)
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set())
  // One name for all attempts of this form: a lost answer must not start the run twice.
  const [generatedName] = useState(() => newExecutionName(randomNumbers))
  const launch = useMutation(createExecutionMutation(transport, useQueryClient()))

  const { inputs, fixed } = launchInterface
  const results: Record<string, DraftResult> = {}
  for (const { name, type } of inputs) {
    const draft = drafts[name]
    if (draft) results[name] = parseDraft(draft, type)
  }
  const wrong = inputs.filter(({ name }) => {
    const result = results[name]
    return result !== undefined && 'problem' in result
  })
  const refusal = launch.error ? toApiError(launch.error) : undefined
  const refused = refusal ? refusedInput(refusal.detail) : undefined
  const shownResults =
    refused === undefined || !refusal ? results : { ...results, [refused]: { problem: refusal.detail } }

  const order: ExecutionOrder = {
    ...scope,
    name: options.name === '' ? generatedName : options.name,
    target,
    inputs: Object.fromEntries(
      Object.entries(results).flatMap(([name, result]) => ('literal' in result ? [[name, result.literal]] : [])),
    ),
    options,
  }
  const types = Object.fromEntries(inputs.map(({ name, type }) => [name, type]))

  const focusInput = (name: string) => {
    form.current
      ?.querySelector<HTMLElement>(`[data-input="${CSS.escape(name)}"] :is(input, textarea, select, button)`)
      ?.focus()
  }
  const change = (name: string, draft: InputDraft | undefined) => {
    if (launch.isError) launch.reset()
    setDrafts((before) => {
      const { [name]: _gone, ...rest } = before
      return draft ? { ...rest, [name]: draft } : rest
    })
  }
  const submit = () => {
    setShown(new Set(inputs.map(({ name }) => name)))
    const [first] = wrong
    if (first) {
      focusInput(first.name)
      return
    }
    if (executionNameProblem(options.name) !== undefined || Object.keys(optionProblems(options)).length > 0) {
      form.current?.querySelector<HTMLElement>('details')?.setAttribute('open', '')
      form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
      return
    }
    if (launch.isPending) return
    launch.mutate(executionRequest(order), {
      onSuccess: (key) => void navigate(paths.execution(key, key.name)),
      onError: (error) => {
        const name = refusedInput(toApiError(error).detail)
        if (name !== undefined) focusInput(name)
      },
    })
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
  })
  // Ctrl+Enter launches from wherever the focus is on the page.
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  const visibleWrong = wrong.filter(({ name }) => shown.has(name))
  return (
    <form
      ref={form}
      className={styles.layout}
      data-testid="launch-ready"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className={styles.form}>
        <div className={styles.scroll}>
          {refusal && refused === undefined ? (
            <Banner tone="fail" role="alert" title={refusal.title}>
              {refusal.detail} {refusal.remedy}
            </Banner>
          ) : null}
          <h2 className={styles.sectionTitle}>
            Inputs{' '}
            <span className={styles.count}>
              {countWords(inputs.length, inputs.filter(({ name }) => drafts[name] === undefined).length, fixed.length)}
            </span>
          </h2>
          <InputsSection
            inputs={inputs}
            fixed={fixed}
            drafts={drafts}
            results={shownResults}
            shown={refused === undefined ? shown : new Set([...shown, refused])}
            onChange={change}
            onLeave={(name) => setShown((before) => (before.has(name) ? before : new Set([...before, name])))}
          />
          <details className={styles.disclosure}>
            <summary>Options</summary>
            <OptionsSection options={options} onChange={(next) => setOptions((before) => ({ ...before, ...next }))} />
          </details>
        </div>
        <div className={styles.foot}>
          {visibleWrong[0] ? (
            <span className={styles.problem} role="status">
              <Icon of={CircleAlert} size="sm" />
              <span className="break">
                {visibleWrong.length} {visibleWrong.length === 1 ? 'input' : 'inputs'} to fix:{' '}
                {visibleWrong.map(({ name }) => name).join(', ')}
              </span>
            </span>
          ) : (
            <span className="small faint">
              Runs in {scope.project}, {scope.domain}
            </span>
          )}
          <Button type="submit" variant="primary" icon={Play} loading={launch.isPending} shortcut="Ctrl ↵">
            Launch
          </Button>
        </div>
      </div>
      <aside className={styles.side} aria-label="The same as text">
        <section>
          <h2 className={styles.sectionTitle}>As JSON</h2>
          <InputsEditor
            inputs={inputs}
            results={results}
            onChange={(next) => {
              if (launch.isError) launch.reset()
              setDrafts(next)
            }}
          />
        </section>
        <section>
          <h2 className={styles.sectionTitle}>As code</h2>
          <CodeBlock
            label="FlyteRemote code"
            text={pythonSnippet({ order: { ...order, name: options.name }, types, mode: config.mode })}
          />
        </section>
      </aside>
    </form>
  )
}

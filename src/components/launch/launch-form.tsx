import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { createExecutionMutation } from '../../api/executions/create-execution'
import { toApiError } from '../../api/errors'
import { paths } from '../../config/paths'
import type { EntityVersion } from '../../domain/entities/entity-kind'
import { newExecutionName } from '../../domain/execution-request/execution-name'
import {
  type ExecutionOptions,
  givenOptions,
  NO_OPTIONS,
  type OptionName,
  optionProblems,
} from '../../domain/execution-request/execution-options'
import {
  type ExecutionOrder,
  executionRequest,
  type LaunchSource,
} from '../../domain/execution-request/execution-request'
import { refusedInput } from '../../domain/execution-request/input-refusal'
import { documentOfState, optionPath } from '../../domain/execution-request/launch-document'
import { stateOfFile } from '../../domain/execution-request/launch-file'
import { linesOfProblems, textProblems } from '../../domain/execution-request/launch-model'
import { givenLiterals, inputProblems, type LaunchState } from '../../domain/execution-request/launch-state'
import type { Problem } from '../../domain/literals/problem'
import { useApi } from '../layout/api-context'
import { showToast } from '../layout/toast-store'
import { useScope } from '../layout/use-scope'
import { Banner } from '../ui/banner'
import { CodePanel } from './code-panel'
import { DraftNotice } from './draft-notice'
import { FillButton } from './fill-button'
import { InputsSection } from './inputs-section'
import { type Fault, LaunchFoot } from './launch-foot'
import { focusFirst } from './focus-first'
import { OptionsSection } from './options-section'
import { PresetsPopover } from './presets-popover'
import { randomNumbers } from './random-numbers'
import { TextPanel } from './text-panel'
import { type LaunchSetup, useLaunch } from './use-launch'
import styles from './launch-form.module.css'

export interface LaunchFormProps {
  readonly target: EntityVersion & { readonly kind: 'launchPlan' | 'task' }
  readonly setup: LaunchSetup
  /** What the launch plan sets for its runs. */
  readonly planOptions: ExecutionOptions
  /** Execution that the form was filled in from. */
  readonly source: LaunchSource | undefined
  /** The address of the form with these inputs. */
  readonly linkTo: (state: LaunchState) => string
}

function countWords(all: number, inherited: number, fixed: number): string {
  const parts = [`${all} in all`]
  if (inherited > 0) parts.push(`${inherited} inherited`)
  if (fixed > 0) parts.push(`${fixed} fixed`)
  return parts.join(', ')
}

/** The form that starts a run: inputs and options, the same as text, and as code. Launch stays enabled and leads to what is wrong. */
export function LaunchForm({ target, setup, planOptions, source, linkTo }: LaunchFormProps) {
  const { transport, config } = useApi()
  const scope = useScope()
  const navigate = useNavigate()
  const form = useRef<HTMLFormElement>(null)
  const launch = useMutation(createExecutionMutation(transport, useQueryClient()))
  const { launchInterface, place } = setup
  const { inputs, fixed } = launchInterface
  const session = useLaunch(setup)
  const { model, state } = session
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set())
  const [optionsOpen, setOptionsOpen] = useState(() => givenOptions(state.options).length > 0)
  const [fileProblems, setFileProblems] = useState<readonly string[]>([])
  // One name for all attempts of this form: a lost answer must not start the run twice.
  const [generatedName] = useState(() => newExecutionName(randomNumbers))

  const refusal = launch.error ? toApiError(launch.error) : undefined
  const refused = refusal ? refusedInput(refusal.detail) : undefined
  const problems: Record<string, readonly Problem[]> = {}
  for (const input of inputs) {
    const found = inputProblems(state, input)
    if (found.length > 0) problems[input.name] = found
    else if (refusal && input.name === refused) problems[input.name] = [{ path: [], message: refusal.detail }]
  }
  const optionFaults = optionProblems(state.options)
  const ofText = textProblems(model)
  const shownProblems = Object.fromEntries(
    Object.entries(problems).filter(([name]) => shown.has(name) || name === refused),
  )
  const ofValues = linesOfProblems(model, [
    ...Object.entries(problems).flatMap(([name, found]) =>
      state.inputs.has(name) ? found.map((problem) => ({ ...problem, path: ['inputs', name, ...problem.path] })) : [],
    ),
    ...Object.entries(optionFaults).map(([name, message]) => ({ path: optionPath(name as OptionName), message })),
  ])

  const order: ExecutionOrder = {
    ...scope,
    name: state.options.name === '' ? generatedName : state.options.name,
    target,
    inputs: givenLiterals(state),
    options: state.options,
    source,
  }

  const focusInput = (name: string) =>
    focusFirst(
      form.current?.querySelector(`[data-input="${CSS.escape(name)}"]:has([aria-invalid=true])`) ??
        form.current?.querySelector(`[data-input="${CSS.escape(name)}"]`),
    )
  const focusWrong = (name: string) => {
    const row = form.current?.querySelector(`[data-input="${CSS.escape(name)}"]`)
    const wrong = row?.querySelector<HTMLElement>('[aria-invalid=true]')
    if (wrong) wrong.focus()
    else focusInput(name)
  }
  const focusOptions = () => {
    setOptionsOpen(true)
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('details [aria-invalid=true]')?.focus())
  }
  const focusText = () => form.current?.querySelector<HTMLElement>('[data-launch-text]')?.focus()
  const changed = () => {
    if (launch.isError) launch.reset()
  }
  const submit = () => {
    setShown(new Set(inputs.map(({ name }) => name)))
    const first = inputs.find(({ name }) => problems[name] !== undefined && name !== refused)
    if (ofText.length > 0) focusText()
    // What is wrong is marked once it is drawn.
    else if (first) requestAnimationFrame(() => focusWrong(first.name))
    else if (Object.keys(optionFaults).length > 0) focusOptions()
    else if (!launch.isPending)
      launch.mutate(executionRequest(order), {
        onSuccess: (key) => {
          session.forget()
          void navigate(paths.execution(key, key.name))
        },
        onError: (error) => {
          const name = refusedInput(toApiError(error).detail)
          if (name !== undefined) requestAnimationFrame(() => focusWrong(name))
        },
      })
  }
  const onKey = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
  })
  // Ctrl+Enter launches from wherever the focus is on the page.
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  const readFile = async (file: File) => {
    const read = stateOfFile(new Uint8Array(await file.arrayBuffer()), launchInterface, state)
    setFileProblems(read.problems)
    if (!read.state) return
    changed()
    session.setState(read.state)
    setShown(new Set(inputs.map(({ name }) => name)))
    showToast({ tone: 'ok', text: `Filled in from ${file.name}.` })
  }
  const tried = Object.keys(shownProblems)
  const faults: readonly Fault[] = [
    ...(ofText.length > 0 ? [{ kind: 'text', name: 'the text' } as const] : []),
    ...tried.map((name) => ({ kind: 'input', name }) as const),
    ...(Object.keys(optionFaults).length > 0 ? [{ kind: 'options', name: 'options' } as const] : []),
  ]
  const goTo = ({ kind, name }: Fault) => {
    if (kind === 'text') focusText()
    else if (kind === 'options') focusOptions()
    else focusWrong(name)
  }
  const inherited = inputs.filter(({ name, required }) => !required && !state.inputs.has(name)).length
  const optionCount = givenOptions(state.options).length
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
      onKeyDown={(event: KeyboardEvent<HTMLFormElement>) => {
        // Enter in a line of text must not start a run.
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault()
      }}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes('Files')) event.preventDefault()
      }}
      onDrop={(event) => {
        const [file] = event.dataTransfer.files
        if (!file || event.defaultPrevented) return
        event.preventDefault()
        void readFile(file)
      }}
    >
      <div className={styles.form}>
        <div className={styles.scroll}>
          {session.restored === undefined ? null : (
            <DraftNotice savedAt={session.restored} onDiscard={session.discard} onDismiss={session.dismiss} />
          )}
          {fileProblems.length === 0 ? null : (
            <Banner tone="wait" role="alert" title="Not all of the file could be taken">
              {fileProblems.join(' ')}
            </Banner>
          )}
          {refusal && refused === undefined ? (
            <Banner tone="fail" role="alert" title={refusal.title}>
              {refusal.detail} {refusal.remedy}
            </Banner>
          ) : null}
          <div className={styles.sectionHead}>
            <h2 className={styles.sectionTitle}>
              Inputs{' '}
              <span className={styles.count}>{countWords(inputs.length + fixed.length, inherited, fixed.length)}</span>
            </h2>
            <FillButton onFile={(file) => void readFile(file)} />
            <PresetsPopover
              place={place}
              document={documentOfState(state)}
              link={() => linkTo(state)}
              onApply={(document) => {
                changed()
                session.setDocument(document)
              }}
            />
          </div>
          <InputsSection
            launchInterface={launchInterface}
            state={state}
            problems={shownProblems}
            onChange={(next) => {
              changed()
              session.setState(next)
            }}
            onLeave={(name) => {
              if (state.inputs.has(name) && !shown.has(name)) setShown(new Set([...shown, name]))
            }}
          />
          <details
            className={styles.disclosure}
            open={optionsOpen}
            onToggle={(event) => setOptionsOpen(event.currentTarget.open)}
          >
            <summary>
              Options{' '}
              <span className={styles.count}>
                {optionCount === 0 ? 'all inherited' : `${optionCount} set, the rest inherited`}
              </span>
            </summary>
            <OptionsSection
              options={state.options}
              inherited={target.kind === 'task' ? NO_OPTIONS : planOptions}
              onChange={(next) => {
                changed()
                session.setState({ ...state, options: { ...state.options, ...next } })
              }}
            />
          </details>
        </div>
        <LaunchFoot faults={faults} onGo={goTo} kept={session.kept} pending={launch.isPending} />
      </div>
      <aside className={styles.side} aria-label="The same as text and as code">
        <TextPanel
          model={model}
          textProblems={ofText}
          valueProblems={ofValues}
          onText={(text) => {
            changed()
            session.setText(text)
            setShown(new Set([...shown, ...state.inputs.keys()]))
          }}
          onFormat={session.setFormat}
          onDrop={session.dropTyped}
          onTakeAside={session.takeAside}
        />
        <CodePanel
          snippet={{
            order,
            types: Object.fromEntries(inputs.map(({ name, type }) => [name, type])),
            sandbox: config.mode === 'sandbox',
            named: state.options.name !== '',
          }}
          wrong={Object.keys(problems)}
        />
      </aside>
    </form>
  )
}

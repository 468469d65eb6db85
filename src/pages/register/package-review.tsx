import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { toApiError } from '../../api/errors'
import { projectsQuery } from '../../api/projects/project-queries'
import { type EntryOutcome, registerPackage } from '../../api/registration/register-package'
import { registeredVersionsQuery } from '../../api/registration/registered-versions'
import { useApi } from '../../components/layout/api-context'
import { useScope } from '../../components/layout/use-scope'
import { EntryRow, type EntryState } from '../../components/register/entry-row'
import styles from '../../components/register/register.module.css'
import { type ChosenSettings, RegistrationSettings } from '../../components/register/registration-settings'
import { Banner } from '../../components/ui/banner'
import { Button } from '../../components/ui/button'
import { ButtonLink } from '../../components/ui/button-link'
import { Progress } from '../../components/ui/progress'
import { SegmentedControl } from '../../components/ui/segmented-control'
import { paths } from '../../config/paths'
import { entryChanges } from '../../domain/registration/entry-changes'
import { nextVersion } from '../../domain/registration/next-version'
import type { FlytePackage, PackageEntry } from '../../domain/registration/package-reader'
import { imagesOf, needsSource, prepareEntry } from '../../domain/registration/prepare-entry'

export interface PackageReviewProps {
  readonly names: readonly string[]
  readonly files: FlytePackage
}

/** Where code is unpacked that does not say where itself: the folder in which a task starts. */
const DESTINATION = '.'

/** A version that nobody has used: the time to the second. */
function versionOfNow(): string {
  return `v${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}`
}

/** One image for every container, or as packaged. */
function imagesFor(files: FlytePackage, image: string): ReadonlyMap<string, string> {
  return image === '' ? new Map() : new Map([...imagesOf(files.entries).keys()].map((packaged) => [packaged, image]))
}

function entryKey(entry: PackageEntry): string {
  return `${entry.kind} ${entry.name} ${entry.file}`
}

// The same objects each time, so that rows render only when something has happened to them.
const NOT_SENT: EntryState = { state: 'not-sent' }
const UNKNOWN: EntryState = { state: 'unknown' }
const CHECKING: EntryState = { state: 'checking' }

function isDone(outcome: EntryOutcome | undefined): boolean {
  return outcome?.state === 'registered' || outcome?.state === 'unchanged'
}

/** Everything in a package with its state, the settings, and the way to send it. */
export function PackageReview({ names, files }: PackageReviewProps) {
  const { transport, config } = useApi()
  const client = useQueryClient()
  const [settings, setSettings] = useState<ChosenSettings>({
    ...useScope(),
    version: versionOfNow(),
    image: '',
    serviceAccount: '',
    outputPrefix: '',
    activate: false,
  })
  const { project, domain, version } = settings
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, EntryOutcome>>(new Map())
  const projects = useQuery(projectsQuery(transport))
  const [filter, setFilter] = useState<'all' | 'new' | 'same' | 'differs'>('all')
  const stop = useRef<AbortController | undefined>(undefined)
  const workflowNames = useMemo(
    () => files.entries.flatMap((entry) => (entry.kind === 'workflow' ? [entry.name] : [])),
    [files],
  )
  const known = useQuery({
    ...registeredVersionsQuery(transport, { project, domain, version }, workflowNames),
    enabled: version !== '',
  })
  const compared = useMemo(() => {
    const states = new Map<string, EntryState>()
    if (!known.data) return states
    const as = { ...settings, images: imagesFor(files, settings.image), destinationDir: DESTINATION, sourceUri: '' }
    for (const entry of files.entries) {
      const changes = entryChanges(prepareEntry(entry, as), known.data, files.source?.file ?? '')
      states.set(
        entryKey(entry),
        changes === undefined
          ? { state: 'new' }
          : changes.length === 0
            ? { state: 'same' }
            : { state: 'differs', changes },
      )
    }
    return states
  }, [known.data, files, settings])
  const registration = useMutation({
    mutationFn: ({ leaveOut }: { readonly leaveOut: (entry: PackageEntry) => boolean }) => {
      stop.current = new AbortController()
      return registerPackage({
        transport,
        basePath: config.basePath,
        files,
        settings: { ...settings, images: imagesFor(files, settings.image), destinationDir: DESTINATION },
        activate: settings.activate,
        leaveOut,
        signal: stop.current.signal,
        onOutcome: (entry, outcome) => setOutcomes((before) => new Map(before).set(entryKey(entry), outcome)),
      })
    },
    onSettled: () => client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'executions' }),
  })

  const count = (kind: PackageEntry['kind']) => files.entries.filter((entry) => entry.kind === kind).length
  const states = [...outcomes.values()]
  const tally = (state: EntryOutcome['state']) => states.filter((outcome) => outcome.state === state).length
  const unsent = files.entries.filter((entry) => !isDone(outcomes.get(entryKey(entry))))
  const finished = registration.isSuccess && unsent.length === 0
  const interrupted = (registration.isSuccess || registration.isError) && states.length > 0 && unsent.length > 0
  const differing = files.entries.filter((entry) => compared.get(entryKey(entry))?.state === 'differs')
  const start = (leaveOut: (entry: PackageEntry) => boolean) => {
    if (version === '' || registration.isPending) return
    setOutcomes(new Map())
    registration.mutate({ leaveOut })
  }
  const shown = files.entries.filter((entry) => filter === 'all' || compared.get(entryKey(entry))?.state === filter)
  const comparedAs = (state: EntryState['state']) => [...compared.values()].filter((one) => one.state === state).length
  const codeMissing = needsSource(files.entries) && !files.source

  const stateOf = (entry: PackageEntry): EntryState => {
    const outcome = outcomes.get(entryKey(entry))
    if (outcome) return outcome
    if (interrupted) return NOT_SENT
    return compared.get(entryKey(entry)) ?? (known.isError ? UNKNOWN : CHECKING)
  }

  return (
    <div className={styles.layout}>
      <section aria-label="Contents">
        <p className={styles.counts}>
          {names.join(', ')}: {count('task')} tasks, {count('workflow')} workflows, {count('launchPlan')} launch plans
          {files.source ? ', and their code' : ''}
        </p>
        {codeMissing ? (
          <Banner tone="wait" title="The code is missing">
            Its tasks expect the code that a fast package holds, and there is none in it. Package again with{' '}
            <code>--copy auto</code>, or use an image that has the code.
          </Banner>
        ) : null}
        {differing.length > 0 && registration.isIdle ? (
          <Banner
            tone="wait"
            title={`${differing.length} of them ${differing.length === 1 ? 'exists' : 'exist'} at ${version} with another structure`}
            actions={
              <div className={styles.actions}>
                <Button
                  size="sm"
                  onClick={() => setSettings((before) => ({ ...before, version: nextVersion(version) }))}
                >
                  Use {nextVersion(version)}
                </Button>
                <Button size="sm" variant="ghost" onClick={() => start((entry) => differing.includes(entry))}>
                  Register the others
                </Button>
              </div>
            }
          >
            What is registered never changes: Flyte will refuse {differing.length === 1 ? 'it' : 'them'}.
          </Banner>
        ) : null}
        {known.isError ? (
          <Banner tone="idle" title={`What is registered at ${version} could not be read, so nothing is compared`}>
            {toApiError(known.error).detail}
          </Banner>
        ) : null}
        {registration.isError ? (
          <Banner tone="fail" role="alert" title="The code could not be stored; nothing was registered">
            {registration.error.message}
          </Banner>
        ) : null}
        {states.length > 0 ? (
          <div className={styles.done}>
            <Progress
              label="Registration"
              total={files.entries.length}
              parts={[
                { value: tally('registered'), tone: 'ok' },
                { value: tally('unchanged'), tone: 'idle' },
                { value: tally('refused'), tone: 'fail' },
              ]}
            />
            <p role="status">
              {tally('registered')} registered, {tally('unchanged')} unchanged, {tally('refused')} refused
              {interrupted ? `, ${files.entries.length - states.length} not sent` : ''}
            </p>
            <div className={styles.actions}>
              {registration.isPending ? (
                <Button size="sm" onClick={() => stop.current?.abort()}>
                  Stop
                </Button>
              ) : null}
              {interrupted ? (
                <>
                  <Button
                    size="sm"
                    onClick={() => registration.mutate({ leaveOut: (entry) => isDone(outcomes.get(entryKey(entry))) })}
                  >
                    Continue with the {unsent.length} left
                  </Button>
                  <Button
                    size="sm"
                    variant="ghost"
                    onClick={() => {
                      setOutcomes(new Map())
                      registration.reset()
                    }}
                  >
                    Back to the settings
                  </Button>
                </>
              ) : null}
            </div>
          </div>
        ) : null}
        {finished ? (
          <Banner tone="accent" title={`Version ${version} is registered`}>
            <div className={styles.links}>
              {files.entries
                .filter((entry) => entry.kind === 'workflow')
                .slice(0, 12)
                .map((entry) => (
                  <ButtonLink
                    key={entry.file}
                    size="sm"
                    href={paths.launch({ project, domain, kind: 'workflow', name: entry.name, version })}
                  >
                    Run {entry.name.split('.').at(-1)}
                  </ButtonLink>
                ))}
            </div>
          </Banner>
        ) : null}
        {compared.size === 0 || !registration.isIdle ? null : (
          <div className={styles.filter}>
            <SegmentedControl
              label="Entities shown"
              value={filter}
              onChange={setFilter}
              options={[
                { value: 'all', label: `All ${files.entries.length}` },
                { value: 'new', label: `New ${comparedAs('new')}` },
                { value: 'same', label: `Unchanged ${comparedAs('same')}` },
                { value: 'differs', label: `Differs ${comparedAs('differs')}` },
              ]}
            />
          </div>
        )}
        <ul>
          {(registration.isIdle ? shown : files.entries).map((entry) => (
            <EntryRow key={entryKey(entry)} entry={entry} state={stateOf(entry)} />
          ))}
        </ul>
      </section>
      <RegistrationSettings
        settings={settings}
        onChange={(change) => setSettings((before) => ({ ...before, ...change }))}
        projects={projects.data}
        count={files.entries.length}
        busy={registration.isPending}
        onRegister={() => start(() => false)}
      />
    </div>
  )
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Upload } from 'lucide-react'
import { useState } from 'react'
import { projectsQuery } from '../../api/projects/project-queries'
import { type EntryOutcome, registerPackage } from '../../api/registration/register-package'
import { registeredVersionsQuery } from '../../api/registration/registered-versions'
import { useApi } from '../../components/layout/api-context'
import { useScope } from '../../components/layout/use-scope'
import { EntryRow, type EntryState } from '../../components/register/entry-row'
import styles from '../../components/register/register.module.css'
import { Banner } from '../../components/ui/banner'
import { Button } from '../../components/ui/button'
import { ButtonLink } from '../../components/ui/button-link'
import { Field } from '../../components/ui/field'
import { Progress } from '../../components/ui/progress'
import { Select } from '../../components/ui/select'
import { Switch } from '../../components/ui/switch'
import { TextField } from '../../components/ui/text-field'
import { paths } from '../../config/paths'
import type { FlytePackage, PackageEntry } from '../../domain/registration/package-reader'
import { needsSource } from '../../domain/registration/prepare-entry'

export interface PackageReviewProps {
  readonly names: readonly string[]
  readonly files: FlytePackage
}

/** A version that nobody has used: the time to the second. */
function versionOfNow(): string {
  return `v${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}`
}

function entryKey(entry: PackageEntry): string {
  return `${entry.kind} ${entry.name} ${entry.file}`
}

/** Everything in a package with its state, the settings, and the way to send it. */
export function PackageReview({ names, files }: PackageReviewProps) {
  const { transport, config } = useApi()
  const client = useQueryClient()
  const [scope, setScope] = useState(useScope())
  const [version, setVersion] = useState(versionOfNow)
  const [image, setImage] = useState('')
  const [serviceAccount, setServiceAccount] = useState('')
  const [outputPrefix, setOutputPrefix] = useState('')
  const [activate, setActivate] = useState(false)
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, EntryOutcome>>(new Map())
  const projects = useQuery(projectsQuery(transport))
  const known = useQuery({ ...registeredVersionsQuery(transport, { ...scope, version }), enabled: version !== '' })
  const registration = useMutation({
    mutationFn: () => {
      setOutcomes(new Map())
      return registerPackage({
        transport,
        basePath: config.basePath,
        files,
        settings: { ...scope, version, image, serviceAccount, outputPrefix, destinationDir: '.' },
        activate,
        onOutcome: (entry, outcome) => setOutcomes((before) => new Map(before).set(entryKey(entry), outcome)),
      })
    },
    onSettled: () => client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'executions' }),
  })

  const count = (kind: PackageEntry['kind']) => files.entries.filter((entry) => entry.kind === kind).length
  const states = [...outcomes.values()]
  const tally = (state: EntryOutcome['state']) => states.filter((outcome) => outcome.state === state).length
  const finished = registration.isSuccess && tally('refused') === 0
  const codeMissing = needsSource(files.entries) && !files.source

  const stateOf = (entry: PackageEntry): EntryState => {
    const outcome = outcomes.get(entryKey(entry))
    if (outcome) return outcome
    if (registration.isSuccess) return { state: 'not-sent' }
    if (!known.data) return { state: 'checking' }
    return { state: known.data[entry.kind].has(entry.name) ? 'exists' : 'new' }
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
              {registration.isSuccess && tally('refused') > 0
                ? `, ${files.entries.length - states.length} not sent`
                : ''}
            </p>
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
                    href={paths.launch({ ...scope, kind: 'workflow', name: entry.name, version })}
                  >
                    Run {entry.name.split('.').at(-1)}
                  </ButtonLink>
                ))}
            </div>
          </Banner>
        ) : null}
        <ul>
          {files.entries.map((entry) => (
            <EntryRow key={entryKey(entry)} entry={entry} state={stateOf(entry)} />
          ))}
        </ul>
      </section>
      <form
        className={styles.side}
        aria-label="Settings"
        onSubmit={(event) => {
          event.preventDefault()
          if (version !== '' && !registration.isPending) registration.mutate()
        }}
      >
        <h2 className={styles.title}>Register as</h2>
        <Field stacked label="Project and domain">
          {(control) => (
            <Select
              {...control}
              wide
              value={`${scope.project}/${scope.domain}`}
              options={
                projects.data?.flatMap((project) =>
                  project.domains.map((domain) => ({
                    value: `${project.id}/${domain.id}`,
                    label: `${project.name} / ${domain.name}`,
                  })),
                ) ?? [{ value: `${scope.project}/${scope.domain}`, label: `${scope.project} / ${scope.domain}` }]
              }
              onChange={(value) => {
                const [project = '', domain = ''] = value.split('/')
                setScope({ project, domain })
              }}
            />
          )}
        </Field>
        <Field stacked label="Version" required error={version === '' ? 'A version is needed.' : undefined}>
          {(control) => <TextField {...control} mono value={version} onChange={setVersion} />}
        </Field>
        <Field stacked label="Image" hint="Replaces the image of every container; empty: as packaged">
          {(control) => <TextField {...control} mono value={image} onChange={setImage} />}
        </Field>
        <Field stacked label="Service account" hint="Of the launch plans">
          {(control) => <TextField {...control} mono value={serviceAccount} onChange={setServiceAccount} />}
        </Field>
        <Field stacked label="Output prefix" hint="Where runs of the launch plans store files">
          {(control) => <TextField {...control} mono value={outputPrefix} onChange={setOutputPrefix} />}
        </Field>
        <Switch checked={activate} onChange={setActivate}>
          Make the launch plans active, schedules and all
        </Switch>
        <Button type="submit" variant="primary" icon={Upload} loading={registration.isPending}>
          Register {files.entries.length} {files.entries.length === 1 ? 'entity' : 'entities'}
        </Button>
      </form>
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { PackagePlus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { toApiError } from '../../api/errors'
import { projectsQuery } from '../../api/projects/project-queries'
import { useApi } from '../../components/layout/api-context'
import { useScope } from '../../components/layout/use-scope'
import { EntryList } from '../../components/register/entry-list'
import { RegistrationResult } from '../../components/register/registration-result'
import { type ChosenSettings, RegistrationSettings } from '../../components/register/registration-settings'
import { Banner } from '../../components/ui/banner'
import { Button } from '../../components/ui/button'
import { ButtonLink } from '../../components/ui/button-link'
import { Progress } from '../../components/ui/progress'
import { SegmentedControl } from '../../components/ui/segmented-control'
import { paths } from '../../config/paths'
import { nextVersion } from '../../domain/registration/next-version'
import type { FlytePackage } from '../../domain/registration/package-reader'
import { imagesOf, needsSource } from '../../domain/registration/prepare-entry'
import { formatCount } from '../../domain/times'
import { useRegistration } from './use-registration'
import styles from './register-page.module.css'

export interface PackageReviewProps {
  readonly names: readonly string[]
  readonly files: FlytePackage
  /** The place to drop another package. */
  readonly children: ReactNode
}

/** A version that nobody has used: the time to the second. */
function versionOfNow(): string {
  return `v${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}`
}

const FILTERS = {
  all: 'All',
  new: 'New',
  same: 'Unchanged',
  differs: 'Differs',
  refused: 'Refused',
  'not-sent': 'Not sent',
} as const
type Filter = keyof typeof FILTERS
const BEFORE = ['all', 'new', 'same', 'differs'] as const satisfies readonly Filter[]
const AFTER = ['all', 'refused', 'not-sent'] as const satisfies readonly Filter[]

/** Everything in a package with its state, the settings, and the way to send it. */
export function PackageReview({ names, files, children }: PackageReviewProps) {
  const { transport } = useApi()
  const [settings, setSettings] = useState<ChosenSettings>({
    ...useScope(),
    version: versionOfNow(),
    images: new Map(),
    serviceAccount: '',
    outputPrefix: '',
    activate: false,
  })
  const change = (part: Partial<ChosenSettings>) => setSettings((before) => ({ ...before, ...part }))
  const [filter, setFilter] = useState<Filter>('all')
  const projects = useQuery(projectsQuery(transport))
  const registration = useRegistration(files, settings)
  const { idle, busy, left, tally, sent, inState } = registration
  const { project, domain, version } = settings
  const scope = { project, domain }
  const total = files.entries.length

  const differing = inState('differs')
  const withFilter = (one: Filter) =>
    one === 'all' ? files.entries : one === 'not-sent' ? inState('not-sent', 'held-back') : inState(one)
  const filters = (idle ? BEFORE : AFTER).filter((one) => one === 'all' || !idle || registration.known.isSuccess)
  // What one filters by before is of no use afterwards, and the other way round.
  const current = filters.some((one) => one === filter) ? filter : 'all'
  const finished = !idle && !busy && left.length === 0
  const codeMissing = needsSource(files.entries) && !files.source
  const schedules = files.entries.filter(
    (entry) => entry.kind === 'launchPlan' && entry.plan.spec?.entityMetadata?.schedule?.ScheduleExpression.case,
  ).length

  return (
    <form
      className={styles.layout}
      aria-label="Registration"
      onSubmit={(event) => {
        event.preventDefault()
        if (idle) registration.start()
      }}
    >
      <div className={styles.main}>
        <section aria-label="Contents" className={styles.scroll}>
          {children}
          {codeMissing ? (
            <Banner tone="wait" title="The code is missing">
              Its tasks expect the code that a fast package holds, and there is none in it. Package again with{' '}
              <code>--copy auto</code>, or use an image that has the code.
            </Banner>
          ) : null}
          {differing.length > 0 && idle ? (
            <Banner
              tone="wait"
              title={`${differing.length} of them ${differing.length === 1 ? 'exists' : 'exist'} at ${version} with another structure`}
              actions={
                <>
                  <Button size="sm" onClick={() => change({ version: nextVersion(version) })}>
                    Use {nextVersion(version)}
                  </Button>
                  <Button size="sm" variant="ghost" onClick={() => registration.start(differing)}>
                    Register the others
                  </Button>
                </>
              }
            >
              What is registered never changes: Flyte will refuse {differing.length === 1 ? 'it' : 'them'}, or keep what
              is there.
            </Banner>
          ) : null}
          {registration.known.isError ? (
            <Banner tone="idle" title={`What is registered at ${version} could not be read, so nothing is compared`}>
              {toApiError(registration.known.error).detail}
            </Banner>
          ) : null}
          {registration.failed ? (
            <Banner tone="fail" role="alert" title="The code could not be stored; nothing was registered">
              {registration.failed.message}
            </Banner>
          ) : null}
          {idle ? null : (
            <div className={styles.done}>
              <p className="medium">
                {finished
                  ? `Version ${version} is registered`
                  : `${formatCount(sent)} of ${formatCount(total)} sent to ${project} / ${domain} as ${version}`}
              </p>
              <Progress
                label="Registration"
                total={total}
                parts={[
                  { value: tally('registered'), tone: 'ok' },
                  { value: tally('unchanged'), tone: 'idle' },
                  { value: tally('refused'), tone: 'fail' },
                ]}
              />
              <p role="status" className="dim">
                {tally('registered')} registered, {tally('unchanged')} unchanged, {tally('refused')} refused
                {busy || left.length === tally('refused') ? '' : `, ${left.length - tally('refused')} not sent`}
              </p>
            </div>
          )}
          <div className={styles.filter}>
            <SegmentedControl
              label="Entities shown"
              value={current}
              onChange={setFilter}
              options={filters.map((one) => ({
                value: one,
                label: `${FILTERS[one]} ${formatCount(withFilter(one).length)}`,
              }))}
            />
          </div>
          <EntryList entries={withFilter(current)} stateOf={registration.stateOf} scope={scope} version={version} />
        </section>
        <footer className={styles.foot}>
          {idle ? (
            <>
              <span className="dim">Nothing is sent until you press Register.</span>
              <Button type="submit" variant="primary" icon={PackagePlus} disabled={version === ''}>
                Register {formatCount(total)} {total === 1 ? 'entity' : 'entities'}
              </Button>
            </>
          ) : busy ? (
            <>
              <span className="dim">Tasks first, then what is made of them.</span>
              <Button onClick={registration.stop}>Stop</Button>
            </>
          ) : (
            <>
              <span className="dim">{finished ? 'All of it is there.' : 'What is registered stays.'}</span>
              <Button variant="ghost" onClick={registration.reset}>
                Back to the settings
              </Button>
              {left.length > 0 ? (
                <Button onClick={registration.goOn}>Continue with the {formatCount(left.length)} left</Button>
              ) : null}
              <ButtonLink variant="primary" href={paths.workflows(scope)}>
                Open the workflows
              </ButtonLink>
            </>
          )}
        </footer>
      </div>
      <aside aria-label={idle ? 'Settings' : 'Result'} className={styles.side}>
        {idle ? (
          <RegistrationSettings
            settings={settings}
            onChange={change}
            projects={projects.data}
            images={imagesOf(files.entries)}
            source={files.source?.file}
            schedules={schedules}
          />
        ) : (
          <RegistrationResult
            scope={scope}
            version={version}
            files={names}
            there={inState('registered', 'unchanged', 'kept')}
          />
        )}
      </aside>
    </form>
  )
}

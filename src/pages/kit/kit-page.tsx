import { Play, RefreshCw, Rocket, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { PageFrame } from '../../components/layout/page-frame'
import { showToast } from '../../components/layout/toast-store'
import { PhaseBadge } from '../../components/phase/phase-badge'
import { PhaseLabel } from '../../components/phase/phase-label'
import { Badge } from '../../components/ui/badge'
import { Banner } from '../../components/ui/banner'
import { Button } from '../../components/ui/button'
import { Checkbox } from '../../components/ui/checkbox'
import { CodeBlock } from '../../components/ui/code-block'
import { Combobox } from '../../components/ui/combobox'
import { ConfirmDialog } from '../../components/ui/confirm-dialog'
import { CopyButton } from '../../components/ui/copy-button'
import { EmptyState } from '../../components/ui/empty-state'
import { ErrorNotice } from '../../components/ui/error-notice'
import { Field } from '../../components/ui/field'
import { IconButton } from '../../components/ui/icon-button'
import { KeyValue } from '../../components/ui/key-value'
import { Menu } from '../../components/ui/menu'
import { MenuItem } from '../../components/ui/menu-item'
import { MiddleTruncate } from '../../components/ui/middle-truncate'
import { Popover } from '../../components/ui/popover'
import { Progress } from '../../components/ui/progress'
import { SearchField } from '../../components/ui/search-field'
import { SegmentedControl } from '../../components/ui/segmented-control'
import { Select } from '../../components/ui/select'
import { SkeletonRows } from '../../components/ui/skeleton-rows'
import { Spinner } from '../../components/ui/spinner'
import { Switch } from '../../components/ui/switch'
import { Tag } from '../../components/ui/tag'
import { TextArea } from '../../components/ui/text-area'
import { TextField } from '../../components/ui/text-field'
import type { Tone } from '../../components/ui/tone'
import { nodePhaseLook, SPECIAL_LOOKS, taskPhaseLook, workflowPhaseLook, type PhaseLook } from '../../domain/phases'
import styles from './kit-page.module.css'

const TONES: readonly Tone[] = [
  'ok',
  'run',
  'dynamic',
  'fail',
  'retry',
  'wait',
  'timeout',
  'abort',
  'idle',
  'cached',
  'accent',
]

const VERSIONS = ['3f9c1e7', '2b81d04', 'release-2026-11', 'release-2026-10']

function everyLook(): readonly PhaseLook[] {
  const numbers = Array.from({ length: 12 }, (_, phase) => phase)
  const looks = [
    ...numbers.map(workflowPhaseLook),
    ...numbers.map(nodePhaseLook),
    ...numbers.map(taskPhaseLook),
    ...Object.values(SPECIAL_LOOKS),
  ]
  const byWord = new Map(looks.map((look) => [look.word, look]))
  return [...byWord.values()]
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className={styles.part}>
      <h2 className={styles.title}>{title}</h2>
      {children}
    </section>
  )
}

/** Every part in every state: what pages are made of, and held to. */
export default function KitPage() {
  const [text, setText] = useState('release-2026-11')
  const [choice, setChoice] = useState<'one' | 'two' | 'three'>('one')
  const [on, setOn] = useState(true)
  const [version, setVersion] = useState('3f9c1e7')
  const [query, setQuery] = useState('')
  const [asking, setAsking] = useState(false)
  return (
    <PageFrame documentTitle="Parts" title="Parts" meta="What every page is made of, in every state.">
      <div className={styles.columns}>
        <Part title="Phases">
          <table className={styles.phases}>
            <thead>
              <tr>
                <th scope="col">In a row</th>
                <th scope="col">Badge</th>
              </tr>
            </thead>
            <tbody>
              {everyLook().map((look) => (
                <tr key={look.word}>
                  <td>
                    <PhaseLabel look={look} />
                  </td>
                  <td>
                    <PhaseBadge look={look} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Part>
        <div>
          <Part title="Buttons">
            <div className={styles.row}>
              <Button variant="primary" icon={Play} shortcut="L">
                Launch
              </Button>
              <Button icon={RefreshCw}>Relaunch</Button>
              <Button variant="danger" icon={Trash2}>
                Terminate
              </Button>
              <Button variant="ghost">Compare</Button>
              <Button loading>Working</Button>
              <Button disabledReason="It has ended.">Off, with the reason</Button>
              <Button size="sm">Small</Button>
              <IconButton label="Refresh" icon={RefreshCw} />
              <CopyButton text="copied" label="Copy something" />
              <Spinner />
            </div>
          </Part>
          <Part title="Tones, tags, identifiers">
            <div className={styles.row}>
              {TONES.map((tone) => (
                <Badge key={tone} tone={tone}>
                  {tone}
                </Badge>
              ))}
              <Tag>nightly</Tag>
            </div>
            <div className={styles.narrow}>
              <MiddleTruncate mono text="s3://housing-data/uploads/2026-11-22/listings_merged_final.csv" tail={14} />
            </div>
          </Part>
          <Part title="Fields">
            <Field label="Text" type="str" required hint="A hint stands under its control">
              {(control) => <TextField {...control} value={text} onChange={setText} />}
            </Field>
            <Field label="Wrong" type="float" error="This is not a number. Did you mean 0.2?">
              {(control) => <TextField {...control} mono value="0,2" onChange={() => undefined} />}
            </Field>
            <Field label="Long text" type="dict">
              {(control) => (
                <TextArea {...control} mono value={'{\n  "n": 9007199254740993\n}'} onChange={() => undefined} />
              )}
            </Field>
            <Field label="One of many">
              {() => (
                <Combobox
                  label="Version"
                  selected={version}
                  text={version}
                  note="latest"
                  options={VERSIONS.filter((one) => one.includes(query)).map((one) => ({ key: one, content: one }))}
                  query={query}
                  onQuery={setQuery}
                  onPick={({ key }) => setVersion(key)}
                  empty={`No version has “${query}” in it.`}
                />
              )}
            </Field>
            <Field label="One of a few">
              {(control) => (
                <Select
                  {...control}
                  value={choice}
                  onChange={setChoice}
                  options={[
                    { value: 'one', label: 'One' },
                    { value: 'two', label: 'Two' },
                    { value: 'three', label: 'Three' },
                  ]}
                />
              )}
            </Field>
            <Field label="In sight">
              {() => (
                <SegmentedControl
                  label="In sight"
                  value={choice}
                  onChange={setChoice}
                  options={[
                    { value: 'one', label: 'One' },
                    { value: 'two', label: 'Two' },
                    { value: 'three', label: 'Three' },
                  ]}
                />
              )}
            </Field>
            <div className={styles.row}>
              <Switch checked={on} onChange={setOn}>
                At once
              </Switch>
              <Checkbox checked={on} onChange={setOn} label="Later" />
              <SearchField label="Find something" value="" onChange={() => undefined} shortcut="/" />
            </div>
          </Part>
          <Part title="What floats">
            <div className={styles.row}>
              <Menu label="Actions" trigger={<Button>Menu</Button>}>
                <MenuItem icon={Play}>Launch</MenuItem>
                <MenuItem disabledReason="It has ended.">Terminate</MenuItem>
                <MenuItem danger icon={Trash2}>
                  Archive
                </MenuItem>
              </Menu>
              <Popover label="More" trigger={<Button>Popover</Button>}>
                {() => 'Beside its button, until Escape or a press elsewhere.'}
              </Popover>
              <Button onClick={() => setAsking(true)}>Ask before it hurts</Button>
              <Button
                onClick={() =>
                  showToast({
                    tone: 'ok',
                    text: 'Archived 3 executions',
                    action: { label: 'Undo', onAct: () => undefined },
                  })
                }
              >
                Toast
              </Button>
              <span data-tooltip="The one tooltip of the page">Hover here</span>
            </div>
          </Part>
          <Part title="Facts, progress, code">
            <KeyValue
              entries={[
                { key: 'Version', value: '3f9c1e7' },
                { key: 'Launch plan', value: 'default' },
              ]}
            />
            <Progress
              label="Terminating"
              total={12}
              parts={[
                { value: 8, tone: 'ok' },
                { value: 1, tone: 'fail' },
              ]}
            />
            <CodeBlock label="code" text={'remote = FlyteRemote(Config.for_sandbox())\nremote.recent_executions()'} />
          </Part>
        </div>
        <div>
          <Part title="Notices">
            <Banner tone="fail" title="It broke">
              What, why, and what now.
            </Banner>
            <Banner tone="wait" title="It is old">
              This is how it looked 40s ago.
            </Banner>
            <Banner tone="accent" title="Good to know" />
            <Banner title="A plain note" />
          </Part>
          <Part title="Nothing yet, nothing matches">
            <EmptyState compact icon={Rocket} title="No launch plans yet" actions={<Button>New launch plan</Button>}>
              A launch plan gives a workflow inputs and a schedule.
            </EmptyState>
            <EmptyState compact kind="no-match" title="No execution matches" actions={<Button>Clear filters</Button>}>
              73 are hidden by <b>Status is Failed</b>.
            </EmptyState>
          </Part>
          <Part title="It went wrong">
            <ErrorNotice
              title="Could not read the executions: Flyte cannot be reached"
              onRetry={() => undefined}
              details="connect ECONNREFUSED 127.0.0.1:8089"
            >
              Check that it runs and that the endpoint is right.
            </ErrorNotice>
          </Part>
          <Part title="Loading: the final shape, still">
            <SkeletonRows rows={4} />
          </Part>
        </div>
      </div>
      {asking ? (
        <ConfirmDialog
          title="Terminate axk7pq2vwn8zr4tjh6md?"
          description="Its tasks stop now. Finished outputs stay."
          confirmLabel="Terminate"
          cancelLabel="Keep running"
          danger
          reason={{ label: 'Reason', hint: 'shown to everyone' }}
          onConfirm={() => undefined}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </PageFrame>
  )
}

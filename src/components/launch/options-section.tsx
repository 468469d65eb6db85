import type { ReactNode } from 'react'
import {
  type ExecutionOptions,
  givenOptions,
  type OptionName,
  optionProblems,
} from '../../domain/execution-request/execution-options'
import { Field } from '../ui/field'
import { SegmentedControl } from '../ui/segmented-control'
import { TextField } from '../ui/text-field'
import { NotificationsControl } from './notifications-control'
import { PairsControl } from './pairs-control'
import { TokensControl } from './tokens-control'
import styles from './options-section.module.css'

export interface OptionsSectionProps {
  readonly options: ExecutionOptions
  /** What the launch plan sets for its runs; shown where nothing is given. */
  readonly inherited: ExecutionOptions
  readonly onChange: (change: Partial<ExecutionOptions>) => void
}

type TextOption =
  'name' | 'maxParallelism' | 'rawOutputPrefix' | 'serviceAccount' | 'iamRole' | 'clusterLabel' | 'clusterPool'

interface TextRow {
  readonly option: TextOption
  readonly label: string
  readonly hint: string
  /** In the empty control, when the launch plan says nothing either. */
  readonly empty: string
}

const RUN_ROWS: readonly TextRow[] = [{ option: 'name', label: 'Name', hint: '', empty: 'made up by Contrail' }]
const LIMIT_ROWS: readonly TextRow[] = [
  { option: 'maxParallelism', label: 'Max parallelism', hint: 'Nodes that run at a time', empty: 'as the server says' },
]
const PLACE_ROWS: readonly TextRow[] = [
  { option: 'clusterPool', label: 'Cluster pool', hint: '', empty: 'as the server says' },
  { option: 'clusterLabel', label: 'Cluster label', hint: 'Refused by an installation of one cluster', empty: 'none' },
  { option: 'serviceAccount', label: 'Service account', hint: 'Of Kubernetes', empty: 'as the project says' },
  { option: 'iamRole', label: 'IAM role', hint: '', empty: 'as the project says' },
  {
    option: 'rawOutputPrefix',
    label: 'Raw output prefix',
    hint: 'Where files and datasets that tasks make are stored',
    empty: 'as the server says',
  },
]

const PAIR_ROWS = [
  { option: 'labels', label: 'Labels', one: 'label', of: 'labels' },
  { option: 'annotations', label: 'Annotations', one: 'annotation', of: 'annotations' },
  { option: 'envs', label: 'Environment', one: 'variable', of: 'variables' },
] as const

/** How many options of some are given, in words. */
function givenWords(given: readonly OptionName[], of: readonly OptionName[]): string {
  const count = given.filter((name) => of.includes(name)).length
  return count === 0 ? '' : `${count} set`
}

function Group({
  title,
  note,
  children,
}: {
  readonly title: string
  readonly note: string
  readonly children: ReactNode
}) {
  return (
    <div role="group" aria-label={title}>
      <h3 className={styles.group}>
        {title} <span className={styles.note}>{note}</span>
      </h3>
      {children}
    </div>
  )
}

/** Every option of a run. What is not set is the launch plan's or the server's, and not sent. */
export function OptionsSection({ options, inherited, onChange }: OptionsSectionProps) {
  const problems = optionProblems(options)
  const given = givenOptions(options)
  const textRow = ({ option, label, hint, empty }: TextRow) => (
    <Field key={option} label={label} hint={hint === '' ? undefined : hint} error={problems[option]}>
      {(control) => (
        <TextField
          {...control}
          mono
          data-option={option}
          inputMode={option === 'maxParallelism' ? 'numeric' : 'text'}
          placeholder={inherited[option] === '' ? empty : `${inherited[option]}, as the launch plan says`}
          value={options[option]}
          onChange={(value) => onChange({ [option]: value })}
        />
      )}
    </Field>
  )
  return (
    <div className={styles.options}>
      <Group
        title="The run"
        note={givenWords(given, ['name', 'tags', 'maxParallelism', 'overwriteCache', 'interruptible'])}
      >
        {RUN_ROWS.map(textRow)}
        <Field label="Tags" hint="Executions can be found by them">
          {(control) => (
            <TokensControl
              control={control}
              label="Tags"
              placeholder="Enter or a comma adds one"
              tokens={options.tags}
              onChange={(tags) => onChange({ tags })}
            />
          )}
        </Field>
        {LIMIT_ROWS.map(textRow)}
        <Field label="Cache">
          {() => (
            <SegmentedControl
              label="Cache"
              options={[
                { value: 'use', label: 'Use what is cached' },
                { value: 'overwrite', label: 'Run anew and overwrite' },
              ]}
              value={options.overwriteCache ? 'overwrite' : 'use'}
              onChange={(choice) => onChange({ overwriteCache: choice === 'overwrite' })}
            />
          )}
        </Field>
        <Field label="Interruptible">
          {() => (
            <SegmentedControl
              label="Interruptible"
              options={[
                { value: 'inherit', label: 'As the tasks say' },
                { value: 'yes', label: 'Yes' },
                { value: 'no', label: 'No' },
              ]}
              value={options.interruptible === undefined ? 'inherit' : options.interruptible ? 'yes' : 'no'}
              onChange={(choice) => onChange({ interruptible: choice === 'inherit' ? undefined : choice === 'yes' })}
            />
          )}
        </Field>
      </Group>
      <Group
        title="Where it runs"
        note={givenWords(
          given,
          PLACE_ROWS.map(({ option }) => option),
        )}
      >
        {PLACE_ROWS.map(textRow)}
      </Group>
      <Group
        title="Labels, annotations, environment"
        note={givenWords(
          given,
          PAIR_ROWS.map(({ option }) => option),
        )}
      >
        {PAIR_ROWS.map(({ option, label, one, of }) => (
          <Field
            key={option}
            label={label}
            hint={
              inherited[option].length === 0
                ? undefined
                : `The launch plan has ${inherited[option].map(([key, value]) => `${key}=${value}`).join(', ')}; any given here replace all of its ${of}`
            }
            error={problems[option]}
          >
            {(control) => (
              <PairsControl
                label={label}
                one={one}
                pairs={options[option]}
                invalid={control.invalid}
                onChange={(pairs) => onChange({ [option]: pairs })}
              />
            )}
          </Field>
        ))}
      </Group>
      <Group title="Notifications" note={givenWords(given, ['notifications'])}>
        <Field label="Tell of the end" error={problems.notifications}>
          {() => (
            <NotificationsControl
              rules={options.notifications}
              onChange={(notifications) => onChange({ notifications })}
            />
          )}
        </Field>
      </Group>
    </div>
  )
}

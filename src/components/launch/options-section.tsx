import { executionNameProblem } from '../../domain/launch/execution-name'
import { type LaunchOptions, optionProblems } from '../../domain/launch/launch-options'
import { Field } from '../ui/field'
import { SegmentedControl } from '../ui/segmented-control'
import { Switch } from '../ui/switch'
import { TextArea } from '../ui/text-area'
import { TextField } from '../ui/text-field'
import styles from './launch-form.module.css'

export interface OptionsSectionProps {
  readonly options: LaunchOptions
  readonly onChange: (change: Partial<LaunchOptions>) => void
}

/** Every option of a run. What is left empty is the launch plan's or the server's. */
export function OptionsSection({ options, onChange }: OptionsSectionProps) {
  const problems = optionProblems(options)
  return (
    <div className={styles.options}>
      <Field label="Name" hint="Generated when empty" error={executionNameProblem(options.name)}>
        {(control) => <TextField {...control} mono value={options.name} onChange={(name) => onChange({ name })} />}
      </Field>
      <Field label="Tags" hint="Apart by commas">
        {(control) => <TextField {...control} value={options.tags} onChange={(tags) => onChange({ tags })} />}
      </Field>
      <Field
        label="Max parallelism"
        hint="Nodes at a time; empty: as the launch plan says"
        error={problems.maxParallelism}
      >
        {(control) => (
          <TextField
            {...control}
            mono
            inputMode="numeric"
            value={options.maxParallelism}
            onChange={(maxParallelism) => onChange({ maxParallelism })}
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
            value={options.interruptible}
            onChange={(interruptible) => onChange({ interruptible })}
          />
        )}
      </Field>
      <Field label="Cache">
        {() => (
          <Switch checked={options.overwriteCache} onChange={(overwriteCache) => onChange({ overwriteCache })}>
            Run everything anew and overwrite what is cached
          </Switch>
        )}
      </Field>
      <Field label="Notifications">
        {() => (
          <Switch checked={options.noNotifications} onChange={(noNotifications) => onChange({ noNotifications })}>
            Send none for this run
          </Switch>
        )}
      </Field>
      <Field label="Environment" hint="One NAME=value a line" error={problems.envs}>
        {(control) => <TextArea {...control} mono value={options.envs} onChange={(envs) => onChange({ envs })} />}
      </Field>
      <Field label="Labels" hint="One key=value a line; they replace the launch plan’s" error={problems.labels}>
        {(control) => <TextArea {...control} mono value={options.labels} onChange={(labels) => onChange({ labels })} />}
      </Field>
      <Field
        label="Annotations"
        hint="One key=value a line; they replace the launch plan’s"
        error={problems.annotations}
      >
        {(control) => (
          <TextArea
            {...control}
            mono
            value={options.annotations}
            onChange={(annotations) => onChange({ annotations })}
          />
        )}
      </Field>
      <Field label="Output prefix" hint="Where files that tasks make are stored">
        {(control) => (
          <TextField
            {...control}
            mono
            value={options.rawOutputPrefix}
            onChange={(rawOutputPrefix) => onChange({ rawOutputPrefix })}
          />
        )}
      </Field>
      <Field label="Service account">
        {(control) => (
          <TextField
            {...control}
            mono
            value={options.serviceAccount}
            onChange={(serviceAccount) => onChange({ serviceAccount })}
          />
        )}
      </Field>
      <Field label="Cluster label">
        {(control) => (
          <TextField
            {...control}
            mono
            value={options.clusterLabel}
            onChange={(clusterLabel) => onChange({ clusterLabel })}
          />
        )}
      </Field>
    </div>
  )
}

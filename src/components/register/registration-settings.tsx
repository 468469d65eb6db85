import { Upload } from 'lucide-react'
import type { Project } from '../../api/projects/project-queries'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Select } from '../ui/select'
import { Switch } from '../ui/switch'
import { TextField } from '../ui/text-field'
import styles from './register.module.css'

/** How a package is to be registered, as somebody has filled it in. */
export interface ChosenSettings {
  readonly project: string
  readonly domain: string
  readonly version: string
  readonly image: string
  readonly serviceAccount: string
  readonly outputPrefix: string
  readonly activate: boolean
}

export interface RegistrationSettingsProps {
  readonly settings: ChosenSettings
  readonly onChange: (change: Partial<ChosenSettings>) => void
  /** Undefined until they are read. */
  readonly projects: readonly Project[] | undefined
  readonly count: number
  readonly busy: boolean
  readonly onRegister: () => void
}

/** Where to, as which version, and what to set; the button that sends it. */
export function RegistrationSettings({
  settings,
  onChange,
  projects,
  count,
  busy,
  onRegister,
}: RegistrationSettingsProps) {
  const { project, domain, version, image, serviceAccount, outputPrefix, activate } = settings
  return (
    <form
      className={styles.side}
      aria-label="Settings"
      onSubmit={(event) => {
        event.preventDefault()
        onRegister()
      }}
    >
      <h2 className={styles.title}>Register as</h2>
      <Field stacked label="Project and domain">
        {(control) => (
          <Select
            {...control}
            wide
            value={`${project}/${domain}`}
            options={
              projects?.flatMap((one) =>
                one.domains.map(({ id, name }) => ({ value: `${one.id}/${id}`, label: `${one.name} / ${name}` })),
              ) ?? [{ value: `${project}/${domain}`, label: `${project} / ${domain}` }]
            }
            onChange={(value) => {
              const [chosenProject = '', chosenDomain = ''] = value.split('/')
              onChange({ project: chosenProject, domain: chosenDomain })
            }}
          />
        )}
      </Field>
      <Field stacked label="Version" required error={version === '' ? 'A version is needed.' : undefined}>
        {(control) => <TextField {...control} mono value={version} onChange={(text) => onChange({ version: text })} />}
      </Field>
      <Field stacked label="Image" hint="Replaces the image of every container; empty: as packaged">
        {(control) => <TextField {...control} mono value={image} onChange={(text) => onChange({ image: text })} />}
      </Field>
      <Field stacked label="Service account" hint="Of the launch plans">
        {(control) => (
          <TextField {...control} mono value={serviceAccount} onChange={(text) => onChange({ serviceAccount: text })} />
        )}
      </Field>
      <Field stacked label="Output prefix" hint="Where runs of the launch plans store files">
        {(control) => (
          <TextField {...control} mono value={outputPrefix} onChange={(text) => onChange({ outputPrefix: text })} />
        )}
      </Field>
      <Switch checked={activate} onChange={(on) => onChange({ activate: on })}>
        Make the launch plans active, schedules and all
      </Switch>
      <Button type="submit" variant="primary" icon={Upload} loading={busy}>
        Register {count} {count === 1 ? 'entity' : 'entities'}
      </Button>
    </form>
  )
}

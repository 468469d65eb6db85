import type { ReactNode } from 'react'
import type { Project } from '../../api/projects/project-queries'
import { Field } from '../ui/field'
import { Select } from '../ui/select'
import { Switch } from '../ui/switch'
import { TextField } from '../ui/text-field'
import styles from './registration-side.module.css'

/** How a package is to be registered, as somebody has filled it in. */
export interface ChosenSettings {
  readonly project: string
  readonly domain: string
  readonly version: string
  /** Images that replace packaged ones. */
  readonly images: ReadonlyMap<string, string>
  readonly serviceAccount: string
  readonly outputPrefix: string
  readonly activate: boolean
}

export interface RegistrationSettingsProps {
  readonly settings: ChosenSettings
  readonly onChange: (change: Partial<ChosenSettings>) => void
  /** Undefined until they are read. */
  readonly projects: readonly Project[] | undefined
  /** Images of the package, with how many tasks run in each. */
  readonly images: ReadonlyMap<string, number>
  /** Name of the source archive that comes with it. */
  readonly source: string | undefined
  /** How many launch plans have a schedule. */
  readonly schedules: number
}

/** Where to, as which version, and what to set. */
export function RegistrationSettings({
  settings,
  onChange,
  projects,
  images,
  source,
  schedules,
}: RegistrationSettingsProps) {
  const { project, domain, version, serviceAccount, outputPrefix, activate } = settings
  return (
    <>
      <Section title="Target">
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
          {(control) => (
            <TextField {...control} mono value={version} onChange={(text) => onChange({ version: text })} />
          )}
        </Field>
      </Section>
      {images.size === 0 ? null : (
        <Section title="Images">
          {[...images].map(([image, tasks]) => (
            <Field
              key={image}
              stacked
              label={image === '' ? 'No image' : image}
              hint={`of ${tasks} ${tasks === 1 ? 'task' : 'tasks'}; empty: as packaged`}
            >
              {(control) => (
                <TextField
                  {...control}
                  mono
                  placeholder={image}
                  value={settings.images.get(image) ?? ''}
                  onChange={(text) => {
                    const next = new Map(settings.images)
                    if (text === '') next.delete(image)
                    else next.set(image, text)
                    onChange({ images: next })
                  }}
                />
              )}
            </Field>
          ))}
        </Section>
      )}
      <Section title="Runs of its launch plans">
        <Field stacked label="Service account">
          {(control) => (
            <TextField
              {...control}
              mono
              placeholder="as the project says"
              value={serviceAccount}
              onChange={(text) => onChange({ serviceAccount: text })}
            />
          )}
        </Field>
        <Field stacked label="Raw output prefix" hint="Where they store files and datasets">
          {(control) => (
            <TextField
              {...control}
              mono
              placeholder="as the server says"
              value={outputPrefix}
              onChange={(text) => onChange({ outputPrefix: text })}
            />
          )}
        </Field>
        <Switch checked={activate} onChange={(on) => onChange({ activate: on })}>
          Make the launch plans active
          {schedules === 0 ? '' : `; ${schedules} of them ${schedules === 1 ? 'has a schedule' : 'have schedules'}`}
        </Switch>
      </Section>
      {source === undefined ? null : (
        <Section title="Source">
          <p className="dim">
            Its code, <code className="break">{source}</code>, is stored first, and unpacked when a task starts.
          </p>
        </Section>
      )}
    </>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className={styles.section}>
      <h2 className={styles.title}>{title}</h2>
      {children}
    </section>
  )
}

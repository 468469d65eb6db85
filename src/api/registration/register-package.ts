import type { Transport } from '@connectrpc/connect'
import { entryName, entryNeeds } from '../../domain/registration/entry-needs'
import type { FlytePackage, PackageEntry } from '../../domain/registration/package-reader'
import { type PreparedEntry, prepareEntry, type RegistrationSettings } from '../../domain/registration/prepare-entry'
import { uploadFile } from '../data/upload'
import { type ApiError, toApiError } from '../errors'
import { createLaunchPlan } from '../launch-plans/create-launch-plan'
import { setLaunchPlanActive } from '../launch-plans/set-active'
import { createTask } from '../tasks/create-task'
import { createWorkflow } from '../workflows/create-workflow'

/** How it went with one entity. */
export type EntryOutcome =
  | { readonly state: 'registered' }
  /** It was there, just the same. */
  | { readonly state: 'unchanged' }
  | { readonly state: 'refused'; readonly error: ApiError }
  /** Not sent, as it needs one that was refused; the name of that one. */
  | { readonly state: 'held-back'; readonly needs: string }

export interface RegistrationJob {
  readonly transport: Transport
  readonly basePath: string
  readonly files: FlytePackage
  readonly settings: Omit<RegistrationSettings, 'sourceUri'>
  /** Make each launch plan the active version of its name. */
  readonly activate: boolean
  /** Left out: they were sent already, or somebody does not want them sent. */
  readonly leaveOut?: (entry: PackageEntry) => boolean
  readonly onOutcome: (entry: PackageEntry, outcome: EntryOutcome) => void
  /** Stops after what is under way. */
  readonly signal?: AbortSignal
}

/** Tasks do not depend on each other; this many are sent at a time. */
const TASKS_AT_ONCE = 6

async function send(transport: Transport, entry: PreparedEntry, activate: boolean): Promise<void> {
  switch (entry.kind) {
    case 'task':
      await createTask(transport, entry.id, entry.spec)
      return
    case 'workflow':
      await createWorkflow(transport, entry.id, entry.spec)
      return
    case 'launchPlan':
      if (entry.spec) await createLaunchPlan(transport, entry.id, entry.spec)
      if (activate) await setLaunchPlanActive(transport, entry.id, true)
  }
}

/**
 * Registers a package: its code first, then tasks side by side, then workflows and launch plans one after another as they
 * depend on each other. What needs a refused one is not sent; all else is, unless it is told to stop. What is there already, just
 * the same, is no refusal. Nothing has to be undone: registering again goes on where this stopped.
 *
 * @throws ApiError when the code could not be stored; nothing has been registered then
 */
export async function registerPackage({
  transport,
  basePath,
  files,
  settings,
  activate,
  leaveOut = () => false,
  onOutcome,
  signal,
}: RegistrationJob): Promise<void> {
  const { source } = files
  const sourceUri = source
    ? await uploadFile(
        basePath,
        { project: settings.project, domain: settings.domain, filename: source.file },
        new Blob([new Uint8Array(source.bytes)]),
      )
    : ''
  const wanted = files.entries.filter((entry) => !leaveOut(entry))
  const failed = new Map<string, string>()
  const over = () => signal?.aborted === true
  const register = async (entry: PackageEntry) => {
    const needs = [...entryNeeds(entry)].flatMap((one) => failed.get(one) ?? [])[0]
    if (needs !== undefined) {
      failed.set(entryName(entry), needs)
      onOutcome(entry, { state: 'held-back', needs })
      return
    }
    try {
      await send(transport, prepareEntry(entry, { ...settings, sourceUri }), activate)
      onOutcome(entry, { state: 'registered' })
    } catch (thrown) {
      const error = toApiError(thrown)
      if (error.kind === 'exists') {
        onOutcome(entry, { state: 'unchanged' })
        return
      }
      failed.set(entryName(entry), entry.name)
      onOutcome(entry, { state: 'refused', error })
    }
  }
  const tasks = wanted.filter((entry) => entry.kind === 'task')
  let next = 0
  const worker = async () => {
    for (let task = tasks[next++]; task && !over(); task = tasks[next++]) await register(task)
  }
  await Promise.all(Array.from({ length: TASKS_AT_ONCE }, worker))
  for (const entry of wanted) {
    if (over()) return
    if (entry.kind !== 'task') await register(entry)
  }
}

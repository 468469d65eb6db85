import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { type EntryOutcome, registerPackage } from '../../api/registration/register-package'
import { registeredVersionsQuery } from '../../api/registration/registered-versions'
import { useApi } from '../../components/layout/api-context'
import { type EntryState, isThere } from '../../components/register/entry-state'
import type { ChosenSettings } from '../../components/register/registration-settings'
import { entryChanges } from '../../domain/registration/entry-changes'
import type { FlytePackage, PackageEntry } from '../../domain/registration/package-reader'
import { prepareEntry } from '../../domain/registration/prepare-entry'

/** Where code is unpacked that does not say where itself: the folder in which a task starts. */
const DESTINATION = '.'

function entryKey(entry: PackageEntry): string {
  return `${entry.kind} ${entry.name} ${entry.file}`
}

// The same objects each time, so that rows render only when something has happened to them.
const NOT_SENT: EntryState = { state: 'not-sent' }
const UNKNOWN: EntryState = { state: 'unknown' }
const CHECKING: EntryState = { state: 'checking' }

/** How a package compares with what is registered, and its registration: one entity's state, and what can be done. */
export function useRegistration(files: FlytePackage, settings: ChosenSettings) {
  const { transport, config } = useApi()
  const client = useQueryClient()
  const { project, domain, version } = settings
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, EntryOutcome>>(new Map())
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
    const as = { ...settings, destinationDir: DESTINATION, sourceUri: '' }
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
  const sending = useMutation({
    mutationFn: (leaveOut: (entry: PackageEntry) => boolean) => {
      stop.current = new AbortController()
      return registerPackage({
        transport,
        basePath: config.basePath,
        files,
        settings: { ...settings, destinationDir: DESTINATION },
        activate: settings.activate,
        leaveOut,
        signal: stop.current.signal,
        onOutcome: (entry, outcome) => setOutcomes((before) => new Map(before).set(entryKey(entry), outcome)),
      })
    },
    onSettled: () => client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'executions' }),
  })

  const idle = sending.isIdle
  const stateOf = (entry: PackageEntry): EntryState => {
    const outcome = outcomes.get(entryKey(entry))
    const before = compared.get(entryKey(entry))
    if (outcome?.state === 'unchanged' && before?.state === 'differs') return { state: 'kept', changes: before.changes }
    if (outcome) return outcome
    if (!idle) return sending.isPending ? CHECKING : NOT_SENT
    return before ?? (known.isError ? UNKNOWN : CHECKING)
  }
  const done = [...outcomes.values()]
  return {
    known,
    idle,
    busy: sending.isPending,
    failed: sending.error,
    stateOf,
    /** Entities in a state. */
    inState: (...states: readonly EntryState['state'][]) =>
      files.entries.filter((entry) => states.includes(stateOf(entry).state)),
    sent: done.filter(({ state }) => state !== 'held-back').length,
    tally: (state: EntryOutcome['state']) => done.filter((outcome) => outcome.state === state).length,
    /** What is left to send once it has begun and is over. */
    left: idle || sending.isPending ? [] : files.entries.filter((entry) => !isThere(stateOf(entry))),
    start: (leaveOut: readonly PackageEntry[] = []) => {
      if (version === '' || sending.isPending) return
      setOutcomes(new Map())
      sending.mutate((entry) => leaveOut.includes(entry))
    },
    goOn: () => {
      const there = new Set(files.entries.filter((entry) => isThere(stateOf(entry))))
      setOutcomes(
        (before) => new Map([...before].filter(([, { state }]) => state !== 'refused' && state !== 'held-back')),
      )
      sending.mutate((entry) => there.has(entry))
    },
    stop: () => stop.current?.abort(),
    reset: () => {
      setOutcomes(new Map())
      sending.reset()
    },
  }
}

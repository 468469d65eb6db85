import { useState } from 'react'
import { documentOfState, stateOfDocument } from '../../domain/execution-request/launch-document'
import type { LaunchInterface } from '../../domain/execution-request/launch-interface'
import {
  type LaunchModel,
  openModel,
  type TextFormat,
  withAside,
  withForm,
  withFormat,
  withoutTyped,
  withText,
} from '../../domain/execution-request/launch-model'
import type { LaunchState } from '../../domain/execution-request/launch-state'
import { type DataMap, sameData } from '../../domain/literals/data'
import { type LaunchPlace, readDraft, readFormat, writeDraft, writeFormat } from './launch-storage'

export interface LaunchSetup {
  readonly place: LaunchPlace
  readonly launchInterface: LaunchInterface
  /** What the form opens with when nobody has left a draft. */
  readonly first: LaunchState
  /** Whether a draft may take the place of that: not when the URL says what to fill in. */
  readonly restores: boolean
}

interface Opened {
  readonly model: LaunchModel
  /** When the draft that it opened with was left; undefined when there was none. Epoch milliseconds. */
  readonly restored: number | undefined
}

function open({ place, launchInterface, first, restores }: LaunchSetup): Opened {
  const draft = restores ? readDraft(place) : undefined
  if (!draft) return { model: openModel(first, readFormat()), restored: undefined }
  const { state } = stateOfDocument(draft.document, launchInterface, first)
  return { model: openModel(state, readFormat()), restored: draft.savedAt }
}

/** The state of a launch form and the text beside it, kept in the browser while it differs from what it opened with. */
export function useLaunch(setup: LaunchSetup) {
  const { place, launchInterface, first } = setup
  const [opened] = useState(() => open(setup))
  const [model, setModel] = useState(opened.model)
  const [restored, setRestored] = useState(opened.restored)
  const [kept, setKept] = useState(opened.restored !== undefined)

  const keep = (state: LaunchState) => {
    const document = documentOfState(state)
    const changed = !sameData(document, documentOfState(first))
    const stored = writeDraft(place, changed ? { savedAt: Date.now(), document } : undefined)
    setKept(changed && stored)
  }
  const set = (next: LaunchModel) => {
    setModel(next)
    if (next.state !== model.state) keep(next.state)
  }
  return {
    model,
    state: model.state,
    restored,
    /** Whether the browser has what is in the form. */
    kept,
    setState: (state: LaunchState) => set(withForm(model, state)),
    setText: (text: string) => set(withText(model, text, launchInterface)),
    setFormat: (format: TextFormat) => {
      writeFormat(format)
      set(withFormat(model, format))
    },
    dropTyped: () => set(withoutTyped(model)),
    takeAside: () => set(withAside(model, launchInterface)),
    setDocument: (document: DataMap) =>
      set(withForm(model, stateOfDocument(document, launchInterface, model.state).state)),
    /** Forgets what was changed, in the form and in the browser. */
    discard: () => {
      writeDraft(place, undefined)
      setKept(false)
      setRestored(undefined)
      setModel(withForm(model, first))
    },
    /** The form has done its work. */
    forget: () => writeDraft(place, undefined),
    /** The notice of the draft has been read. */
    dismiss: () => setRestored(undefined),
  } as const
}

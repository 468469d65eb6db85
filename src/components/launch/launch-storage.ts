import { TEXT_FORMATS, type TextFormat } from '../../domain/execution-request/launch-model'
import {
  type Draft,
  draftText,
  parseDraft,
  parsePresets,
  type Preset,
  presetsText,
} from '../../domain/execution-request/saved-launch'

/* What this browser keeps of launch forms. Without storage everything lasts as long as the page. */

/** What is launched, and the execution that filled the form in; each has a draft of its own. */
export interface LaunchPlace {
  readonly project: string
  readonly domain: string
  readonly kind: string
  readonly name: string
  /** "" for none. */
  readonly from: string
}

const FORMAT_KEY = 'contrail.launch.format'

function draftKey({ project, domain, kind, name, from }: LaunchPlace): string {
  return `contrail.launch.draft.${JSON.stringify([project, domain, kind, name, from])}`
}

function presetsKey({ project, domain, kind, name }: LaunchPlace): string {
  return `contrail.launch.presets.${JSON.stringify([project, domain, kind, name])}`
}

function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    // Storage is switched off.
    return ''
  }
}

/** Whether it was kept: storage may be switched off or full. */
function write(key: string, text: string): boolean {
  try {
    if (text === '') localStorage.removeItem(key)
    else localStorage.setItem(key, text)
    return true
  } catch {
    return false
  }
}

export function readDraft(place: LaunchPlace): Draft | undefined {
  return parseDraft(read(draftKey(place)))
}

/** Keeps a draft, or forgets the one there is; gives whether that was possible. */
export function writeDraft(place: LaunchPlace, draft: Draft | undefined): boolean {
  return write(draftKey(place), draft ? draftText(draft) : '')
}

export function readPresets(place: LaunchPlace): readonly Preset[] {
  return parsePresets(read(presetsKey(place))) ?? []
}

export function writePresets(place: LaunchPlace, presets: readonly Preset[]): boolean {
  return write(presetsKey(place), presets.length === 0 ? '' : presetsText(presets))
}

export function readFormat(): TextFormat {
  const kept = read(FORMAT_KEY)
  return TEXT_FORMATS.find((format) => format === kept) ?? 'yaml'
}

export function writeFormat(format: TextFormat): void {
  write(FORMAT_KEY, format)
}

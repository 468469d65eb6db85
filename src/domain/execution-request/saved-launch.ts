import { type Data, type DataMap, isList, isMap } from '../literals/data'
import { parseJson, printJson } from '../literals/json-text'
import { TextError } from '../literals/text-place'

/** A form under a name, as the document that {@link stateOfDocument} reads. */
export interface Preset {
  readonly name: string
  readonly document: DataMap
}

/** A form that somebody has left before launching. */
export interface Draft {
  /** Epoch milliseconds. */
  readonly savedAt: number
  readonly document: DataMap
}

function without(map: DataMap, key: string): DataMap {
  return new Map([...map].filter(([name]) => name !== key))
}

/** Presets as JSON, every value to the last bit: what the browser keeps and files hold. */
export function presetsText(presets: readonly Preset[]): string {
  const list = presets.map(({ name, document }) => new Map<Data, Data>([['name', name], ...document]))
  return `${printJson(new Map<Data, Data>([['presets', list]]), 'lines')}\n`
}

function presetOf(data: Data): Preset | undefined {
  const name = isMap(data) ? data.get('name') : undefined
  return isMap(data) && typeof name === 'string' && name !== '' ? { name, document: without(data, 'name') } : undefined
}

/** Reads presets; undefined when the text holds none. */
export function parsePresets(text: string): readonly Preset[] | undefined {
  const data = dataOf(text)
  const list = isMap(data) ? data.get('presets') : undefined
  if (!isList(list)) return undefined
  const presets = list.map(presetOf)
  return presets.every((preset) => preset !== undefined) ? presets : undefined
}

function dataOf(text: string): Data | undefined {
  try {
    return parseJson(text).data
  } catch (error) {
    if (error instanceof TextError) return undefined
    throw error
  }
}

/** Presets with one more, in place of one of its name. */
export function withPreset(presets: readonly Preset[], preset: Preset): readonly Preset[] {
  return [...presets.filter(({ name }) => name !== preset.name), preset].sort((one, other) =>
    one.name.localeCompare(other.name, 'en'),
  )
}

export function draftText({ savedAt, document }: Draft): string {
  return printJson(new Map<Data, Data>([['saved_at', BigInt(savedAt)], ...document]))
}

/** Reads a draft; undefined when the text is none. */
export function parseDraft(text: string): Draft | undefined {
  const data = dataOf(text)
  const savedAt = isMap(data) ? data.get('saved_at') : undefined
  return isMap(data) && typeof savedAt === 'bigint'
    ? { savedAt: Number(savedAt), document: without(data, 'saved_at') }
    : undefined
}

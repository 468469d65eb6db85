import type { ExecutionSettings } from '../execution-settings'

/** The options of a run, as the form has them. Empty texts leave them to the launch plan and the server. */
export interface LaunchOptions {
  readonly name: string
  /** One `key=value` a line. */
  readonly labels: string
  readonly annotations: string
  readonly envs: string
  /** Apart by commas or blanks. */
  readonly tags: string
  readonly maxParallelism: string
  readonly interruptible: 'inherit' | 'yes' | 'no'
  readonly overwriteCache: boolean
  readonly rawOutputPrefix: string
  readonly serviceAccount: string
  readonly clusterLabel: string
  readonly noNotifications: boolean
}

export const NO_OPTIONS: LaunchOptions = {
  name: '',
  labels: '',
  annotations: '',
  envs: '',
  tags: '',
  maxParallelism: '',
  interruptible: 'inherit',
  overwriteCache: false,
  rawOutputPrefix: '',
  serviceAccount: '',
  clusterLabel: '',
  noNotifications: false,
}

function pairLines(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([key, value]) => `${key}=${value}`).join('\n')
}

/** The options of an earlier execution. */
export function optionsOf(settings: ExecutionSettings, tags: readonly string[]): LaunchOptions {
  return {
    ...NO_OPTIONS,
    labels: pairLines(Object.entries(settings.labels)),
    annotations: pairLines(Object.entries(settings.annotations)),
    envs: pairLines(settings.envs),
    tags: tags.join(', '),
    maxParallelism: settings.maxParallelism === 0 ? '' : String(settings.maxParallelism),
    interruptible: settings.interruptible === undefined ? 'inherit' : settings.interruptible ? 'yes' : 'no',
    overwriteCache: settings.overwriteCache,
    rawOutputPrefix: settings.rawOutputPrefix,
    serviceAccount: settings.serviceAccount,
    clusterLabel: settings.clusterLabel,
    noNotifications: settings.notificationsOff,
  }
}

/** Reads `key=value` lines; a value may hold `=`, blanks and nothing. Undefined names the first line that is none. */
export function readPairs(
  text: string,
): { readonly pairs: readonly (readonly [string, string])[] } | { readonly badLine: string } {
  const pairs: (readonly [string, string])[] = []
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const at = line.indexOf('=')
    if (at <= 0) return { badLine: line }
    pairs.push([line.slice(0, at).trim(), line.slice(at + 1)])
  }
  return { pairs }
}

export function readTags(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,]+/).filter((tag) => tag !== ''))]
}

/** What is wrong with an option, by its name. */
export function optionProblems(options: LaunchOptions): Readonly<Partial<Record<keyof LaunchOptions, string>>> {
  const problems: Partial<Record<keyof LaunchOptions, string>> = {}
  for (const key of ['labels', 'annotations', 'envs'] as const) {
    const read = readPairs(options[key])
    if ('badLine' in read) problems[key] = `"${read.badLine}" is no key=value.`
  }
  if (options.maxParallelism !== '' && !/^\d{1,9}$/.test(options.maxParallelism))
    problems.maxParallelism = 'A whole number is needed.'
  return problems
}

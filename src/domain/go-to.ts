/** Where a text that somebody pasted leads. */
export type GoToTarget =
  | {
      readonly kind: 'execution'
      readonly project: string
      readonly domain: string
      readonly name: string
      readonly node?: string | undefined
    }
  | {
      readonly kind: 'workflow' | 'task' | 'launchPlan'
      readonly project: string
      readonly domain: string
      readonly name: string
      readonly version?: string | undefined
    }

const ENTITY_WORDS: Readonly<Record<string, 'workflow' | 'task' | 'launchPlan' | undefined>> = {
  workflow: 'workflow',
  workflows: 'workflow',
  wf: 'workflow',
  task: 'task',
  tasks: 'task',
  tsk: 'task',
  launch_plan: 'launchPlan',
  launchplans: 'launchPlan',
  lp: 'launchPlan',
}

function decode(text: string | undefined): string {
  try {
    return decodeURIComponent(text ?? '')
  } catch {
    return text ?? ''
  }
}

function fromConsoleUrl(text: string): GoToTarget | undefined {
  const match = /\/projects\/([^/?#]+)\/domains\/([^/?#]+)\/([a-zA-Z_]+)\/([^/?#]+)(?:\/version\/([^/?#]+))?/.exec(text)
  if (!match) return undefined
  const [project, domain, page = '', name, version] = match.slice(1).map(decode)
  const scope = { project: project ?? '', domain: domain ?? '', name: name ?? '' }
  if (page === 'executions') return { kind: 'execution', ...scope }
  const kind = ENTITY_WORDS[page.toLowerCase()]
  return kind && { kind, ...scope, version: version === '' ? undefined : version }
}

/**
 * Reads what people paste: a console URL of Contrail or flyteconsole, `flyte://v1/<project>/<domain>/<execution>[/<node>…]`,
 * `ex:project:domain:name` and its kin as FlyteRemote prints identifiers, or, within a project and domain, the name of an
 * execution. Undefined when it is none of them.
 */
export function parseGoTo(
  input: string,
  scope: { readonly project: string; readonly domain: string } | undefined,
): GoToTarget | undefined {
  const text = input.trim()
  const url = fromConsoleUrl(text)
  if (url) return url
  const flyte = /^flyte:\/\/v1\/([^/]+)\/([^/]+)\/([^/]+)(?:\/([^/]+))?/.exec(text)
  if (flyte) {
    return { kind: 'execution', project: flyte[1] ?? '', domain: flyte[2] ?? '', name: flyte[3] ?? '', node: flyte[4] }
  }
  const parts = text.split(':')
  if (parts.length >= 4) {
    const [word = '', project = '', domain = '', name = '', ...rest] = parts
    if (word.toLowerCase() === 'ex') return { kind: 'execution', project, domain, name }
    const kind = ENTITY_WORDS[word.toLowerCase()]
    if (kind) return { kind, project, domain, name, version: rest.length > 0 ? rest.join(':') : undefined }
  }
  if (scope && /^[a-z][a-z0-9-]{1,62}$/.test(text)) return { kind: 'execution', ...scope, name: text }
  return undefined
}

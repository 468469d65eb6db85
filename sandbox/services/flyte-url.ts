/** What a `flyte://` URL names: inputs, outputs or deck of a node or of one attempt, or one value among the inputs or outputs. */
export interface FlyteUrl {
  readonly project: string
  readonly domain: string
  readonly execution: string
  readonly node: string
  /** Attempt counted from 0; undefined for the node as a whole. */
  readonly attempt: number | undefined
  readonly artifact: 'inputs' | 'outputs' | 'deck'
  /** Name of one value; undefined for all of them. */
  readonly name: string | undefined
}

const ARTIFACTS = { i: 'inputs', o: 'outputs', d: 'deck' } as const

const PATTERN =
  /^flyte:\/\/v1\/(?<project>[\w-]+)\/(?<domain>[\w-]+)\/(?<execution>[\w-]+)\/(?<node>[\w-]+)(?:\/(?<attempt>\d{1,9}))?\/(?:(?<whole>[iod])|(?<part>[io])\/(?<name>[\w-]+))$/

/**
 * Reads `flyte://v1/<project>/<domain>/<execution>/<node>[/<attempt>]/(i|o|d)` or `…/(i|o)/<name>` (flyteadmin `pkg/common/flyte_url.go`, admin.md §13).
 *
 * @returns undefined for anything else
 */
export function parseFlyteUrl(url: string): FlyteUrl | undefined {
  const parts = PATTERN.exec(url)?.groups
  if (parts === undefined) return undefined
  const { project = '', domain = '', execution = '', node = '', attempt, whole, part, name } = parts
  const letter = whole ?? part
  if (letter !== 'i' && letter !== 'o' && letter !== 'd') return undefined
  return {
    project,
    domain,
    execution,
    node,
    attempt: attempt === undefined ? undefined : Number(attempt),
    artifact: ARTIFACTS[letter],
    name,
  }
}

/** The node or attempt that `flyteUrl` writes URLs for. */
export type FlyteUrlOwner = Pick<FlyteUrl, 'project' | 'domain' | 'execution' | 'node' | 'attempt'>

/** The URL of all inputs, all outputs, or the deck of a node or attempt. */
export function flyteUrl(owner: FlyteUrlOwner, artifact: FlyteUrl['artifact']): string {
  const { project, domain, execution, node, attempt } = owner
  const place = attempt === undefined ? node : `${node}/${attempt}`
  return `flyte://v1/${project}/${domain}/${execution}/${place}/${artifact.charAt(0)}`
}

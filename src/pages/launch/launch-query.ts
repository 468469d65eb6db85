import { type LaunchKind, paths, type Scope } from '../../config/paths'

/** What the URL of the launch page says. */
export interface LaunchQuery {
  readonly kind: LaunchKind
  readonly name: string
  /** "" for the latest. */
  readonly version: string
  /** "" for the workflow's default launch plan: the one of its name and version. */
  readonly launchPlan: string
  readonly launchPlanVersion: string
  /** Execution whose inputs and options fill the form; "" for none. */
  readonly from: string
  readonly texts: Readonly<Record<string, string>>
}

const INPUT_PREFIX = 'input.'

/** Reads the query; total. An entity without a name has the name "". */
export function parseLaunchQuery(query: URLSearchParams): LaunchQuery {
  const text = (name: string) => query.get(name) ?? ''
  const kind = text('kind')
  return {
    kind: kind === 'task' || kind === 'launchPlan' ? kind : 'workflow',
    name: text('name'),
    version: text('version'),
    launchPlan: text('launchPlan'),
    launchPlanVersion: text('launchPlanVersion'),
    from: text('from'),
    texts: Object.fromEntries(
      [...query].flatMap(([name, value]) =>
        name.startsWith(INPUT_PREFIX) ? [[name.slice(INPUT_PREFIX.length), value]] : [],
      ),
    ),
  }
}

/** The address of the form that a query describes, below the base path; what is empty is left out. */
export function launchHref(scope: Scope, query: LaunchQuery): string {
  const given = (text: string) => (text === '' ? undefined : text)
  return paths.launch({
    ...scope,
    kind: query.kind,
    name: query.name,
    version: given(query.version),
    launchPlan: given(query.launchPlan),
    launchPlanVersion: given(query.launchPlanVersion),
    from: given(query.from),
    inputs: query.texts,
  })
}

/** A project and one of its domains: where almost every page is. */
export interface Scope {
  readonly project: string
  readonly domain: string
}

/** What can be launched. */
export type LaunchKind = 'workflow' | 'task' | 'launchPlan'

export interface LaunchTarget extends Scope {
  readonly kind: LaunchKind
  readonly name: string
  /** Latest when left out. */
  readonly version?: string | undefined
  /** Launch plan of a workflow; its default one (same name and version) when left out. */
  readonly launchPlan?: string | undefined
  readonly launchPlanVersion?: string | undefined
  /** Name of the execution whose inputs and options fill the form. */
  readonly from?: string | undefined
  /** Inputs as text, by name. */
  readonly inputs?: Readonly<Record<string, string>> | undefined
}

type QueryValue = string | readonly string[] | undefined

function withQuery(path: string, query: Readonly<Record<string, QueryValue>>): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'string') parameters.append(name, value)
    else for (const one of value ?? []) parameters.append(name, one)
  }
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}

const segment = encodeURIComponent

function inScope({ project, domain }: Scope, ...parts: readonly string[]): string {
  return ['/projects', segment(project), 'domains', segment(domain), ...parts].join('/')
}

/**
 * The address of every page, below the base path (the router adds it). Names and versions may be any text. The patterns are in
 * {@link ROUTES}; both are flyteconsole's, whose links people have kept.
 */
export const paths = {
  projects: () => '/projects',
  home: (scope: Scope) => inScope(scope),
  executions: (scope: Scope, query: Readonly<Record<string, QueryValue>> = {}) =>
    withQuery(inScope(scope, 'executions'), query),
  execution: (scope: Scope, name: string, query: Readonly<Record<string, QueryValue>> = {}) =>
    withQuery(inScope(scope, 'executions', segment(name)), query),
  workflows: (scope: Scope) => inScope(scope, 'workflows'),
  workflow: (scope: Scope, name: string) => inScope(scope, 'workflows', segment(name)),
  workflowVersion: (scope: Scope, name: string, version: string) =>
    inScope(scope, 'workflow', segment(name), 'version', segment(version)),
  tasks: (scope: Scope) => inScope(scope, 'tasks'),
  task: (scope: Scope, name: string) => inScope(scope, 'tasks', segment(name)),
  taskVersion: (scope: Scope, name: string, version: string) =>
    inScope(scope, 'task', segment(name), 'version', segment(version)),
  launchPlans: (scope: Scope) => inScope(scope, 'launchPlans'),
  launchPlan: (scope: Scope, name: string) => inScope(scope, 'launchPlans', segment(name)),
  launchPlanVersion: (scope: Scope, name: string, version: string) =>
    inScope(scope, 'launch_plan', segment(name), 'version', segment(version)),
  launch: ({ project, domain, kind, name, version, launchPlan, launchPlanVersion, from, inputs }: LaunchTarget) =>
    withQuery(inScope({ project, domain }, 'launch'), {
      kind,
      name,
      version,
      launchPlan,
      launchPlanVersion,
      from,
      ...Object.fromEntries(Object.entries(inputs ?? {}).map(([input, value]) => [`input.${input}`, value])),
    }),
  register: (scope: Scope) => inScope(scope, 'register'),
  connection: () => '/connection',
  kit: () => '/kit',
} as const

/** The router's patterns, relative to `projects/:project/domains/:domain`. */
export const SCOPED_ROUTES = {
  home: '',
  executions: 'executions',
  execution: 'executions/:name',
  workflows: 'workflows',
  workflow: 'workflows/:name',
  workflowVersion: 'workflow/:name/version/:version',
  tasks: 'tasks',
  task: 'tasks/:name',
  taskVersion: 'task/:name/version/:version',
  launchPlans: 'launchPlans',
  launchPlan: 'launchPlans/:name',
  launchPlanVersion: 'launch_plan/:name/version/:version',
  launch: 'launch',
  register: 'register',
} as const

/** The pattern of a project and domain. */
export const SCOPE_ROUTE = 'projects/:project/domains/:domain'

/**
 * Where an old spelling of flyteconsole leads now, or undefined when it is none.
 *
 * @param path below the base path
 */
export function currentSpelling(path: string, search: string): string | undefined {
  const [clean = ''] = path.split('#')
  if (clean === '/select-project') return paths.projects()
  const entity = /^(\/projects\/[^/]+\/domains\/[^/]+)\/(workflow|task|launch_plan)\/([^/]+)\/?$/.exec(clean)
  if (entity) {
    const plural = { workflow: 'workflows', task: 'tasks', launch_plan: 'launchPlans' }[entity[2] ?? ''] ?? ''
    return `${entity[1] ?? ''}/${plural}/${entity[3] ?? ''}`
  }
  const old = /^\/projects\/([^/]+)(?:\/(executions|workflows|tasks|launchPlans)(\/[^/]+)?)?\/?$/.exec(clean)
  const parameters = new URLSearchParams(search)
  const domain = parameters.get('domain')
  if (old && domain) {
    parameters.delete('domain')
    const rest = old[2] === undefined ? '' : `/${old[2]}${old[3] ?? ''}`
    const query = parameters.toString()
    return `/projects/${old[1] ?? ''}/domains/${segment(domain)}${rest}${query === '' ? '' : `?${query}`}`
  }
  return undefined
}

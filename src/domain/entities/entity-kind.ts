/** What Flyte registers. */
export type EntityKind = 'task' | 'workflow' | 'launchPlan'

/** The name of an entity in its project and domain. */
export interface EntityName {
  readonly project: string
  readonly domain: string
  readonly name: string
}

/** One version of an entity. */
export interface EntityVersion extends EntityName {
  readonly version: string
}

export const kindWords = {
  task: { one: 'task', many: 'tasks', title: 'Tasks' },
  workflow: { one: 'workflow', many: 'workflows', title: 'Workflows' },
  launchPlan: { one: 'launch plan', many: 'launch plans', title: 'Launch plans' },
} as const satisfies Record<EntityKind, { readonly one: string; readonly many: string; readonly title: string }>

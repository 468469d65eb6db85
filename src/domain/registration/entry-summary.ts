import type { PackageEntry } from './package-reader'

function counted(count: number, one: string, many = `${one}s`): string {
  return count === 0 ? `no ${one}` : `${count} ${count === 1 ? one : many}`
}

/** What is in an entity, in a few words: `python-task, 3 inputs`, `5 nodes`, `cron 0 6 * * *, 1 fixed input`. */
export function entrySummary(entry: PackageEntry): string {
  switch (entry.kind) {
    case 'task': {
      const { type = '', interface: ports } = entry.spec.template ?? {}
      return [type, counted(Object.keys(ports?.inputs?.variables ?? {}).length, 'input')].filter(Boolean).join(', ')
    }
    case 'workflow': {
      const inner = entry.spec.subWorkflows.length
      return [
        counted(entry.spec.template?.nodes.length ?? 0, 'node'),
        ...(inner === 0 ? [] : [counted(inner, 'inner workflow')]),
        ...(entry.spec.template?.failureNode ? ['a failure node'] : []),
      ].join(', ')
    }
    case 'launchPlan': {
      const { spec } = entry.plan
      const fixed = Object.keys(spec?.fixedInputs?.literals ?? {}).length
      const parts = [
        ...scheduleWords(spec?.entityMetadata?.schedule?.ScheduleExpression),
        ...(fixed === 0 ? [] : [counted(fixed, 'fixed input')]),
      ]
      if (parts.length > 0) return parts.join(', ')
      return spec?.workflowId?.name === entry.name ? 'default' : `of ${spec?.workflowId?.name ?? 'no workflow'}`
    }
  }
}

type Expression = NonNullable<
  NonNullable<NonNullable<Extract<PackageEntry, { kind: 'launchPlan' }>['plan']['spec']>['entityMetadata']>['schedule']
>['ScheduleExpression']

function scheduleWords(expression: Expression | undefined): readonly string[] {
  switch (expression?.case) {
    case 'cronExpression':
      return [`cron ${expression.value}`]
    case 'cronSchedule':
      return [`cron ${expression.value.schedule}`]
    case 'rate':
      return ['at a fixed rate']
    default:
      return []
  }
}

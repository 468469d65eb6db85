import { House, type LucideIcon, PackagePlus, Play, Rocket, SquareFunction, Workflow } from 'lucide-react'
import { paths, type Scope } from '../../config/paths'

export interface NavItem {
  readonly label: string
  readonly icon: LucideIcon
  readonly href: string
  /** Letter that follows `g`. */
  readonly key: string
  /** Paths below which this item is the current one. */
  readonly below: readonly string[]
}

export interface NavGroup {
  readonly title: string | undefined
  readonly items: readonly NavItem[]
}

/** The pages of a project and domain. */
export function navGroups(scope: Scope): readonly NavGroup[] {
  const home = paths.home(scope)
  return [
    {
      title: undefined,
      items: [
        { label: 'Home', icon: House, href: home, key: 'h', below: [] },
        { label: 'Executions', icon: Play, href: paths.executions(scope), key: 'e', below: [`${home}/executions`] },
        {
          label: 'Workflows',
          icon: Workflow,
          href: paths.workflows(scope),
          key: 'w',
          below: [`${home}/workflows`, `${home}/workflow`],
        },
        {
          label: 'Tasks',
          icon: SquareFunction,
          href: paths.tasks(scope),
          key: 't',
          below: [`${home}/tasks`, `${home}/task`],
        },
        {
          label: 'Launch plans',
          icon: Rocket,
          href: paths.launchPlans(scope),
          key: 'p',
          below: [`${home}/launchPlans`, `${home}/launch_plan`],
        },
      ],
    },
    {
      title: 'Author',
      items: [
        { label: 'Register', icon: PackagePlus, href: paths.register(scope), key: 'r', below: [`${home}/register`] },
      ],
    },
  ]
}

/** Whether a path belongs to a page of this item. */
export function isCurrent(item: NavItem, path: string): boolean {
  return path === item.href || item.below.some((prefix) => path === prefix || path.startsWith(`${prefix}/`))
}

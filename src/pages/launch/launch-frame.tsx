import type { ReactNode } from 'react'
import { PageFrame } from '../../components/layout/page-frame'
import { useScope } from '../../components/layout/use-scope'
import { ButtonLink } from '../../components/ui/button-link'
import { paths } from '../../config/paths'
import type { LaunchQuery } from './launch-query'
import styles from './launch-frame.module.css'

export interface LaunchFrameProps {
  readonly query: LaunchQuery
  /** Versions and launch plans to choose from. */
  readonly pickers?: ReactNode
  readonly children: ReactNode
}

/** Title, the way back, and the pickers above the form. */
export function LaunchFrame({ query, pickers, children }: LaunchFrameProps) {
  const scope = useScope()
  const leaf = query.name.split('.').at(-1) ?? query.name
  const list = { workflow: paths.workflows, task: paths.tasks, launchPlan: paths.launchPlans }[query.kind](scope)
  const page = { workflow: paths.workflow, task: paths.task, launchPlan: paths.launchPlan }[query.kind](
    scope,
    query.name,
  )
  const words = { workflow: 'Workflows', task: 'Tasks', launchPlan: 'Launch plans' }[query.kind]
  return (
    <PageFrame
      documentTitle={`Launch ${leaf}`}
      crumbs={[
        { label: words, href: list },
        { label: query.name, href: page },
      ]}
      title={<>Launch {leaf}</>}
      meta={pickers === undefined ? undefined : <div className={styles.pickers}>{pickers}</div>}
      actions={<ButtonLink href={page}>Cancel</ButtonLink>}
      bare
    >
      {children}
    </PageFrame>
  )
}

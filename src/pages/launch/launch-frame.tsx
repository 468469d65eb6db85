import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { PageFrame } from '../../components/layout/page-frame'
import { useScope } from '../../components/layout/use-scope'
import { ButtonLink } from '../../components/ui/button-link'
import { paths } from '../../config/paths'
import { launchHref, type LaunchQuery } from './launch-query'
import { SourcePicker } from './source-picker'
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
  const navigate = useNavigate()
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
      meta={
        pickers === undefined ? undefined : (
          <div className={styles.pickers}>
            {pickers}
            <SourcePicker
              kind={query.kind}
              name={query.name}
              from={query.from}
              // What the URL has filled in would go before what the execution has.
              onPick={(from) => void navigate(launchHref(scope, { ...query, from, texts: {} }))}
            />
          </div>
        )
      }
      actions={<ButtonLink href={page}>Cancel</ButtonLink>}
      bare
    >
      {children}
    </PageFrame>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { namedEntitiesQuery } from '../../api/named-entities/named-entity-queries'
import { paths, type Scope } from '../../config/paths'
import { splitName } from '../../domain/execution'
import { useApi } from '../layout/api-context'
import { Link } from '../ui/link'
import { SearchField } from '../ui/search-field'
import styles from './workflow-choice.module.css'

export interface WorkflowChoiceProps {
  readonly scope: Scope
}

const mostShown = 8

/** Finds a workflow by its name and leads to its launch form. */
export function WorkflowChoice({ scope }: WorkflowChoiceProps) {
  const { transport } = useApi()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const workflows = useQuery(namedEntitiesQuery(transport, 'workflow', scope))
  const wanted = text.trim().toLowerCase()
  // Workflows that Flyte made around single tasks are launched as tasks.
  const matching = (workflows.data?.entities ?? []).filter(
    ({ name, archived }) => !archived && !name.startsWith('.flytegen.') && name.toLowerCase().includes(wanted),
  )
  const launchPath = (name: string) => paths.launch({ ...scope, kind: 'workflow', name })
  return (
    <div className={styles.choice}>
      <SearchField
        label="Find a workflow"
        value={text}
        autoFocus
        onChange={setText}
        onKeyDown={(event) => {
          const [first] = matching
          if (event.key !== 'Enter' || first === undefined) return
          event.preventDefault()
          void navigate(launchPath(first.name))
        }}
      />
      <ul>
        {matching.slice(0, mostShown).map(({ name }) => {
          const { leaf, module } = splitName(name)
          return (
            <li key={name}>
              <Link look="bare" href={launchPath(name)} className={styles.workflow}>
                <span className="medium cut">{leaf}</span>
                <span className="faint small cut">{module}</span>
              </Link>
            </li>
          )
        })}
      </ul>
      <p className={styles.rest}>
        {workflows.isError
          ? 'The workflows could not be read. '
          : matching.length === 0 && workflows.isSuccess
            ? 'No workflow has that in its name. '
            : matching.length > mostShown
              ? `${mostShown} of ${matching.length}: type more of its name. `
              : ''}
        Or from{' '}
        <Link look="accent" href={paths.workflows(scope)}>
          workflows
        </Link>
        ,{' '}
        <Link look="accent" href={paths.tasks(scope)}>
          tasks
        </Link>
        ,{' '}
        <Link look="accent" href={paths.launchPlans(scope)}>
          launch plans
        </Link>
      </p>
    </div>
  )
}

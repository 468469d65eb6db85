import { useQuery } from '@tanstack/react-query'
import { ChevronsUpDown } from 'lucide-react'
import { useState } from 'react'
import { projectsQuery } from '../../api/projects/project-queries'
import { paths, type Scope } from '../../config/paths'
import { classNames } from '../ui/class-names'
import { EmptyState } from '../ui/empty-state'
import { ErrorNotice } from '../ui/error-notice'
import { Icon } from '../ui/icon'
import { Link } from '../ui/link'
import { Popover } from '../ui/popover'
import { SearchField } from '../ui/search-field'
import { SkeletonRows } from '../ui/skeleton-rows'
import { useApi } from './api-context'
import styles from './scope-switcher.module.css'

export interface ScopeSwitcherProps {
  readonly scope: Scope | undefined
  /** On the rail only the first letter fits. */
  readonly compact: boolean
}

/** Which project and domain the pages are about; opens the list of all. */
export function ScopeSwitcher({ scope, compact }: ScopeSwitcherProps) {
  const label = scope ? `Project ${scope.project}, domain ${scope.domain}. Change` : 'Choose a project'
  return (
    <Popover
      label="Projects"
      width={320}
      padded={false}
      align="start"
      side={compact ? 'right' : 'bottom'}
      trigger={
        <button
          type="button"
          aria-label={label}
          className={classNames(styles.trigger, compact && styles.compact)}
          data-tooltip={compact ? label : undefined}
        >
          {compact ? (
            <span className={styles.letter}>{(scope?.project ?? '?').slice(0, 1).toUpperCase()}</span>
          ) : (
            <>
              <span className={styles.names}>
                <span className={classNames('cut', styles.project)}>{scope?.project ?? 'Choose a project'}</span>
                <span className={classNames('cut', styles.domain)}>{scope?.domain ?? ''}</span>
              </span>
              <Icon of={ChevronsUpDown} size="sm" className={styles.icon} />
            </>
          )}
        </button>
      }
    >
      {(close) => <ProjectList scope={scope} onChosen={close} />}
    </Popover>
  )
}

function ProjectList({ scope, onChosen }: { readonly scope: Scope | undefined; readonly onChosen: () => void }) {
  const { transport } = useApi()
  const projects = useQuery(projectsQuery(transport))
  const [text, setText] = useState('')
  if (projects.isError && !projects.data) {
    return (
      <div className={styles.note}>
        <ErrorNotice
          compact
          title="Could not read the projects"
          onRetry={() => void projects.refetch()}
          retrying={projects.isFetching}
        />
      </div>
    )
  }
  if (!projects.data) return <SkeletonRows rows={4} widths={['60%']} />
  const wanted = text.trim().toLowerCase()
  const shown = projects.data.filter((project) => `${project.id} ${project.name}`.toLowerCase().includes(wanted))
  return (
    <div className={styles.list}>
      <div className={styles.search}>
        <SearchField label="Find a project" value={text} onChange={setText} />
      </div>
      <ul className={styles.projects}>
        {shown.map((project) => (
          <li key={project.id} className={styles.item}>
            <span className={classNames('cut', styles.name)} data-cut="end">
              {project.name}
            </span>
            <span className={styles.domains}>
              {project.domains.map((domain) => {
                const current = project.id === scope?.project && domain.id === scope.domain
                return (
                  <Link
                    key={domain.id}
                    look="bare"
                    href={paths.executions({ project: project.id, domain: domain.id })}
                    className={classNames(styles.choice, current && styles.chosen)}
                    aria-current={current ? 'true' : undefined}
                    onClick={onChosen}
                  >
                    {domain.name}
                  </Link>
                )
              })}
            </span>
          </li>
        ))}
      </ul>
      {shown.length === 0 ? <EmptyState compact kind="no-match" title="No project matches" /> : null}
    </div>
  )
}

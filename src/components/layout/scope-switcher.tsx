import { useQuery } from '@tanstack/react-query'
import { ChevronsUpDown, Search } from 'lucide-react'
import { useId, useState } from 'react'
import { useNavigate } from 'react-router'
import { projectsQuery } from '../../api/projects/project-queries'
import { paths, type Scope } from '../../config/paths'
import { classNames } from '../ui/class-names'
import { ErrorNotice } from '../ui/error-notice'
import { Icon } from '../ui/icon'
import { Link } from '../ui/link'
import { ListBox, listBoxInput } from '../ui/list-box'
import { matchesText } from '../ui/match-text'
import { Popover } from '../ui/popover'
import { SkeletonRows } from '../ui/skeleton-rows'
import { useApi } from './api-context'
import styles from './scope-switcher.module.css'

export interface ScopeSwitcherProps {
  readonly scope: Scope
  /** On the rail only the first letter fits. */
  readonly compact: boolean
  readonly onChosen: () => void
}

/** Which project and domain the pages are about; opens the list of all. */
export function ScopeSwitcher({ scope, compact, onChosen }: ScopeSwitcherProps) {
  const label = `Project ${scope.project}, domain ${scope.domain}. Change`
  return (
    <Popover
      label="Projects and domains"
      width={320}
      padded={false}
      align="start"
      side={compact ? 'right' : 'bottom'}
      trigger={
        <button
          type="button"
          aria-label={label}
          className={classNames(styles.trigger, compact && styles.compact)}
          data-tooltip={compact ? `${scope.project} / ${scope.domain}` : undefined}
        >
          {compact ? (
            <span className={styles.letter}>{scope.project.slice(0, 1).toUpperCase()}</span>
          ) : (
            <>
              <span className={styles.names}>
                <span className={classNames('cut', styles.project)}>{scope.project}</span>
                <span className={classNames('cut', styles.domain)}>{scope.domain}</span>
              </span>
              <Icon of={ChevronsUpDown} size="sm" className={styles.icon} />
            </>
          )}
        </button>
      }
    >
      {(close) => (
        <ScopeList
          scope={scope}
          onLeave={() => {
            close()
            onChosen()
          }}
        />
      )}
    </Popover>
  )
}

interface ScopeListProps {
  readonly scope: Scope
  readonly onLeave: () => void
}

function ScopeList({ scope, onLeave }: ScopeListProps) {
  const { transport } = useApi()
  const navigate = useNavigate()
  const listId = useId()
  const projects = useQuery(projectsQuery(transport))
  const [text, setText] = useState('')
  const [at, setAt] = useState<number | undefined>()
  if (projects.data === undefined) {
    if (!projects.isError) return <SkeletonRows rows={4} widths={['60%']} />
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
  const options = projects.data.flatMap((project) =>
    project.domains
      .filter((domain) => matchesText(`${project.id} ${project.name} ${domain.id} ${domain.name}`, text))
      .map((domain) => ({
        key: `${project.id} ${domain.id}`,
        group: project.name === project.id ? project.id : `${project.name} (${project.id})`,
        content: domain.name,
        scope: { project: project.id, domain: domain.id },
      })),
  )
  const selected = `${scope.project} ${scope.domain}`
  const active = Math.max(0, Math.min(at ?? options.findIndex(({ key }) => key === selected), options.length - 1))
  const pick = (option: { readonly scope: Scope }) => {
    onLeave()
    void navigate(paths.executions(option.scope))
  }
  return (
    <div className={styles.list}>
      <div className={styles.search}>
        <Icon of={Search} size="sm" />
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          aria-label="Find a project or domain"
          placeholder="Find a project or domain"
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
          }}
          {...listBoxInput({
            listId,
            count: options.length,
            active,
            onMove: setAt,
            onEnter: () => {
              const option = options[active]
              if (option) pick(option)
            },
          })}
        />
      </div>
      <div className={styles.options}>
        <ListBox
          id={listId}
          label="Projects and domains"
          options={options}
          active={active}
          selected={selected}
          onHover={setAt}
          onPick={pick}
          empty="No project matches"
        />
      </div>
      <Link look="bare" href={paths.projects()} className={styles.all} onClick={onLeave}>
        All projects
      </Link>
    </div>
  )
}

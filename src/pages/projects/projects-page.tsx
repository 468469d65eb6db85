import { useQuery } from '@tanstack/react-query'
import { Boxes } from 'lucide-react'
import { projectsQuery } from '../../api/projects/project-queries'
import { useApi } from '../../components/layout/api-context'
import { PageFrame } from '../../components/layout/page-frame'
import { QueryRegion } from '../../components/layout/query-region'
import { ButtonLink } from '../../components/ui/button-link'
import { EmptyState } from '../../components/ui/empty-state'
import { SkeletonRows } from '../../components/ui/skeleton-rows'
import { paths } from '../../config/paths'
import styles from './projects-page.module.css'

/** Every project that this Flyte has, with its domains. */
export default function ProjectsPage() {
  const { transport } = useApi()
  const projects = useQuery(projectsQuery(transport))
  return (
    <PageFrame documentTitle="Projects" title="Projects">
      <QueryRegion
        query={projects}
        what="the projects"
        skeleton={<SkeletonRows rows={5} widths={['30%', '40%', 200]} />}
        empty={(data) =>
          data.length === 0 ? (
            <EmptyState icon={Boxes} title="No projects yet">
              Whoever runs this Flyte registers projects, for example with <code>flytectl create project</code>.
            </EmptyState>
          ) : undefined
        }
      >
        {(data) => (
          <ul>
            {data.map((project) => (
              <li key={project.id} className={styles.project}>
                <div className="grow">
                  <h2 className={styles.name}>{project.name}</h2>
                  <p className="dim break">{project.description === '' ? project.id : project.description}</p>
                </div>
                <div className={styles.domains}>
                  {project.domains.map((domain) => (
                    <ButtonLink key={domain.id} href={paths.executions({ project: project.id, domain: domain.id })}>
                      {domain.name}
                    </ButtonLink>
                  ))}
                </div>
              </li>
            ))}
          </ul>
        )}
      </QueryRegion>
    </PageFrame>
  )
}

import { createRouterTransport } from '@connectrpc/connect'
import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { Project_ProjectState } from '../gen/flyteidl/admin/project_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { projectsQuery } from './project-queries'

test('all projects with their domains; one without a name goes by its id', async () => {
  const limits: number[] = []
  const transport = createRouterTransport(({ service }) => {
    service(AdminService, {
      listProjects: ({ limit }) => {
        limits.push(limit)
        return {
          projects: [
            { id: 'a', name: 'Apples', description: 'fruit', domains: [{ id: 'production', name: 'Production' }] },
            { id: 'b', state: Project_ProjectState.ARCHIVED },
          ],
        }
      },
    })
  })
  expect(await new QueryClient().fetchQuery(projectsQuery(transport))).toEqual([
    {
      id: 'a',
      name: 'Apples',
      description: 'fruit',
      domains: [{ id: 'production', name: 'Production' }],
      archived: false,
    },
    { id: 'b', name: 'b', description: '', domains: [], archived: true },
  ])
  expect(limits, 'flyteadmin takes 0 as no limit').toEqual([0])
})

import { create } from '@bufbuild/protobuf'
import { createRouterTransport } from '@connectrpc/connect'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { afterEach, expect, test } from 'vitest'
import { NamedEntityListSchema } from '../../api/gen/flyteidl/admin/common_pb'
import { ExecutionListSchema } from '../../api/gen/flyteidl/admin/execution_pb'
import { WorkflowExecution_Phase } from '../../api/gen/flyteidl/core/execution_pb'
import { ResourceType } from '../../api/gen/flyteidl/core/identifier_pb'
import { AdminService } from '../../api/gen/flyteidl/service/admin_pb'
import { parseRuntimeConfig } from '../../config/runtime'
import { ApiContext } from './api-context'
import { CommandPalette } from './command-palette'

const scope = { project: 'p', domain: 'd' }

afterEach(cleanup)

function open() {
  const transport = createRouterTransport(({ rpc }) => {
    rpc(AdminService.method.listNamedEntities, ({ resourceType }) =>
      create(NamedEntityListSchema, {
        entities:
          resourceType === ResourceType.WORKFLOW ? [{ id: { name: 'ml.train' } }, { id: { name: 'etl.load' } }] : [],
      }),
    )
    rpc(AdminService.method.listExecutions, ({ filters }) =>
      create(ExecutionListSchema, {
        executions:
          filters === 'contains(execution_name,tra)'
            ? [{ id: { ...scope, name: 'first-training' }, closure: { phase: WorkflowExecution_Phase.SUCCEEDED } }]
            : [],
      }),
    )
  })
  const router = createMemoryRouter([
    { path: '*', element: <CommandPalette scope={scope} onShortcuts={() => undefined} onClose={() => undefined} /> },
  ])
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ApiContext value={{ transport, config: parseRuntimeConfig(undefined) }}>
        <RouterProvider router={router} />
      </ApiContext>
    </QueryClientProvider>,
  )
  return { router, user: userEvent.setup() }
}

test('finds workflows and executions by a part of their names', async () => {
  const { router, user } = open()
  await user.type(screen.getByRole('combobox'), 'tra')
  expect(await screen.findByRole('option', { name: /train\s*ml/ })).toBeTruthy()
  expect(await screen.findByRole('option', { name: /first-training/ })).toBeTruthy()
  expect(screen.queryByRole('option', { name: /load/ })).toBeNull()
  await user.keyboard('{ArrowDown}{Enter}')
  expect(router.state.location.pathname).toBe('/projects/p/domains/d/executions/first-training')
})

test('goes to an execution by its id before any list has answered', async () => {
  const { router, user } = open()
  await user.type(screen.getByRole('combobox'), 'price-check{Enter}')
  expect(router.state.location.pathname).toBe('/projects/p/domains/d/executions/price-check')
})

test.each([
  ['flyte://v1/flytesnacks/development/f3a/n0', '/projects/flytesnacks/domains/development/executions/f3a?node=n0'],
  ['https://x.io/console/projects/a/domains/b/workflows/c.d', '/projects/a/domains/b/workflows/c.d'],
  ['task:a:b:c.d:v1', '/projects/a/domains/b/task/c.d/version/v1'],
])('goes to %s', async (text, path) => {
  const { router, user } = open()
  await user.click(screen.getByRole('combobox'))
  await user.paste(text)
  await user.keyboard('{Enter}')
  expect(router.state.location.pathname + router.state.location.search).toBe(path)
})

import { timestampFromMs } from '@bufbuild/protobuf/wkt'
import { Code, ConnectError, createRouterTransport } from '@connectrpc/connect'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ExecutionState } from '../../api/gen/flyteidl/admin/execution_pb'
import { ExecutionError_ErrorKind, WorkflowExecution_Phase as Phase } from '../../api/gen/flyteidl/core/execution_pb'
import { ResourceType } from '../../api/gen/flyteidl/core/identifier_pb'
import { AdminService } from '../../api/gen/flyteidl/service/admin_pb'
import { ApiContext } from '../../components/layout/api-context'
import { renderRouterLink } from '../../components/layout/router-link'
import { RenderLink } from '../../components/ui/link'
import { paths, SCOPE_ROUTE, SCOPED_ROUTES } from '../../config/paths'
import { parseRuntimeConfig } from '../../config/runtime'
import ExecutionsPage from './executions-page'

const scope = { project: 'p', domain: 'd' }
const started = Date.UTC(2026, 10, 12, 10)

interface Stored {
  readonly name: string
  phase: Phase
  archived?: boolean
}

const failure = `Trace:\n\n${'    frame\n'.repeat(20)}\nMessage:\n\n    ValueError: Input y contains NaN.`

const stored = (): Stored[] => [
  { name: 'going', phase: Phase.RUNNING },
  { name: 'broken', phase: Phase.FAILED },
  { name: 'fine', phase: Phase.SUCCEEDED },
]

/** A Flyte that holds executions; `going` cannot be terminated when `refuses` is on. */
function adminWith(executions: Stored[], state = { refuses: false, fails: false }) {
  const filters: string[] = []
  const transport = createRouterTransport(({ service }) => {
    service(AdminService, {
      listExecutions: (request) => {
        filters.push(request.filters)
        if (state.fails) throw new ConnectError('disk full', Code.Internal)
        const phases = /value_in\(phase,([A-Z_;]+)\)/.exec(request.filters)?.[1]?.split(';')
        return {
          executions: executions
            .filter(({ phase, archived }) => archived !== true && (phases?.includes(Phase[phase]) ?? true))
            .map(({ name, phase }) => ({
              id: { ...scope, name },
              spec: {
                launchPlan: { resourceType: ResourceType.LAUNCH_PLAN, ...scope, name: 'housing.train', version: 'v1' },
                tags: ['nightly', 'gpu'],
              },
              closure: {
                phase,
                workflowId: { resourceType: ResourceType.WORKFLOW, ...scope, name: 'housing.train', version: 'v1' },
                createdAt: timestampFromMs(started),
                startedAt: timestampFromMs(started),
                updatedAt: timestampFromMs(started + 68_000),
                ...(phase === Phase.RUNNING ? {} : { duration: { seconds: 68n } }),
                ...(phase === Phase.FAILED
                  ? {
                      outputResult: {
                        case: 'error' as const,
                        value: {
                          code: 'USER:ValueError',
                          kind: ExecutionError_ErrorKind.USER,
                          message: failure.slice(0, 100),
                        },
                      },
                    }
                  : {}),
              },
            })),
        }
      },
      getExecution: ({ id }) => ({
        ...(id ? { id } : {}),
        closure: {
          phase: Phase.FAILED,
          outputResult: {
            case: 'error' as const,
            value: { code: 'USER:ValueError', kind: ExecutionError_ErrorKind.USER, message: failure },
          },
        },
      }),
      terminateExecution: ({ id }) => {
        const found = executions.find(({ name }) => name === id?.name)
        if (state.refuses || found === undefined) throw new ConnectError('may not', Code.PermissionDenied)
        found.phase = Phase.ABORTING
        return {}
      },
      updateExecution: ({ id, state: next }) => {
        const found = executions.find(({ name }) => name === id?.name)
        if (found) found.archived = next === ExecutionState.EXECUTION_ARCHIVED
        return {}
      },
      relaunchExecution: ({ id }) => ({ id: { ...scope, name: `${id?.name ?? ''}-again` } }),
    })
  })
  return { transport, filters, state }
}

function show({ transport }: Pick<ReturnType<typeof adminWith>, 'transport'>, address = paths.executions(scope)) {
  const router = createMemoryRouter(
    [
      {
        path: SCOPE_ROUTE,
        children: [
          { path: SCOPED_ROUTES.executions, Component: ExecutionsPage },
          { path: SCOPED_ROUTES.execution, element: <p>one execution</p> },
        ],
      },
    ],
    { initialEntries: [address] },
  )
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <ApiContext value={{ transport, config: parseRuntimeConfig(undefined) }}>
        <RenderLink value={renderRouterLink}>
          <RouterProvider router={router} />
        </RenderLink>
      </ApiContext>
    </QueryClientProvider>,
  )
  const user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) })
  return { user, location: () => router.state.location }
}

const names = () =>
  screen.queryAllByTestId('execution-row').map((row) => within(row).getAllByRole('link')[0]?.textContent)

beforeEach(() => {
  vi.useFakeTimers({ now: started + 600_000, shouldAdvanceTime: true })
  // Without a layout nothing has a height, and a list draws no rows.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(900)
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('executions page', () => {
  it('lists executions as links, and says of one that failed why', async () => {
    show(adminWith(stored()))
    await screen.findAllByTestId('execution-row')
    expect(names()).toEqual(['going', 'broken', 'fine'])
    expect(screen.getByRole('link', { name: 'fine' }).getAttribute('href')).toBe(paths.execution(scope, 'fine'))
    // The list has cut the message before it says why; the row reads it whole.
    expect(await screen.findByText('ValueError: Input y contains NaN.')).toBeTruthy()
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Executions3')
  })

  it('takes its filters from the URL, and puts a new one there', async () => {
    const admin = adminWith(stored())
    const { user, location } = show(admin, paths.executions(scope, { phase: 'FAILED' }))
    await screen.findByText('ValueError: Input y contains NaN.')
    expect(names()).toEqual(['broken'])
    await user.click(screen.getByRole('button', { name: 'Remove the filter Status is Failed' }))
    await waitFor(() => expect(names()).toEqual(['going', 'broken', 'fine']))
    expect(location().search).toBe('')
    await user.click(screen.getByRole('button', { name: /^Filter/ }))
    await user.click(screen.getByRole('button', { name: 'Status' }))
    await user.click(screen.getByRole('button', { name: 'Apply' }))
    expect(screen.getByRole('alert').textContent).toBe('Choose at least one.')
    await user.click(screen.getByRole('checkbox', { name: 'Succeeded' }))
    await user.click(screen.getByRole('button', { name: 'Apply' }))
    await waitFor(() => expect(names()).toEqual(['fine']))
    expect(location().search).toBe('?phase=SUCCEEDED')
  })

  it('searches while it is typed, and says what Flyte cannot search for', async () => {
    const admin = adminWith(stored())
    const { user, location } = show(admin)
    await screen.findAllByTestId('execution-row')
    await user.type(screen.getByRole('searchbox'), 'a,b')
    expect((await screen.findByRole('alert')).textContent).toContain('“,”')
    expect(location().search).toBe('')
    await user.clear(screen.getByRole('searchbox'))
    await user.type(screen.getByRole('searchbox'), 'train')
    await waitFor(() => expect(location().search).toBe('?workflow.contains=train'))
    await waitFor(() => expect(admin.filters.at(-1)).toBe('contains(workflow.name,train)'))
  })

  it('tells "nothing yet" from "nothing matches"', async () => {
    show(adminWith([]))
    await screen.findByRole('heading', { name: 'Nothing has run in p / d yet' })
    cleanup()
    const { user } = show(adminWith(stored()), paths.executions(scope, { phase: 'ABORTED' }))
    await screen.findByRole('heading', { name: 'No execution matches' })
    await user.click(screen.getByRole('button', { name: 'Show all' }))
    await waitFor(() => expect(names()).toHaveLength(3))
  })

  it('says what went wrong, and tries again', async () => {
    const admin = adminWith(stored(), { refuses: false, fails: true })
    const { user } = show(admin)
    await screen.findByText('disk full')
    admin.state.fails = false
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(names()).toHaveLength(3))
  })

  it('says which filter of the URL it does without', async () => {
    show(adminWith(stored()), paths.executions(scope, { user: 'a;b' }))
    await screen.findByText('Not filtered: User is a;b')
    await waitFor(() => expect(names()).toHaveLength(3))
  })

  it('opens the row with the cursor, and selects with x', async () => {
    const { user, location } = show(adminWith(stored()))
    await screen.findAllByTestId('execution-row')
    await user.keyboard('jjx')
    expect(screen.getByRole('toolbar').textContent).toContain('1 selected')
    await user.keyboard('{Enter}')
    expect(location().pathname).toBe(paths.execution(scope, 'broken'))
  })

  it('selects a range with shift, and clears it with Escape', async () => {
    const { user } = show(adminWith(stored()))
    await screen.findAllByTestId('execution-row')
    await user.click(screen.getByRole('checkbox', { name: 'Select going' }))
    await user.keyboard('{Shift>}')
    await user.click(screen.getByRole('checkbox', { name: 'Select fine' }))
    await user.keyboard('{/Shift}')
    expect(screen.getByRole('toolbar').textContent).toContain('3 selected')
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('toolbar')).toBeNull()
  })

  it('terminates with a reason only what can be, and says what was refused', async () => {
    const admin = adminWith(stored(), { refuses: true, fails: false })
    const { user } = show(admin)
    await screen.findAllByTestId('execution-row')
    await user.click(screen.getByRole('checkbox', { name: 'Select all that are loaded' }))
    await user.click(screen.getByRole('button', { name: 'Terminate 1' }))
    const dialog = await screen.findByRole('dialog', { name: 'Terminate execution?' })
    await user.type(within(dialog).getByRole('textbox', { name: 'Reason' }), 'enough')
    await user.click(within(dialog).getByRole('button', { name: 'Terminate' }))
    expect((await within(dialog).findByRole('alert')).textContent).toBe('may not')
    expect(within(dialog).getByRole('heading').textContent).toBe('Terminating 0 of 1')
  })

  it('archives, and the list is without it', async () => {
    const { user } = show(adminWith(stored()))
    await screen.findAllByTestId('execution-row')
    await user.click(screen.getByRole('checkbox', { name: 'Select fine' }))
    await user.click(screen.getByRole('button', { name: 'Archive' }))
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Archive' }))
    await waitFor(() => expect(names()).toEqual(['going', 'broken']))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(screen.queryByRole('toolbar')).toBeNull()
  })

  it('leads to what relaunching made', async () => {
    const { user } = show(adminWith(stored()))
    await screen.findAllByTestId('execution-row')
    await user.click(screen.getByRole('checkbox', { name: 'Select broken' }))
    await user.click(screen.getByRole('button', { name: 'Relaunch' }))
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Relaunch' }))
    const made = await screen.findByRole('link', { name: 'broken-again' })
    expect(made.getAttribute('href')).toBe(paths.execution(scope, 'broken-again'))
  })
})

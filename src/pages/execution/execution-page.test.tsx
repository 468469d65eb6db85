import type { MessageInitShape } from '@bufbuild/protobuf'
import { timestampFromMs } from '@bufbuild/protobuf/wkt'
import { Code, ConnectError, createRouterTransport } from '@connectrpc/connect'
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { NodeExecutionSchema } from '../../api/gen/flyteidl/admin/node_execution_pb'
import {
  ExecutionError_ErrorKind,
  NodeExecution_Phase as NodePhase,
  TaskExecution_Phase as TaskPhase,
  WorkflowExecution_Phase as Phase,
} from '../../api/gen/flyteidl/core/execution_pb'
import { ResourceType } from '../../api/gen/flyteidl/core/identifier_pb'
import { AdminService } from '../../api/gen/flyteidl/service/admin_pb'
import { SignalService } from '../../api/gen/flyteidl/service/signal_pb'
import { createQueryClient } from '../../api/transport/create-query-client'
import { ApiContext } from '../../components/layout/api-context'
import { renderRouterLink } from '../../components/layout/router-link'
import { RenderLink } from '../../components/ui/link'
import { paths, SCOPE_ROUTE, SCOPED_ROUTES } from '../../config/paths'
import { parseRuntimeConfig } from '../../config/runtime'
import ExecutionPage from './execution-page'

const scope = { project: 'p', domain: 'd' }
const started = Date.UTC(2026, 10, 12, 10)
const seconds = (count: number) => timestampFromMs(started + count * 1000)
const identifier = (resourceType: ResourceType, name: string) => ({ resourceType, ...scope, name, version: 'v1' })
const workflowId = identifier(ResourceType.WORKFLOW, 'housing.train')
const innerId = identifier(ResourceType.WORKFLOW, 'housing.region')
const task = (id: string, name: string) => ({
  id,
  target: {
    case: 'taskNode' as const,
    value: {
      reference: { case: 'referenceId' as const, value: identifier(ResourceType.TASK, name) },
    },
  },
})
const traceback = [
  'Traceback (most recent call last):',
  '  File "/root/housing/train.py", line 214, in fit',
  '    model.fit(features, target)',
  '  File "/usr/lib/python3.12/site-packages/sklearn/validation.py", line 1049, in check_array',
  'ValueError: Input y contains NaN.',
].join('\n')
const failure = { code: 'USER:ValueError', kind: ExecutionError_ErrorKind.USER, message: traceback }

type WireNode = MessageInitShape<typeof NodeExecutionSchema>

function node(nodeId: string, specNodeId: string, phase: NodePhase, isParentNode = false): WireNode {
  return {
    id: { nodeId, executionId: { ...scope, name: 'e' } },
    metadata: { specNodeId, isParentNode },
    closure: {
      phase,
      createdAt: seconds(0),
      startedAt: seconds(1),
      updatedAt: seconds(5),
      duration: { seconds: 4n },
      // Lists cut messages to 100 bytes.
      ...(phase === NodePhase.FAILED
        ? { outputResult: { case: 'error' as const, value: { ...failure, message: traceback.slice(0, 100) } } }
        : {}),
    },
  }
}

interface State {
  phase: Phase
  cause: string | undefined
}

/** An execution whose sub-workflow `region` has failed, or is running; as flyteadmin would tell of it. */
function adminWith(state: State) {
  const calls: string[] = []
  const inner = state.phase === Phase.FAILED ? NodePhase.FAILED : NodePhase.RUNNING
  const nodes: Readonly<Record<string, readonly WireNode[]>> = {
    '': [
      node('start-node', 'start-node', NodePhase.SUCCEEDED),
      node('n0', 'n0', NodePhase.SUCCEEDED),
      node('n1', 'n1', inner, true),
    ],
    n1: [node('n1-0-n0', 'n0', inner)],
  }
  const transport = createRouterTransport(({ service }) => {
    service(SignalService, { listSignals: () => ({}) })
    service(AdminService, {
      getExecution: ({ id }) => {
        calls.push('getExecution')
        if (id?.name !== 'e') throw new ConnectError('missing entity', Code.NotFound)
        return {
          id,
          spec: { launchPlan: identifier(ResourceType.LAUNCH_PLAN, 'housing.train') },
          closure: {
            phase: state.phase,
            workflowId,
            createdAt: seconds(0),
            startedAt: seconds(0),
            updatedAt: seconds(6),
            ...(state.phase === Phase.FAILED
              ? { duration: { seconds: 6n }, outputResult: { case: 'error' as const, value: failure } }
              : {}),
            ...(state.cause === undefined
              ? {}
              : { outputResult: { case: 'abortMetadata' as const, value: { cause: state.cause, principal: '' } } }),
          },
        }
      },
      listNodeExecutions: ({ uniqueParentId, filters }) => {
        calls.push('listNodeExecutions')
        const failed = filters.startsWith('value_in(phase,FAILED')
        const listed = nodes[uniqueParentId] ?? []
        return {
          nodeExecutions: listed.filter(({ closure }) => !failed || closure?.phase === NodePhase.FAILED),
        }
      },
      getNodeExecution: ({ id }) => {
        calls.push('getNodeExecution')
        const found = Object.values(nodes)
          .flat()
          .find((one) => one.id?.nodeId === id?.nodeId)
        if (found === undefined) throw new ConnectError('missing entity', Code.NotFound)
        return found
      },
      listTaskExecutions: ({ nodeExecutionId }) => {
        calls.push('listTaskExecutions')
        if (nodeExecutionId?.nodeId !== 'n1-0-n0') return {}
        return {
          taskExecutions: [
            {
              id: { nodeExecutionId, taskId: identifier(ResourceType.TASK, 'housing.fit'), retryAttempt: 0 },
              closure: {
                phase: state.phase === Phase.FAILED ? TaskPhase.FAILED : TaskPhase.RUNNING,
                createdAt: seconds(1),
                startedAt: seconds(2),
                updatedAt: seconds(5),
                ...(state.phase === Phase.FAILED ? { outputResult: { case: 'error' as const, value: failure } } : {}),
              },
            },
          ],
        }
      },
      getWorkflow: () => {
        calls.push('getWorkflow')
        return {
          id: workflowId,
          closure: {
            compiledWorkflow: {
              primary: {
                template: {
                  id: workflowId,
                  nodes: [
                    task('n0', 'housing.load'),
                    {
                      id: 'n1',
                      metadata: { name: 'region' },
                      upstreamNodeIds: ['n0'],
                      target: {
                        case: 'workflowNode',
                        value: { reference: { case: 'subWorkflowRef', value: innerId } },
                      },
                    },
                    { ...task('n2', 'housing.publish'), upstreamNodeIds: ['n1'] },
                  ],
                },
              },
              subWorkflows: [{ template: { id: innerId, nodes: [task('n0', 'housing.fit')] } }],
            },
          },
        }
      },
      terminateExecution: ({ cause }) => {
        state.phase = Phase.ABORTED
        state.cause = cause
        return {}
      },
    })
  })
  return { transport, calls }
}

function show(state: State, address = paths.execution(scope, 'e')) {
  const { transport, calls } = adminWith(state)
  const router = createMemoryRouter(
    [{ path: SCOPE_ROUTE, children: [{ path: SCOPED_ROUTES.execution, Component: ExecutionPage }] }],
    { initialEntries: [address] },
  )
  render(
    <QueryClientProvider client={createQueryClient()}>
      <ApiContext value={{ transport, config: parseRuntimeConfig(undefined) }}>
        <RenderLink value={renderRouterLink}>
          <RouterProvider router={router} />
        </RenderLink>
      </ApiContext>
    </QueryClientProvider>,
  )
  const user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) })
  return { calls, user, query: () => new URLSearchParams(router.state.location.search) }
}

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

describe('execution page', () => {
  it('says the phase, lists the nodes, and unfolds the way to the failure', async () => {
    show({ phase: Phase.FAILED, cause: undefined })
    expect((await screen.findByTestId('execution-phase')).textContent).toBe('Failed')
    expect((await screen.findByTestId('nodes-complete')).dataset['count']).toBe('2')
    await screen.findByRole('row', { name: /fit/ })
    const rows = screen.getAllByTestId('node-row')
    expect(rows.map((row) => [row.getAttribute('aria-level'), within(row).getByRole('link').textContent])).toEqual([
      ['1', 'load'],
      ['1', 'region'],
      ['2', 'fit'],
      ['1', 'publish'],
    ])
    expect(within(rows[3]!).getByText('never started')).toBeTruthy()
  })

  it('tells the root cause with its path and its own frames', async () => {
    show({ phase: Phase.FAILED, cause: undefined })
    const banner = await screen.findByRole('region', { name: 'Why it failed' })
    await within(banner).findByText('ValueError: Input y contains NaN.')
    await within(banner).findByRole('link', { name: 'region' })
    const leaf = await within(banner).findByRole('link', { name: 'fit' })
    expect(leaf.getAttribute('href')).toContain('node=n1-0-n0')
    expect(banner.textContent).toContain('housing/train.py:214')
  })

  it('opens a node in the panel, keeps it in the URL, and closes it with Escape', async () => {
    const { user, query } = show({ phase: Phase.FAILED, cause: undefined })
    await user.click(within(await screen.findByRole('row', { name: /fit/ })).getByRole('link'))
    expect(query().get('node')).toBe('n1-0-n0')
    const panel = await screen.findByTestId('node-panel')
    await within(panel).findByRole('tab', { name: 'Summary', selected: true })
    // The whole message, which the list had cut.
    await within(panel).findByText(/check_array/)
    await user.click(await within(panel).findByRole('tab', { name: 'Logs' }))
    expect(query().get('panel')).toBe('logs')
    await user.keyboard('{Escape}')
    expect(screen.queryByTestId('node-panel')).toBeNull()
    expect(query().get('node')).toBeNull()
  })

  it('moves with j and k, folds with the arrows, and goes to the next failure with ]', async () => {
    const { user, query } = show({ phase: Phase.FAILED, cause: undefined })
    await screen.findByRole('row', { name: /fit/ })
    await user.keyboard('jj')
    await user.keyboard('{ArrowLeft}')
    expect(screen.queryByRole('row', { name: /fit/ })).toBeNull()
    await user.keyboard('{ArrowRight}')
    await screen.findByRole('row', { name: /fit/ })
    await user.keyboard(']')
    expect(query().get('node')).toBe('n1-0-n0')
  })

  it('reads nothing more of what has ended', async () => {
    const { calls } = show({ phase: Phase.FAILED, cause: undefined })
    await screen.findByRole('row', { name: /fit/ })
    // What was read before it was known to have ended is read once more.
    await vi.advanceTimersByTimeAsync(10_000)
    const before = calls.length
    await vi.advanceTimersByTimeAsync(120_000)
    expect(calls.slice(before)).toEqual([])
  })

  it('terminates with a reason, and then says it', async () => {
    const { user } = show({ phase: Phase.RUNNING, cause: undefined })
    await user.click(await screen.findByRole('button', { name: 'Terminate' }))
    const dialog = await screen.findByRole('dialog')
    await user.type(within(dialog).getByRole('textbox'), 'wrong data')
    await user.click(within(dialog).getByRole('button', { name: 'Terminate' }))
    await vi.waitFor(() => expect(screen.getByTestId('execution-phase').textContent).toBe('Aborted'))
    expect(screen.getByText('wrong data')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Terminate' })).toBeNull()
  })

  it('says that there is no such execution', async () => {
    show({ phase: Phase.FAILED, cause: undefined }, paths.execution(scope, 'other'))
    expect((await screen.findByRole('alert')).textContent).toContain('execution other in p / d')
  })

  it.each(['graph', 'io', 'events', 'settings'])('shows the tab %s', async (tab) => {
    show({ phase: Phase.FAILED, cause: undefined }, paths.execution(scope, 'e', { tab }))
    const content = await screen.findByRole('tabpanel')
    await vi.waitFor(() => expect(content.textContent).not.toBe(''))
    expect(content.textContent).not.toContain('Could not show')
  })
})

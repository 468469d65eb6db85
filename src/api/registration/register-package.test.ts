import { create, toBinary } from '@bufbuild/protobuf'
import { Code, ConnectError, createRouterTransport } from '@connectrpc/connect'
import { expect, test } from 'vitest'
import { readPackage } from '../../domain/registration/package-reader'
import { LaunchPlanSchema } from '../gen/flyteidl/admin/launch_plan_pb'
import { TaskSpecSchema } from '../gen/flyteidl/admin/task_pb'
import { WorkflowSpecSchema } from '../gen/flyteidl/admin/workflow_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { type EntryOutcome, registerPackage, type RegistrationJob } from './register-package'

const files = readPackage([
  { name: '0_t_1.pb', bytes: toBinary(TaskSpecSchema, create(TaskSpecSchema, { template: { id: { name: 't' } } })) },
  {
    name: '1_w_2.pb',
    bytes: toBinary(WorkflowSpecSchema, create(WorkflowSpecSchema, { template: { id: { name: 'w' } } })),
  },
  {
    name: '2_w_3.pb',
    bytes: toBinary(
      LaunchPlanSchema,
      create(LaunchPlanSchema, { id: { name: 'w' }, spec: { workflowId: { name: 'w' } } }),
    ),
  },
])

const settings = {
  project: 'p',
  domain: 'd',
  version: 'v',
  images: new Map(),
  serviceAccount: '',
  outputPrefix: '',
  destinationDir: '',
}

async function register(refuse: Readonly<Record<string, Code>>, activate = false, more: Partial<RegistrationJob> = {}) {
  const calls: string[] = []
  const answer = (call: string) => {
    calls.push(call)
    const code = refuse[call]
    if (code !== undefined) throw new ConnectError('no', code)
    return {}
  }
  const transport = createRouterTransport((router) =>
    router.service(AdminService, {
      createTask: ({ id }) => answer(`task ${id?.name ?? ''} ${id?.version ?? ''}`),
      createWorkflow: ({ id }) => answer(`workflow ${id?.name ?? ''} ${id?.project ?? ''}`),
      createLaunchPlan: ({ spec }) => answer(`plan of ${spec?.workflowId?.version ?? ''}`),
      updateLaunchPlan: () => answer('activate'),
    }),
  )
  const outcomes: Record<string, EntryOutcome['state']> = {}
  await registerPackage({
    transport,
    basePath: '',
    files,
    settings,
    activate,
    onOutcome: (entry, { state }) => (outcomes[entry.file] = state),
    ...more,
  })
  return { calls, outcomes }
}

test('in order, with the identifiers filled in', async () => {
  const { calls, outcomes } = await register({}, true)
  expect(calls).toEqual(['task t v', 'workflow w p', 'plan of v', 'activate'])
  expect(Object.values(outcomes)).toEqual(['registered', 'registered', 'registered'])
})

test('what is there already is no refusal', async () => {
  const { outcomes } = await register({ 'task t v': Code.AlreadyExists })
  expect(Object.values(outcomes)).toEqual(['unchanged', 'registered', 'registered'])
})

test('what needs a refused one is not sent, the rest is', async () => {
  const more = readPackage([
    { name: '3_u_1.pb', bytes: toBinary(TaskSpecSchema, create(TaskSpecSchema, { template: { id: { name: 'u' } } })) },
  ])
  const { calls, outcomes } = await register({ 'workflow w p': Code.InvalidArgument }, false, {
    files: { ...files, entries: [...files.entries, ...more.entries] },
  })
  expect(calls).toEqual(['task t v', 'task u v', 'workflow w p'])
  expect(outcomes).toEqual({
    '0_t_1.pb': 'registered',
    '3_u_1.pb': 'registered',
    '1_w_2.pb': 'refused',
    '2_w_3.pb': 'held-back',
  })
})

test('what is left out is not sent', async () => {
  const { calls } = await register({}, false, { leaveOut: ({ kind }) => kind === 'task' })
  expect(calls).toEqual(['workflow w p', 'plan of v'])
})

test('once stopped, nothing more is sent', async () => {
  const stop = new AbortController()
  const { calls } = await register({}, false, { signal: stop.signal, onOutcome: () => stop.abort() })
  expect(calls).toEqual(['task t v'])
})

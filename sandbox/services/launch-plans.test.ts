import { Code } from '@connectrpc/connect'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LaunchPlanSpecSchema, LaunchPlanState as State } from '../../src/api/gen/flyteidl/admin/launch_plan_pb'
import { SimpleType } from '../../src/api/gen/flyteidl/core/types_pb'
import { DOMAIN, type Fields, integer, launchPlanId, PROJECT, registerAll, workflowId } from '../testing/entities'
import { startServices, type TestServices } from '../testing/start-services'

let services: TestServices
/** Launch plans whose schedules the engine was told to look at. */
let changed: string[] = []

beforeAll(async () => {
  services = await startServices()
  await services.admin.registerProject({ project: { id: PROJECT, name: PROJECT } })
  for (const version of ['v1', 'v2', 'v3']) await registerAll(services, 'lp', { version })
  const ignore = () => undefined
  services.cp.engine = {
    executionCreated: ignore,
    executionTerminated: ignore,
    signalSet: ignore,
    executionEnded: ignore,
    launchPlanChanged: ({ name, version }) => changed.push(`${name}:${version}`),
  }
})
beforeEach(() => {
  changed = []
})
afterAll(() => services.close())

const literal = (value: bigint) =>
  ({
    value: { case: 'scalar', value: { value: { case: 'primitive', value: { value: { case: 'integer', value } } } } },
  }) as const

describe('updateLaunchPlan', () => {
  const set = (version: string, state: State) =>
    services.admin.updateLaunchPlan({ id: launchPlanId('lp', version), state })
  const active = async () => {
    const { launchPlans } = await services.admin.listActiveLaunchPlans({ project: PROJECT, domain: DOMAIN, limit: 10 })
    return launchPlans.map(({ id }) => id?.version)
  }

  it('keeps one version active, and tells the engine which changed', async () => {
    await set('v1', State.ACTIVE)
    expect([await active(), changed]).toEqual([['v1'], ['lp:v1']])
    await set('v2', State.ACTIVE)
    expect([await active(), changed]).toEqual([['v2'], ['lp:v1', 'lp:v1', 'lp:v2']])
    await set('v2', State.ACTIVE)
    await set('v1', State.INACTIVE)
    expect(await active()).toEqual(['v2'])
    const id = { project: PROJECT, domain: DOMAIN, name: 'lp' }
    expect((await services.admin.getActiveLaunchPlan({ id })).closure?.state).toBe(State.ACTIVE)
    await set('v2', State.INACTIVE)
    await expect(services.admin.getActiveLaunchPlan({ id })).rejects.toMatchObject({
      code: Code.NotFound,
      rawMessage: 'No active launch plan could be found: p:development:lp',
    })
  })

  it('never switches a plan that is only half named', async () => {
    await expect(set('', State.ACTIVE)).rejects.toMatchObject({ rawMessage: 'missing version' })
    expect([await active(), changed]).toEqual([[], []])
  })
})

describe('createLaunchPlan', () => {
  const create = (version: string, spec: Fields<typeof LaunchPlanSpecSchema>) =>
    services.admin.createLaunchPlan({
      id: launchPlanId('x', version),
      spec: { workflowId: workflowId('lp'), ...spec },
    })
  const parameters = (value: bigint) => ({
    parameters: { a: { var: integer, behavior: { case: 'default', value: literal(value) } as const } },
  })

  it('leaves fixed inputs out of the expected ones', async () => {
    await create('fixed', { fixedInputs: { literals: { a: literal(1n) } } })
    const plan = await services.admin.getLaunchPlan({ id: launchPlanId('x', 'fixed') })
    expect(plan.closure?.expectedInputs?.parameters).toEqual({})
    expect(plan.spec?.defaultInputs?.parameters).toEqual({})
  })

  it.each<[string, Parameters<typeof create>[1], string]>([
    [
      'unknown default',
      { defaultInputs: { parameters: { z: { var: integer, behavior: { case: 'required', value: true } } } } },
      'unexpected default_input z',
    ],
    ['unknown fixed', { fixedInputs: { literals: { z: literal(1n) } } }, 'unexpected fixed_input z'],
    [
      'neither default nor required',
      { defaultInputs: { parameters: { a: { var: integer } } } },
      'Invalid variable a in default_inputs - variable has neither default, nor is required. One must be specified',
    ],
    [
      'no type',
      { defaultInputs: { parameters: { a: { var: {} } } } },
      'The Variable component of the Parameter a in default_inputs either is missing, or has a missing Type',
    ],
    ['no value', { fixedInputs: { literals: { a: {} } } }, 'missing valid literal in fixed_inputs a'],
    ['no name', { fixedInputs: { literals: { '': literal(1n) } } }, 'missing key in fixed_inputs'],
    [
      'wrong type',
      {
        fixedInputs: {
          literals: { a: { value: { case: 'scalar', value: { value: { case: 'noneType', value: {} } } } } },
        },
      },
      'invalid fixed_input wrong type a, expected simple:INTEGER, got simple:NONE instead',
    ],
    [
      'default of another type',
      {
        defaultInputs: {
          parameters: {
            a: {
              var: { type: { type: { case: 'simple', value: SimpleType.STRING } } },
              behavior: { case: 'default', value: literal(1n) },
            },
          },
        },
      },
      'Type mismatch for Parameter a in default_inputs has type simple:STRING, expected simple:INTEGER',
    ],
    [
      'time out of range',
      {
        fixedInputs: {
          literals: {
            a: {
              value: {
                case: 'scalar',
                value: {
                  value: { case: 'primitive', value: { value: { case: 'datetime', value: { seconds: 2n ** 62n } } } },
                },
              },
            },
          },
        },
      },
      'proto: timestamp (seconds:4611686018427387904) after 9999-12-31',
    ],
    [
      'artifact query',
      { defaultInputs: { parameters: { a: { var: integer, behavior: { case: 'artifactQuery', value: {} } } } } },
      'artifact mode not enabled but query found default_inputs a',
    ],
    [
      'schedule with an open input',
      { entityMetadata: { schedule: { ScheduleExpression: { case: 'rate', value: { value: 1 } } } } },
      'Cannot create a launch plan with a schedule if there is an unbound required input. [a] is required',
    ],
    [
      'kick-off input of another type',
      {
        entityMetadata: {
          schedule: {
            kickoffTimeInputArg: 'a',
            ScheduleExpression: { case: 'cronSchedule', value: { schedule: '@daily' } },
          },
        },
      },
      'KickoffTimeInputArg must reference a datetime input. [a] is a [simple:INTEGER]',
    ],
    [
      'kick-off input that does not exist',
      {
        defaultInputs: parameters(1n),
        entityMetadata: {
          schedule: { kickoffTimeInputArg: 'z', ScheduleExpression: { case: 'cronSchedule', value: {} } },
        },
      },
      'Cannot create a schedule with a KickoffTimeInputArg that does not point to a free input. [z] is not free or does not exist.',
    ],
    [
      'bad cron',
      {
        defaultInputs: parameters(1n),
        entityMetadata: { schedule: { ScheduleExpression: { case: 'cronSchedule', value: { schedule: 'x' } } } },
      },
      'Invalid cron expression: expected exactly 5 fields, found 1: [x]',
    ],
    [
      'launch conditions',
      { entityMetadata: { launchConditions: { typeUrl: 'x/y' } } },
      'Launch condition must be empty, found type_url:"x/y"',
    ],
  ])('refuses: %s', async (_what, spec, message) => {
    await expect(create('bad', spec)).rejects.toMatchObject({ code: Code.InvalidArgument, rawMessage: message })
  })

  it('compares a plan with the registered one by its defaults', async () => {
    await create('again', { defaultInputs: parameters(1n) })
    await expect(create('again', { defaultInputs: parameters(1n) })).rejects.toMatchObject({ code: Code.AlreadyExists })
    await expect(create('again', { defaultInputs: parameters(1n), maxParallelism: 3 })).rejects.toMatchObject({
      code: Code.AlreadyExists,
    })
    await expect(create('again', { defaultInputs: parameters(2n) })).rejects.toMatchObject({
      code: Code.InvalidArgument,
      rawMessage:
        'x launch plan with different structure already exists. (Please register a new version of the launch plan):\n' +
        '/default_inputs/parameters/a/Behavior/Default/Value/Scalar/Value/Primitive/Value/Integer:\n\t- 1 \n\t+ 2',
    })
  })

  it('cannot activate a schedule in the deprecated notation', async () => {
    const schedule = { ScheduleExpression: { case: 'cronExpression', value: '0 6 * * *' } } as const
    await create('old', { defaultInputs: parameters(1n), entityMetadata: { schedule } })
    await expect(
      services.admin.updateLaunchPlan({ id: launchPlanId('x', 'old'), state: State.ACTIVE }),
    ).rejects.toMatchObject({ code: Code.Internal })
  })
})

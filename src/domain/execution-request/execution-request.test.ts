import { create, toJson } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { ExecutionCreateRequestSchema, ExecutionSpecSchema } from '../../api/gen/flyteidl/admin/execution_pb'
import { LaunchPlanSpecSchema } from '../../api/gen/flyteidl/admin/launch_plan_pb'
import { QualityOfService_Tier } from '../../api/gen/flyteidl/core/execution_pb'
import { executionNameProblem, newExecutionName } from './execution-name'
import {
  type ExecutionOptions,
  executionOptions,
  givenOptions,
  launchPlanOptions,
  NO_OPTIONS,
  optionProblems,
} from './execution-options'
import { type ExecutionOrder, executionRequest } from './execution-request'
import { refusedInput } from './input-refusal'

const order: ExecutionOrder = {
  project: 'p',
  domain: 'd',
  name: 'run',
  target: { kind: 'launchPlan', project: 'p', domain: 'd', name: 'lp', version: 'v' },
  inputs: {},
  options: NO_OPTIONS,
}

const json = (given: ExecutionOrder) => toJson(ExecutionCreateRequestSchema, executionRequest(given))

const EVERYTHING = {
  ...NO_OPTIONS,
  labels: [['team', 'a']],
  annotations: [['note', 'b, c']],
  envs: [['X', '']],
  tags: ['one', 'two words'],
  maxParallelism: '3',
  interruptible: false,
  overwriteCache: true,
  rawOutputPrefix: 's3://x',
  serviceAccount: 'me',
  iamRole: 'arn',
  clusterLabel: 'gpu',
  clusterPool: 'pool',
  notifications: [{ phases: ['failed', 'timed_out'], channel: 'email', recipients: ['a@b.c'] }],
} as const

describe('the request', () => {
  test('says nothing that was not said', () => {
    expect(json(order)).toEqual({
      project: 'p',
      domain: 'd',
      name: 'run',
      inputs: {},
      spec: {
        launchPlan: { resourceType: 'LAUNCH_PLAN', project: 'p', domain: 'd', name: 'lp', version: 'v' },
        metadata: {},
      },
    })
  })

  test('carries every option', () => {
    expect(json({ ...order, target: { ...order.target, kind: 'task' }, options: EVERYTHING })).toMatchObject({
      spec: {
        launchPlan: { resourceType: 'TASK' },
        labels: { values: { team: 'a' } },
        annotations: { values: { note: 'b, c' } },
        envs: { values: [{ key: 'X' }] },
        tags: ['one', 'two words'],
        maxParallelism: 3,
        interruptible: false,
        overwriteCache: true,
        rawOutputDataConfig: { outputLocationPrefix: 's3://x' },
        securityContext: { runAs: { k8sServiceAccount: 'me', iamRole: 'arn' } },
        executionClusterLabel: { value: 'gpu' },
        clusterAssignment: { clusterPoolName: 'pool' },
        notifications: { notifications: [{ phases: ['FAILED', 'TIMED_OUT'], email: { recipientsEmail: ['a@b.c'] } }] },
      },
    })
  })

  test('turns notifications off, or leaves them to the launch plan', () => {
    expect(json({ ...order, options: { ...NO_OPTIONS, notifications: [] } })).toMatchObject({
      spec: { disableAll: true },
    })
    expect(json(order)).not.toHaveProperty('spec.disableAll')
  })

  test('made from an earlier run says so, and keeps the settings that no form shows', () => {
    const spec = create(ExecutionSpecSchema, {
      qualityOfService: { designation: { case: 'tier', value: QualityOfService_Tier.HIGH } },
      securityContext: { runAs: { k8sServiceAccount: 'default' }, secrets: [{ group: 'g', key: 'k' }] },
      executionEnvAssignments: [{ nodeIds: ['n0'], taskType: 'actor' }],
    })
    const source = { id: { project: 'p', domain: 'd', name: 'before' }, spec }
    expect(json({ ...order, source })).toMatchObject({
      spec: {
        metadata: { mode: 'RELAUNCH', referenceExecution: { project: 'p', domain: 'd', name: 'before' } },
        qualityOfService: { tier: 'HIGH' },
        securityContext: { secrets: [{ group: 'g', key: 'k' }] },
        executionEnvAssignments: [{ nodeIds: ['n0'], taskType: 'actor' }],
      },
    })
  })
})

describe('options', () => {
  test('of an earlier run come back as they were asked for', () => {
    const { spec } = executionRequest({ ...order, options: EVERYTHING })
    expect(spec && executionOptions(spec, NO_OPTIONS)).toEqual(EVERYTHING)
    expect(spec && givenOptions(executionOptions(spec, NO_OPTIONS))).toHaveLength(13)
  })

  test('that are as the launch plan says are left to it', () => {
    const plan = launchPlanOptions(
      create(LaunchPlanSpecSchema, {
        maxParallelism: 25,
        securityContext: { runAs: { k8sServiceAccount: 'default' } },
      }),
    )
    const spec = create(ExecutionSpecSchema, {
      maxParallelism: 25,
      securityContext: { runAs: { k8sServiceAccount: 'default' } },
    })
    expect(givenOptions(executionOptions(spec, plan))).toEqual([])
  })

  test.each<[Partial<ExecutionOptions>, string, string]>([
    [{ maxParallelism: 'many' }, 'maxParallelism', 'A whole number is needed; 0 leaves it to the launch plan.'],
    [
      {
        labels: [
          ['a', '1'],
          ['a', '2'],
        ],
      },
      'labels',
      '“a” is there twice.',
    ],
    [{ labels: [['', '1']] }, 'labels', 'A name is missing.'],
    [{ labels: [['a b', '1']] }, 'labels', '“a b” cannot be a name here.'],
    [
      { labels: [['a', 'x y']] },
      'labels',
      '“x y” cannot be a value here: at most 63 letters, digits, “-”, “_” and “.”.',
    ],
    [
      { labels: Array.from({ length: 17 }, (_, index) => [`k${index}`, '']) },
      'labels',
      'At most 16 labels; these are 17.',
    ],
    [{ envs: [['1X', '']] }, 'envs', '“1X” cannot be a name here.'],
    [
      { notifications: [{ phases: [], channel: 'email', recipients: ['x'] }] },
      'notifications',
      'Choose when to notify.',
    ],
    [
      { notifications: [{ phases: ['failed'], channel: 'slack', recipients: [] }] },
      'notifications',
      'Say whom to notify.',
    ],
    [{ name: 'Upper' }, 'name', 'Small letters, digits and hyphens, beginning with a letter.'],
  ])('%j is refused', (change, name, message) => {
    expect(optionProblems({ ...NO_OPTIONS, ...change })).toEqual({ [name]: message })
  })

  test('labels as Kubernetes takes them are right', () => {
    expect(
      optionProblems({
        ...NO_OPTIONS,
        labels: [
          ['app.kubernetes.io/name', 'a_b.c-d'],
          ['x', ''],
        ],
      }),
    ).toEqual({})
  })

  test('names', () => {
    const name = newExecutionName((count) => new Uint32Array(count).map((_, index) => index * 7919))
    expect(name).toMatch(/^a[bcdfghjklmnpqrstvwxz2456789]{19}$/)
    expect(executionNameProblem(name)).toBeUndefined()
    expect(executionNameProblem('a'.repeat(64))).toBe('At most 63 characters; this has 64.')
  })
})

test.each([
  ['expected_inputs n missing', 'n'],
  ['invalid input extra', 'extra'],
  ['invalid x input wrong type. Expected a, but got b', 'x'],
  ['Failed to validate literal type for [y] with err: boom', 'y'],
  ['missing project', undefined],
])('%s is about %s', (message, name) => expect(refusedInput(message)).toBe(name))

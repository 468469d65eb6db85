import { create } from '@bufbuild/protobuf'
import { Code } from '@connectrpc/connect'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  MatchableResource as Kind,
  PluginOverride_MissingPluginBehavior as Missing,
  MatchingAttributesSchema,
} from '../../src/api/gen/flyteidl/admin/matchable_resource_pb'
import { DOMAIN, PROJECT, taskId, taskTemplate } from '../testing/entities'
import { startServices, type TestServices } from '../testing/start-services'
import { executionConfigs } from './attributes'

let services: TestServices
beforeAll(async () => {
  services = await startServices()
  await services.admin.registerProject({ project: { id: PROJECT, name: PROJECT } })
})
afterAll(() => services.close())

const parallelism = (maxParallelism: number) => ({
  target: { case: 'workflowExecutionConfig', value: { maxParallelism } } as const,
})

it('deleting a level leaves the levels below alone', async () => {
  const { admin } = services
  const resourceType = Kind.WORKFLOW_EXECUTION_CONFIG
  await admin.updateProjectAttributes({ attributes: { project: PROJECT, matchingAttributes: parallelism(1) } })
  await admin.updateProjectDomainAttributes({
    attributes: { project: PROJECT, domain: DOMAIN, matchingAttributes: parallelism(2) },
  })
  await admin.updateWorkflowAttributes({
    attributes: { project: PROJECT, domain: DOMAIN, workflow: 'w', matchingAttributes: parallelism(3) },
  })
  const inForce = (workflow: string) =>
    executionConfigs(services.cp.db, PROJECT, DOMAIN, workflow).map(({ maxParallelism }) => maxParallelism)
  expect(inForce('w')).toEqual([3, 1])
  expect(inForce('other')).toEqual([2, 1])
  await admin.deleteProjectAttributes({ project: PROJECT, resourceType })
  expect(inForce('w')).toEqual([3])
  await admin.deleteProjectDomainAttributes({ project: PROJECT, domain: DOMAIN, resourceType })
  expect(inForce('w')).toEqual([3])
  expect(inForce('other')).toEqual([])
  await admin.deleteProjectDomainAttributes({ project: PROJECT, domain: DOMAIN, resourceType })
})

it('plugin overrides merge by task type, at every level', async () => {
  const { admin } = services
  const overrides = (...types: [string, Missing][]) =>
    create(MatchingAttributesSchema, {
      target: {
        case: 'pluginOverrides',
        value: { overrides: types.map(([taskType, missingPluginBehavior]) => ({ taskType, missingPluginBehavior })) },
      },
    })
  const stored = async () => {
    const { attributes } = await admin.getProjectAttributes({ project: PROJECT, resourceType: Kind.PLUGIN_OVERRIDE })
    return attributes?.matchingAttributes
  }
  await admin.updateProjectAttributes({
    attributes: { project: PROJECT, matchingAttributes: overrides(['a', Missing.FAIL], ['b', Missing.FAIL]) },
  })
  await admin.updateProjectAttributes({
    attributes: { project: PROJECT, matchingAttributes: overrides(['b', Missing.USE_DEFAULT], ['c', Missing.FAIL]) },
  })
  expect(await stored()).toEqual(overrides(['a', Missing.FAIL], ['b', Missing.USE_DEFAULT], ['c', Missing.FAIL]))
})

it('limits resources of new tasks, but not with what is no quantity', async () => {
  const { admin } = services
  const limit = (cpu: string) =>
    admin.updateProjectAttributes({
      attributes: {
        project: PROJECT,
        matchingAttributes: { target: { case: 'taskResourceAttributes', value: { limits: { cpu } } } },
      },
    })
  const create = (name: string, requests: [number, string][], limits: [number, string][] = []) =>
    admin.createTask({
      id: taskId(name),
      spec: {
        template: taskTemplate({
          target: {
            case: 'container',
            value: {
              image: 'i',
              args: ['x'],
              resources: {
                requests: requests.map(([kind, value]) => ({ name: kind, value })),
                limits: limits.map(([kind, value]) => ({ name: kind, value })),
              },
            },
          },
        }),
      },
    })
  await limit('lots')
  await create('r1', [[1, '99']])
  await limit('2')
  await create('r2', [[1, '1500m']])
  await expect(create('r3', [[1, '2001m']])).rejects.toMatchObject({
    rawMessage:
      'Requested CPU default [2001m] is greater than current limit set in the platform configuration [2]. Please contact Flyte Admins to change these limits or consult the configuration',
  })
  await expect(create('r4', [[1, '2']], [[1, '1']])).rejects.toMatchObject({
    rawMessage: 'Requested CPU default [2] is greater than the limit [1]. Please fix your configuration',
  })
  await expect(
    create('r5', [
      [1, '1'],
      [1, '1'],
    ]),
  ).rejects.toThrow("can't specify CPU limit for task")
  await expect(create('r6', [[3, '1Gx']])).rejects.toThrow('Parsing of MEMORY request failed for value 1Gx')
  await expect(create('r7', [[2, '0.5']])).rejects.toThrow('must be a whole number, got: 0.5 instead')
  await expect(create('r8', [[2, '1']], [[2, '2']])).rejects.toThrow("For extended resource 'gpu'")
  await limit('')
  await create('r9', [[1, '99']])
})

it('checks the project', async () => {
  const { admin } = services
  await expect(admin.updateProjectAttributes({ attributes: { project: 'none' } })).rejects.toMatchObject({
    code: Code.InvalidArgument,
    rawMessage: 'failed to validate that project [none] is registered, err: [project [none] not found]',
  })
  await expect(admin.getProjectAttributes({ project: 'none' })).rejects.toMatchObject({
    rawMessage: 'failed to validate that project [none] exists, err: [project [none] not found]',
  })
  await expect(
    admin.updateWorkflowAttributes({ attributes: { project: PROJECT, domain: DOMAIN } }),
  ).rejects.toMatchObject({ rawMessage: 'missing name' })
})

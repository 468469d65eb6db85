import type { JsonObject } from '@bufbuild/protobuf'
import { Code, createClient } from '@connectrpc/connect'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NamedEntityState, Sort_Direction as Direction } from '../../src/api/gen/flyteidl/admin/common_pb'
import { ResourceType } from '../../src/api/gen/flyteidl/core/identifier_pb'
import { AuthMetadataService } from '../../src/api/gen/flyteidl/service/auth_pb'
import { IdentityService } from '../../src/api/gen/flyteidl/service/identity_pb'
import { Health, HealthCheckResponse_ServingStatus as Serving } from '../../src/api/gen/grpc/health/v1/health_pb'
import type { NodeSchema } from '../../src/api/gen/flyteidl/core/workflow_pb'
import {
  DOMAIN,
  type Fields,
  PROJECT,
  registerAll,
  taskId,
  taskTemplate,
  workflowId,
  workflowTemplate,
} from '../testing/entities'
import { startServices, type TestServices } from '../testing/start-services'

let services: TestServices
beforeAll(async () => {
  services = await startServices()
  await services.admin.registerProject({ project: { id: PROJECT, name: PROJECT } })
})
afterAll(() => services.close())

const scope = { project: PROJECT, domain: DOMAIN }

describe('tasks and workflows', () => {
  it('registered again: the same, and changed', async () => {
    const { admin } = services
    await registerAll(services, 'dup')
    const create = (image: string) =>
      admin.createTask({
        id: taskId('dup'),
        spec: { template: taskTemplate({ target: { case: 'container', value: { image, args: ['x'] } } }) },
      })
    await expect(create('i')).rejects.toMatchObject({
      code: Code.AlreadyExists,
      rawMessage: 'task with identical structure already exists',
      details: [],
    })
    await expect(create('j')).rejects.toMatchObject({
      code: Code.InvalidArgument,
      rawMessage:
        'dup task with different structure already exists. (Please register a new version of the task):\n' +
        '/template/Target/Container/image:\n\t- i \n\t+ j',
    })
    const again = (node: Fields<typeof NodeSchema>) =>
      admin.createWorkflow({ id: workflowId('dup'), spec: { template: workflowTemplate('dup', 'v1', node) } })
    const details = [{ type: 'flyteidl.admin.CreateWorkflowFailureReason' }]
    await expect(again({})).rejects.toMatchObject({ code: Code.AlreadyExists, details })
    await expect(again({ metadata: { name: 'other' } })).rejects.toMatchObject({
      code: Code.InvalidArgument,
      details,
      rawMessage: expect.stringContaining('/primary/template/nodes/2/metadata') as string,
    })
  })

  it('are found by their whole identifier only', async () => {
    const { admin } = services
    await expect(admin.getTask({ id: { ...taskId('dup'), version: '' } })).rejects.toMatchObject({
      rawMessage: 'missing version',
    })
    await expect(admin.getTask({})).rejects.toMatchObject({ rawMessage: 'missing id' })
    const other = await admin.getTask({ id: { ...taskId('dup'), resourceType: ResourceType.WORKFLOW } })
    expect(other.id?.resourceType).toBe(ResourceType.TASK)
    await expect(admin.getWorkflow({ id: taskId('dup') })).rejects.toMatchObject({ code: Code.InvalidArgument })
    expect(
      (await admin.getWorkflow({ id: { ...workflowId('dup'), resourceType: ResourceType.UNSPECIFIED } })).id?.name,
    ).toBe('dup')
  })

  it('leave nothing behind when refused', async () => {
    const { admin } = services
    const spec = { template: taskTemplate({ target: { case: 'container', value: { image: 'i' } } }), description: {} }
    await expect(admin.createTask({ id: taskId('half'), spec })).rejects.toMatchObject({ code: Code.InvalidArgument })
    await expect(admin.getTask({ id: taskId('half') })).rejects.toMatchObject({ code: Code.NotFound })
    await expect(admin.getDescriptionEntity({ id: taskId('half') })).rejects.toMatchObject({ code: Code.NotFound })
  })

  it('of a pod are checked container by container', async () => {
    const { admin } = services
    const pod = (podSpec: JsonObject | undefined) =>
      admin.createTask({
        id: taskId('pod'),
        spec: { template: taskTemplate({ target: { case: 'k8sPod', value: { podSpec } } }) },
      })
    await expect(pod(undefined)).rejects.toMatchObject({
      rawMessage:
        'invalid TaskSpecification, pod tasks should specify their target as a K8sPod with a defined pod spec',
    })
    const resources = { requests: { cpu: 2 }, limits: { cpu: '1' } }
    await expect(pod({ containers: [{ name: 'a' }, { name: 'b', resources }] })).rejects.toMatchObject({
      rawMessage: 'Requested CPU default [2] is greater than the limit [1]. Please fix your configuration',
    })
  })
})

describe('listNamedEntities', () => {
  const names = async (request: object) => {
    const { entities, token } = await services.admin.listNamedEntities({
      resourceType: ResourceType.TASK,
      ...scope,
      limit: 100,
      ...request,
    })
    return [entities.map(({ id }) => id?.name).join(' '), token]
  }

  it('filters before it pages', async () => {
    const { admin } = services
    for (const name of ['ne-a', 'ne-b', 'ne-c', 'ne-d', '.flytegen.ne-x']) {
      await admin.createTask({ id: taskId(name), spec: { template: taskTemplate() } })
      await admin.createTask({ id: taskId(name, 'v2'), spec: { template: taskTemplate() } })
    }
    const resourceType = ResourceType.TASK
    const metadata = { state: NamedEntityState.NAMED_ENTITY_ARCHIVED, description: 'gone' }
    await admin.updateNamedEntity({ resourceType, id: { ...scope, name: 'ne-b' }, metadata })
    expect(await names({ filters: 'contains(name,ne-)' })).toEqual(['.flytegen.ne-x ne-a ne-b ne-c ne-d', ''])
    expect((await names({}))[0]).not.toContain('.flytegen')
    const isActive = 'eq(state,0)+contains(name,ne-)+not_like(name,.flytegen%)'
    expect(await names({ filters: isActive, limit: 2 })).toEqual(['ne-a ne-c', '2'])
    expect(await names({ filters: isActive, limit: 2, token: '2' })).toEqual(['ne-d', ''])
    expect(await names({ filters: 'eq(description,gone)' })).toEqual(['ne-b', ''])
    const sortBy = { key: 'name', direction: Direction.DESCENDING }
    expect(await names({ filters: isActive, sortBy })).toEqual(['ne-d ne-c ne-a', ''])
  })

  it.each([
    [{ sortBy: { key: 'nope' } }, Code.InvalidArgument, "invalid sort key 'nope'"],
    [{ sortBy: { key: 'state' } }, Code.Unknown, 'failed database operation with column "state" does not exist'],
    [
      { resourceType: ResourceType.DATASET },
      Code.InvalidArgument,
      'Cannot list entity names for resource type: DATASET',
    ],
    [{ resourceType: 0 }, Code.InvalidArgument, 'invalid value for resource_type'],
    [{ resourceType: 77 }, Code.InvalidArgument, 'Cannot list entity names for resource type: 77'],
    [{ token: 'x' }, Code.InvalidArgument, 'invalid pagination token x for ListNamedEntities'],
    [{ filters: 'eq(id,1)' }, Code.InvalidArgument, "'nen.id' is invalid filter"],
  ])('%j is refused', async (request, code, message) => {
    await expect(names(request)).rejects.toMatchObject({ code, rawMessage: message })
  })
})

describe('listDescriptionEntities', () => {
  it('sorts, filters and pages', async () => {
    const { admin } = services
    for (const version of ['v1', 'v2', 'v3']) {
      const description = {
        shortDescription: `short ${version}`,
        longDescription: { content: { case: 'uri', value: 'u' } as const },
      }
      await admin.createTask({ id: taskId('described', version), spec: { template: taskTemplate(), description } })
    }
    const list = async (request: object) => {
      const { descriptionEntities, token } = await admin.listDescriptionEntities({
        resourceType: ResourceType.TASK,
        id: { ...scope, name: 'described' },
        limit: 2,
        sortBy: { key: 'version', direction: Direction.DESCENDING },
        ...request,
      })
      return [descriptionEntities.map(({ shortDescription }) => shortDescription), token]
    }
    expect(await list({})).toEqual([['short v3', 'short v2'], '2'])
    expect(await list({ token: '2' })).toEqual([['short v1'], ''])
    expect(await list({ filters: 'eq(version,v2)' })).toEqual([['short v2'], ''])
    await expect(list({ filters: 'eq(type,x)' })).rejects.toMatchObject({ code: Code.Unknown })
    await expect(list({ filters: 'eq(version,v2)', resourceType: 0 })).rejects.toMatchObject({ code: Code.Internal })
    await expect(list({ token: 'x' })).rejects.toThrow('invalid pagination token x for ListWorkflows')
    await expect(list({ id: scope })).rejects.toThrow('missing name')
  })
})

describe('other services', () => {
  it('are as without authentication', async () => {
    const { transport } = services
    await expect(createClient(IdentityService, transport).userInfo({})).rejects.toMatchObject({
      code: Code.Unimplemented,
      rawMessage: 'unknown service flyteidl.service.IdentityService',
    })
    await expect(createClient(AuthMetadataService, transport).getPublicClientConfig({})).rejects.toMatchObject({
      code: Code.Unimplemented,
    })
    const health = createClient(Health, transport)
    expect((await health.check({ service: 'flyteadmin' })).status).toBe(Serving.SERVING)
    await expect(health.check({ service: 'x' })).rejects.toMatchObject({ code: Code.NotFound })
  })
})

import { Code } from '@connectrpc/connect'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Project_ProjectState as State } from '../../src/api/gen/flyteidl/admin/project_pb'
import { startServices, type TestServices } from '../testing/start-services'

let services: TestServices
beforeAll(async () => {
  services = await startServices()
})
afterAll(() => services.close())

describe('updateProject', () => {
  it('keeps what is left out, except for the state', async () => {
    const { admin } = services
    const labels = { values: { team: 'a' } }
    await admin.registerProject({ project: { id: 'u', name: 'n', description: 'd', labels, state: State.ARCHIVED } })
    await admin.updateProject({ id: 'u', name: 'new' })
    expect(await admin.getProject({ id: 'u' })).toMatchObject({
      name: 'new',
      description: 'd',
      state: State.ACTIVE,
      labels,
    })
  })

  it('tells absent labels from empty ones', async () => {
    const { admin } = services
    await admin.registerProject({ project: { id: 'l', name: 'n', labels: { values: { team: 'a' } } } })
    await admin.updateProject({ id: 'l' })
    expect((await admin.getProject({ id: 'l' })).labels?.values).toEqual({ team: 'a' })
    await admin.updateProject({ id: 'l', labels: {} })
    expect((await admin.getProject({ id: 'l' })).labels?.values).toEqual({})
    await admin.registerProject({ project: { id: 'none', name: 'n' } })
    expect((await admin.getProject({ id: 'none' })).labels).toBeUndefined()
  })

  it('looks for the project before it looks at the request', async () => {
    const { admin } = services
    await expect(admin.updateProject({ id: 'X!' })).rejects.toMatchObject({
      code: Code.NotFound,
      rawMessage: 'project [X!] not found',
    })
    await expect(admin.updateProject({ id: 'u', name: 'n'.repeat(65) })).rejects.toMatchObject({
      code: Code.InvalidArgument,
    })
    await expect(admin.updateProject({})).rejects.toMatchObject({ rawMessage: 'missing project_id' })
  })
})

describe('listProjects', () => {
  const ids = async (request: Parameters<TestServices['admin']['listProjects']>[0]) => {
    const { projects, token } = await services.admin.listProjects(request)
    return [projects.map(({ id }) => id).join(' '), token]
  }

  it('hides archived projects unless filtered, sorts by id, and takes 0 for no limit', async () => {
    const { admin } = services
    for (const id of ['z-b', 'z-a', 'z-c']) await admin.registerProject({ project: { id, name: id } })
    await admin.updateProject({ id: 'z-b', state: State.ARCHIVED })
    expect((await ids({}))[0]).toMatch(/z-a z-c$/)
    expect(await ids({ filters: 'contains(identifier,z-)' })).toEqual(['z-a z-b z-c', ''])
    expect(await ids({ filters: 'contains(identifier,z-)', limit: 2 })).toEqual(['z-a z-b', '2'])
    expect(await ids({ filters: 'contains(identifier,z-)', limit: 2, token: '2' })).toEqual(['z-c', ''])
    expect(await ids({ filters: 'contains(identifier,z-)+eq(state,1)' })).toEqual(['z-b', ''])
  })
})

describe('an archived project', () => {
  it('takes no new entities, and says so in a detail', async () => {
    const { admin } = services
    await admin.registerProject({ project: { id: 'old', name: 'n', state: State.ARCHIVED } })
    const id = { resourceType: 1, project: 'old', domain: 'development', name: 't', version: 'v' }
    await expect(admin.createTask({ id })).rejects.toMatchObject({
      code: Code.InvalidArgument,
      rawMessage: 'project [old] is not active',
      details: [{ type: 'flyteidl.admin.InactiveProject' }],
    })
    await expect(admin.getTask({ id })).rejects.toMatchObject({ code: Code.NotFound })
  })
})

import { rmSync } from 'node:fs'
import { fromJson, type JsonObject, toJson } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  ExecutionClosureSchema,
  ExecutionCreateRequestSchema,
  ExecutionSpecSchema,
} from '../../src/api/gen/flyteidl/admin/execution_pb'
import { MatchingAttributesSchema } from '../../src/api/gen/flyteidl/admin/matchable_resource_pb'
import { Project_ProjectState as ProjectState } from '../../src/api/gen/flyteidl/admin/project_pb'
import {
  NodeExecution_Phase as NodePhase,
  WorkflowExecution_Phase as WorkflowPhase,
} from '../../src/api/gen/flyteidl/core/execution_pb'
import type {
  NodeExecutionIdentifier,
  WorkflowExecutionIdentifier,
} from '../../src/api/gen/flyteidl/core/identifier_pb'
import { LiteralMapSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import type { ExecutionEngine } from '../control-plane'
import { timestampAt } from './event-times'
import {
  integerJson,
  registerPlan,
  registerSamples,
  sampleExecution,
  sampleId,
  sampleRequest,
  sampleScope,
} from '../testing/sample-entities'
import { startServices, type TestServices } from '../testing/start-services'

let services: TestServices
let admin: TestServices['admin']

beforeEach(async () => {
  services = await startServices()
  admin = services.admin
  await registerSamples(admin)
})

afterEach(() => services.close())

async function refusal(call: Promise<unknown>): Promise<[Code, string]> {
  try {
    await call
  } catch (error) {
    const { code, rawMessage } = ConnectError.from(error)
    return [code, rawMessage]
  }
  throw new Error('the call was not refused')
}

async function inputsOf(name: string) {
  const { fullInputs } = await admin.getExecutionData({ id: sampleExecution(name) })
  return fullInputs && toJson(LiteralMapSchema, fullInputs)
}

async function specOf(name: string) {
  const { spec } = await admin.getExecution({ id: sampleExecution(name) })
  return spec && (toJson(ExecutionSpecSchema, spec) as JsonObject)
}

/** Records what an engine is told. */
class Listener implements ExecutionEngine {
  readonly heard: string[] = []
  executionCreated = (id: WorkflowExecutionIdentifier) => void this.heard.push(`created ${id.name}`)
  executionTerminated = (id: WorkflowExecutionIdentifier) => void this.heard.push(`terminated ${id.name}`)
  executionEnded = (id: WorkflowExecutionIdentifier, _parent?: NodeExecutionIdentifier) =>
    void this.heard.push(`ended ${id.name}`)
  signalSet = () => undefined
  launchPlanChanged = () => undefined
}

describe('createExecution', () => {
  it('looks at one part after the other', async () => {
    const launchPlan = sampleId('LAUNCH_PLAN', 'wf')
    const faults = {
      notifications: { notifications: [{ email: {} }] },
      labels: { values: { k: '!' } },
    }
    // Each step mends the fault that the one before it was refused for.
    const steps: readonly (readonly [JsonObject, string])[] = [
      [{ name: 'A_B' }, 'missing project'],
      [{ project: 'none' }, 'missing domain'],
      [{ domain: 'none' }, "invalid name format: a_b, does not match regex '^[a-z][a-z\\-0-9]*$'"],
      [{ name: 'x'.repeat(64) }, `size of name exceeded length 63 : ${'x'.repeat(64)}`],
      [
        { name: 'ok' },
        'failed to validate that project [none] and domain [none] are registered, err: [project [none] not found]',
      ],
      [{ project: sampleScope.project }, 'domain [none] is unrecognized by system'],
      [{ domain: sampleScope.domain }, 'missing spec'],
      [{ spec: faults, inputs: { literals: { a: {} } } }, 'missing id'],
      [{ spec: { ...faults, launchPlan: { ...sampleScope, name: 'wf' } } }, 'missing version'],
      [
        { spec: { ...faults, launchPlan: { ...launchPlan, resourceType: 'WORKFLOW' } } },
        'Invalid reference entity resource type [WORKFLOW], only [map[TASK:<nil> LAUNCH_PLAN:<nil>]] allowed',
      ],
      [{ spec: { ...faults, launchPlan: sampleId('LAUNCH_PLAN', 'none') } }, 'missing valid literal in inputs a'],
      [{ inputs: {} }, 'missing recipients'],
      [{ spec: { launchPlan: sampleId('LAUNCH_PLAN', 'none'), labels: faults.labels } }, 'invalid label value [!]'],
      [{ spec: { launchPlan: sampleId('LAUNCH_PLAN', 'none') } }, 'missing entity of type LAUNCH_PLAN with identifier'],
      [{ spec: { launchPlan } }, 'expected_inputs a missing'],
    ]
    let request: JsonObject = {}
    for (const [mended, message] of steps) {
      request = { ...request, ...mended }
      const [code, text] = await refusal(admin.createExecution(fromJson(ExecutionCreateRequestSchema, request)))
      expect([code, text.slice(0, message.length)]).toEqual([
        message.startsWith('missing entity') ? Code.NotFound : Code.InvalidArgument,
        message,
      ])
    }
    expect((await admin.listExecutions({ id: { ...sampleScope, name: '' }, limit: 1 })).executions).toEqual([])
  })

  it('makes up a name', async () => {
    const { id } = await admin.createExecution(sampleRequest(''))
    expect(id?.name).toMatch(/^a[bcdfghjklmnpqrstvwxz2456789]{19}$/)
  })

  it('keeps the inputs of an execution whose name is asked for again', async () => {
    await admin.createExecution(sampleRequest('e'))
    const again = sampleRequest('e', {}, { inputs: { literals: { a: integerJson(7) } } })
    expect((await refusal(admin.createExecution(again)))[0]).toBe(Code.AlreadyExists)
    expect(await inputsOf('e')).toEqual({ literals: { a: integerJson(1), b: integerJson(2) } })
  })

  it('takes the old place of inputs when the new one is empty', async () => {
    const inputs = { literals: { a: integerJson(5) } }
    await admin.createExecution(sampleRequest('old', { inputs }, { inputs: {} }))
    expect(await inputsOf('old')).toEqual({ literals: { a: integerJson(5), b: integerJson(2) } })
    await admin.relaunchExecution({ id: sampleExecution('old'), name: 'again' })
    expect(await inputsOf('again')).toEqual({ literals: { a: integerJson(5), b: integerJson(2) } })
  })

  it('tells the engine after the execution is stored', async () => {
    const listener = new Listener()
    services.cp.engine = listener
    await admin.createExecution(sampleRequest('e'))
    await refusal(admin.createExecution(sampleRequest('e')))
    await admin.createExecution(sampleRequest('refused', { executionClusterLabel: { value: 'gpu' } }))
    expect(listener.heard).toEqual(['created e', 'ended refused'])
  })
})

describe('settings of an execution', () => {
  async function setAttributes(level: 'project' | 'domain' | 'workflow', config: JsonObject) {
    const matchingAttributes = fromJson(MatchingAttributesSchema, { workflowExecutionConfig: config })
    const { project, domain } = sampleScope
    if (level === 'project') await admin.updateProjectAttributes({ attributes: { project, matchingAttributes } })
    else if (level === 'domain')
      await admin.updateProjectDomainAttributes({ attributes: { project, domain, matchingAttributes } })
    else await admin.updateWorkflowAttributes({ attributes: { project, domain, workflow: 'wf', matchingAttributes } })
  }

  it('come from the first that says something: request, plan, workflow, domain, project', async () => {
    const runAs = (k8sServiceAccount: string) => ({ securityContext: { runAs: { k8sServiceAccount } } })
    const seen: unknown[] = []
    const run = async (name: string, spec: JsonObject = {}) => {
      await admin.createExecution(sampleRequest(name, spec))
      const { maxParallelism, securityContext } = (await specOf(name)) ?? {}
      seen.push([name, maxParallelism, securityContext])
    }
    await run('none')
    await setAttributes('project', { maxParallelism: 2, ...runAs('project') })
    await run('project')
    await setAttributes('domain', { maxParallelism: 3 })
    await run('domain')
    await setAttributes('workflow', { ...runAs('workflow') })
    await run('workflow')
    await registerPlan(admin, 'plan', { maxParallelism: 5, ...runAs('plan') })
    await run('plan', { launchPlan: sampleId('LAUNCH_PLAN', 'plan') })
    await run('request', { launchPlan: sampleId('LAUNCH_PLAN', 'plan'), maxParallelism: 6, ...runAs('request') })
    expect(seen).toEqual([
      ['none', 25, { runAs: {} }],
      ['project', 2, { runAs: { k8sServiceAccount: 'project' } }],
      ['domain', 3, { runAs: { k8sServiceAccount: 'project' } }],
      // The domain's no longer count: only the most specific ones and the project's do.
      ['workflow', 2, { runAs: { k8sServiceAccount: 'workflow' } }],
      ['plan', 5, { runAs: { k8sServiceAccount: 'plan' } }],
      ['request', 6, { runAs: { k8sServiceAccount: 'request' } }],
    ])
  })

  it('stay as they were sent where the server does not decide', async () => {
    await registerPlan(admin, 'plan', {
      labels: { values: { from: 'plan' } },
      overwriteCache: true,
      interruptible: true,
    })
    const launchPlan = sampleId('LAUNCH_PLAN', 'plan')
    await admin.createExecution(
      sampleRequest('e', { launchPlan, metadata: { principal: 'somebody', nesting: 3 }, annotations: {} }),
    )
    expect(await specOf('e')).toEqual({
      launchPlan,
      metadata: { nesting: 3, systemMetadata: { namespace: 'samples-development' } },
      annotations: {},
      securityContext: { runAs: {} },
      maxParallelism: 25,
    })
  })
})

describe('an execution that the cluster refuses', () => {
  const label = { executionClusterLabel: { value: 'gpu' } }
  const message = 'failed to create workflow in propeller execution cluster label gpu is not supported'

  it('is stored as failed', async () => {
    await admin.createExecution(sampleRequest('e', label))
    const { closure } = await admin.getExecution({ id: sampleExecution('e') })
    expect(closure && toJson(ExecutionClosureSchema, closure)).toMatchObject({
      phase: 'FAILED',
      error: { code: 'Internal', message, kind: 'SYSTEM' },
    })
    const { executions } = await admin.listExecutions({
      id: { ...sampleScope, name: '' },
      limit: 5,
      filters: 'eq(error_code,Internal)',
    })
    expect(executions).toHaveLength(1)
  })

  it('is not stored at all when it runs a single task', async () => {
    const launchPlan = sampleId('TASK', 'add')
    const request = sampleRequest(
      'e',
      { launchPlan, ...label },
      { inputs: { literals: { a: integerJson(1), b: integerJson(1) } } },
    )
    expect(await refusal(admin.createExecution(request))).toEqual([Code.Internal, message])
    expect((await refusal(admin.getExecution({ id: sampleExecution('e') })))[0]).toBe(Code.NotFound)
  })
})

describe('an execution that a node starts', () => {
  const parentNodeExecution = { nodeId: 'n0', executionId: { ...sampleScope, name: 'parent' } }

  beforeEach(async () => {
    await admin.createExecution(sampleRequest('parent', { metadata: { nesting: 2 } }))
    const id = { nodeId: 'n0', executionId: sampleExecution('parent') }
    await admin.createNodeEvent({ event: { id, phase: NodePhase.RUNNING, occurredAt: timestampAt(1n) } })
  })

  it('is one level below it and linked to it', async () => {
    await admin.createExecution(sampleRequest('child', { metadata: { mode: 'CHILD_WORKFLOW', parentNodeExecution } }))
    expect((await specOf('child'))?.metadata).toMatchObject({ mode: 'CHILD_WORKFLOW', nesting: 3, parentNodeExecution })
    const node = await admin.listExecutions({
      id: { ...sampleScope, name: '' },
      limit: 5,
      filters: 'ne(parent_node_execution_id,0)',
    })
    expect(node.executions.map(({ id }) => id?.name)).toEqual(['child'])
  })

  it('is announced as the child of that node when it ends', async () => {
    const ended: (string | undefined)[] = []
    const listener = new Listener()
    listener.executionEnded = (id, parent) => void ended.push(id.name, parent?.nodeId)
    services.cp.engine = listener
    await admin.createExecution(sampleRequest('child', { metadata: { parentNodeExecution } }))
    const executionId = sampleExecution('child')
    await admin.createWorkflowEvent({
      event: { executionId, phase: WorkflowPhase.RUNNING, occurredAt: timestampAt(1n) },
    })
    await admin.createWorkflowEvent({
      event: { executionId, phase: WorkflowPhase.FAILED, occurredAt: timestampAt(2n) },
    })
    expect(ended).toEqual(['child', 'n0'])
  })
})

describe('a single task', () => {
  it('is wrapped once and runs with the task id as it was sent', async () => {
    const launchPlan = sampleId('TASK', 'add')
    const inputs = { literals: { a: integerJson(1), b: integerJson(2) } }
    await admin.createExecution(sampleRequest('one', { launchPlan, tags: ['x'] }, { inputs }))
    await admin.createExecution(sampleRequest('two', { launchPlan }, { inputs }))
    const { workflows } = await admin.listWorkflows({ id: { ...sampleScope, name: '.flytegen.add' }, limit: 5 })
    expect(workflows).toHaveLength(1)
    const tagged = await admin.listExecutions({
      id: { ...sampleScope, name: '' },
      limit: 5,
      filters: 'eq(execution_tag.key,x)',
    })
    expect(tagged.executions).toEqual([])
    const byEntity = await admin.listExecutions({
      id: { ...sampleScope, name: '' },
      limit: 5,
      filters: 'eq(launch_entity,task)+eq(task.name,add)',
    })
    expect(byEntity.executions).toHaveLength(2)
  })

  it('must be registered', async () => {
    const request = sampleRequest('e', { launchPlan: sampleId('TASK', 'none') })
    const [code, text] = await refusal(admin.createExecution(request))
    expect([code, text.startsWith('missing entity of type TASK')]).toEqual([Code.NotFound, true])
  })
})

describe('relaunch and recover', () => {
  it('run again with the inputs as given and a link to the first run', async () => {
    await admin.createExecution(sampleRequest('e', { tags: ['t'], metadata: { mode: 'MANUAL' } }))
    await admin.relaunchExecution({ id: sampleExecution('e'), name: 'r1', overwriteCache: true })
    await admin.recoverExecution({ id: sampleExecution('e'), name: 'r2' })
    const referenceExecution = { ...sampleScope, name: 'e' }
    expect(await specOf('r1')).toMatchObject({
      metadata: { mode: 'RELAUNCH', referenceExecution },
      overwriteCache: true,
      tags: ['t'],
    })
    expect(await specOf('r2')).toMatchObject({ metadata: { mode: 'RECOVERED', referenceExecution } })
    expect(await inputsOf('r1')).toEqual(await inputsOf('e'))
    const linked = await admin.listExecutions({
      id: { ...sampleScope, name: '' },
      limit: 5,
      filters: 'ne(source_execution_id,0)',
    })
    expect(linked.executions).toHaveLength(2)
  })

  it('check everything anew', async () => {
    await admin.createExecution(sampleRequest('e'))
    await admin.updateProject({ id: sampleScope.project, state: ProjectState.ARCHIVED })
    expect((await refusal(admin.relaunchExecution({ id: sampleExecution('e') })))[1]).toBe(
      'project [samples] is not active',
    )
  })

  it('need an execution', async () => {
    expect((await refusal(admin.relaunchExecution({ id: sampleExecution('none') })))[0]).toBe(Code.NotFound)
    expect(await refusal(admin.recoverExecution({}))).toEqual([Code.InvalidArgument, 'missing id'])
  })

  it('never run with inputs that were lost', async () => {
    await admin.createExecution(sampleRequest('e'))
    rmSync(services.cp.blobs.metadataUri(sampleExecution('e'), 'user_inputs'))
    const [code, text] = await refusal(admin.relaunchExecution({ id: sampleExecution('e') }))
    expect([code, text.startsWith('Unable to read inputs')]).toEqual([Code.Internal, true])
  })
})

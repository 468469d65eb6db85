import { create } from '@bufbuild/protobuf'
import { type Client, Code, ConnectError, createClient, createRouterTransport } from '@connectrpc/connect'
import { describe, expect, it } from 'vitest'
import { compileTask } from '../sandbox/compiler/compile-task'
import { compileWorkflow } from '../sandbox/compiler/compile-workflow'
import { type LaunchPlan, LaunchPlanSchema } from '../src/api/gen/flyteidl/admin/launch_plan_pb'
import type { CompiledTask, CompiledWorkflowClosure } from '../src/api/gen/flyteidl/core/compiler_pb'
import { type Identifier, ResourceType } from '../src/api/gen/flyteidl/core/identifier_pb'
import { AdminService } from '../src/api/gen/flyteidl/service/admin_pb'
import { registerExamples, runExamples } from './register'

/** A control plane that compiles what it is sent and remembers it. */
function controlPlane() {
  const tasks = new Map<string, CompiledTask>()
  const workflows = new Map<string, CompiledWorkflowClosure>()
  const plans = new Map<string, LaunchPlan>()
  const executions = new Map<string, Identifier>()
  const transport = createRouterTransport(({ service }) => {
    service(AdminService, {
      createTask({ id, spec }) {
        const key = store(tasks, id, ResourceType.TASK)
        tasks.set(key, compileTask(present(spec?.template)))
        return {}
      },
      createWorkflow({ id, spec }) {
        const key = store(workflows, id, ResourceType.WORKFLOW)
        const closure = compileWorkflow(present(spec?.template), spec?.subWorkflows ?? [], {
          task: (reference) => tasks.get(keyOf(reference)),
          launchPlan: (reference) => plans.get(keyOf(reference)),
        })
        workflows.set(key, closure)
        return {}
      },
      createLaunchPlan({ id, spec }) {
        const key = store(plans, id, ResourceType.LAUNCH_PLAN)
        const signature = workflows.get(keyOf(present(spec?.workflowId)))?.primary?.template?.interface
        const closure = { expectedInputs: spec?.defaultInputs, expectedOutputs: present(signature).outputs }
        plans.set(key, create(LaunchPlanSchema, { id, spec, closure }))
        return {}
      },
      createExecution({ name, spec }) {
        if (executions.has(name)) throw new ConnectError('there already', Code.AlreadyExists)
        executions.set(name, present(spec?.launchPlan))
        return { id: { name } }
      },
    })
  })
  const admin: Client<typeof AdminService> = createClient(AdminService, transport)
  return { admin, tasks, workflows, plans, executions }
}

function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new ConnectError('something is missing', Code.InvalidArgument)
  return value
}

function keyOf({ project, domain, name, version }: Identifier): string {
  return `${project}/${domain}/${name}/${version}`
}

function store(known: ReadonlyMap<string, unknown>, id: Identifier | undefined, type: ResourceType): string {
  const key = keyOf(present(id))
  if (id?.resourceType !== type) throw new ConnectError('of another type', Code.InvalidArgument)
  if (known.has(key)) throw new ConnectError('there already', Code.AlreadyExists)
  return key
}

describe('registerExamples', () => {
  it('registers every entity once, in an order that compiles', async () => {
    const { admin, tasks, workflows, plans } = controlPlane()
    expect(await registerExamples(admin)).toBe(true)
    const registered = [tasks.size, workflows.size, plans.size]
    expect(registered.every((count) => count > 5)).toBe(true)
    expect([...plans.keys()]).toContain('flytesnacks/development/workflows.sales.every_morning/v1')
    expect([...workflows.keys()].every((key) => plans.has(key))).toBe(true)
    expect(await registerExamples(admin)).toBe(false)
    expect([tasks.size, workflows.size, plans.size]).toEqual(registered)
  })

  it('passes on what the control plane refuses', async () => {
    const transport = createRouterTransport(({ service }) => {
      service(AdminService, {
        createTask() {
          throw new ConnectError('no', Code.InvalidArgument)
        },
      })
    })
    await expect(registerExamples(createClient(AdminService, transport))).rejects.toThrow('no')
  })
})

describe('runExamples', () => {
  it('launches registered plans under names of their own, each once', async () => {
    const { admin, plans, executions } = controlPlane()
    await registerExamples(admin)
    await runExamples(admin)
    const { size } = executions
    expect([...executions.values()].every((plan) => plans.has(keyOf(plan)))).toBe(true)
    expect([...executions.keys()].every((name) => /^[a-z][a-z\d-]{0,62}$/.test(name))).toBe(true)
    await runExamples(admin)
    expect(executions.size).toBe(size)
  })
})

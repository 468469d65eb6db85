import { readFileSync } from 'node:fs'
import { create, type MessageInitShape } from '@bufbuild/protobuf'
import { type Client, Code, ConnectError } from '@connectrpc/connect'
import { ExecutionMetadata_ExecutionMode } from '../src/api/gen/flyteidl/admin/execution_pb'
import { LaunchPlanSchema } from '../src/api/gen/flyteidl/admin/launch_plan_pb'
import { TaskSpecSchema } from '../src/api/gen/flyteidl/admin/task_pb'
import { WorkflowSpecSchema } from '../src/api/gen/flyteidl/admin/workflow_pb'
import { ResourceType } from '../src/api/gen/flyteidl/core/identifier_pb'
import { LiteralMapSchema } from '../src/api/gen/flyteidl/core/literals_pb'
import type { AdminService } from '../src/api/gen/flyteidl/service/admin_pb'
import { fillIdentifiers } from '../src/domain/registration/fill-identifiers'
import { type PackageEntry, readPackage } from '../src/domain/registration/package-reader'

type Admin = Client<typeof AdminService>

const registration = { project: 'flytesnacks', domain: 'development', version: 'v1' }

/** Found from here and from the bundle in `dist` alike. */
const archive = new URL('../examples/package/examples.tgz', import.meta.url)

/**
 * Registers the example workflows as `v1` in `flytesnacks`, `development`, which have to exist. What is registered already
 * is left alone.
 *
 * @returns whether anything was new, as on the first start
 * @throws ConnectError when the control plane refuses an example
 */
export async function registerExamples(admin: Admin): Promise<boolean> {
  const { entries } = readPackage([{ name: 'examples.tgz', bytes: readFileSync(archive) }])
  const tasks = entries.filter((entry) => entry.kind === 'task')
  const wasNew = await Promise.all(tasks.map((entry) => isCreated(createEntity(admin, entry))))
  // Workflows need the tasks, and launch plans their workflows: those have to follow one after the other.
  for (const entry of entries) {
    if (entry.kind !== 'task') wasNew.push(await isCreated(createEntity(admin, entry)))
  }
  return wasNew.includes(true)
}

async function createEntity(admin: Admin, entry: PackageEntry): Promise<void> {
  switch (entry.kind) {
    case 'task':
      fillIdentifiers(TaskSpecSchema, entry.spec, registration)
      await admin.createTask({ id: entry.spec.template?.id, spec: entry.spec })
      break
    case 'workflow':
      fillIdentifiers(WorkflowSpecSchema, entry.spec, registration)
      await admin.createWorkflow({ id: entry.spec.template?.id, spec: entry.spec })
      break
    case 'launchPlan':
      fillIdentifiers(LaunchPlanSchema, entry.plan, registration)
      await admin.createLaunchPlan({ id: entry.plan.id, spec: entry.plan.spec })
  }
}

/** False when it was there before, also as another version of Contrail has left it: what is registered cannot be changed. */
async function isCreated(creation: Promise<unknown>): Promise<boolean> {
  try {
    await creation
    return true
  } catch (error) {
    const { code, rawMessage } = ConnectError.from(error)
    const differs = code === Code.InvalidArgument && rawMessage.includes('different structure already exists')
    if (code === Code.AlreadyExists || differs) return false
    throw error
  }
}

interface Run {
  /** Name of the execution: launching it again is no new run. */
  readonly name: string
  readonly launchPlan: string
  readonly inputs?: MessageInitShape<typeof LiteralMapSchema>
}

/** Runs of every kind: done, failed, waiting for a person, and one that takes a while, last. */
const runs: readonly Run[] = [
  { name: 'hello-contrail', launchPlan: 'workflows.hello.hello', inputs: text('name', 'Contrail') },
  { name: 'every-type', launchPlan: 'workflows.every_type.describe' },
  { name: 'second-class-honours', launchPlan: 'workflows.branching.answer' },
  { name: 'first-training', launchPlan: 'workflows.training.train' },
  { name: 'this-week', launchPlan: 'workflows.sales.daily_sales' },
  { name: 'monday', launchPlan: 'workflows.composing.monday_morning' },
  { name: 'price-check', launchPlan: 'workflows.failing.check_and_publish' },
  { name: 'release-1-4-0', launchPlan: 'workflows.approval.release' },
  { name: 'patience', launchPlan: 'workflows.slow.wait_for_it' },
]

/** Launches a handful of examples. Those that were launched before are left alone. Returns as soon as they are accepted. */
export async function runExamples(admin: Admin): Promise<void> {
  const { project, domain } = registration
  for (const { name, launchPlan, inputs } of runs) {
    const id = { resourceType: ResourceType.LAUNCH_PLAN, ...registration, name: launchPlan }
    const spec = { launchPlan: id, metadata: { mode: ExecutionMetadata_ExecutionMode.MANUAL } }
    await isCreated(admin.createExecution({ project, domain, name, spec, inputs: inputs ?? {} }))
  }
}

function text(name: string, value: string): MessageInitShape<typeof LiteralMapSchema> {
  const primitive = { value: { case: 'stringValue' as const, value } }
  const scalar = { value: { case: 'primitive' as const, value: primitive } }
  return create(LiteralMapSchema, { literals: { [name]: { value: { case: 'scalar', value: scalar } } } })
}

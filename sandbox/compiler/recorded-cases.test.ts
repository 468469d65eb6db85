import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { create, fromJson, type JsonValue, toJson } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import {
  type LaunchPlan,
  LaunchPlanCreateRequestSchema,
  LaunchPlanSchema,
} from '../../src/api/gen/flyteidl/admin/launch_plan_pb'
import { ObjectGetRequestSchema } from '../../src/api/gen/flyteidl/admin/common_pb'
import { TaskCreateRequestSchema } from '../../src/api/gen/flyteidl/admin/task_pb'
import { WorkflowCreateRequestSchema } from '../../src/api/gen/flyteidl/admin/workflow_pb'
import {
  type CompiledTask,
  type CompiledWorkflowClosure,
  CompiledWorkflowClosureSchema,
} from '../../src/api/gen/flyteidl/core/compiler_pb'
import type { Identifier } from '../../src/api/gen/flyteidl/core/identifier_pb'
import { ParameterSchema } from '../../src/api/gen/flyteidl/core/interface_pb'
import { compileTask } from './compile-task'
import { compileWorkflow } from './compile-workflow'

/*
 * What a real flyteadmin compiled and refused, recorded outside this repository. The cases are plain calls with their
 * answers; here the compiler gets the requests without any service in between.
 */
const oracle = resolve(import.meta.dirname, '../../../shared/oracle')
const isPresent = existsSync(oracle)
if (!isPresent) console.warn(`SKIPPED: compiler against recorded cases, because ${oracle} is absent`)

interface Step {
  readonly note?: string
  readonly call: string
  readonly request: JsonValue
  readonly expect: {
    readonly code: string
    readonly response?: { readonly closure?: { readonly compiledWorkflow?: JsonValue } }
    readonly message?: string
    readonly messageHas?: readonly string[]
  }
}

interface Case {
  readonly name: string
  readonly steps: readonly Step[]
}

function casesOf(folder: string, pattern: RegExp): Case[] {
  if (!isPresent) return []
  const files = readdirSync(join(oracle, folder)).filter((file) => pattern.test(file))
  return files.map((file) => JSON.parse(readFileSync(join(oracle, folder, file), 'utf8')) as Case)
}

/** Registered entities by type, name and version; every case has a project of its own. */
class Registry {
  private readonly tasks = new Map<string, CompiledTask>()
  private readonly workflows = new Map<string, CompiledWorkflowClosure>()
  private readonly launchPlans = new Map<string, LaunchPlan>()

  call(method: string, request: JsonValue): void {
    if (method === 'CreateTask') this.createTask(request)
    if (method === 'CreateWorkflow') this.createWorkflow(request)
    if (method === 'CreateLaunchPlan') this.createLaunchPlan(request)
  }

  private createTask(request: JsonValue): void {
    const { id, spec } = fromJson(TaskCreateRequestSchema, request)
    if (id === undefined || spec?.template === undefined) throw new Error('missing id or template')
    this.tasks.set(key(id), compileTask({ ...spec.template, id }))
  }

  private createWorkflow(request: JsonValue): void {
    const { id, spec } = fromJson(WorkflowCreateRequestSchema, request)
    if (id === undefined || spec?.template === undefined) throw new Error('missing id or template')
    const closure = compileWorkflow({ ...spec.template, id }, spec.subWorkflows, {
      task: (reference) => this.tasks.get(key(reference)),
      launchPlan: (reference) => this.launchPlans.get(key(reference)),
    })
    this.workflows.set(key(id), closure)
  }

  private createLaunchPlan(request: JsonValue): void {
    const { id, spec } = fromJson(LaunchPlanCreateRequestSchema, request)
    if (id === undefined || spec?.workflowId === undefined) throw new Error('missing id or workflow')
    const typed = this.workflow(spec.workflowId).primary?.template?.interface
    const parameters = Object.entries(typed?.inputs?.variables ?? {})
      .filter(([name]) => spec.fixedInputs?.literals[name] === undefined)
      .map(([name, variable]) => {
        const required = create(ParameterSchema, { var: variable, behavior: { case: 'required', value: true } })
        return [name, spec.defaultInputs?.parameters[name] ?? required] as const
      })
    const expectedInputs = { parameters: Object.fromEntries(parameters) }
    const closure = { expectedInputs, expectedOutputs: typed?.outputs ?? {} }
    this.launchPlans.set(key(id), create(LaunchPlanSchema, { id, spec, closure }))
  }

  workflow(id: Identifier | undefined): CompiledWorkflowClosure {
    const found = id && this.workflows.get(key(id))
    if (found === undefined) throw new Error(`no workflow ${id?.name ?? ''}`)
    return found
  }
}

function key({ project, domain, name, version }: Identifier): string {
  return JSON.stringify([project, domain, name, version])
}

/** The part of a recorded message that the compiler words; undefined when the refusal came from elsewhere. */
function compilerMessage({ expect: { message = '' } }: Step): string | undefined {
  return /(?:with err: |task failed compilation with )([\s\S]*)$/.exec(message)?.[1]
}

function squeezed(text: string): string {
  return text.replace(/[ \t]+/g, ' ')
}

function messageOf(attempt: () => void): string {
  try {
    attempt()
  } catch (error) {
    return error instanceof Error ? squeezed(error.message) : String(error)
  }
  return 'no refusal'
}

function compiledJson(closure: CompiledWorkflowClosure): JsonValue {
  return toJson(CompiledWorkflowClosureSchema, closure)
}

/** Returns how many closures and refusals were compared. */
function replay({ steps }: Case): number {
  const registry = new Registry()
  let compared = 0
  for (const step of steps) {
    const method = step.call.split('/')[1] ?? ''
    const label = `${method} ${step.note ?? ''}`
    const attempt = (): void => registry.call(method, step.request)
    const refusal = compilerMessage(step)
    if (step.expect.code === 'OK') attempt()
    else if (refusal !== undefined) {
      expect(messageOf(attempt), label).toBe(squeezed(refusal))
      compared += 1
    }
    const recorded = step.expect.response?.closure?.compiledWorkflow
    if (method === 'GetWorkflow' && recorded !== undefined) {
      const closure = registry.workflow(fromJson(ObjectGetRequestSchema, step.request).id)
      const expected = fromJson(CompiledWorkflowClosureSchema, recorded)
      expect(compiledJson(closure), label).toEqual(compiledJson(expected))
      compared += 1
    }
  }
  return compared
}

describe.skipIf(!isPresent)('the compiler, beside a real one', () => {
  const packages = casesOf('packages', /\.json$/)
  it.each(packages.map((recorded) => [recorded.name, recorded] as const))('compiles package %s', (_, recorded) => {
    const workflows = recorded.steps.filter((step) => step.call.endsWith('/GetWorkflow'))
    expect(replay(recorded)).toBe(workflows.length)
  })

  const cases = casesOf('cases', /^(compile|workflow|sdk)-.*\.json$/)
  it.each(cases.map((recorded) => [recorded.name, recorded] as const))('agrees on %s', (_, recorded) => {
    replay(recorded)
  })
})

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { create, fromJson, type JsonObject, type JsonValue, toJson } from '@bufbuild/protobuf'
import { setTimeout as delay } from 'node:timers/promises'
import {
  type Execution,
  ExecutionCreateRequestSchema,
  ExecutionTerminateRequestSchema,
} from '../../../src/api/gen/flyteidl/admin/execution_pb'
import { LaunchPlanCreateRequestSchema } from '../../../src/api/gen/flyteidl/admin/launch_plan_pb'
import { ProjectRegisterRequestSchema } from '../../../src/api/gen/flyteidl/admin/project_pb'
import { TaskCreateRequestSchema } from '../../../src/api/gen/flyteidl/admin/task_pb'
import { WorkflowCreateRequestSchema } from '../../../src/api/gen/flyteidl/admin/workflow_pb'
import {
  type WorkflowExecutionIdentifier,
  WorkflowExecutionIdentifierSchema,
} from '../../../src/api/gen/flyteidl/core/identifier_pb'
import { LiteralMapSchema } from '../../../src/api/gen/flyteidl/core/literals_pb'
import { openBlobStore } from '../../blobs/blob-store'
import type { ControlPlane, SandboxSettings } from '../../control-plane'
import { createExecution } from '../../services/create-execution'
import { executionOf, findExecutionRow } from '../../services/execution-rows'
import { terminateExecution } from '../../services/executions'
import { createLaunchPlan } from '../../services/launch-plans'
import { readLiterals } from '../../services/literal-blobs'
import { isEndOfWorkflow } from '../../services/phases'
import { registerProject } from '../../services/projects'
import { createTask } from '../../services/tasks'
import { createWorkflow } from '../../services/workflows'
import { findRow, openDatabase } from '../../store/database'
import { createEngine, type SandboxEngine } from '../engine'

/** Project and domain of everything in a test. */
const SCOPE = { project: 'flytesnacks', domain: 'development' }

/** How long anything in a test may take, in milliseconds: the machine may be busy. */
export const PATIENCE = 60_000
const LOOK_EVERY = 10

/** Keeps a line for each event, in order, by which tests see what was recorded and when. */
const EVENT_LOG = `
CREATE TABLE IF NOT EXISTS test_events (seq INTEGER PRIMARY KEY, execution TEXT, line TEXT);
CREATE TRIGGER IF NOT EXISTS test_workflow AFTER UPDATE OF phase ON executions BEGIN
  INSERT INTO test_events (execution, line) VALUES (new.execution_name, 'workflow ' || new.phase);
END;
CREATE TRIGGER IF NOT EXISTS test_node AFTER INSERT ON node_executions BEGIN
  INSERT INTO test_events (execution, line) VALUES (new.execution_name, new.node_id || ' ' || new.phase);
END;
CREATE TRIGGER IF NOT EXISTS test_node_again AFTER UPDATE OF phase ON node_executions BEGIN
  INSERT INTO test_events (execution, line) VALUES (new.execution_name, new.node_id || ' ' || new.phase);
END;
CREATE TRIGGER IF NOT EXISTS test_task AFTER INSERT ON task_executions BEGIN
  INSERT INTO test_events (execution, line) VALUES (new.execution_name, new.node_id || '/' || new.retry_attempt || ' ' || new.phase);
END;
CREATE TRIGGER IF NOT EXISTS test_task_again AFTER UPDATE OF phase ON task_executions WHEN old.phase <> new.phase BEGIN
  INSERT INTO test_events (execution, line) VALUES (new.execution_name, new.node_id || '/' || new.retry_attempt || ' ' || new.phase);
END;
`

type Types = Readonly<Record<string, JsonValue>>

function variables(types: Types): JsonObject {
  const all = Object.entries(types).map(([name, type]) => [
    name,
    { type: typeof type === 'string' ? { simple: type } : type },
  ])
  return { variables: Object.fromEntries(all) as JsonObject }
}

/** An interface of simple types by name, or of whole types, as protobuf JSON. */
export function interfaceJson(inputs: Types = {}, outputs: Types = {}): JsonObject {
  return { inputs: variables(inputs), outputs: variables(outputs) }
}

/** An integer literal as protobuf JSON. */
export const int = (value: number): JsonObject => ({ scalar: { primitive: { integer: String(value) } } })
export const ints = (...values: number[]): JsonObject => ({ collection: { literals: values.map(int) } })

/** A binding to an output of a node, or with an empty node to an input of the workflow, as protobuf JSON. */
export const bind = (name: string, nodeId: string, output: string): JsonObject => ({
  var: name,
  binding: { promise: { nodeId, var: output } },
})

/** Id of a registered entity as protobuf JSON. */
export const entity = (resourceType: 'TASK' | 'WORKFLOW' | 'LAUNCH_PLAN', name: string): JsonObject => ({
  resourceType,
  ...SCOPE,
  name,
  version: 'v1',
})

/** A node that runs a task, as protobuf JSON. */
export const taskNode = (id: string, task: string, inputs: JsonObject[] = [], more: JsonObject = {}): JsonObject => ({
  id,
  inputs,
  taskNode: { referenceId: entity('TASK', task) },
  ...more,
})

/** A sandbox with an engine and no server, for tests. */
export class EngineBed {
  readonly cp: ControlPlane
  readonly dataDir: string
  #engine: SandboxEngine

  private constructor(dataDir: string, settings: Partial<SandboxSettings>) {
    this.dataDir = dataDir
    const db = openDatabase(path.join(dataDir, 'control-plane.db'))
    db.exec(EVENT_LOG)
    this.cp = {
      settings: {
        dataDir,
        publicOrigin: 'http://localhost:1',
        endpoint: 'localhost:1',
        python: undefined,
        maxTasks: 4,
        secretsDir: undefined,
        codeDir: dataDir,
        ...settings,
      },
      db,
      blobs: openBlobStore(dataDir),
      now: () => BigInt(Date.now()) * 1_000_000n,
      engine: undefined,
    }
    if (!findRow(db, 'projects', { identifier: SCOPE.project })) {
      const project = { id: SCOPE.project, name: SCOPE.project }
      registerProject(this.cp, create(ProjectRegisterRequestSchema, { project }))
    }
    this.#engine = createEngine(this.cp)
    this.cp.engine = this.#engine
    this.#engine.start()
  }

  /** On a folder of its own, or on one that another bed has left. */
  static open(settings: Partial<SandboxSettings> = {}, dataDir?: string): EngineBed {
    const folder = dataDir ?? fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'contrail-engine-')))
    return new EngineBed(folder, settings)
  }

  /** Stops it as a stop of the sandbox does; the folder stays. */
  async stop(): Promise<void> {
    await this.#engine.stop()
    this.cp.db.close()
  }

  /** Stops it and removes the folder. */
  async close(): Promise<void> {
    await this.stop()
    fs.rmSync(this.dataDir, { recursive: true, force: true })
  }

  /** Registers a raw container that runs a shell script. Inputs are files in /var/in, outputs in /var/out. */
  shell(name: string, script: string, types: JsonObject = interfaceJson(), more: JsonObject = {}): void {
    this.task(name, {
      type: 'raw-container',
      interface: types,
      container: {
        image: 'alpine',
        command: ['/bin/sh', '-ec', script],
        dataConfig: { enabled: true, inputPath: '/var/in', outputPath: '/var/out' },
      },
      ...more,
    })
  }

  task(name: string, template: JsonObject): void {
    const metadata = {
      runtime: { type: 'FLYTE_SDK', version: '1' },
      retries: {},
      ...(template.metadata as JsonObject | undefined),
    }
    const spec = { template: { ...template, metadata } }
    createTask(this.cp, fromJson(TaskCreateRequestSchema, { id: entity('TASK', name), spec }))
  }

  /** Registers a workflow and its default launch plan. */
  workflow(name: string, template: JsonObject, subWorkflows: JsonObject[] = []): void {
    const id = entity('WORKFLOW', name)
    const spec = { template: { ...template, id }, subWorkflows }
    createWorkflow(this.cp, fromJson(WorkflowCreateRequestSchema, { id, spec }))
    createLaunchPlan(
      this.cp,
      fromJson(LaunchPlanCreateRequestSchema, { id: entity('LAUNCH_PLAN', name), spec: { workflowId: id } }),
    )
  }

  /** Starts an execution of a workflow's default launch plan. */
  launch(workflow: string, name: string, inputs: JsonObject = {}, spec: JsonObject = {}): WorkflowExecutionIdentifier {
    const request = fromJson(ExecutionCreateRequestSchema, {
      ...SCOPE,
      name,
      spec: { launchPlan: entity('LAUNCH_PLAN', workflow), ...spec },
      inputs: { literals: inputs },
    })
    createExecution(this.cp, request, { subject: '' })
    return create(WorkflowExecutionIdentifierSchema, { ...SCOPE, name })
  }

  execution(name: string): Execution {
    const row = findExecutionRow(this.cp.db, create(WorkflowExecutionIdentifierSchema, { ...SCOPE, name }))
    if (!row) throw new Error(`no execution ${name}`)
    return executionOf(row)
  }

  /** The execution once it has ended. */
  ended(name: string): Promise<Execution> {
    return this.#eventually(name, 'the end', () => {
      const execution = this.execution(name)
      return execution.closure && isEndOfWorkflow(execution.closure.phase) ? execution : undefined
    })
  }

  /** Runs a workflow to its end and gives its outputs as protobuf JSON, or its error's code and message. */
  async run(workflow: string, name: string, inputs: JsonObject = {}, spec: JsonObject = {}): Promise<JsonValue> {
    this.launch(workflow, name, inputs, spec)
    return this.outcome(await this.ended(name))
  }

  outcome({ closure }: Execution): JsonValue {
    const result = closure?.outputResult
    if (result?.case === 'error') return { code: result.value.code, message: result.value.message }
    const uri = result?.case === 'outputs' && result.value.data.case === 'uri' ? result.value.data.value : ''
    const { literals = {} } = toJson(LiteralMapSchema, readLiterals(this.cp.blobs, uri)) as { literals?: JsonObject }
    return literals
  }

  terminate(name: string, cause: string): void {
    const id = create(WorkflowExecutionIdentifierSchema, { ...SCOPE, name })
    terminateExecution(this.cp, create(ExecutionTerminateRequestSchema, { id, cause }), { subject: '' })
  }

  /** What was recorded of an execution, in order: `workflow RUNNING`, `n0 QUEUED`, `n0/0 RUNNING` for attempt 0, … */
  events(name: string): string[] {
    const rows = this.cp.db.all('SELECT line FROM test_events WHERE execution = ? ORDER BY seq', [name])
    return rows.map(({ line }) => String(line))
  }

  /** Resolves when this has been recorded of an execution. */
  async recorded(name: string, event: string): Promise<void> {
    await this.#eventually(name, event, () => (this.events(name).includes(event) ? event : undefined))
  }

  async #eventually<T>(name: string, what: string, look: () => T | undefined): Promise<T> {
    const until = performance.now() + PATIENCE
    for (let seen = look(); ; seen = look()) {
      if (seen !== undefined) return seen
      if (performance.now() > until) throw new Error(`${what} of ${name} never came: ${this.events(name).join(', ')}`)
      await delay(LOOK_EVERY)
    }
  }
}

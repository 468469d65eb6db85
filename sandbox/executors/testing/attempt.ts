import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fromJson, type JsonObject } from '@bufbuild/protobuf'
import { LiteralMapSchema } from '../../../src/api/gen/flyteidl/core/literals_pb'
import { TaskTemplateSchema } from '../../../src/api/gen/flyteidl/core/tasks_pb'
import type { SandboxSettings } from '../../control-plane'
import { AttemptFolder } from '../attempt-folder'
import type { AttemptSpec } from '../attempt-spec'

/** An attempt of a task in a temporary folder, for tests of what prepares and judges it. */
export function testAttempt(template: JsonObject, inputs: JsonObject = {}, settings: Partial<SandboxSettings> = {}) {
  const dataDir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'contrail-attempt-')))
  const id = { execution: { project: 'p', domain: 'd', name: 'e' }, node: 'n0', attempt: 1 }
  const spec: AttemptSpec = {
    id,
    template: fromJson(TaskTemplateSchema, {
      id: { resourceType: 'TASK', project: 'p', domain: 'd', name: 'module.task', version: 'v7' },
      type: 'python-task',
      ...template,
    }),
    inputs: fromJson(LiteralMapSchema, { literals: inputs }),
    inputsUri: path.join(dataDir, 'blobs/inputs.pb'),
    metadata: path.join(dataDir, 'blobs/metadata'),
    outputPrefix: path.join(dataDir, 'blobs/metadata'),
    rawPrefix: path.join(dataDir, 'blobs/raw'),
    previousCheckpoint: undefined,
    generatedName: 'e-n0-1',
    timeout: '',
    workflow: undefined,
    launchPlan: undefined,
    executionEnvs: [],
  }
  return {
    dataDir,
    spec,
    folder: AttemptFolder.of(dataDir, id),
    settings: {
      dataDir,
      publicOrigin: 'http://localhost:1',
      endpoint: 'localhost:1',
      python: undefined,
      maxTasks: 1,
      secretsDir: undefined,
      codeDir: '/code',
      ...settings,
    } satisfies SandboxSettings,
    close: () => fs.rmSync(dataDir, { recursive: true, force: true }),
  }
}

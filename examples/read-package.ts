import { readFileSync } from 'node:fs'
import { fromBinary } from '@bufbuild/protobuf'
import { gunzipSync } from 'fflate'
import { parseTar } from 'nanotar'
import { type LaunchPlan, LaunchPlanSchema } from '../src/api/gen/flyteidl/admin/launch_plan_pb'
import { type TaskSpec, TaskSpecSchema } from '../src/api/gen/flyteidl/admin/task_pb'
import { type WorkflowSpec, WorkflowSpecSchema } from '../src/api/gen/flyteidl/admin/workflow_pb'

/** One file of a package, read. */
export type PackageEntry =
  | { readonly kind: 'task'; readonly spec: TaskSpec }
  | { readonly kind: 'workflow'; readonly spec: WorkflowSpec }
  | { readonly kind: 'launchPlan'; readonly plan: LaunchPlan }

/**
 * Reads an archive as `pyflyte package` makes it: gzipped tar of `<number>_<name>_<kind>.pb`, entries in order of their
 * numbers, dependencies first. Throws when a file is something else.
 */
export function readPackage(path: string | URL): PackageEntry[] {
  const files = parseTar(gunzipSync(readFileSync(path)))
  const numbered = files.map(({ name, data }) => ({ name, data, number: Number.parseInt(name, 10) }))
  return numbered.sort((a, b) => a.number - b.number).map(({ name, data }) => entry(name, data ?? new Uint8Array()))
}

function entry(name: string, data: Uint8Array): PackageEntry {
  switch (/^\d+_.*_(\d)\.pb$/.exec(name)?.[1]) {
    case '1':
      return { kind: 'task', spec: fromBinary(TaskSpecSchema, data) }
    case '2':
      return { kind: 'workflow', spec: fromBinary(WorkflowSpecSchema, data) }
    case '3':
      return { kind: 'launchPlan', plan: fromBinary(LaunchPlanSchema, data) }
    default:
      throw new Error(`${name} is no task, workflow or launch plan`)
  }
}

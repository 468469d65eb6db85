import { create } from '@bufbuild/protobuf'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LaunchPlanSchema } from '../../api/gen/flyteidl/admin/launch_plan_pb'
import { TaskSpecSchema } from '../../api/gen/flyteidl/admin/task_pb'
import { WorkflowSpecSchema } from '../../api/gen/flyteidl/admin/workflow_pb'
import { IdentifierSchema } from '../../api/gen/flyteidl/core/identifier_pb'
import { type PackageEntry, readPackage } from './package-reader'
import { imagesOf, needsSource, prepareEntry, type RegistrationSettings } from './prepare-entry'
import { visitMessages } from './visit-messages'

const settings: RegistrationSettings = {
  project: 'p',
  domain: 'd',
  version: 'v',
  images: new Map([['old:1', 'new:2']]),
  serviceAccount: '',
  outputPrefix: '',
  sourceUri: 's3://bucket/fast01.tar.gz',
  destinationDir: '',
}
const COMMAND = ['run', '{{ .remote_package_path }}', '{{ .dest_dir }}', '{{.input}}', 'x{{ .dest_dir }}']
const FILLED = ['run', 's3://bucket/fast01.tar.gz', '.', '{{.input}}', 'x{{ .dest_dir }}']

const entry = (spec: Parameters<typeof create<typeof TaskSpecSchema>>[1]): PackageEntry => ({
  file: '0_t_1.pb',
  name: 't',
  kind: 'task',
  spec: create(TaskSpecSchema, spec),
})
const inContainer = entry({
  template: {
    id: { name: 't', project: '{{ registration.project }}', version: '{{ registration.version }}' },
    target: { case: 'container', value: { image: 'old:1', args: COMMAND } },
  },
})
const inPod = entry({
  template: {
    id: { name: 't' },
    target: {
      case: 'k8sPod',
      value: { podSpec: { containers: [{ image: 'old:1', args: COMMAND }, { image: 'kept' }] } },
    },
  },
})

describe('preparing an entity', () => {
  test('a container gets its image, the place of the code and identifiers; the packaged one stays as it is', () => {
    const prepared = prepareEntry(inContainer, settings)
    expect(prepared.id).toMatchObject({ project: 'p', domain: 'd', name: 't', version: 'v' })
    expect(prepared.kind === 'task' && prepared.spec.template?.target.value).toMatchObject({
      image: 'new:2',
      args: FILLED,
    })
    expect(inContainer.kind === 'task' && inContainer.spec.template?.target.value).toMatchObject({ image: 'old:1' })
  })

  test('so do the containers of a pod, and of a pod that a node overrides', () => {
    const prepared = prepareEntry(inPod, settings)
    expect(prepared.kind === 'task' && prepared.spec.template?.target.value).toMatchObject({
      podSpec: { containers: [{ image: 'new:2', args: FILLED }, { image: 'kept' }] },
    })
    const workflow = prepareEntry(
      {
        file: '1_w_2.pb',
        name: 'w',
        kind: 'workflow',
        spec: create(WorkflowSpecSchema, {
          template: {
            nodes: [
              {
                id: 'n0',
                target: {
                  case: 'taskNode',
                  value: { overrides: { podTemplate: { podSpec: { initContainers: [{ args: COMMAND }] } } } },
                },
              },
            ],
          },
        }),
      },
      settings,
    )
    expect(workflow.kind === 'workflow' && workflow.spec.template?.nodes[0]?.target.value).toMatchObject({
      overrides: { podTemplate: { podSpec: { initContainers: [{ args: FILLED }] } } },
    })
  })

  test('a launch plan gets a service account beside what it has, and a prefix', () => {
    const plan = create(LaunchPlanSchema, {
      id: { name: 'l' },
      spec: { workflowId: { name: 'w' }, securityContext: { runAs: { iamRole: 'role' } } },
    })
    const prepared = prepareEntry(
      { file: '2_l_3.pb', name: 'l', kind: 'launchPlan', plan },
      { ...settings, serviceAccount: 'runner', outputPrefix: 's3://out' },
    )
    expect(prepared.kind === 'launchPlan' && prepared.spec).toMatchObject({
      workflowId: { project: 'p', domain: 'd', name: 'w', version: 'v' },
      securityContext: { runAs: { iamRole: 'role', k8sServiceAccount: 'runner' } },
      rawOutputDataConfig: { outputLocationPrefix: 's3://out' },
    })
  })

  test('images are counted, and code is missed', () => {
    expect([...imagesOf([inContainer, inPod])]).toEqual([
      ['old:1', 2],
      ['kept', 1],
    ])
    expect([inContainer, inPod].map((one) => needsSource([one]))).toEqual([true, true])
    expect(needsSource([entry({ template: { target: { case: 'container', value: { args: ['run'] } } } })])).toBe(false)
  })
})

const packages = join(process.env.CONTRAIL_SHARED ?? '../shared', 'data', 'packages')

describe.skipIf(!existsSync(packages))('every package of real flytekit (skipped when ../shared is absent)', () => {
  test.each(existsSync(packages) ? readdirSync(packages).filter((file) => file.endsWith('.tgz')) : [])(
    '%s leaves no identifier empty',
    (file) => {
      for (const one of readPackage([{ name: file, bytes: readFileSync(join(packages, file)) }]).entries) {
        const prepared = prepareEntry(one, settings)
        const check = ({ project, domain, name, version }: typeof prepared.id) =>
          expect([project, domain, name, version].every((part) => part !== '')).toBe(true)
        check(prepared.id)
        if (prepared.kind === 'task') visitMessages(TaskSpecSchema, prepared.spec, IdentifierSchema, check)
        if (prepared.kind === 'workflow') visitMessages(WorkflowSpecSchema, prepared.spec, IdentifierSchema, check)
      }
    },
  )
})

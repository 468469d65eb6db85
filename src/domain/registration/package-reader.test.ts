import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { create, toBinary } from '@bufbuild/protobuf'
import { gzipSync } from 'fflate'
import { createTar } from 'nanotar'
import { describe, expect, test } from 'vitest'
import { TaskSpecSchema } from '../../api/gen/flyteidl/admin/task_pb'
import { parsePackageFileName } from './package-file-name'
import { PackageError, readPackage } from './package-reader'

const task = (name: string) =>
  toBinary(TaskSpecSchema, create(TaskSpecSchema, { template: { id: { name }, type: 'python-task' } }))

function archive(files: Readonly<Record<string, Uint8Array>>, name = 'package.tgz') {
  return { name, bytes: gzipSync(createTar(Object.entries(files).map(([member, data]) => ({ name: member, data })))) }
}

describe('file names', () => {
  test.each([
    ['07_basics.workflow.wf_2.pb', { order: 7, name: 'basics.workflow.wf', kind: 'workflow' }],
    ['0_a_1_b_3_1.pb', { order: 0, name: 'a_1_b_3', kind: 'task' }],
    ['some/folder/12_x_3.pb', { order: 12, name: 'x', kind: 'launchPlan' }],
    ['x_1.pb', { order: Number.MAX_SAFE_INTEGER, name: 'x', kind: 'task' }],
    ['7_x_4.pb', undefined],
    ['readme.md', undefined],
  ])('%s', (file, expected) => expect(parsePackageFileName(file)).toEqual(expected))
})

describe('archives', () => {
  test('entries come in the order of their numbers, whatever the order in the archive', () => {
    const { entries } = readPackage([archive({ '10_c_1.pb': task('c'), '2_b_1.pb': task('b'), '1_a_1.pb': task('a') })])
    expect(entries.map((entry) => entry.name)).toEqual(['a', 'b', 'c'])
  })

  test('the same entity twice counts once; the source archive stays as it is', () => {
    const source = gzipSync(new Uint8Array([1, 2, 3]))
    const read = readPackage([archive({ '0_a_1.pb': task('a'), '1_a_1.pb': task('a'), 'fast0123abcd.tar.gz': source })])
    expect(read.entries).toHaveLength(1)
    expect(read.source).toEqual({ file: 'fast0123abcd.tar.gz', bytes: source })
  })

  test('loose files are taken as well', () => {
    expect(readPackage([{ name: 'a_1.pb', bytes: task('a') }]).entries.map((entry) => entry.kind)).toEqual(['task'])
  })

  const whole = archive({ '0_a_1.pb': task('a'), '1_b_1.pb': task('b') })
  const longName = { name: '0_a_1.pb', bytes: new Uint8Array([0x0a, 0xff, 0xff]) }
  test.each([
    ['no archive', [{ name: 'photo.png', bytes: new Uint8Array([1, 2, 3]) }], /photo\.png is no part of a package/],
    ['cut short', [{ ...whole, bytes: whole.bytes.subarray(0, whole.bytes.length - 40) }], /package\.tgz is cut short/],
    ['no tar inside', [{ name: 'x.tgz', bytes: gzipSync(new Uint8Array(700)) }], /x\.tgz is no complete tar archive/],
    ['a bad entity', [longName], /0_a_1\.pb does not hold the task that its name promises/],
    [
      'an entity without a name',
      [{ name: '0_a_1.pb', bytes: new Uint8Array() }],
      /0_a_1\.pb holds an entity without a name/,
    ],
    [
      'two sources',
      [archive({ '0_a_1.pb': task('a'), 'fast01.tar.gz': new Uint8Array([1]), 'fast02.tar.gz': new Uint8Array([2]) })],
      /two source archives/,
    ],
    ['nothing', [archive({ 'fast01.tar.gz': new Uint8Array([1]) })], /nothing to register/],
  ])('%s is refused with the file and the reason', (_name, files, message) => {
    expect(() => readPackage(files)).toThrow(PackageError)
    expect(() => readPackage(files)).toThrow(message)
  })
})

const packages = join(process.env.CONTRAIL_SHARED ?? '../shared', 'data', 'packages')

interface PackageIndex {
  readonly packages: readonly {
    readonly file: string
    readonly tasks: number
    readonly workflows: number
    readonly launch_plans: number
  }[]
}

describe.skipIf(!existsSync(packages))('packages made by real flytekit (skipped when ../shared is absent)', () => {
  // What is skipped is still read through for its tests.
  const index = existsSync(packages)
    ? (JSON.parse(readFileSync(join(packages, 'index.json'), 'utf8')) as PackageIndex)
    : { packages: [] }
  test('the index names every archive', () => {
    expect(
      readdirSync(packages)
        .filter((name) => name.endsWith('.tgz'))
        .sort(),
    ).toEqual(index.packages.map(({ file }) => file).sort())
  })
  test.each(index.packages)('$file', ({ file, tasks, workflows, launch_plans: launchPlans }) => {
    const { entries } = readPackage([{ name: file, bytes: readFileSync(join(packages, file)) }])
    const count = (kind: string) =>
      new Set(entries.filter((entry) => entry.kind === kind).map((entry) => entry.name)).size
    expect([count('workflow'), count('launchPlan')]).toEqual([workflows, launchPlans])
    expect(count('task')).toBeLessThanOrEqual(tasks)
    expect(count('task')).toBeGreaterThan(0)
  })
})

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readPackage } from '../src/domain/registration/package-reader'

/*
 * Runs the commands of the packaged tasks as they are, with the folders of Flyte's raw containers moved to a temporary one.
 */
const root = mkdtempSync(join(tmpdir(), 'examples-'))
afterAll(() => rmSync(root, { recursive: true }))

const commands = new Map(
  readPackage([
    { name: 'examples.tgz', bytes: readFileSync(new URL('package/examples.tgz', import.meta.url)) },
  ]).entries.flatMap((entry) => {
    const template = entry.kind === 'task' ? entry.spec.template : undefined
    if (template?.target.case !== 'container') return []
    return [[template.id?.name ?? '', [...template.target.value.command, ...template.target.value.args]] as const]
  }),
)

interface Result {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  readonly folder: string
  readonly output: (name: string) => string
}

function run(task: string, values: Record<string, string>, files: Record<string, string> = {}, attempt = 0): Result {
  const inputs = mkdtempSync(join(root, 'in-'))
  const folder = mkdtempSync(join(root, 'out-'))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(inputs, name, '..'), { recursive: true })
    writeFileSync(join(inputs, name), content)
  }
  const [program = '', ...args] = (commands.get(task) ?? []).map((word) =>
    word
      .replace(/\{\{\.inputs\.(\w+)\}\}/g, (_, name: string) => values[name] ?? '')
      .replace(/^\/var\/inputs/, inputs)
      .replace(/^\/var\/outputs/, folder),
  )
  const env = { ...process.env, FLYTE_ATTEMPT_NUMBER: String(attempt) }
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env })
  return { status, stdout, stderr, folder, output: (name) => readFileSync(join(folder, name), 'utf8') }
}

describe('the programs of the examples', () => {
  it('greet', () => {
    const { stdout, output } = run('hello.greet', { name: '-Ada "L."' })
    expect(output('greeting')).toBe('Hello, -Ada "L."!')
    expect(stdout).toBe('Hello, -Ada "L."!\n')
  })

  it('extract orders at the second attempt', () => {
    expect(run('sales.extract_orders', { days: '2' }).status).toBe(1)
    const { output } = run('sales.extract_orders', { days: '2' }, {}, 1)
    expect(output('orders').trim().split('\n')).toHaveLength(Number(output('count')) + 1)
  })

  it('summarise and join the regions', () => {
    const orders = run('sales.extract_orders', { days: '7' }, {}, 1).output('orders')
    const summaries = ['north', 'south', 'west'].map((region) => {
      const selected = run('sales.select_region', { region }, { orders }).output('selected')
      return [region, run('sales.summarise', { region }, { selected }).output('summary')] as const
    })
    const { output } = run('sales.write_report', {}, Object.fromEntries(summaries))
    expect(output('best_region')).toBe('north')
    expect(Number(output('total'))).toBeGreaterThan(1_000)
    expect(output('report')).toContain('| region | orders |')
  })

  it('train a model that is better than guessing, and draw its loss', () => {
    const data = run('training.make_data', { samples: '400', seed: '7' })
    const trained = run('training.train_model', { learning_rate: '0.5', epochs: '60' }, { train: data.output('train') })
    const picture = readFileSync(join(trained.folder, 'loss_curve'))
    expect(picture.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
    const losses = trained
      .output('history')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',')[1]))
    expect(losses).toHaveLength(60)
    expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0)

    const model = { 'model/weights.json': trained.output('model/weights.json'), test: data.output('test') }
    const { output } = run('training.evaluate', {}, model)
    expect(Number(output('accuracy'))).toBeGreaterThan(0.75)
    const report = run('training.write_report', {}, { metrics: output('metrics'), loss_curve: 'picture' }).output(
      'report',
    )
    expect(report).toContain('Accuracy')
  })

  it('fail with a reason', () => {
    const { status, stderr } = run('failing.check_prices', { shop: 'corner shop' })
    expect(status).toBe(1)
    expect(stderr).toContain('Line 3: the price of the backpack is "45.O0", which is not a number.')
  })

  it('count the seconds', () => {
    const { output, stdout } = run('slow.count_down', { seconds: '1' })
    expect(output('counted')).toBe('1')
    expect(stdout).toContain('1 of 1 seconds')
  })

  it('grade and write a letter', () => {
    const share = run('branching.grade', { points: '72', maximum: '100' }).output('share')
    expect(run('branching.encourage', { share }).output('letter')).toBe('Passed; you can do better (72 %).')
  })

  it('describe inputs of every kind, records in MessagePack too', () => {
    const simple = {
      count: '3',
      ratio: '0.25',
      enabled: 'true',
      title: 'a, b',
      start: '2026-03-20T09:30:00Z',
      pause: '1h30m0s',
    }
    const record = Buffer.from([0x82, 0xa1, 0x61, 0x92, 0x01, 0xcb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 0xa1, 0x62, 0xc0])
    const all = { ...simple, customer: record.toString('base64'), settings: { dark: true }, attachment: null }
    const { output, stderr } = run('every_type.describe_inputs', {}, { ...simple, 'inputs.json': JSON.stringify(all) })
    expect(stderr).toBe('')
    expect(Object.keys(simple).map(output)).toEqual(Object.values(simple))
    expect(JSON.parse(output('all_inputs'))).toMatchObject({
      customer: { a: [1, 1.5], b: null },
      settings: { dark: true },
    })
  })
})

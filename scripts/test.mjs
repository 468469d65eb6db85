// npm test: every check that this machine can run.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from './browser.mjs'
import { checks, summary } from './check.mjs'
import { compareGeneratedCode } from './generated-code.mjs'
import { pythonWithFlytekit } from './python-env.mjs'
import { sharedFolder } from './shared-data.mjs'
import { npx, run, runSteps } from './steps.mjs'
import { withSandbox } from './temporary-sandbox.mjs'

function lastLine(output) {
  return output.trim().split('\n').at(-1) ?? ''
}

async function replay(folder) {
  const oracle = join(sharedFolder(), 'oracle')
  const python = await pythonWithFlytekit()
  const cases = readdirSync(join(oracle, folder)).filter((name) => name.endsWith('.json'))
  return withSandbox(['--empty', '--no-engine'], async ({ endpoint }) =>
    lastLine(
      await run(python, [
        join(oracle, 'replay.py'),
        '--endpoint',
        endpoint,
        ...cases.map((name) => join(oracle, folder, name)),
      ]),
    ),
  )
}

/** Each file in a process of its own: flytekit keeps what it has loaded and registered. */
async function flytekitClients() {
  const python = await pythonWithFlytekit()
  const notes = []
  for (const file of readdirSync('e2e/flytekit').filter((name) => name.startsWith('test_'))) {
    const output = await run(python, ['-m', 'unittest', 'discover', '-s', 'e2e/flytekit', '-p', file])
    const ran = /Ran (\d+) tests? in/.exec(output)?.[1] ?? '0'
    if (ran === '0' && !lastLine(output).includes('skipped')) throw new Error(`${file} ran no tests\n${output}`)
    notes.push(`${file} ${ran} ${lastLine(output)}`)
  }
  return notes.join(', ')
}

await runSteps([
  ...checks,
  [
    {
      // A stranger has no shared data: what needs it has to be skipped there, not to fail.
      name: 'unit tests without the shared data',
      action: async () =>
        summary(
          await run(
            'npx',
            [
              '--no-install',
              'vitest',
              'run',
              '--project',
              'node',
              '--reporter',
              'dot',
              'src/domain/registration',
              'sandbox/compiler',
            ],
            { env: { CONTRAIL_SHARED: join('node_modules', 'absent'), CI: '' } },
          ),
        ),
    },
  ],
  [{ name: 'generated code', action: compareGeneratedCode }],
  [{ name: 'build', action: () => run('npm', ['run', 'build']).then(() => '') }],
  [{ name: 'size', action: async () => (await npx('size-limit')).trim().replace(/\n\s*/g, ' ') }],
  [{ name: 'recorded flyteadmin cases', action: () => replay('cases') }],
  [{ name: 'recorded flyteadmin packages', action: () => replay('packages') }],
  [
    {
      name: 'the built program and the engine: bad input, fuzz, kill -9 under load',
      action: async () => summary(await npx('vitest', 'run', '--project', 'program', '--reporter', 'dot')),
    },
  ],
  [
    {
      name: 'the package of the examples',
      action: async () => lastLine(await run(await pythonWithFlytekit(), ['examples/make-package.py', '--check'])),
    },
  ],
  [
    {
      name: 'real flytekit clients',
      action: flytekitClients,
    },
  ],
  [
    {
      name: 'journeys in Chromium',
      action: async () =>
        lastLine(await run('npx', ['--no-install', 'playwright', 'test'], { env: { CONTRAIL_CHROMIUM: chromium() } })),
    },
  ],
])

// npm run check: formatting, types, lint, unused code, cycles, unit tests.
import { stripVTControlCharacters } from 'node:util'
import { npx, runSteps } from './steps.mjs'

const LINT = ['--max-warnings', '0', '.']

/** Files that have not changed are not looked at again; only CI looks at all of them, as what a rule finds depends on the types of other files too. */
async function lint() {
  if (process.env.CI !== 'true') {
    const kept = await npx('eslint', '--cache', '--cache-location', 'node_modules/.cache/eslint/', ...LINT).catch(
      () => undefined,
    )
    if (kept !== undefined) return ''
    // What it says may be out of date for the same reason.
  }
  await npx('eslint', ...LINT)
  return ''
}

export const checks = [
  [
    { name: 'types', action: () => npx('tsc', '--noEmit', '-p', '.').then(() => '') },
    {
      name: 'formatting',
      action: () => npx('prettier', '--check', '--cache', '--log-level', 'warn', '.').then(() => ''),
    },
  ],
  [
    { name: 'lint', action: lint },
    {
      name: 'unit tests',
      action: async () =>
        summary(await npx('vitest', 'run', '--project', 'app', '--project', 'node', '--reporter', 'dot')),
    },
  ],
  [
    { name: 'unused files and exports', action: () => npx('knip', '--cache').then(() => '') },
    {
      name: 'import cycles',
      action: () =>
        npx(
          'depcruise',
          '--config',
          '.dependency-cruiser.mjs',
          '--output-type',
          'err',
          'src',
          'gateway',
          'sandbox',
          'cli',
          'examples',
        ).then(() => ''),
    },
  ],
]

/** The line that vitest ends with; what it skipped must be seen. */
export function summary(output) {
  return /Tests\s+(.*)/.exec(stripVTControlCharacters(output))?.[1] ?? ''
}

if (process.argv[1] === import.meta.filename) await runSteps(checks)

// npm run check: formatting, types, lint, unused code, cycles, unit tests.
import { stripVTControlCharacters } from 'node:util'
import { npx, runSteps } from './steps.mjs'

export const checks = [
  [
    { name: 'types', action: () => npx('tsc', '--noEmit', '-p', '.').then(() => '') },
    {
      name: 'formatting',
      action: () => npx('prettier', '--check', '--cache', '--log-level', 'warn', '.').then(() => ''),
    },
  ],
  [
    {
      name: 'lint',
      // No cache: what a rule finds in a file depends on the types of others.
      action: () => npx('eslint', '--max-warnings', '0', '.').then(() => ''),
    },
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

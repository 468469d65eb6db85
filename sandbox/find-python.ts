import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const HAS_FLYTEKIT = 'import importlib.util, sys; sys.exit(importlib.util.find_spec("flytekit") is None)'
const PROBE_MS = 5_000

function hasFlytekit(python: string): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(python, ['-c', HAS_FLYTEKIT], { timeout: PROBE_MS }, (error) => resolve(error === null))
  })
}

/**
 * The Python interpreter for flytekit's tasks: the one that was asked for, else the first that has flytekit of the active
 * virtual environment, `.venv` in `cwd`, and `python3` on PATH.
 *
 * @throws when the one that was asked for has no flytekit
 */
export async function findPython(
  asked: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): Promise<string | undefined> {
  if (asked !== undefined) {
    if (await hasFlytekit(asked)) return asked
    throw new Error(
      `${asked} cannot import flytekit. Install it there (${asked} -m pip install flytekit), or leave out --python.`,
    )
  }
  const active = env['VIRTUAL_ENV']
  const candidates = [active && join(active, 'bin', 'python'), join(cwd, '.venv', 'bin', 'python')].filter(
    (path): path is string => Boolean(path) && existsSync(path ?? ''),
  )
  for (const python of [...candidates, 'python3']) {
    if (await hasFlytekit(python)) return python
  }
  return undefined
}

// The Python environment with flytekit that the tests of real Flyte clients use: `.venv`, made on first use.
import { existsSync } from 'node:fs'
import { run, Skip } from './steps.mjs'

const PYTHON = '.venv/bin/python'

/** Pinned, because the package of the examples depends on the version that makes it. */
export const FLYTEKIT_VERSION = '1.16.31'

/** Path of an interpreter that has flytekit; installs it when that is possible. */
export async function pythonWithFlytekit() {
  const works = () => run(PYTHON, ['-c', `import flytekit; assert flytekit.__version__ == "${FLYTEKIT_VERSION}"`])
  if (existsSync(PYTHON)) {
    try {
      await works()
      return PYTHON
    } catch {
      // Another version, or half an installation: make it right below.
    }
  }
  try {
    if (!existsSync(PYTHON)) await run('python3', ['-m', 'venv', '.venv'])
    await run(PYTHON, [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      `flytekit==${FLYTEKIT_VERSION}`,
      'pandas',
      'pyarrow',
    ])
    await works()
    return PYTHON
  } catch (error) {
    const reason = String(error instanceof Error ? error.message : error)
      .trim()
      .split('\n')
      .slice(-1)[0]
    throw new Skip(
      `needs Python 3.10 or later with venv, and PyPI, for flytekit ${FLYTEKIT_VERSION} (on Debian: apt-get install python3-venv): ${reason}`,
    )
  }
}

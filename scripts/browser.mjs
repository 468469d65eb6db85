// Where the browser for the tests is.
import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Skip } from './steps.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

function executable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Path of a Chromium; CONTRAIL_CHROMIUM names one, else the first on PATH. Debian's is installed when we may. */
export function chromium() {
  const named = process.env.CONTRAIL_CHROMIUM
  if (named) {
    if (executable(named)) return named
    throw new Skip(`CONTRAIL_CHROMIUM names ${named}, which cannot be run`)
  }
  const onPath = () => {
    const folders = (process.env.PATH ?? '').split(delimiter)
    return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(executable)
  }
  const found = onPath()
  if (found) return found
  if (process.getuid?.() === 0 && executable('/usr/bin/apt-get')) {
    try {
      execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
      execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], {
        stdio: 'ignore',
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      })
    } catch {
      throw new Skip('needs Chromium, and apt-get could not install it: install it, or name one with CONTRAIL_CHROMIUM')
    }
    const installed = onPath()
    if (installed) return installed
  }
  throw new Skip('needs Chromium: install it (on Debian: apt-get install chromium), or name one with CONTRAIL_CHROMIUM')
}

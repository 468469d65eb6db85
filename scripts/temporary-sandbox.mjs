// A sandbox of the built program on a free port, with a data folder of its own, for the time of one action.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const READY = /endpoint\s+(localhost:\d+)/

/** Starts one; resolves when it is ready. `stop` ends it and removes its data. */
export async function startTemporarySandbox(flags = [], env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'contrail-sandbox-'))
  const child = spawn(
    process.execPath,
    ['bin/contrail.mjs', 'sandbox', '--port', '0', '--data', join(folder, 'data'), ...flags],
    {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  const endpoint = await new Promise((resolve, reject) => {
    const look = (chunk) => {
      output += chunk
      const found = READY.exec(output)
      if (found) resolve(found[1])
    }
    child.stdout.on('data', look)
    child.stderr.on('data', look)
    child.on('exit', (code) =>
      reject(new Error(`The sandbox ended with status ${code} before it was ready.\n${output}`)),
    )
  })
  const stop = async () => {
    const ended = new Promise((resolve) => child.on('exit', resolve))
    if (child.exitCode === null && child.kill('SIGTERM')) await ended
    rmSync(folder, { recursive: true, force: true })
  }
  return { endpoint, origin: `http://${endpoint}`, folder, stop }
}

/** Runs `action` with a sandbox and ends it whatever happens. */
export async function withSandbox(flags, action) {
  const sandbox = await startTemporarySandbox(flags)
  try {
    return await action(sandbox)
  } finally {
    await sandbox.stop()
  }
}

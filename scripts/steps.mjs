// Runs the parts of a check one after another or side by side, and says plainly what passed, failed and was skipped.
import { spawn } from 'node:child_process'

/** Ends a step that cannot run on this machine; with CI=true that is a failure. */
export class Skip extends Error {}

/** Runs a program; resolves with its output, rejects with it when the program fails. */
export function run(program, args, { env = {}, cwd = process.cwd() } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output)
      else reject(new Error(`${program} ${args.join(' ')} ended with ${signal ?? `status ${code}`}\n${output}`))
    })
  })
}

/** A program of this package's own dependencies. */
export function npx(name, ...args) {
  return run('npx', ['--no-install', name, ...args])
}

async function runStep({ name, action }) {
  const began = performance.now()
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`
  try {
    const note = await action()
    process.stdout.write(
      `  ok      ${name} (${seconds()})${typeof note === 'string' && note !== '' ? `: ${note}` : ''}\n`,
    )
    return 'ok'
  } catch (error) {
    if (error instanceof Skip && process.env.CI !== 'true') {
      process.stdout.write(`  SKIPPED ${name}: ${error.message}\n`)
      return 'skipped'
    }
    process.stdout.write(
      `  FAILED  ${name} (${seconds()})\n${error instanceof Error ? error.message : String(error)}\n`,
    )
    return 'failed'
  }
}

/** Runs groups of steps: the steps of a group side by side, the groups in order. Sets the exit code. */
export async function runSteps(groups) {
  const results = []
  for (const group of groups) results.push(...(await Promise.all(group.map(runStep))))
  const count = (result) => results.filter((one) => one === result).length
  process.stdout.write(`${count('ok')} passed, ${count('failed')} failed, ${count('skipped')} skipped\n`)
  if (count('failed') > 0) process.exitCode = 1
}

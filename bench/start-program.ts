import { type ChildProcess, spawn } from 'node:child_process'

export interface Started {
  readonly child: ChildProcess
  readonly origin: string
  readonly endpoint: string
  readonly readyMs: number
}

/** Where a sandbox says that it is ready. */
export const SANDBOX_READY = /endpoint\s+(\S+)/

/** Starts the built program on a free port; resolves when it says the address that `ready` captures. */
export function start(command: string, flags: readonly string[], ready: RegExp): Promise<Started> {
  const began = performance.now()
  const child = spawn(process.execPath, ['bin/contrail.mjs', command, '--port', '0', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const address = ready.exec(said)?.[1]
      if (address !== undefined)
        resolve({ child, endpoint: address, origin: `http://${address}`, readyMs: performance.now() - began })
    })
    child.on('exit', (code) => reject(new Error(`contrail ${command} ended with status ${String(code)}\n${said}`)))
  })
}

/** Ends a program and waits until it has gone. */
export async function stop({ child }: Started): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}

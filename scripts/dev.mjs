// npm run dev: the sandbox from source, restarted on change, and the dashboard with hot reload before it.
import { spawn } from 'node:child_process'

const SANDBOX_PORT = process.env.CONTRAIL_DEV_PORT ?? '30080'

const children = [
  spawn(
    'npx',
    [
      '--no-install',
      'tsx',
      'watch',
      '--clear-screen=false',
      'cli/main.ts',
      'sandbox',
      '--port',
      SANDBOX_PORT,
      ...process.argv.slice(2),
    ],
    { stdio: 'inherit' },
  ),
  spawn('npx', ['--no-install', 'vite', '--clearScreen', 'false'], {
    stdio: 'inherit',
    env: { ...process.env, CONTRAIL_DEV_SANDBOX: `http://localhost:${SANDBOX_PORT}` },
  }),
]

function stop() {
  for (const child of children) child.kill('SIGTERM')
}

for (const child of children) child.on('exit', stop)
process.on('SIGINT', stop)
process.on('SIGTERM', stop)

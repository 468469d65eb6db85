import { type ChildProcess, spawn } from 'node:child_process'
import { expect, test } from '../fixtures/contrail-test'
import { SandboxProcess } from '../fixtures/sandbox-process'

/** `contrail serve` in front of a flyteadmin; gives the dashboard's address. */
async function serve(
  endpoint: string,
  flags: readonly string[] = [],
): Promise<{ readonly child: ChildProcess; readonly address: string }> {
  const child = spawn(
    process.execPath,
    ['bin/contrail.mjs', 'serve', '--endpoint', endpoint, '--insecure', '--port', '0', ...flags],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /dashboard\s+(http:\S+)/.exec(said)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.on('exit', () => reject(new Error(`contrail serve ended.\n${said}`)))
  })
  return { child, address }
}

test('contrail serve shows the same dashboard, also below another path', async ({ page, sandbox }) => {
  const { child, address } = await serve(sandbox.endpoint, ['--base-path', '/team/flyte'])
  try {
    expect(address).toMatch(/\/team\/flyte$/)
    await page.goto(address)
    await expect(page.getByTestId('execution-row').filter({ hasText: 'price-check' })).toContainText('Failed')
    await page.getByTestId('execution-row').filter({ hasText: 'price-check' }).getByRole('link').first().click()
    await expect(page.getByTestId('execution-phase')).toContainText('Failed')
    await expect(page).toHaveURL(/\/team\/flyte\/projects\//)
  } finally {
    child.kill('SIGTERM')
  }
})

test('an endpoint that nobody answers at is said plainly', async ({ page, problems }) => {
  problems.permit(/./)
  const { child, address } = await serve('127.0.0.1:1')
  try {
    await page.goto(address)
    await expect(page.getByText(/Flyte cannot be reached/i).first()).toBeVisible({ timeout: 30_000 })
    await page.goto(`${address}/connection`)
    await page.getByRole('button', { name: 'Test the connection' }).click()
    await expect(page.getByText(/Flyte cannot be reached/i).first()).toBeVisible()
  } finally {
    child.kill('SIGTERM')
  }
})

test('a server that goes away and comes back: what was read stays, and goes on', async ({ page, problems }) => {
  problems.permit(/./)
  const own = new SandboxProcess()
  await own.start()
  const port = Number(own.endpoint.split(':')[1])
  try {
    await page.goto(`${own.origin}/console/projects/flytesnacks/domains/development/executions`)
    const row = page.getByTestId('execution-row').filter({ hasText: 'hello-contrail' })
    await expect(row).toContainText('Succeeded')
    await own.end('SIGKILL')
    await expect(page.getByText(/not updated for|cannot be reached/i).first()).toBeVisible({ timeout: 45_000 })
    await expect(row).toBeVisible()
    await own.start([], port)
    await expect(page.getByText(/updated/).first()).toBeVisible()
    await expect(page.getByText(/cannot be reached/i)).toHaveCount(0, { timeout: 45_000 })
  } finally {
    await own.remove()
  }
})

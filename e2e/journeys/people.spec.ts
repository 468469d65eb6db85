import { expect, test } from '../fixtures/contrail-test'

const scope = 'projects/flytesnacks/domains/development'

test('a run that waits for a person is found at home, approved, signed, and goes on to its end', async ({
  page,
  sandbox,
}) => {
  await sandbox.launch('workflows.approval.release', 'to-be-approved')
  await page.goto(scope)
  await page
    .getByRole('listitem')
    .filter({ hasText: 'approve-notes' })
    .filter({ hasText: 'to-be-approved' })
    .getByRole('link', { name: 'Review' })
    .click()
  await expect(page).toHaveURL(/to-be-approved/)
  await page.getByRole('button', { name: 'Approve…' }).click()
  await page.getByRole('menuitem', { name: 'Approve' }).click()
  await expect(page.getByText('Approved approve-notes.')).toBeVisible()
  await page.getByRole('link', { name: 'Set input…' }).click()
  await page.getByTestId('node-panel').getByRole('textbox', { name: 'signature' }).fill('Ada, "Countess"')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('execution-phase')).toContainText('Succeeded')
  await page.getByRole('tab', { name: 'Inputs & outputs' }).click()
  await expect(page.getByText('signed by Ada, \\"Countess\\"').first()).toBeVisible()
})

test('rejected, it fails and says so', async ({ page, sandbox }) => {
  await sandbox.launch('workflows.approval.release', 'to-be-rejected')
  await page.goto(`${scope}/executions/to-be-rejected`)
  await page.getByRole('button', { name: 'Approve…' }).click()
  await page.getByRole('menuitem', { name: 'Reject' }).click()
  await expect(page.getByTestId('execution-phase')).toContainText('Failed')
  await expect(page.getByText(/somebody rejected it/).first()).toBeVisible()
})

test('a failed run is recovered: a new one starts, from the same inputs', async ({ page }) => {
  await page.goto(`${scope}/executions/price-check`)
  await page.getByRole('button', { name: 'Recover' }).click()
  await expect(page).not.toHaveURL(/price-check/)
  await expect(page.getByTestId('execution-phase')).toContainText('Failed')
  await page.getByRole('tab', { name: 'Settings' }).click()
  await expect(page.getByRole('link', { name: 'price-check' })).toBeVisible()
})

test('several are chosen and terminated with one cause, each with its result', async ({ page, sandbox }) => {
  await sandbox.launch('workflows.slow.wait_for_it', 'slow-one')
  await sandbox.launch('workflows.slow.wait_for_it', 'slow-two')
  await page.goto(`${scope}/executions`)
  await page.getByRole('checkbox', { name: 'Select slow-one' }).check()
  await page.getByRole('checkbox', { name: 'Select slow-two' }).check()
  await page
    .getByRole('button', { name: 'Terminate 2' })
    .or(page.getByRole('button', { name: 'Terminate' }))
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('both by mistake')
  await dialog.getByRole('button', { name: 'Terminate' }).click()
  for (const name of ['slow-one', 'slow-two'])
    await expect(page.getByTestId('execution-row').filter({ hasText: name })).toContainText('Aborted')
  await expect(page.getByText('both by mistake').first()).toBeVisible()
})

test('a launch plan is activated and deactivated, and says what that does', async ({ page }) => {
  await page.goto(`${scope}/launch_plan/workflows.sales.every_morning/version/v1`)
  await page.getByRole('button', { name: 'Activate' }).click()
  await expect(page.getByRole('dialog')).toContainText('It starts by its schedule')
  await page.getByRole('dialog').getByRole('button', { name: 'Activate' }).click()
  await page.getByRole('button', { name: 'Deactivate' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click()
  await expect(page.getByRole('button', { name: 'Activate', exact: true })).toBeVisible()
})

test('theme and time zone are settings that stay', async ({ page }) => {
  await page.goto(`${scope}/executions`)
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

import { expect, test } from '../fixtures/contrail-test'

const scope = 'projects/flytesnacks/domains/development'

test('a failed run says at the top what failed and why, and leads there', async ({ page }) => {
  await page.goto(`${scope}/executions/price-check`)
  await expect(page.getByTestId('execution-phase')).toContainText('Failed')
  await expect(page.getByText('which is not a number. Is that an O?').first()).toBeVisible()
  await page
    .getByRole('link', { name: 'Go to node' })
    .or(page.getByRole('button', { name: 'Go to node' }))
    .click()
  await expect(page.getByTestId('node-panel')).toContainText('check_prices')
  await expect(page).toHaveURL(/node=n0/)
})

test('a node has its attempts, the log that its process wrote, its inputs and its outputs', async ({ page }) => {
  await page.goto(`${scope}/executions/hello-contrail`)
  await page.getByTestId('node-row').first().click()
  const panel = page.getByTestId('node-panel')
  await panel.getByRole('tab', { name: 'Inputs' }).click()
  await expect(panel.getByText('Contrail').first()).toBeVisible()
  await panel.getByRole('tab', { name: 'Outputs' }).click()
  await expect(panel.getByText(/Hello.*Contrail/).first()).toBeVisible()
  await panel.getByRole('tab', { name: 'Logs' }).click()
  await expect(panel.getByText(/Contrail/).first()).toBeVisible()
  await page.reload()
  await expect(page.getByTestId('node-panel').getByRole('tab', { name: 'Logs' })).toHaveAttribute(
    'aria-selected',
    'true',
  )
})

test('sub-workflows unfold, and every node is known', async ({ page }) => {
  await page.goto(`${scope}/executions/this-week`)
  await expect(page.getByTestId('nodes-complete')).toHaveAttribute('data-count', '5')
  const before = await page.getByTestId('node-row').count()
  await page.getByTestId('node-row').locator('button[aria-expanded="false"]').first().click()
  await expect.poll(() => page.getByTestId('node-row').count()).toBeGreaterThan(before)
})

test('stored files are looked into and downloaded: a table, a picture', async ({ page }) => {
  await page.goto(`${scope}/executions/first-training?tab=io`)
  await expect(page.getByTestId('execution-phase')).toContainText('Succeeded')
  await expect(page.getByRole('img', { name: 'What the file shows' }).first()).toBeVisible()
  await expect(page.getByRole('region', { name: 'The first rows of the table' }).first()).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download' }).first().click()
  expect((await download).suggestedFilename()).not.toBe('')
})

test('a running one is terminated with a cause, stops, and shows the cause', async ({ page, sandbox }) => {
  await sandbox.launch('workflows.slow.wait_for_it', 'to-be-ended')
  await page.goto(`${scope}/executions/to-be-ended`)
  await expect(page.getByTestId('execution-phase')).toContainText('Running')
  await page.getByRole('button', { name: 'Terminate' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('it took too long')
  await page.getByRole('dialog').getByRole('button', { name: 'Terminate' }).click()
  await expect(page.getByTestId('execution-phase')).toContainText('Aborted')
  await expect(page.getByText('it took too long').first()).toBeVisible()
})

test('the whole page works by keyboard', async ({ page }) => {
  await page.goto(`${scope}/executions`)
  await expect(page.getByTestId('execution-row').first()).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('execution-phase')).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('w')
  await expect(page).toHaveURL(/\/workflows$/)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('price-check')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/executions\/price-check$/)
})

test('the graph is drawn', async ({ page }) => {
  await page.goto(`${scope}/executions/this-week?tab=graph`)
  await expect(page.getByTestId('graph-ready')).toBeVisible()
})

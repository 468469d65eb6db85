import { expect, test } from '../fixtures/contrail-test'

test('the dashboard opens on the executions of a project with something in it', async ({ page }) => {
  await page.goto('')
  await expect(page).toHaveURL(/\/console\/projects\/flytesnacks\/domains\/development\/executions$/)
  const rows = page.getByTestId('execution-row')
  await expect(rows.filter({ hasText: 'hello-contrail' })).toContainText('Succeeded')
  await expect(rows.filter({ hasText: 'price-check' })).toContainText('Failed')
  await expect(rows.filter({ hasText: 'patience' })).toContainText('Running')
})

test('rows change by themselves', async ({ page, sandbox }) => {
  await page.goto('projects/flytesnacks/domains/development/executions')
  await expect(page.getByTestId('execution-row').first()).toBeVisible()
  await sandbox.launch('workflows.hello.hello', 'comes-by-itself')
  await expect(page.getByTestId('execution-row').filter({ hasText: 'comes-by-itself' })).toContainText('Succeeded')
})

test('filters are in the URL and survive a reload', async ({ page }) => {
  await page.goto('projects/flytesnacks/domains/development/executions')
  await page.getByRole('searchbox').fill('check_and_publish')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('execution-row')).toHaveCount(1)
  await page.reload()
  await expect(page.getByTestId('execution-row')).toHaveCount(1)
  await expect(page.getByTestId('execution-row')).toContainText('price-check')
})

for (const [old, current] of [
  ['select-project', /\/console\/projects$/],
  ['projects/flytesnacks/workflows?domain=staging', /\/projects\/flytesnacks\/domains\/staging\/workflows$/],
  ['projects/flytesnacks/domains/development/workflow/workflows.hello.hello', /\/workflows\/workflows\.hello\.hello$/],
] as const) {
  test(`the old address ${old} leads on`, async ({ page }) => {
    await page.goto(old)
    await expect(page).toHaveURL(current)
  })
}

test('an address that leads nowhere says so', async ({ page }) => {
  await page.goto('no/such/page')
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
})

test.describe('what does not exist', () => {
  const scope = 'projects/flytesnacks/domains/development'
  for (const address of [
    `${scope}/executions/absent`,
    `${scope}/workflows/absent`,
    `${scope}/workflow/absent/version/v1`,
    `${scope}/tasks/absent`,
    `${scope}/task/absent/version/v1`,
    `${scope}/launchPlans/absent`,
    `${scope}/launch_plan/absent/version/v1`,
    `${scope}/launch?kind=workflow&name=absent`,
  ]) {
    test(address, async ({ page }) => {
      await page.goto(address)
      await expect(
        page
          .getByRole('main')
          .getByText(/there is no such|not found|does not exist|no version/i)
          .first(),
      ).toBeVisible()
      await expect(page.getByRole('main').getByRole('link', { name: /^Launch( L)?$/ })).toHaveCount(0)
      await expect(page.getByRole('button', { name: /^Launch( |$)/ })).toHaveCount(0)
    })
  }
})

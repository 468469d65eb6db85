import { expect, test } from '../fixtures/contrail-test'

const scope = 'projects/flytesnacks/domains/development'

test('a workflow is launched from its form with a changed value, and watched to its end', async ({ page }) => {
  await page.goto(`${scope}/workflows/workflows.hello.hello`)
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Launch( L)?$/ })
    .click()
  await expect(page.getByTestId('launch-ready')).toBeVisible()
  await page.getByTestId('launch-ready').getByRole('textbox').first().fill('Ada,  Countess "of" Lovelace')
  await page.getByRole('button', { name: /^Launch/ }).click()
  await expect(page).toHaveURL(/\/executions\/a[a-z0-9]{19}/)
  await expect(page.getByTestId('execution-phase')).toContainText('Succeeded')
  await page.goto(`${new URL(page.url()).pathname}?tab=io`)
  await expect(page.getByRole('main')).toContainText(/Ada,\s+Countess/)
})

test('what is wrong is named, where it is, and launching leads to it', async ({ page }) => {
  await page.goto(`${scope}/launch?kind=workflow&name=workflows.every_type.describe`)
  await page.getByLabel('ratio', { exact: true }).fill('0,2')
  await page.getByRole('button', { name: /^Launch/ }).click()
  await expect(page.getByText('This is not a number.')).toBeVisible()
  await expect(page.getByLabel('ratio', { exact: true })).toBeFocused()
  await page.getByRole('button', { name: '0.2', exact: true }).click()
  await expect(page.getByLabel('ratio', { exact: true })).toHaveValue('0.2')
  await page.getByRole('button', { name: /^Launch/ }).click()
  await expect(page.getByTestId('execution-phase')).toContainText('Succeeded')
})

test('the form follows the JSON, and the JSON the form', async ({ page }) => {
  await page.goto(`${scope}/launch?kind=workflow&name=workflows.every_type.describe`)
  const json = page.getByLabel('Inputs as JSON')
  await json.fill('{"count": 9007199254740993}')
  await expect(page.getByLabel('count', { exact: true })).toHaveValue('9007199254740993')
  await page.getByLabel('title', { exact: true }).fill('new')
  await expect(json).toHaveValue(/"title": "new"/)
  await expect(json).toHaveValue(/"count": 9007199254740993/)
})

test('an execution is relaunched with its inputs filled in, untouched', async ({ page, sandbox }) => {
  await sandbox.launch('workflows.hello.hello', 'to-be-relaunched', { name: '  two  blanks, a comma ' })
  await page.goto(`${scope}/executions/to-be-relaunched`)
  await page.getByRole('link', { name: 'Relaunch' }).click()
  await expect(page.getByTestId('launch-ready').getByRole('textbox').first()).toHaveValue('  two  blanks, a comma ')
  await page.getByRole('button', { name: /^Launch/ }).click()
  await expect(page).not.toHaveURL(/to-be-relaunched|\/launch\?/)
  await expect(page.getByTestId('execution-phase')).toContainText('Succeeded')
})

test('a task runs by itself', async ({ page }) => {
  await page.goto(`${scope}/launch?kind=task&name=hello.greet`)
  await page.getByTestId('launch-ready').getByRole('textbox').first().fill('alone')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('execution-phase')).toContainText('Succeeded')
})

import { expect, test } from '../fixtures/contrail-test'
import { everyType, launchButton, outputsOfRun, override, scope, yaml } from '../fixtures/launch-form'
import { registerTaskVersions } from '../fixtures/sandbox-client'

test('a workflow is launched from its form with a changed value, and watched to its end', async ({ page }) => {
  await page.goto(`${scope}/workflows/workflows.hello.hello`)
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Launch( L)?$/ })
    .click()
  await expect(page.getByTestId('launch-ready')).toBeVisible()
  await override(page, 'name')
  await page.getByLabel('name', { exact: true }).fill('Ada,  Countess "of" Lovelace')
  await launchButton(page).click()
  await expect(await outputsOfRun(page)).toContainText(/Ada,\s+Countess/)
})

test('every type is filled in and launched by the keyboard alone', async ({ page }) => {
  await page.goto(everyType)
  await expect(page.getByTestId('launch-ready')).toBeVisible()
  /** Tabs on to the control of that name. */
  const tabTo = async (name: string) => {
    for (let step = 0; step < 80; step++) {
      await page.keyboard.press('Tab')
      const named = await page.evaluate(() => {
        const { activeElement: element } = document
        const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : ''
        return element?.getAttribute('aria-label') ?? (label || element?.textContent)
      })
      if (named === name) return
    }
    throw new Error(`No control ${name} by Tab`)
  }
  const overrideByKey = async (name: string) => {
    await tabTo(`Override ${name}`)
    await page.keyboard.press('Enter')
  }
  await overrideByKey('color')
  await page.keyboard.press('ArrowRight')
  await overrideByKey('comment')
  await page.keyboard.press('ArrowLeft')
  await tabTo('comment')
  await page.keyboard.type('one\ntwo')
  await overrideByKey('count')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('9007199254740993')
  await overrideByKey('enabled')
  await page.keyboard.press('ArrowRight')
  await overrideByKey('limit')
  await page.keyboard.press('ArrowRight')
  await tabTo('limit')
  await page.keyboard.type('10')
  await overrideByKey('pause')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('2 days')
  await overrideByKey('ratio')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('1e-3')
  await overrideByKey('start')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('2026-01-02T03:04:05.000000006+01:00')
  await expect(yaml(page)).toHaveValue(
    [
      'inputs:',
      '  color: blue',
      '  comment: |-',
      '    one',
      '    two',
      '  count: 9007199254740993',
      '  enabled: false',
      '  limit: "10"',
      '  pause: "2 days"',
      '  ratio: 0.001',
      '  start: "2026-01-02T03:04:05.000000006+01:00"',
      '',
    ].join('\n'),
  )
  await page.keyboard.press('Control+Enter')
  const outputs = await outputsOfRun(page)
  await expect(outputs).toContainText('9007199254740993')
  await expect(outputs).toContainText('2026-01-02 02:04:05.000000006')
})

test('a file is uploaded as an input and goes through the run', async ({ page }) => {
  await page.goto(everyType)
  await override(page, 'attachment')
  const attachment = page.locator('[data-input=attachment]')
  await attachment.getByText('FlyteFile', { exact: true }).click()
  await attachment
    .getByLabel('File for attachment')
    .setInputFiles({ name: 'prices, 2026.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') })
  await expect(attachment.getByLabel('attachment', { exact: true })).toHaveValue(/prices, 2026\.csv$/)
  await launchButton(page).click()
  await expect(await outputsOfRun(page)).toContainText('prices, 2026.csv')
})

test('an execution is relaunched with its inputs filled in, untouched, or with one of them changed', async ({
  page,
  sandbox,
}) => {
  await sandbox.launch('workflows.hello.hello', 'to-be-relaunched', { name: '  two  blanks, a comma ' })
  await page.goto(`${scope}/executions/to-be-relaunched`)
  await page.getByRole('link', { name: 'Relaunch' }).click()
  await expect(page.getByLabel('name', { exact: true })).toHaveValue('  two  blanks, a comma ')
  await launchButton(page).click()
  await expect(page).not.toHaveURL(/to-be-relaunched|\/launch\?/)
  await expect(await outputsOfRun(page)).toContainText(/two\s+blanks, a comma/)
  await page.goto(`${scope}/launch?kind=workflow&name=workflows.hello.hello&from=to-be-relaunched`)
  await page.getByLabel('name', { exact: true }).fill('changed')
  await launchButton(page).click()
  await expect(page).not.toHaveURL(/to-be-relaunched|\/launch\?/)
  await expect(await outputsOfRun(page)).toContainText('changed')
})

test('a task runs by itself', async ({ page }) => {
  await page.goto(`${scope}/launch?kind=task&name=hello.greet`)
  await page.getByTestId('launch-ready').getByRole('textbox').first().fill('alone')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('execution-phase')).toContainText('Succeeded')
})

test('a version is found among many, by its name or page by page, with the keyboard', async ({ page, sandbox }) => {
  const versions = Array.from({ length: 130 }, (_, index) => `build-${String(index).padStart(3, '0')}`)
  await registerTaskVersions(sandbox.origin, 'hello.greet', versions)
  await page.goto(`${scope}/launch?kind=task&name=hello.greet`)
  const picker = page.getByRole('combobox', { name: 'Version' })
  await expect(picker).toHaveValue('build-129')
  await picker.focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option')).toHaveCount(101)
  await expect(page.getByRole('option').first()).toContainText(/build-129.*latest.*(now|ago)/)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('option')).toHaveCount(131)
  await page.keyboard.type('build-003')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/version=build-003/)
  await expect(picker).toHaveValue('build-003')
  await picker.focus()
  await page.keyboard.type('nothing like it')
  await expect(page.getByText('No version has “nothing like it” in it.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(picker).toHaveValue('build-003')
})

import { barriers } from '../fixtures/accessibility'
import { expect, test } from '../fixtures/contrail-test'
import { everyType, launchButton, outputsOfRun, override, scope, yaml } from '../fixtures/launch-form'

test('what is wrong is named, where it is, and launching leads to it', async ({ page }) => {
  await page.goto(everyType)
  await override(page, 'ratio')
  const ratio = page.getByLabel('ratio', { exact: true })
  await expect(ratio).toBeFocused()
  await ratio.fill('0,2')
  await launchButton(page).click()
  await expect(page.locator('[data-input=ratio]')).toContainText('Not a number.')
  await expect(ratio).toBeFocused()
  await page.locator('[data-input=ratio]').getByRole('button', { name: '0.2', exact: true }).click()
  await expect(ratio).toHaveValue('0.2')
  await launchButton(page).click()
  await outputsOfRun(page)
})

const badInputs = [
  ['count', '1.5', 'Not a whole number.'],
  ['count', '9223372036854775808', 'The number does not fit into 64 bits.'],
  ['ratio', 'half', 'Not a number.'],
  ['start', '2026-02-31T00:00:00Z', 'A date and time is needed'],
  ['pause', 'soon', 'A length of time is needed'],
  ['settings', '{"theme": ', 'Not JSON'],
] as const

test('every bad value has a message of its own, and nothing is launched', async ({ page }) => {
  await page.goto(everyType)
  for (const name of new Set(badInputs.map(([input]) => input))) await override(page, name)
  for (const [name, value, message] of badInputs) {
    const row = page.locator(`[data-input=${name}]`)
    await row.getByRole('textbox').first().fill(value)
    await launchButton(page).click()
    await expect(row.getByRole('alert')).toContainText(message)
  }
  await expect(page.getByRole('status').filter({ hasText: 'To fix:' })).toContainText(
    'count, pause, ratio, settings, start',
  )
  await expect(page).toHaveURL(/\/launch\?/)
})

test('a name that Flyte would refuse is refused before it is asked', async ({ page }) => {
  await page.goto(everyType)
  await page.locator('summary', { hasText: 'Options' }).click()
  const name = page.getByLabel('Name', { exact: true })
  await name.fill('Upper Case')
  await launchButton(page).click()
  await expect(page.getByText('Small letters, digits and hyphens, beginning with a letter.').first()).toBeVisible()
  await expect(name).toBeFocused()
})

test('form and text are two views of one state, and nothing is lost between them', async ({ page }) => {
  await page.goto(everyType)
  const text = '# why so many\ninputs:\n  count: 9007199254740993\n  title: "  a,  b "\n'
  await yaml(page).fill(text)
  await expect(page.getByLabel('count', { exact: true })).toHaveValue('9007199254740993')
  await expect(page.getByLabel('title', { exact: true })).toHaveValue('  a,  b ')
  await override(page, 'ratio')
  await page.getByLabel('ratio', { exact: true }).fill('1')
  await expect(yaml(page)).toHaveValue('inputs:\n  count: 9007199254740993\n  title: "  a,  b "\n  ratio: 1.0\n')
  await page.getByText('JSON', { exact: true }).first().click()
  await expect(page.getByLabel('Inputs and options as JSON')).toHaveValue(/"count": 9007199254740993,/)
  await page.getByRole('button', { name: 'Back to the text as it was typed' }).click()
  await expect(yaml(page)).toHaveValue(text)
  await yaml(page).fill('inputs:\n  count: [')
  await expect(page.getByText(/^Line 2: /)).toBeVisible()
  await expect(page.getByLabel('count', { exact: true })).toHaveValue('9007199254740993')
  await launchButton(page).click()
  await expect(yaml(page)).toBeFocused()
  await yaml(page).fill('inputs:\n  count: 9007199254740993\n  title: "  a,  b "\noptions:\n  tags: [from text]\n')
  await launchButton(page).click()
  const outputs = await outputsOfRun(page)
  await expect(outputs).toContainText('9007199254740993')
  await expect(outputs).toContainText(/ {2}a, {2}b /)
})

test('lists, maps and records are edited part by part, or pasted as JSON', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(everyType)
  await override(page, 'numbers')
  const numbers = page.locator('[data-input=numbers]')
  await numbers.getByLabel('numbers 1', { exact: true }).press('Alt+ArrowDown')
  await expect(yaml(page)).toHaveValue('inputs:\n  numbers: [2, 1, 3]\n')
  await expect(numbers.getByLabel('numbers 2', { exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(numbers.getByLabel('numbers 3', { exact: true })).toBeFocused()
  await page.keyboard.type('42')
  await expect(yaml(page)).toHaveValue('inputs:\n  numbers: [2, 1, 42, 3]\n')
  await page.evaluate(() => navigator.clipboard.writeText('[7, 9007199254740993]'))
  await page.keyboard.press('Control+V')
  await expect(yaml(page)).toHaveValue('inputs:\n  numbers: [2, 1, 42, 7, 9007199254740993, 3]\n')
  await numbers.getByRole('button', { name: 'Remove numbers 1', exact: true }).click()
  await expect(yaml(page)).toHaveValue('inputs:\n  numbers: [1, 42, 7, 9007199254740993, 3]\n')

  await override(page, 'labels')
  const labels = page.locator('[data-input=labels]')
  await labels.getByRole('button', { name: 'Add entry' }).click()
  await page.keyboard.type('team')
  await expect(labels.getByRole('alert')).toContainText('There is another “team” above.')
  await page.keyboard.type('2')
  await labels.getByLabel('labels team2', { exact: true }).fill('a, b')
  await expect(yaml(page)).toHaveValue(/labels:\n {4}team: shop\n {4}tier: gold\n {4}team2: "a, b"\n/)

  await override(page, 'customer')
  const customer = page.locator('[data-input=customer]')
  await customer.getByLabel('customer visits', { exact: true }).fill('many')
  await launchButton(page).click()
  await expect(customer.getByRole('alert')).toContainText('Not a whole number.')
  await expect(customer.getByLabel('customer visits', { exact: true })).toBeFocused()
  await customer.getByLabel('customer visits', { exact: true }).fill('12')
  await customer.getByRole('button', { name: 'customer as JSON', exact: true }).click()
  await expect(customer.getByRole('textbox', { name: 'customer', exact: true })).toHaveValue(/"visits": 12/)
  await launchButton(page).click()
  await expect(await outputsOfRun(page)).toContainText('9007199254740993')
})

test('what is left in a form is there again, and can be discarded', async ({ page }) => {
  await page.goto(everyType)
  await override(page, 'count')
  await page.getByLabel('count', { exact: true }).fill('9007199254740993')
  await expect(page.getByText('Draft kept in this browser.')).toBeVisible()
  await page.reload()
  await expect(page.getByText(/^This is your draft of/)).toBeVisible()
  await expect(page.getByLabel('count', { exact: true })).toHaveValue('9007199254740993')
  await page.getByRole('button', { name: 'Discard it' }).click()
  await expect(page.getByRole('button', { name: 'Override count' })).toBeVisible()
  await page.reload()
  await expect(page.getByTestId('launch-ready')).toBeVisible()
  await expect(page.getByText(/^This is your draft of/)).toBeHidden()
})

test('a preset is saved, applied, exported and imported', async ({ page }) => {
  await page.goto(everyType)
  await yaml(page).fill('inputs:\n  count: 9007199254740993\noptions:\n  tags: [nightly]\n')
  await page.getByRole('button', { name: 'Presets' }).click()
  await page.getByLabel('Name of the preset').fill('big')
  await page.keyboard.press('Enter')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  const file = await (await download).path()
  await page.getByRole('button', { name: 'Delete the preset big' }).click()
  await expect(page.getByText(/^None yet/)).toBeVisible()
  await page.getByLabel('File of presets').setInputFiles(file)
  await expect(page.getByRole('button', { name: 'big', exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await yaml(page).fill('inputs: {}\n')
  await page.getByRole('button', { name: 'Presets' }).click()
  await page.getByRole('button', { name: 'big', exact: true }).click()
  await expect(yaml(page)).toHaveValue('inputs:\n  count: 9007199254740993\noptions:\n  tags: [nightly]\n')
})

test('a file of inputs fills the form, and what it cannot take is said', async ({ page }) => {
  await page.goto(everyType)
  await page.getByLabel('File of inputs').setInputFiles({
    name: 'inputs.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"count": 9007199254740993, "gone": 1}'),
  })
  await expect(page.getByLabel('count', { exact: true })).toHaveValue('9007199254740993')
  await expect(page.getByRole('alert')).toContainText('There is no input “gone”')
})

test('the same launch is shown for each client, and follows the form', async ({ page }) => {
  await page.goto(everyType)
  await override(page, 'count')
  await page.getByLabel('count', { exact: true }).fill('9007199254740993')
  await expect(page.getByLabel('FlyteRemote code', { exact: true })).toContainText('"count": 9007199254740993')
  await page.getByText('pyflyte', { exact: true }).click()
  await expect(page.getByLabel('pyflyte code', { exact: true })).toContainText('--count 9007199254740993')
  await page.getByText('flytectl', { exact: true }).click()
  await expect(page.getByLabel('flytectl code', { exact: true })).toContainText('count: 9007199254740993')
})

test('a form is filled in from an earlier run that is found by its name, or by a link', async ({
  page,
  sandbox,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await sandbox.launch('workflows.hello.hello', 'to-fill-from', { name: 'from an earlier run' })
  await page.goto(`${scope}/launch?kind=workflow&name=workflows.hello.hello`)
  await page.getByRole('combobox', { name: 'Filled from' }).focus()
  await page.keyboard.type('to-fill')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/from=to-fill-from/)
  const name = page.getByLabel('name', { exact: true })
  await expect(name).toHaveValue('from an earlier run')
  await name.fill('  linked, "and" kept ')
  await page.getByRole('button', { name: 'Presets' }).click()
  await page.getByRole('button', { name: 'Copy a link to the form with these inputs' }).click()
  await page.goto(await page.evaluate(() => navigator.clipboard.readText()))
  await expect(name).toHaveValue('  linked, "and" kept ')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every control and option can be used by everyone, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await page.goto(everyType)
    await expect(page.getByTestId('launch-ready')).toBeVisible()
    const overrides = page.getByRole('button', { name: /^Override / })
    while ((await overrides.count()) > 0) await overrides.first().click()
    await page.locator('summary', { hasText: 'Options' }).click()
    await page.getByRole('button', { name: 'Add label' }).click()
    await page.getByText('These', { exact: true }).click()
    await page.getByLabel('Tags').fill('one,')
    await page.getByLabel('count', { exact: true }).fill('many')
    await launchButton(page).click()
    await expect(page.locator('[data-input=count]').getByRole('alert')).toBeVisible()
    expect(await barriers(page)).toEqual([])
    await page.getByRole('combobox', { name: 'Version' }).click()
    expect(await barriers(page, '[popover]')).toEqual([])
  })
}

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures/contrail-test'

const scope = 'projects/flytesnacks/domains/development'
const packages = join(process.env.CONTRAIL_SHARED ?? '../shared', 'data', 'packages')

test('a package is looked through, registered and run', async ({ page }) => {
  await page.goto(`${scope}/register`)
  await page.locator('input[type=file]').setInputFiles('examples/package/examples.tgz')
  await expect(page.getByText(/tasks, 10 workflows, 13 launch plans/)).toBeVisible()
  await page.getByLabel('Version').fill('from-the-browser')
  await page.getByRole('button', { name: /^Register \d+ entities/ }).click()
  await expect(page.getByText('Version from-the-browser is registered')).toBeVisible()
  await page.getByRole('link', { name: 'Launch hello', exact: true }).click()
  await expect(page.getByTestId('launch-ready')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('execution-phase')).toContainText('Succeeded')
})

test('registered again it is unchanged', async ({ page }) => {
  await page.goto(`${scope}/register`)
  await page.locator('input[type=file]').setInputFiles('examples/package/examples.tgz')
  await page.getByLabel('Version').fill('v1')
  await expect(page.getByRole('listitem').getByText('Unchanged', { exact: true }).first()).toBeVisible()
  await page.getByRole('button', { name: /^Register \d+ entities/ }).click()
  await expect(page.getByRole('status').filter({ hasText: /0 registered, \d+ unchanged, 0 refused/ })).toBeVisible()
})

test('what is no package is refused with the reason', async ({ page }) => {
  await page.goto(`${scope}/register`)
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from([1, 2, 3]) })
  await expect(page.getByText(/photo\.png is no part of a package/)).toBeVisible()
  const whole = readFileSync('examples/package/examples.tgz')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'cut.tgz', mimeType: 'application/gzip', buffer: whole.subarray(0, 2000) })
  await expect(page.getByText(/cut\.tgz is cut short/)).toBeVisible()
})

test.describe('packages made by real flytekit', () => {
  test.skip(!existsSync(packages), `needs the packages at ${packages}`)
  const files = existsSync(packages) ? readdirSync(packages).filter((name) => name.endsWith('.tgz')) : []
  for (const file of files) {
    test(file, async ({ page }) => {
      test.setTimeout(120_000)
      const register = page.getByRole('button', { name: /^Register \d+ entit/ })
      const choose = async () => {
        await page.goto(`${scope}/register`)
        await page.locator('input[type=file]').setInputFiles(join(packages, file))
        await page.getByLabel('Version').fill('as-packaged')
      }
      await choose()
      await register.click()
      await expect(page.getByText('Version as-packaged is registered')).toBeVisible({ timeout: 60_000 })
      await expect(page.getByRole('status').filter({ hasText: ' 0 unchanged, 0 refused' })).toBeVisible()
      // Again, it is the same.
      await choose()
      await expect(page.getByRole('radio', { name: /^New 0$/ })).toBeVisible()
      await expect(page.getByRole('radio', { name: /^Differs 0$/ })).toBeVisible()
      await register.click()
      await expect(
        page.getByRole('status').filter({ hasText: /^0 registered, \d+ unchanged, 0 refused$/ }),
      ).toBeVisible({
        timeout: 60_000,
      })
      // Changed, it says before what differs. Flyte refuses tasks then, but compares launch plans by their defaults alone.
      await choose()
      const image = page.getByRole('region', { name: 'Images' }).getByRole('textbox').first()
      const hasImage = (await image.count()) > 0
      await (hasImage ? image : page.getByLabel('Raw output prefix')).fill('elsewhere')
      await expect(page.getByText(/with another structure/)).toBeVisible()
      await register.click()
      const result = hasImage
        ? /^0 registered, \d+ unchanged, [1-9]\d* refused/
        : /^0 registered, \d+ unchanged, 0 refused/
      await expect(page.getByRole('status').filter({ hasText: result })).toBeVisible({ timeout: 60_000 })
      await expect(page.getByText(hasImage ? '+ elsewhere' : 'Kept as it was').first()).toBeVisible()
    })
  }
})

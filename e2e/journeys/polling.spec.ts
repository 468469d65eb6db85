import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/contrail-test'

const scope = 'projects/flytesnacks/domains/development'

/** Calls to Flyte that a page makes from now on. */
function calls(page: Page): string[] {
  const made: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/rpc/')) made.push(request.url())
  })
  return made
}

test('an execution that has ended costs no calls', async ({ page }) => {
  await page.clock.install()
  await page.goto(`${scope}/executions/hello-contrail`)
  await expect(page.getByTestId('nodes-complete')).toBeAttached()
  // What the rows in sight ask for comes a moment after them.
  await page.clock.runFor('00:05')
  await page.waitForLoadState('networkidle')
  const made = calls(page)
  await page.clock.runFor('10:00')
  expect(made).toEqual([])
})

test('one that runs is asked after, less and less often while nothing changes, and never in a hidden tab', async ({
  page,
}) => {
  await page.clock.install()
  await page.goto(`${scope}/executions/release-1-4-0`)
  await expect(page.getByTestId('nodes-complete')).toBeAttached()
  const made = calls(page)
  await page.clock.runFor('01:00')
  await expect.poll(() => made.length).toBeGreaterThan(2)
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    Object.defineProperty(document, 'hidden', { value: true, configurable: true })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  })
  await page.waitForLoadState('networkidle')
  const before = made.length
  await page.clock.runFor('10:00')
  expect(made.slice(before)).toEqual([])
})

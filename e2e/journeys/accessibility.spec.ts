import type { Page } from '@playwright/test'
import { barriers } from '../fixtures/accessibility'
import { expect, test } from '../fixtures/contrail-test'

const scope = 'projects/flytesnacks/domains/development'

const PAGES = [
  'projects',
  scope,
  'connection',
  `${scope}/executions`,
  `${scope}/executions/price-check`,
  `${scope}/executions/price-check?node=n0`,
  `${scope}/executions/this-week?tab=graph`,
  `${scope}/executions/first-training?tab=io`,
  `${scope}/executions/hello-contrail?tab=settings`,
  `${scope}/executions/every-type?tab=io`,
  `${scope}/executions/release-1-4-0?node=n1`,
  `${scope}/workflows`,
  `${scope}/workflows/workflows.sales.daily_sales`,
  `${scope}/workflow/workflows.sales.daily_sales/version/v1`,
  `${scope}/tasks`,
  `${scope}/tasks/hello.greet`,
  `${scope}/task/hello.greet/version/v1`,
  `${scope}/launchPlans`,
  `${scope}/launchPlans/workflows.sales.every_morning`,
  `${scope}/launch_plan/workflows.sales.every_morning/version/v1`,
  `${scope}/launch?kind=workflow&name=workflows.every_type.describe`,
  `${scope}/register`,
  'no/such/page',
]

const NARROW = [
  scope,
  `${scope}/executions`,
  `${scope}/executions/price-check?node=n0`,
  `${scope}/workflows/workflows.sales.daily_sales`,
  `${scope}/launch?kind=workflow&name=workflows.every_type.describe`,
  `${scope}/register`,
]

async function expectAccessible(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.waitForLoadState('networkidle')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await barriers(page)).toEqual([])
}

for (const theme of ['light', 'dark'] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme })
    for (const address of PAGES) test(address, ({ page }) => expectAccessible(page, address))
  })
}

test.describe('on a phone', () => {
  // Tall enough for the page as a whole: what the bar at the bottom covers counts as too small to press.
  test.use({ viewport: { width: 390, height: 2400 } })
  for (const address of NARROW) {
    test(address, async ({ page }) => {
      await expectAccessible(page, address)
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(wider, 'pixels that the page is wider than the window').toBeLessThanOrEqual(0)
    })
  }
})

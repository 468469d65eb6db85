import { chromium } from '@playwright/test'

declare global {
  // Set inside the measured page.
  var contrailBench: { shownAt: number; longest: number }
  interface Performance {
    /** Chromium only. */
    readonly memory: { readonly usedJSHeapSize: number }
  }
}

/** What one cold load of a page cost; medians over the runs. */
export interface PageFigures {
  /** Milliseconds from navigation until the mark was on screen. */
  readonly shown: number
  /** All runs, in order. */
  readonly runs: readonly number[]
  readonly longestTaskMs: number
  readonly heapMegabytes: number
  readonly requests: number
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? NaN
}

/** A script for the page, as text: what a bundler makes of a function may need helpers that the page has not. */
function watchFor(selector: string): string {
  return `
    globalThis.contrailBench = { shownAt: 0, longest: 0 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) contrailBench.longest = Math.max(contrailBench.longest, entry.duration);
    }).observe({ type: 'longtask', buffered: true });
    requestAnimationFrame(function look() {
      if (document.querySelector(${JSON.stringify(selector)})) contrailBench.shownAt = performance.now();
      else requestAnimationFrame(look);
    });
  `
}

/**
 * Opens `url` in a fresh browser `runs` times and waits until `selector` is in the document.
 *
 * @param restSeconds how long to watch afterwards for requests of a page that should be at rest
 */
export async function measurePage(
  url: string,
  selector: string,
  runs: number,
  restSeconds = 0,
): Promise<PageFigures & { readonly restRequests: number }> {
  const shown: number[] = []
  const longest: number[] = []
  const heaps: number[] = []
  const requests: number[] = []
  let restRequests = 0
  for (let run = 0; run < runs; run++) {
    const browser = await chromium.launch({
      executablePath: process.env.CONTRAIL_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-background-networking', '--js-flags=--expose-gc'],
    })
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    let count = 0
    page.on('request', () => (count += 1))
    await page.addInitScript({ content: watchFor(selector) })
    await page.goto(url)
    await page.waitForSelector(selector, { state: 'attached', timeout: 60_000 })
    await page.waitForLoadState('networkidle')
    const read = await page.evaluate(() => {
      return { ...globalThis.contrailBench, heap: performance.memory.usedJSHeapSize }
    })
    shown.push(read.shownAt)
    longest.push(read.longest)
    heaps.push(read.heap / 1024 / 1024)
    requests.push(count)
    if (restSeconds > 0 && run === 0) {
      const before = count
      await page.evaluate((seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)), restSeconds)
      restRequests = count - before
    }
    await browser.close()
  }
  return {
    shown: median(shown),
    runs: shown,
    longestTaskMs: median(longest),
    heapMegabytes: median(heaps),
    requests: median(requests),
    restRequests,
  }
}

/** @file The first visit: when the first example is on the screen, and how much JavaScript it took. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

const RUNS = 5

/** Runs in the page before everything else: notes the frames in which the graph and its first number are there. */
function watch() {
  const marks = (window.__marks = {})
  const look = () => {
    const drawn = document.querySelector('.react-flow__node') && document.querySelector('.react-flow__edge path')
    if (drawn && marks.drawn === undefined) marks.drawn = performance.now()
    if (document.querySelector('.react-flow__edge text') && marks.numbers === undefined)
      marks.numbers = performance.now()
    if (marks.drawn === undefined || marks.numbers === undefined) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]

/**
 * Visits `url` five times, each with an empty cache.
 * @param requests the paths that the server was asked for; emptied here before each visit.
 * @returns medians in ms from the start of navigation, and bytes of JavaScript as gzip sends them.
 */
export async function firstLoad(browser, url, directory, requests) {
  const runs = []
  let scripts = []
  for (let i = 0; i < RUNS; i++) {
    requests.length = 0
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    await page.addInitScript(watch)
    await page.goto(url)
    await page.waitForFunction(
      () => window.__marks?.drawn !== undefined && window.__marks.numbers !== undefined,
      null,
      { timeout: 30_000 },
    )
    await page.waitForLoadState('networkidle')
    runs.push(await page.evaluate(() => window.__marks))
    scripts = [...new Set(requests)].filter((name) => name.endsWith('.js'))
    await context.close()
  }
  const sizes = scripts.map((name) => ({
    name,
    gzip: gzipSync(readFileSync(path.join(directory, name)), { level: 9 }).length,
  }))
  return {
    drawnMs: Math.round(median(runs.map(({ drawn }) => drawn))),
    numbersMs: Math.round(median(runs.map(({ numbers }) => numbers))),
    initialJsGzip: sizes.reduce((sum, { gzip }) => sum + gzip, 0),
    scripts: sizes.sort((a, b) => b.gzip - a.gzip),
  }
}

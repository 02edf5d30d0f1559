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

/** Runs in the page: every script it has asked for, the worker's too. */
const scriptsAsked = () =>
  performance
    .getEntriesByType('resource')
    .map(({ name, startTime }) => ({ name: new URL(name).pathname, startTime }))
    .filter(({ name }) => name.endsWith('.js'))

/** Scripts and all that they import at once. The worker's parts stand in the page's list of what was asked for. */
function importsOf(directory, names) {
  const found = new Set()
  const todo = [...names]
  for (let name = todo.pop(); name; name = todo.pop()) {
    if (found.has(name)) continue
    found.add(name)
    const text = readFileSync(path.join(directory, name), 'utf8')
    for (const [, file] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
      todo.push(path.posix.join(path.posix.dirname(name), file))
  }
  return found
}

/**
 * Visits `url` five times, each with an empty cache.
 * @returns medians in ms from the start of navigation, and bytes of JavaScript as gzip sends them: what the page asked
 * for before the graph was drawn (the most of the five), what the engine's worker is made of, and what came later.
 */
export async function firstLoad(browser, url, directory) {
  const runs = []
  const first = new Set()
  const all = new Set()
  for (let i = 0; i < RUNS; i++) {
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
    const marks = await page.evaluate(() => window.__marks)
    runs.push(marks)
    for (const { name, startTime } of await page.evaluate(scriptsAsked)) {
      all.add(name)
      if (startTime <= marks.drawn) first.add(name)
    }
    await context.close()
  }
  const ofWorker = new Set()
  const page = importsOf(
    directory,
    [...all].filter((name) => /\/index-[^/]*$/.test(name)),
  )
  for (const name of importsOf(
    directory,
    [...all].filter((name) => /\/worker-[^/]*$/.test(name)),
  ))
    if (!page.has(name)) ofWorker.add(name)
  const scripts = [...all]
    .map((name) => ({
      name,
      gzip: gzipSync(readFileSync(path.join(directory, name)), { level: 9 }).length,
      when: ofWorker.has(name) ? 'worker' : first.has(name) ? 'initial' : 'later',
    }))
    .sort((a, b) => b.gzip - a.gzip)
  const total = (wanted) => scripts.filter(({ when }) => when === wanted).reduce((sum, { gzip }) => sum + gzip, 0)
  return {
    drawnMs: Math.round(median(runs.map(({ drawn }) => drawn))),
    numbersMs: Math.round(median(runs.map(({ numbers }) => numbers))),
    initialJsGzip: total('initial'),
    workerJsGzip: total('worker'),
    laterJsGzip: total('later'),
    scripts,
  }
}

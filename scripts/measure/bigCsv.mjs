/** @file A table of 100,000 rows brought through the Data dialog: how long until it is shown, and whether the page stands still. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { countFrames } from './gestures.mjs'

const ROWS = 100_000
const COLUMNS = 20

/** About 17 MB: numbers of the usual kind, and a class in the last column. The same bytes each time. */
export function csvText(rows = ROWS, columns = COLUMNS) {
  let state = 1
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
  const lines = [Array.from({ length: columns }, (_, i) => (i === columns - 1 ? 'species' : `x${i}`)).join(',')]
  for (let row = 0; row < rows; row++) {
    const cells = Array.from({ length: columns - 1 }, () => (200 * random() - 100).toFixed(4))
    lines.push([...cells, random() < 0.5 ? 'ash' : 'oak'].join(','))
  }
  return lines.join('\n')
}

/**
 * Chooses the file in the real dialog and keeps the table, `rounds` times, each in a new page.
 * @returns ms from choosing until its columns are shown; ms from "Keep this table" until its rows are shown; and the
 * longest time between two frames meanwhile. The median of each round's, with all of them.
 */
export async function bigCsv(browser, url, rounds) {
  const folder = mkdtempSync(path.join(tmpdir(), 'gradwire-measure-'))
  const file = path.join(folder, 'large.csv')
  try {
    writeFileSync(file, csvText())
    const all = []
    for (let i = 0; i < rounds; i++) all.push(await once(browser, url, file))
    const median = (name) => all.map((round) => round[name]).sort((a, b) => a - b)[(rounds - 1) >> 1]
    const names = ['shownMs', 'shownLongestFrame', 'keptMs', 'keptLongestFrame']
    return { ...Object.fromEntries(names.map((name) => [name, median(name)])), rounds: all }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function once(browser, url, file) {
  // Of its own: what one round keeps in the browser's storage is not there for the next.
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(url)
  await page.locator('.react-flow__edge text').first().waitFor({ state: 'attached' })
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: /^Search commands/ }).fill('Choose or bring data')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Data' })
  await dialog.getByRole('button', { name: 'Table (CSV)' }).click()
  await page.waitForLoadState('networkidle')
  const shown = await timed(page, () => dialog.getByTestId('data-file').setInputFiles(file), '.gw-bring table')
  const kept = await timed(
    page,
    () => dialog.getByRole('button', { name: 'Keep this table' }).click(),
    '.gw-data-preview table',
  )
  await context.close()
  return {
    shownMs: shown.ms,
    shownLongestFrame: shown.longestFrame,
    keptMs: kept.ms,
    keptLongestFrame: kept.longestFrame,
  }
}

/** ms in the page from the event that `act` makes, a choice or a click, until the first frame with `there` on the page. */
async function timed(page, act, there) {
  await page.evaluate((selector) => {
    const times = (window.__timed = {})
    const begin = () => {
      times.began = performance.now()
    }
    for (const event of ['change', 'click']) window.addEventListener(event, begin, { capture: true, once: true })
    const look = () => {
      if (times.began !== undefined && document.querySelector(selector)) times.ended = performance.now()
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }, there)
  const stop = await countFrames(page)
  await act()
  const ended = await page.waitForFunction(() => window.__timed.ended, null, { timeout: 60_000 })
  await ended.dispose()
  // The frame in which it is drawn is longest to wait for, and only over with the next one.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  const { longestFrame } = await stop()
  const { began, ended: until } = await page.evaluate(() => window.__timed)
  return { ms: Math.round(until - began), longestFrame }
}

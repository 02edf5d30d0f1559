/** @file Frames while a network learns in the page, curves, numbers and pictures on the move. */
import { countFrames } from './gestures.mjs'

const WINDOW_MS = 5000
/** Whoever opens an example looks at it before training begins. */
const LOOK_MS = 2000

/**
 * @param example how its title begins. It trains as it is shipped, from the first step to the last, so what moves is what
 *   users see.
 * @returns one round for each 5 s of it: frames, and how often the step that is told has changed.
 */
export async function trainingRun(browser, url, example) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(url)
  await page.getByRole('button', { name: 'Examples' }).first().click()
  await page
    .getByRole('dialog')
    .getByText(new RegExp(`^${example}`))
    .first()
    .click()
  await page.getByRole('tab', { name: 'Training' }).click()
  await page.waitForTimeout(LOOK_MS)
  await page.getByRole('button', { name: 'Start training' }).click()
  await page.getByRole('progressbar', { name: /^Step / }).waitFor()
  const pause = page.getByRole('button', { name: 'Pause' })
  const measured = []
  for (;;) {
    await page.evaluate(() => {
      const bar = document.querySelector('[role="progressbar"][aria-label^="Step "]')
      window.__news = 0
      window.__newsSeen = new MutationObserver(() => window.__news++)
      window.__newsSeen.observe(bar, { attributes: true, attributeFilter: ['aria-label'] })
    })
    const stop = await countFrames(page)
    await page.waitForTimeout(WINDOW_MS)
    const frames = await stop()
    const news = await page.evaluate(() => {
      window.__newsSeen.disconnect()
      return window.__news
    })
    // It has ended within this window.
    if (!(await pause.count())) break
    measured.push({ ...frames, newsPerSecond: Math.round((1e4 * news) / WINDOW_MS) / 10 })
  }
  await page.close()
  if (!measured.length) throw new Error(`${example} did not train.`)
  return measured
}

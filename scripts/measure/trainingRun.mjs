/** @file Frames while LeNet learns digits in the page, curves and numbers on the move. */
import { countFrames } from './gestures.mjs'

/** Training asks for news as often as the frames allow, and has found out how often by then. */
const WARM_MS = 4000
const MEASURED_MS = 5000

/** @returns one round for each time of 5 s: frames, and how often the step that is told has changed. */
export async function trainingRun(browser, url, rounds) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(url)
  await page.getByRole('button', { name: 'Examples' }).first().click()
  await page
    .getByRole('dialog')
    .getByText(/^LeNet/)
    .first()
    .click()
  await page.getByRole('tab', { name: 'Training' }).click()
  const most = page.getByLabel('t_max')
  await most.fill('1000000')
  await most.press('Enter')
  await page.getByRole('button', { name: 'Start training' }).click()
  const bar = page.getByRole('progressbar', { name: /^Step / })
  await bar.waitFor()
  const measured = []
  for (let round = 0; round < rounds; round++) {
    await page.waitForTimeout(WARM_MS)
    await page.evaluate(() => {
      const bar = document.querySelector('[role="progressbar"][aria-label^="Step "]')
      window.__news = 0
      window.__newsSeen = new MutationObserver(() => window.__news++)
      window.__newsSeen.observe(bar, { attributes: true, attributeFilter: ['aria-label'] })
    })
    const stop = await countFrames(page)
    await page.waitForTimeout(MEASURED_MS)
    const frames = await stop()
    const news = await page.evaluate(() => {
      window.__newsSeen.disconnect()
      return window.__news
    })
    if (!news) throw new Error('Training did not go on.')
    measured.push({ ...frames, newsPerSecond: Math.round((1e4 * news) / MEASURED_MS) / 10 })
  }
  await page.close()
  return measured
}

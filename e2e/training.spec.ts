import { expect, test } from './support/editorPage'

/** More steps than the fastest machine makes before it is paused. */
const ENDLESS = 100_000

test('a page that is closed in the middle of training goes on near where it was', async ({ editor }) => {
  const { page } = editor
  await editor.openExample('LeNet')
  await editor.planTraining(ENDLESS)
  await page.getByRole('button', { name: 'Start training' }).click()
  const status = page.getByRole('region', { name: 'Training' }).getByRole('status')
  await expect(status).toContainText(/Training: step [1-9]/, { timeout: 30_000 })
  await expect
    .poll(() => page.evaluate(readKeptStep), { timeout: 30_000, message: 'a step of the run is kept' })
    .toBeGreaterThan(0)
  await editor.reload()
  await expect(page.getByText('Training was on its way').first()).toBeVisible({ timeout: 20_000 })
  await page.getByRole('tab', { name: 'Training', exact: true }).click()
  await expect(status).toContainText(/^Paused at step [1-9]\d* of 100,000/)
  const kept = Number(/step (\d+)/.exec(await status.innerText())![1])
  await page.getByRole('button', { name: 'Start training' }).click()
  await expect.poll(async () => stepIn(await status.innerText()), { timeout: 30_000 }).toBeGreaterThan(kept)
  await page.getByRole('button', { name: 'Pause training' }).click()
  await expect(status).toContainText('Paused at step')
  // Both visits are one run, and one step back.
  await expect(editor.button('Undo')).toBeEnabled()
  await editor.press('Undo')
  await expect(editor.button('Undo')).toBeDisabled()
})

test('a step of training is shared among threads', async ({ editor }) => {
  const { page } = editor
  await editor.openExample('LeNet')
  await editor.planTraining(ENDLESS)
  await page.getByRole('button', { name: 'More settings' }).click()
  // A machine with one processor is offered no choice.
  if ((await page.evaluate(() => navigator.hardwareConcurrency)) < 2)
    return expect(page.getByLabel('Threads')).toHaveCount(0)
  await page.getByLabel('Threads').fill('2')
  await page.getByRole('button', { name: 'Start training' }).click()
  const panel = page.getByRole('region', { name: 'Training' })
  await expect(panel.getByRole('status')).toContainText(/step [1-9]\d+ of/, { timeout: 30_000 })
  await page.getByRole('button', { name: 'Pause training' }).click()
  await expect(panel.getByRole('definition').last()).toHaveText('2')
  await expect(panel.getByText('threads', { exact: true })).toBeVisible()
})

test('an edit beside what is trained leaves the run alone, one of it ends the run and keeps what was found', async ({
  editor,
}) => {
  const { page } = editor
  await editor.openExample('XOR')
  await editor.planTraining(10_000_000)
  await page.getByRole('button', { name: 'Start training' }).click()
  const status = page.getByRole('region', { name: 'Training' }).getByRole('status')
  await expect(status).toContainText(/Training: step [1-9]/, { timeout: 30_000 })
  await editor.command('Add relu')
  await expect(page.locator('.react-flow__node')).toHaveCount(8)
  const then = stepIn(await status.innerText())
  await expect.poll(async () => stepIn(await status.innerText()), { timeout: 30_000 }).toBeGreaterThan(then)
  await editor.select('z1')
  await page.keyboard.press('Delete')
  await expect(status).toContainText(/^Ended at t = [\d,]+\. The graph is another one now/)
  await expect(page.getByRole('button', { name: 'Start training' })).toBeVisible()
  // What was found, then the node, come back one by one.
  await editor.press('Undo')
  await editor.press('Undo')
  await expect(editor.node('z1')).toBeVisible()
})

const stepIn = (text: string) => Number(/step ([\d,]+)/.exec(text)?.[1]?.replaceAll(',', '') ?? 0)

/** In the page: the step of the run that is kept; 0 for none. */
function readKeptStep(): Promise<number> {
  return new Promise((resolve) => {
    const request = indexedDB.open('gradwire-training')
    request.onerror = () => resolve(0)
    request.onsuccess = () => {
      const database = request.result
      if (!database.objectStoreNames.contains('runs')) return resolve(0)
      const get = database.transaction('runs').objectStore('runs').get('current')
      get.onsuccess = () => {
        resolve((get.result as { at: { step: number } } | undefined)?.at.step ?? 0)
        database.close()
      }
      get.onerror = () => resolve(0)
    }
  })
}

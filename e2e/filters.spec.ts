import { expect, test, type EditorPage } from './support/editorPage'

const filters = ({ page }: EditorPage) => page.getByRole('region', { name: 'Filters' })

/** "3 of 8 kernels are found … The least is 0.412." */
async function report(editor: EditorPage) {
  const words = filters(editor).getByText(/of 8 kernels are found/)
  await expect(words).toBeVisible()
  const match = /^(\d+) of 8 .* The least is (−?[\d.]+)\.$/.exec(await words.innerText())!
  return { found: Number(match[1]), least: Number(match[2]!.replace('−', '-')) }
}

test('Filters: training finds the hidden kernels, and says how far it is', async ({ editor }) => {
  const { page } = editor
  await editor.openExample(/^Recover a hidden Gabor bank/)
  // More steps than the fastest machine makes before it is paused.
  await editor.planTraining(100_000)
  await page.getByRole('tab', { name: 'Filters' }).click()
  const before = await report(editor)
  expect(before.found).toBe(0)
  // Trained here, where the kernels are seen to change.
  await filters(editor).getByRole('button', { name: 'Start training' }).click()
  await expect(filters(editor).getByText(/^Training: step/)).toBeVisible()
  await expect.poll(async () => (await report(editor)).least).toBeGreaterThan(before.least + 0.3)
  await filters(editor).getByRole('button', { name: 'Pause training' }).click()
  await expect(filters(editor).getByText(/^(Paused|Stopped) at/)).toBeVisible()
  await expect(filters(editor).getByRole('button', { name: /ernel \d/ })).toHaveCount(8)
})

test('Filters: sixty-four kernels from photographs, compared with Gabor functions one by one', async ({ editor }) => {
  const { page } = editor
  await editor.openExample(/^Filters from photographs/)
  await editor.train(20)
  await page.getByRole('tab', { name: 'Filters' }).click()
  const panel = filters(editor)
  await panel.getByLabel('Convolution', { exact: true }).selectOption({ label: 'r' })
  await expect(panel.getByRole('button', { name: /^Kernel \d/ })).toHaveCount(64)
  await expect(panel.getByText(/^\d+ of 64 kernels are Gabor functions: R² is 0.7 or more/)).toBeVisible({
    timeout: 20_000,
  })
  await panel.getByRole('button', { name: /^Kernel 5\b/ }).click()
  const details = panel.getByRole('region', { name: 'Kernel 5' })
  await expect(details.getByText('orientation θ')).toBeVisible()
  await expect(details.getByText('wavelength λ')).toBeVisible()
})

test('Write: the model goes on with a text, the same each time, and says what may come next', async ({ editor }) => {
  const { page } = editor
  await editor.openExample(/^A character model/)
  await editor.train(3)
  await page.getByRole('tab', { name: 'Write' }).click()
  const panel = page.getByRole('region', { name: 'Write' })
  await panel.getByLabel('Length').fill('12')
  await panel.getByLabel('Length').press('Enter')
  await panel.getByLabel('Beginning').fill('the queen ')
  const write = panel.getByRole('button', { name: 'Write', exact: true })
  await write.click()
  const now = panel.locator('.gw-write-main > figure')
  await expect(now.locator('blockquote')).toHaveText(/^the queen [\s\S]{12}$/, { timeout: 20_000 })
  await expect(write).toBeVisible()
  await expect(panel.getByRole('list', { name: 'What may come next' }).getByRole('listitem').first()).toBeVisible()
  const first = await now.locator('blockquote').innerText()
  await write.click()
  await expect(panel.getByRole('region', { name: 'Earlier' }).locator('blockquote').first()).toHaveText(first)
  await expect(write).toBeVisible()
  await expect(now.locator('blockquote')).toHaveText(first)
})

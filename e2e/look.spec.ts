import { expect, test, type EditorPage } from './support/editorPage'

const look = ({ page }: EditorPage) => page.getByRole('region', { name: 'Look inside' }).last()

test('the first layer of AlexNet: kernels, maps, what excites a unit, and where a photograph matters', async ({
  editor,
}) => {
  const { page } = editor
  await editor.openExample(/AlexNet/)
  await editor.select('c1')
  await page.getByRole('tab', { name: 'Attributes' }).click()
  await page.getByRole('button', { name: 'Kernels, feature maps and saliency' }).click()
  const panel = look(editor)
  const sheet = panel.getByRole('slider', { name: 'Kernels of c₁' })
  await expect(panel.getByText('96 kernels of 11 × 11 × 3')).toBeVisible()
  await sheet.focus()
  await page.keyboard.press('End')
  await expect(sheet).toHaveAttribute('aria-valuetext', 'kernel 95 of 96')

  await panel.getByText('Feature maps', { exact: true }).click()
  await expect(panel.getByText('96 maps of 55 × 55, sees 11 × 11 pixels')).toHaveCount(2)
  await expect(panel.getByRole('slider', { name: 'Maps of z' })).toBeAttached()

  await panel.getByText('Kernels', { exact: true }).click()
  await panel.getByRole('button', { name: 'What excites it?' }).click()
  await expect(panel.getByRole('textbox', { name: 'Unit' })).toHaveValue('95')
  await panel.getByRole('button', { name: 'Search' }).click()
  await expect(panel.getByText('60 of 60 images')).toBeVisible({ timeout: 30_000 })
  await expect(panel.getByRole('listitem')).toHaveCount(12)
  await panel.getByRole('button', { name: 'Climb' }).click()
  await expect(panel.getByText(/^Step 120: .* above the best patch/)).toBeVisible({ timeout: 30_000 })

  await panel.getByText('Saliency', { exact: true }).click()
  await expect(panel.getByText(/^\|∂L\/∂image\|, largest/)).toBeVisible()
})

test('kernels as they were: the past of a training run can be scrubbed', async ({ editor }) => {
  const { page } = editor
  await editor.openExample(/^LeNet/)
  await page.getByRole('tab', { name: 'Look inside' }).click()
  const panel = look(editor)
  await expect(panel.getByText('6 kernels of 5 × 5 × 1')).toBeVisible()
  // The view stays: what is looked at is what changes.
  await editor.press('Train')
  const time = panel.getByRole('slider', { name: 'Training step of the kernels' })
  await expect(time).toBeVisible({ timeout: 20_000 })
  await time.focus()
  await page.keyboard.press('Home')
  await expect(panel.getByText('Kernels t = 0')).toBeVisible()
  await panel.getByRole('button', { name: 'Now', exact: true }).click()
  await expect(panel.getByText('Kernels now')).toBeVisible()
  // It outlives the page, whether the run had ended or not.
  await editor.press('Pause training')
  const paused = panel.getByText(/^Paused at step \d+ of/)
  await expect(paused).toBeVisible()
  const [last] = /\d+/.exec(await paused.innerText())!
  const kept = panel.getByText(new RegExp(`moments are kept, from t = 0 to ${last}\\.$`))
  await expect(kept).toBeVisible()
  await expect
    .poll(() => page.evaluate(lastKeptStep), { timeout: 20_000, message: 'the step of the last moment that is stored' })
    .toBe(Number(last))
  await editor.reload()
  await page.getByRole('tab', { name: 'Look inside' }).click()
  await expect(kept).toBeVisible({ timeout: 20_000 })
  await time.focus()
  await page.keyboard.press('Home')
  await expect(panel.getByText('Kernels t = 0')).toBeVisible()
})

/** In the page: until when the past of kernels is stored. */
function lastKeptStep(): Promise<number> {
  return new Promise((resolve) => {
    const request = indexedDB.open('gradwire-training')
    request.onerror = () => resolve(-1)
    request.onsuccess = () => {
      const database = request.result
      if (!database.objectStoreNames.contains('kernels')) return resolve(-1)
      const get = database.transaction('kernels').objectStore('kernels').get('current')
      get.onsuccess = () => {
        resolve((get.result as { step: number }[] | undefined)?.at(-1)?.step ?? -1)
        database.close()
      }
      get.onerror = () => resolve(-1)
    }
  })
}

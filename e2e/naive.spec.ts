import { expect, test } from './support/editorPage'

test('the lecture: what is cached and why, the matrix filled by the reverse pass, the heat, the race', async ({
  editor,
}) => {
  const { page } = editor
  await page.getByRole('tab', { name: 'Cached / naive' }).click()
  const panel = page.getByRole('region', { name: 'Cached against naive' })
  await expect(panel).toContainText(
    'Backprop makes 24 multiplications for the 9 gradients of this graph; the naive way, each product of the chain rule from scratch, makes 63: 2.6 times as many.',
  )
  await expect(panel).toContainText('the factor ∂L/∂ŷ₃ stands in 9 products')

  // Nothing is made before the reverse pass; after it every factor is made once, and the other places are reused.
  const matrix = page.getByRole('grid', { name: /Factors of every product/ })
  const cells = (state: string) => matrix.getByRole('gridcell', { name: new RegExp(`, ${state}$`) })
  await expect(cells('ahead')).toHaveCount(63)
  await editor.step(2)
  await expect(cells('made now')).toHaveCount(9)
  await editor.press('Run all')
  await expect(cells('taken from the cache')).toHaveCount(39)
  await expect(cells('made once')).toHaveCount(24)

  await panel.getByRole('switch', { name: /how often edges are crossed/ }).click()
  await expect(editor.edge('ŷ₃', 'L')).toHaveAccessibleName(/crossed 9 times by the naive way, once by backprop$/)
  await expect(page.getByLabel('Legend')).toContainText('the naive way crosses an edge ×1 to ×9')
  await panel.getByRole('switch', { name: /how often edges are crossed/ }).click()
  await expect(editor.edge('ŷ₃', 'L')).not.toHaveAccessibleName(/crossed/)

  await panel.getByRole('button', { name: 'Race at full speed' }).click()
  await expect(panel).toContainText('2.6 times the multiplications')
  await expect(panel).toContainText('The gradients are the same')

  await panel.getByRole('button', { name: 'Step by step' }).click()
  for (let i = 0; i < 24; i++) await panel.getByRole('button', { name: 'One multiplication on' }).click()
  await expect(panel).toContainText('backprop has crossed 24 of 24 edges and has every gradient')
  await expect(panel).toContainText('the naive way has finished 3 of 9 products')
})

test('a factor leads to its edge, by mouse and by keyboard', async ({ editor }) => {
  const { page } = editor
  await expect.poll(() => editor.edgeNumbers('ŷ₃', 'L')).toMatchObject({ value: '0.565' })
  await page.keyboard.press('Alt+4')
  const matrix = page.getByRole('grid', { name: /Factors of every product/ })
  await matrix
    .getByRole('gridcell', { name: /^∂ŷ₃\/∂z₃/ })
    .first()
    .click()
  await expect(editor.edge('z₃', 'ŷ₃')).toHaveClass(/selected/)
  await matrix.focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await expect(editor.edge('ŷ₃', 'L')).toHaveClass(/selected/)
})

test('a graph too large to be multiplied out says so, with its exact counts', async ({ editor }) => {
  await editor.openExample('LeNet')
  await editor.page.getByRole('tab', { name: 'Cached / naive' }).click()
  const panel = editor.page.getByRole('region', { name: 'Cached against naive' })
  await expect(panel).toContainText('Backprop makes 1,090,176 multiplications for the 61,706 gradients', {
    timeout: 30_000,
  })
  await expect(panel).toContainText('Too large to be raced')
  await expect(panel.getByRole('row')).not.toHaveCount(0)
})

import { expect, test, type EditorPage } from './support/editorPage'

/** Stride, padding and groups all differ from 1, so that a wrong index would show. */
const CONVOLUTION = {
  format: 'gradwire',
  version: 1,
  name: 'Small convolution',
  nodes: {
    x: { op: 'input', attrs: { shape: [1, 2, 4, 4] } },
    c: {
      op: 'conv2d',
      label: 'c₁',
      attrs: { out_channels: 2, kernel_size: [3, 3], stride: [2, 2], padding: [1, 1], groups: 2 },
    },
    s: { op: 'square' },
    L: { op: 'sum' },
  },
  edges: {
    a: { from: { node: 'x', port: 'y' }, to: { node: 'c', port: 'x' } },
    b: { from: { node: 'c', port: 'y' }, to: { node: 's', port: 'x' } },
    d: { from: { node: 's', port: 'y' }, to: { node: 'L', port: 'x' } },
  },
  tensors: {
    'x.y': { dtype: 'float64', shape: [1, 2, 4, 4], data: Array.from({ length: 32 }, (_, i) => (i % 7) - 3) },
    'c.weight': {
      dtype: 'float64',
      shape: [2, 1, 3, 3],
      data: Array.from({ length: 18 }, (_, i) => ((i * 5) % 9) - 4),
    },
    'c.bias': { dtype: 'float64', shape: [2], data: [0.5, -1] },
  },
  layout: { x: { x: 0, y: 0 }, c: { x: 200, y: 0 }, s: { x: 400, y: 0 }, L: { x: 600, y: 0 } },
  objective: { node: 'L', port: 'y' },
}

const inspectorTab = (editor: EditorPage, name: string) => editor.page.getByRole('tab', { name }).click()

test('an affine unrolls into neurons and weights whose sums are the numbers of the tensor view', async ({ editor }) => {
  const { page } = editor
  await editor.openExample(/^XOR/)
  await editor.press('Run all')
  await editor.select('z1')
  await inspectorTab(editor, 'Attributes')
  await editor.press('Look inside')
  const inside = page.getByRole('region', { name: 'Inside z₁' })
  await expect(inside).toBeVisible()

  // A click on the third neuron, where it is drawn.
  const area = await inside.locator('.gw-neuron-columns').boundingBox()
  // The four stand around the middle of their column, 120 pixels from the right.
  const apart = Math.min(104, (area!.height - 52) / 3)
  await page.mouse.click(area!.x + area!.width - 120, area!.y + area!.height / 2 + apart / 2)
  await expect(inside.getByRole('heading', { name: 'Neuron 2 of z₁' })).toBeVisible()
  const value = await inside.getByRole('table', { name: 'Sum of neuron 2' }).locator('tfoot td').innerText()

  // Its first weight, by key: the gradient is a sum over the four examples.
  const picture = inside.getByRole('slider', { name: /^Neurons and weights/ })
  await picture.focus()
  await page.keyboard.press('ArrowLeft')
  const gradient = inside.getByRole('table', { name: 'Gradient of weight [2, 0] of z₁' })
  await expect(gradient.locator('tbody tr')).toHaveCount(4)
  const sum = await gradient.locator('tfoot td').innerText()

  await page.keyboard.press('Escape')
  await expect(inside).toBeHidden()
  await inspectorTab(editor, 'Tensor')
  const numbers = page.getByRole('group', { name: /^Numbers of/ })
  await page.getByRole('combobox', { name: 'Tensor' }).selectOption({ label: 'value of z₁' })
  await expect(numbers.locator('tbody tr').nth(0).locator('td').nth(2)).toHaveText(value)
  await page.getByRole('combobox', { name: 'Tensor' }).selectOption({ label: 'gradient of W of z₁' })
  await expect(numbers.locator('tbody tr').nth(2).locator('td').nth(0)).toHaveText(sum)
})

test('a convolution unrolls one cell: forward, to the kernel, to the input', async ({ editor }) => {
  const { page } = editor
  await editor.openFile({ name: 'convolution.gradwire.json', text: JSON.stringify(CONVOLUTION) })
  await expect(editor.node('c')).toBeVisible()
  await editor.press('Run all')
  await editor.select('c')
  await page.keyboard.press('Alt+i')
  const inside = page.getByRole('region', { name: 'Inside c₁' })
  await expect(inside.getByText('stride 2 · padding 1 · dilation 1 · 2 groups')).toBeVisible()

  // The first cell reads zeros of the padding: its sum is that of the four pixels −3, −2, 1, 2 and the bias.
  const sum = inside.getByRole('table', { name: 'Sum of the cell' }).locator('tfoot td')
  const kernel = CONVOLUTION.tensors['c.weight'].data
  const first = -3 * kernel[4]! - 2 * kernel[5]! + kernel[7]! + 2 * kernel[8]! + 0.5
  await expect(sum).toHaveText(first.toFixed(Math.abs(first) < 10 ? 2 : 1).replace('-', '−'))
  await expect(inside.locator('td[data-padded]').first()).toBeVisible()

  const map = inside.getByRole('slider', { name: /^Cells of map 0/ })
  const box = (await map.boundingBox())!
  await page.mouse.click(box.x + box.width * 0.75, box.y + box.height * 0.25)
  await expect(inside.getByRole('heading', { name: 'Cell [0, 1] of map 0' })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(inside.getByRole('heading', { name: 'Cell [1, 1] of map 0' })).toBeVisible()

  await inside.getByText('δ to the kernel').click()
  await expect(inside.getByText('∂L/∂W, the sum over all cells')).toBeVisible()
  await inside.getByText('δ to the input').click()
  await inside.locator('table[data-pickable] td').nth(4).click()
  await expect(inside.getByRole('heading', { name: 'Pixel [2, 2] of channel 0' })).toBeVisible()
  const back = inside.getByRole('table', { name: 'What comes back to the pixel' })
  // One kernel reads this channel: all that comes back comes through it.
  await expect(back.locator('tbody tr')).toHaveCount(1)
  expect(await back.locator('tbody td').innerText()).toBe(await back.locator('tfoot td').innerText())
  await editor.press('Fold back')
  await expect(inside).toBeHidden()
})

test('the inspector writes a local derivative out as a matrix', async ({ editor }) => {
  const { page } = editor
  await editor.openExample(/^XOR/)
  await editor.select('y1')
  await inspectorTab(editor, 'Tensor')
  await editor.press('Local derivative as a matrix')
  const table = page.getByRole('table', { name: '∂y/∂x of ŷ₁' })
  await expect(table.locator('tbody tr')).toHaveCount(16)
  // A sigmoid is element by element: all but the diagonal is 0.
  await expect(table.locator('td[data-zero]')).toHaveCount(16 * 15)
})

test('the backward graph follows the steps, and both graphs select each other', async ({ editor }) => {
  const { page } = editor
  await editor.openExample(/^XOR/)
  // Before the first pass there is no trace to draw, and the key is refused.
  await expect(editor.node('L')).toContainText(/\d\.\d/)
  await page.keyboard.press('Alt+b')
  const backward = page.getByRole('region', { name: 'Backward graph' })
  await expect(backward.getByText(/^δ 0 of 7 · VJPs 0 of 10/)).toBeVisible()
  await editor.step()
  await expect(backward.getByText(/^δ 1 of 7 · VJPs 0 of 10/)).toBeVisible()
  await editor.press('Run all')
  await expect(backward.getByText('δ 7 of 7 · VJPs 10 of 10 · 10 reads from the cache')).toBeVisible()

  // The objective is leftmost: found with the pointer, and pressed.
  const picture = backward.getByRole('slider')
  const box = (await picture.boundingBox())!
  for (let down = 10; down < box.height; down += 10) {
    await page.mouse.move(box.x + 50, box.y + down)
    if ((await picture.getAttribute('aria-valuetext'))?.startsWith('δ of L')) {
      await page.mouse.click(box.x + 50, box.y + down)
      break
    }
  }
  await expect(editor.node('L')).toHaveClass(/selected/)
  await picture.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await expect(picture).toHaveAttribute('aria-valuetext', /^VJP of L for (input|target): δ of L times/)
  await page.keyboard.press('Enter')
  await expect(page.locator('.react-flow__edge.selected')).toHaveCount(1)

  // The border between the two graphs is dragged, and moved by keys; it stays where it was left.
  const border = page.getByRole('separator', { name: 'Height of the backward graph' })
  const height = async () => Math.round((await backward.boundingBox())!.height)
  const half = await height()
  const line = (await border.boundingBox())!
  await page.mouse.move(line.x + line.width / 2, line.y)
  await page.mouse.down()
  await page.mouse.move(line.x + line.width / 2, line.y - 60, { steps: 6 })
  await page.mouse.up()
  await expect.poll(height).toBeGreaterThan(half + 50)
  const dragged = await height()
  const forward = (await page.locator('.gw-canvas').boundingBox())!
  expect(Math.abs(forward.y + forward.height - (await border.boundingBox())!.y)).toBeLessThan(3)
  await border.focus()
  await page.keyboard.press('ArrowDown')
  await expect.poll(height).toBeLessThan(dragged)
  const left = await height()
  await editor.press('Put the backward graph away')
  await expect(backward).toBeHidden()
  await page.keyboard.press('Alt+b')
  await expect.poll(height).toBe(left)
  await editor.press('Put the backward graph away')
  await expect(backward).toBeHidden()
})

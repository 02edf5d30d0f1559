import { expect, test, type EditorPage } from './support/editorPage'

const panel = ({ page }: EditorPage) => page.getByRole('region', { name: 'Results' })

test('points of two classes: the boundary, the confusion matrix, and a mistake that is stepped through', async ({
  editor,
}) => {
  const { page } = editor
  await editor.openExample(/^XOR/)
  await editor.command('Choose or bring data…')
  const dialog = page.getByRole('dialog', { name: 'Data' })
  await dialog.getByRole('button', { name: 'Moons' }).click()
  await dialog.getByLabel('Noise').fill('0.3')
  await dialog.getByLabel('Noise').press('Enter')
  await dialog.getByLabel('Input t').selectOption({ label: 'target [N, 1]' })
  await dialog.getByRole('button', { name: 'Use it' }).click()
  await expect(dialog).toBeHidden()
  await editor.train(800)
  await page.getByRole('tab', { name: 'Results' }).click()

  const results = panel(editor)
  await expect(results.getByRole('status')).toHaveText(/^\d+ of \d+ held-out examples are right/)
  const words = await results.getByRole('status').innerText()
  const [, right, size] = /^(\d+) of (\d+) held-out examples are right/.exec(words)!.map(Number)
  expect(right!).toBeGreaterThan(0.8 * size!)
  expect(right!).toBeLessThan(size!)

  // Which colour is which class.
  await expect(results.getByRole('list', { name: 'Classes' }).getByRole('listitem')).toHaveText(['A', 'B'])

  // Two colours in the plane at least: it is a boundary.
  const picture = results.getByRole('img', { name: /^What the network says everywhere/ })
  const colours = await picture.evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
    const at = (x: number, y: number) => data.slice(4 * (y * canvas.width + x), 4 * (y * canvas.width + x) + 3).join()
    return new Set([at(canvas.width >> 1, 6), at(canvas.width >> 1, canvas.height - 6)]).size
  })
  expect(colours).toBe(2)

  // The matrix holds each example once, and its wrong cells choose among the mistakes.
  const matrix = results.getByRole('table', { name: 'Confusion matrix' })
  const counts = await matrix.locator('tbody td').allInnerTexts()
  expect(counts.map((text) => Number(text) || 0).reduce((sum, many) => sum + many, 0)).toBe(size!)
  await expect(results.getByRole('heading', { name: `Wrong: ${size! - right!}` })).toBeVisible()
  const mistakes = results.getByRole('button', { name: /^Example \d+ is/ })
  await expect(mistakes).toHaveCount(size! - right!)
  const wrong = matrix.getByRole('button').first()
  const many = Number(await wrong.innerText())
  await wrong.click()
  await expect(mistakes).toHaveCount(many)

  // Sent through the stepper: it alone is in the graph, and backward goes through it edge by edge.
  const number = /^Example (\d+) /.exec((await mistakes.first().getAttribute('aria-label'))!)![1]!
  await mistakes.first().click()
  await expect(page.getByText(`held-out examples ${number}–${number} of ${size}`)).toBeVisible()
  await expect(editor.node('x')).toContainText('[1, 2]')
  await editor.step(3)
  await expect.poll(() => editor.edgesWithGradient()).toBeGreaterThan(0)
})

/** One number in, eight neurons, one number out. */
const CURVE = {
  format: 'gradwire',
  version: 1,
  name: 'Curve',
  nodes: {
    x: { op: 'input', attrs: { shape: ['N', 1] } },
    t: { op: 'input', attrs: { shape: ['N', 1] } },
    h: { op: 'affine', attrs: { out_features: 8 } },
    a: { op: 'tanh' },
    y: { op: 'affine', attrs: { out_features: 1 } },
    L: { op: 'mse_loss' },
  },
  edges: {
    a: { from: { node: 'x', port: 'y' }, to: { node: 'h', port: 'x' } },
    b: { from: { node: 'h', port: 'y' }, to: { node: 'a', port: 'x' } },
    c: { from: { node: 'a', port: 'y' }, to: { node: 'y', port: 'x' } },
    d: { from: { node: 'y', port: 'y' }, to: { node: 'L', port: 'input' } },
    e: { from: { node: 't', port: 'y' }, to: { node: 'L', port: 'target' } },
  },
  tensors: {},
  layout: {},
  data: { dataset: 'sine', inputs: { x: 'x', t: 'y' } },
}

test('a curve: the examples, and what the network has learnt of it', async ({ editor }) => {
  const { page } = editor
  await editor.openFile({ name: 'curve.gradwire.json', text: JSON.stringify(CURVE) })
  await page.getByRole('tab', { name: 'Results' }).click()
  await expect(panel(editor).getByText('The curve so far')).toBeVisible()
  await expect(panel(editor).getByText(/trained on/)).toBeVisible()

  // As many points as before, elsewhere: the drawn line has to follow.
  const drawn = () =>
    panel(editor)
      .locator('.gw-results-fit canvas')
      .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())
  await expect(panel(editor).locator('.gw-results-fit canvas')).toBeVisible()
  const untrained = await drawn()
  await editor.train(200)
  await page.getByRole('tab', { name: 'Results' }).click()
  await expect.poll(drawn).not.toBe(untrained)
})

test('a drawn digit is read, put into the graph, and stepped through', async ({ editor }) => {
  const { page } = editor
  await editor.openExample('LeNet')
  await editor.train(60)
  await page.getByRole('tab', { name: 'Results' }).click()

  // A one, in one stroke.
  const results = panel(editor)
  const pad = results.getByRole('img', { name: /^A pad to draw/ })
  await pad.scrollIntoViewIfNeeded()
  const { x, y } = await editor.centreOf(pad)
  await editor.drag({ x, y: y - 60 }, { x, y: y + 60 })
  await expect(results.getByRole('list', { name: 'The network says 1' })).toBeVisible()

  // Meant to be a seven: the loss is about that.
  await results.getByLabel('Meant to be').selectOption({ label: '7' })
  await results.getByRole('button', { name: 'Step through this drawing' }).click()
  await expect(page.getByText('your drawing, meant to be 7')).toBeVisible()
  await expect(editor.node('x')).toContainText('[1, 1, 28, 28]')
  await editor.step(2)
  await expect.poll(() => editor.edgesWithGradient()).toBeGreaterThan(0)
  await editor.select('t')
  await page.getByRole('tab', { name: 'Tensor' }).click()
  await expect(page.getByText('7.00000', { exact: true })).toBeVisible()

  await page.getByRole('tab', { name: 'Attributes' }).click()
  await editor.press('Back to the examples')
  await expect(page.getByText(/^examples 1–4 of/).first()).toBeVisible()
})

import { expect, test } from './support/editorPage'

/** x → six sigmoid layers, the third far out; then a fan-out that nearly cancels; then a loss. */
function deepSigmoids(): string {
  const nodes: Record<string, unknown> = {
    x: { op: 'input', attrs: { shape: [4, 3] } },
    t: { op: 'input', attrs: { shape: [4, 3] } },
    k: { op: 'constant', attrs: { shape: [], value: 1.02 } },
    a: { op: 'neg' },
    b: { op: 'mul' },
    s: { op: 'add' },
    L: { op: 'mse_loss' },
  }
  const wires: [string, string, string][] = []
  let last = 'x'
  for (let i = 1; i <= 6; i++) {
    nodes[`z${i}`] = { op: 'affine', attrs: { out_features: 3 } }
    nodes[`y${i}`] = { op: 'sigmoid' }
    wires.push([last, `z${i}`, 'x'], [`z${i}`, `y${i}`, 'x'])
    last = `y${i}`
  }
  wires.push([last, 'a', 'x'], [last, 'b', 'a'], ['k', 'b', 'b'], ['a', 's', 'a'], ['b', 's', 'b'])
  wires.push(['s', 'L', 'input'], ['t', 'L', 'target'])
  const tensor = (shape: number[], data: number[]) => ({ dtype: 'float64', shape, data })
  const twelve = (start: number) => Array.from({ length: 12 }, (_, i) => ((start + i * 7) % 11) / 5 - 1)
  return JSON.stringify({
    format: 'gradwire',
    version: 1,
    name: 'Deep sigmoids',
    nodes,
    edges: Object.fromEntries(
      wires.map(([from, to, port], i) => [`e${i + 1}`, { from: { node: from, port: 'y' }, to: { node: to, port } }]),
    ),
    tensors: {
      'x.y': tensor([4, 3], twelve(1)),
      't.y': tensor([4, 3], twelve(4)),
      'z3.bias': tensor([3], [24, 25, 26]),
    },
    layout: Object.fromEntries(
      Object.keys(nodes).map((id, i) => [id, { x: (i % 7) * 230, y: Math.floor(i / 7) * 220 }]),
    ),
  })
}

test.beforeEach(async ({ editor }) => {
  await editor.openFile({ name: 'deep.json', text: deepSigmoids() })
  await expect(editor.nodes).toHaveCount(19)
  await editor.press('Run all')
})

test('a tiny gradient is asked about: the list names the saturated sigmoid, lights it and leads there', async ({
  editor,
}) => {
  const { page } = editor
  await editor.selectEdge('e1')
  await editor.press('Why is this gradient like this?')
  const list = page.getByRole('list', { name: /What made it so/ })
  const first = list.getByRole('button').first()
  await expect(first).toContainText('Saturated')
  await expect(first).toContainText('y3 (sigmoid) is saturated')
  await expect(page.getByRole('status').filter({ hasText: 'times smaller than at the loss' })).toBeVisible()

  const line = editor.edge('e6').locator('.gw-edge-line')
  const width = () => line.evaluate((path) => getComputedStyle(path).strokeWidth)
  await page.mouse.move(5, 5)
  await expect.poll(width).not.toBe('6px')
  await first.hover()
  await expect.poll(width).toBe('6px')
  await page.mouse.move(5, 5)
  await expect.poll(width).not.toBe('6px')

  await first.click()
  await expect(page.locator('.react-flow__node.selected')).toHaveAttribute('data-id', 'y3')
  await expect(list).toBeVisible()
  await editor.press('Back to the explanation')
  await expect(list).toBeHidden()

  // Another step or selection is another question.
  await editor.selectEdge('e1')
  await editor.press('Why is this gradient like this?')
  await expect(list).toBeVisible()
  await editor.stepBack()
  await expect(list).toBeHidden()
})

test('an edge is asked about from its menu, and from the command palette', async ({ editor }) => {
  const { page } = editor
  await editor.edge('e13').click({ button: 'right', force: true })
  await page.getByRole('menuitem', { name: 'Why is this gradient like this?' }).click()
  await expect(page.getByRole('region', { name: 'Why this gradient is as it is' })).toBeVisible()

  await editor.selectEdge('e12')
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('textbox', { name: /Search commands/ }).fill('why is this')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Why this gradient is as it is' })).toContainText(
    'The gradient on z6 → y6',
  )
})

test('δ of a value that is used twice is shown as a sum, and that it cancels', async ({ editor }) => {
  const { page } = editor
  await editor.select('y6')
  const sum = page.getByRole('region', { name: 'δ of y6 as a sum' })
  await expect(sum).toContainText('They cancel')
  await expect(sum.getByRole('rowheader')).toHaveText([/a$/, /b$/, /δ, the sum/])
  const before = await sum.getByRole('img', { name: /together/ }).getAttribute('aria-label')
  await sum.getByLabel('Element').selectOption({ index: 3 })
  await expect(sum.getByRole('img', { name: /together/ })).not.toHaveAttribute('aria-label', before!)
})

test('the depth chart tells a vanishing gradient, follows the step, and leads to nodes', async ({ editor }) => {
  const { page } = editor
  await page.getByRole('tab', { name: 'Depth' }).click()
  const chart = page.getByRole('region', { name: 'Values and errors by depth' })
  await expect(chart.getByRole('status')).toContainText('the gradient vanishes')
  const points = chart.getByRole('slider')
  await points.focus()
  await page.keyboard.press('Home')
  await expect(points).toHaveAttribute('aria-valuetext', /^x: \|value\| [\d.]+, \|δ\| \d/)
  await page.keyboard.press('Enter')
  await expect(page.locator('.react-flow__node.selected')).toHaveAttribute('data-id', 'x')
  await editor.press('Forward')
  await expect(chart.getByRole('status')).toContainText('No δ is computed yet')
})

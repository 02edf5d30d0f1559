/** @file Results of networks that do not tell classes apart: numbers, images, symbols. */
import type { Page } from '@playwright/test'
import { expect, test, type EditorPage } from './support/editorPage'

const resultsOf = ({ page }: EditorPage) => page.getByRole('region', { name: 'Results' })

/** Opens Results and waits for those of all held-out examples: of a few come first. */
async function openResults(editor: EditorPage) {
  await editor.page.getByRole('tab', { name: 'Results' }).click()
  const results = resultsOf(editor)
  await expect(results.getByRole('status')).toHaveText(/\bon [\d,]+ held-out examples/i, { timeout: 30_000 })
  return results
}

/** Rows whose price is 3 · size − 2 · age, but for a little that nobody can know. */
const PRICES = Array.from({ length: 80 }, (_, i) => {
  const [size, age] = [i % 9, (i * 5) % 7]
  return `${size},${age},${(3 * size - 2 * age + ((i * 7) % 5) / 10).toFixed(1)}`
})

async function startFromPrices(editor: EditorPage, page: Page) {
  await editor.command('Choose or bring data…')
  const dialog = page.getByRole('dialog', { name: 'Data' })
  await dialog.getByRole('button', { name: 'Table (CSV)' }).click()
  const chooser = page.waitForEvent('filechooser')
  await dialog.getByRole('button', { name: 'Choose a file…' }).click()
  const buffer = Buffer.from(`size,age,price\n${PRICES.join('\n')}\n`)
  await (await chooser).setFiles({ name: 'prices.csv', mimeType: 'text/csv', buffer })
  await dialog.getByLabel('To be predicted').selectOption({ label: 'price' })
  await dialog.getByLabel('Column price holds').selectOption({ label: 'numbers' })
  await dialog.getByRole('button', { name: 'Keep this table' }).click()
  // What is wrong with the open graph moves the button: it is said first.
  await expect(dialog.getByText('The open graph does not fit.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Start a network for it' }).click()
  await expect(dialog).toBeHidden()
}

/** R² as it is said. */
async function r2Of(editor: EditorPage): Promise<number> {
  const words = await resultsOf(editor).getByRole('status').innerText()
  return Number(/R² = (−?[\d.]+)/.exec(words)![1]!.replace('−', '-'))
}

test('a price from a table: answers beside targets, R², and the farthest row is stepped through', async ({
  editor,
}) => {
  const { page } = editor
  await startFromPrices(editor, page)
  const results = await openResults(editor)
  await expect(results.getByRole('status')).toHaveText(/^On 16 held-out examples, the network is off by .* R² = /)
  const before = await r2Of(editor)
  await editor.train(400)
  await openResults(editor)
  await expect.poll(() => r2Of(editor)).toBeGreaterThan(0.95)
  expect(before).toBeLessThan(0.9)

  await expect(results.getByText('price', { exact: true })).toBeVisible()
  await expect(
    results.getByRole('img', { name: /^Answers over targets of price: 64 points .* 16 held out/ }),
  ).toBeVisible()
  const far = results.getByRole('button', { name: /^Example \d+: the target is/ })
  await expect(far).toHaveCount(16)
  const number = /^Example (\d+):/.exec((await far.first().getAttribute('aria-label'))!)![1]!
  await far.first().click()
  await expect(page.getByText(`held-out examples ${number}–${number} of 16`)).toBeVisible()
  await editor.step(3)
  await expect.poll(() => editor.edgesWithGradient()).toBeGreaterThan(0)
})

/** Sixty-four pixels by way of sixteen numbers. */
const AUTOENCODER = {
  format: 'gradwire',
  version: 1,
  name: 'Digits again',
  nodes: {
    x: { op: 'input', attrs: { shape: ['N', 1, 8, 8] } },
    f: { op: 'flatten' },
    h: { op: 'affine', attrs: { out_features: 16 } },
    a: { op: 'tanh' },
    y: { op: 'affine', attrs: { out_features: 64 } },
    L: { op: 'mse_loss' },
  },
  edges: {
    a: { from: { node: 'x', port: 'y' }, to: { node: 'f', port: 'x' } },
    b: { from: { node: 'f', port: 'y' }, to: { node: 'h', port: 'x' } },
    c: { from: { node: 'h', port: 'y' }, to: { node: 'a', port: 'x' } },
    d: { from: { node: 'a', port: 'y' }, to: { node: 'y', port: 'x' } },
    e: { from: { node: 'y', port: 'y' }, to: { node: 'L', port: 'input' } },
    g: { from: { node: 'f', port: 'y' }, to: { node: 'L', port: 'target' } },
  },
  tensors: {},
  layout: {},
  data: { dataset: 'digits8x8', inputs: { x: 'image' } },
  training: { optimizer: { kind: 'adam', lr: 0.01 }, steps: 200, batchSize: 32, seed: 0, tolerance: null },
}

test('an autoencoder: what goes in, what comes out, and the difference', async ({ editor }) => {
  const { page } = editor
  await editor.openFile({ name: 'digits.gradwire.json', text: JSON.stringify(AUTOENCODER) })
  const results = await openResults(editor)
  const words = results.getByRole('status')
  await expect(words).toHaveText(/^On 359 held-out examples, the mean squared error of a pixel is /)
  const error = async () => Number(/pixel is ([\d.]+)/.exec(await words.innerText())![1])
  const before = await error()
  await editor.train(200)
  await openResults(editor)
  await expect.poll(error).toBeLessThan(before / 3)

  const images = results.getByRole('button', { name: /^Example \d+: mean squared error/ })
  await expect(images).toHaveCount(24)
  const number = /^Example (\d+):/.exec((await images.first().getAttribute('aria-label'))!)![1]!
  await images.first().click()
  await expect(page.getByText(`held-out examples ${number}–${number} of 359`)).toBeVisible()
})

test('the character model: how many symbols are right, and which is said for which', async ({ editor }) => {
  const { page } = editor
  await editor.openExample('A character model that writes')
  const results = await openResults(editor)
  const words = results.getByRole('status')
  await expect(words).toHaveText(
    /^[\d,]+ of [\d,]+ symbols are right on \d+ held-out examples: [\d.]+ %\. Always saying ␣ would be right for [\d.]+ %\.$/,
    { timeout: 30_000 },
  )
  const right = async () => Number(/^([\d,]+) of/.exec(await words.innerText())![1]!.replace(',', ''))
  const before = await right()
  await editor.train(30)
  await openResults(editor)
  await expect.poll(right, { timeout: 30_000 }).toBeGreaterThan(2 * before)
  const mistakes = results.getByRole('list', { name: 'Most frequent mistakes' }).getByRole('listitem')
  await expect(mistakes.first()).toHaveText(/^says \S where \S belongs: \d+ times$/)
  const row = results.getByRole('button', { name: /^Example \d+: \d+ of 48 are wrong/ }).first()
  const number = /^Example (\d+):/.exec((await row.getAttribute('aria-label'))!)![1]!
  await row.click()
  await expect(page.getByText(new RegExp(`held-out examples ${number}–${number} of`))).toBeVisible()
})

import { expect, test, type EditorPage } from './support/editorPage'
import { dropFiles, writeShades } from './support/files'

/** Two numbers and a class that they decide, 40 rows. */
const ROWS = Array.from({ length: 40 }, (_, i) => `${i % 8},${(i * 3) % 5},${i % 8 < 4 ? 'low' : 'high'}`)
const TABLE = `width,height,size\n${ROWS.join('\n')}\n`

/** The table with the cells of one row, counted as a spreadsheet counts, replaced. */
const withRow = (row: number, cells: string) =>
  TABLE.split('\n')
    .map((line, i) => (i === row - 1 ? cells : line))
    .join('\n')

const dialogOf = ({ page }: EditorPage) => page.getByRole('dialog', { name: 'Data' })

async function openData(editor: EditorPage) {
  await editor.command('Choose or bring data…')
  await expect(dialogOf(editor)).toBeVisible()
}

async function chooseCsv(editor: EditorPage, name: string, text: string) {
  const chooser = editor.page.waitForEvent('filechooser')
  await dialogOf(editor).getByRole('button', { name: 'Choose a file…' }).click()
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
}

/** Opens XOR, and the table in the dialog. */
async function bringTable(editor: EditorPage) {
  await editor.openExample(/^XOR/)
  await openData(editor)
  const dialog = dialogOf(editor)
  await dialog.getByRole('button', { name: 'Table (CSV)' }).click()
  await chooseCsv(editor, 'sizes.csv', TABLE)
  await expect(dialog.getByText('sizes.csv: 40 rows, 3 columns.')).toBeVisible()
  return dialog
}

/** Brings the table and feeds XOR's inputs from it. */
async function feedXor(editor: EditorPage) {
  const dialog = await bringTable(editor)
  await dialog.getByRole('button', { name: 'Keep this table' }).click()
  await expect(dialog.getByRole('heading', { name: 'sizes.csv' })).toBeVisible()
  await dialog.getByLabel('Input t').selectOption({ label: 'target [N, 1]' })
  await dialog.getByRole('button', { name: 'Use it' }).click()
  await expect(dialog).toBeHidden()
}

test('a CSV of one’s own feeds the graph, and the network learns from it', async ({ editor }) => {
  const { page } = editor
  const dialog = await bringTable(editor)

  // What is in it, and what it will be used for.
  await expect(dialog.getByLabel('To be predicted')).toHaveValue('2')
  await expect(dialog.getByLabel('Column size holds')).toHaveValue('category')
  await dialog.getByLabel('To be predicted').selectOption({ label: 'height' })
  await dialog.getByLabel('To be predicted').selectOption({ label: 'size' })
  await dialog.getByLabel('Numbers are').selectOption({ label: 'left as they are' })
  await dialog.getByRole('button', { name: 'Keep this table' }).click()

  // Kept: its rows, and what they may feed.
  const set = dialog.getByRole('article', { name: 'sizes.csv' })
  await expect(set.getByText('32 to train on')).toBeVisible()
  await expect(set.getByText('8 held out', { exact: true })).toBeVisible()
  await expect(set.locator('.gw-data-preview tbody tr')).toHaveCount(8)
  await expect(set.getByLabel('Input x')).toHaveValue('features')
  await set.getByLabel('Input t').selectOption({ label: 'target [N, 1]' })
  await set.getByRole('button', { name: 'Use it' }).click()
  await expect(dialog).toBeHidden()

  // The batch is in the graph, as it stands in the file.
  await editor.press('Run all')
  await editor.select('x')
  await page.getByRole('tab', { name: 'Attributes' }).click()
  await expect(page.getByText('examples 1–4 of 32')).toBeVisible()
  await page.getByRole('tab', { name: 'Tensor' }).click()
  const batch = page.getByRole('group', { name: /^Numbers of/ }).locator('tbody tr')
  await expect(batch).toHaveCount(4)
  const pairs = await batch.evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent)).join(',')),
  )
  for (const pair of pairs) expect(ROWS.map((row) => row.replace(/,\w+$/, ''))).toContain(pair)

  await editor.train(600)
  await page.getByRole('tab', { name: 'Results' }).click()
  await expect(page.getByText('8 of 8 held-out examples are right: 100 %.')).toBeVisible()
})

test('what was brought is still there after the tab was closed, and the graph is fed by it', async ({ editor }) => {
  const { page } = editor
  await feedXor(editor)
  await editor.reload()
  await editor.press('Run all')
  await editor.select('x')
  await page.getByRole('tab', { name: 'Attributes' }).click()
  await expect(page.getByText('examples 1–4 of 32')).toBeVisible()
  await openData(editor)
  await expect(dialogOf(editor).getByRole('heading', { name: 'sizes.csv' })).toBeVisible()
  await expect(dialogOf(editor).getByText('feeds this graph')).toBeVisible()
})

test('a malformed table is refused with row and column, and loses nothing', async ({ editor }) => {
  const { page } = editor
  await feedXor(editor)
  const before = await editor.saveFile()
  await openData(editor)
  const dialog = dialogOf(editor)
  await dialog.getByRole('button', { name: 'Table (CSV)' }).click()
  const alert = dialog.getByRole('alert')

  await chooseCsv(editor, 'short.csv', withRow(18, '3,4'))
  await expect(alert).toContainText(
    'Row 18 has 2 cells, the first row has 3: column "size" and what follows is missing.',
  )
  await expect(alert).toContainText('Add the missing cells')
  await chooseCsv(editor, 'quote.csv', withRow(12, '3,"4,low'))
  await expect(alert).toContainText('Row 12: a quote (") is opened and never closed.')

  // A word among numbers is told when the column is to hold numbers, and the choices stay as they were made.
  await chooseCsv(editor, 'word.csv', withRow(23, 'wide,2,low'))
  await expect(dialog.getByText('word.csv: 40 rows, 3 columns.')).toBeVisible()
  await expect(alert).toBeHidden()
  await dialog.getByLabel('Column width holds').selectOption({ label: 'numbers' })
  await dialog.getByRole('button', { name: 'Keep this table' }).click()
  await expect(alert).toContainText('Row 23, column "width": "wide" is not a number.')
  await expect(dialog.getByLabel('Column width holds')).toHaveValue('number')

  // The table of before is still kept, and the graph is as it was.
  await dialog.getByRole('button', { name: /^sizes\.csv/ }).click()
  await expect(dialog.getByRole('article', { name: 'sizes.csv' }).getByText('feeds this graph')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect(await editor.saveFile()).toBe(before)
})

test('data that do not fit the open graph say why, and start a network of their own that learns them', async ({
  editor,
}) => {
  const { page } = editor
  await editor.openExample(/^XOR/)
  const before = await editor.saveFile()
  await editor.press('Examples')
  await editor.press('Start from data')
  const dialog = dialogOf(editor)
  await dialog.getByRole('button', { name: 'Wine' }).click()
  const wine = dialog.getByRole('article', { name: 'Wine' })
  await expect(wine.getByText('z₁ needs x with 2 features, but x gives 13 ([N, 13]; weight is [4, 2]).')).toBeVisible()
  await expect(wine.getByRole('button', { name: 'Use it' })).toBeDisabled()
  await wine.getByRole('button', { name: 'Start a network for it' }).click()
  await expect(dialog).toBeHidden()

  // What was open is not lost.
  await editor.press('Back to “XOR”')
  expect(await editor.saveFile()).toBe(before)
  await editor.press('Back to “Wine”')
  await expect(editor.node('x')).toHaveAttribute('aria-label', /output \[4, 13\]/)

  await editor.train(150)
  await page.getByRole('tab', { name: 'Results' }).click()
  const results = page.getByRole('region', { name: 'Results' })
  await expect(results.getByRole('status')).toHaveText(/^4\d of 45 held-out examples are right/)
  // Three growers whose names begin alike are told apart.
  await expect(results.getByRole('rowheader')).toHaveText(['…ass_0', '…ass_1', '…ass_2'])
})

test('a table with a price: predicted on a scale that can be learnt, and the way back is said', async ({ editor }) => {
  const { page } = editor
  await editor.openExample(/^XOR/)
  await openData(editor)
  const dialog = dialogOf(editor)
  await dialog.getByRole('button', { name: 'Table (CSV)' }).click()
  const rows = Array.from({ length: 60 }, (_, i) => `${i % 9},5;${(i * 7) % 11};${200_000 + 9_000 * (i % 9) + i}`)
  // A file is chosen and put away: what is pasted is read instead.
  await chooseCsv(editor, 'sizes.csv', TABLE)
  await expect(dialog.getByText('sizes.csv: 40 rows, 3 columns.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Put the file away and paste instead' }).click()
  await expect(dialog.getByText('sizes.csv: 40 rows')).toBeHidden()
  await dialog.getByLabel('Or paste a small table').fill(`rooms;floor;price\n${rows.join('\n')}`)
  await dialog.getByRole('button', { name: 'Read the pasted table' }).click()
  await expect(dialog.getByText('Pasted table: 60 rows, 3 columns.')).toBeVisible()
  await expect(dialog.getByLabel('Comma in numbers (3,5)')).toBeChecked()
  await expect(dialog.getByLabel('The predicted numbers are')).toHaveValue('standard')
  await dialog.getByRole('button', { name: 'Change what is pasted' }).click()
  await expect(dialog.getByLabel('Or paste a small table')).toHaveValue(/^rooms;floor;price/)
  await dialog.getByRole('button', { name: 'Read the pasted table' }).click()
  await dialog.getByRole('button', { name: 'Keep this table' }).click()

  const set = dialog.getByRole('article', { name: 'Pasted table' })
  await expect(set.getByText(/"price" is scaled too: price = 2\d+\.?\d* \+ 2\d+\.?\d* · target\./)).toBeVisible()
  await set.getByRole('button', { name: 'Start a network for it' }).click()
  await expect(dialog).toBeHidden()
  await editor.train(300)
  // Prices as they are would leave an error of millions.
  await expect(page.locator('.gw-loss').first()).toHaveText(/= (0\.0|\d\.\d+×10⁻)/)
})

test('a wrong example of one’s own table goes through the stepper', async ({ editor }) => {
  const { page } = editor
  const dialog = await bringTable(editor)
  // The class of some rows is not what their numbers say.
  await chooseCsv(
    editor,
    'noisy.csv',
    TABLE.split('\n')
      .map((line, i) => (i % 5 === 3 ? line.replace(/(low|high)$/, (size) => (size === 'low' ? 'high' : 'low')) : line))
      .join('\n'),
  )
  await expect(dialog.getByText('noisy.csv: 40 rows, 3 columns.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Keep this table' }).click()
  await dialog
    .getByRole('article', { name: 'noisy.csv' })
    .getByRole('button', { name: 'Start a network for it' })
    .click()
  await expect(dialog).toBeHidden()
  await editor.train(60)
  await page.getByRole('tab', { name: 'Results' }).click()
  const mistakes = page.getByRole('region', { name: 'Results' }).getByRole('button', { name: /^Example \d+ is/ })
  await mistakes.first().click()
  await expect(page.getByText(/^held-out examples (\d+)–\1 of 8$/)).toBeVisible()
  await expect(editor.node('x')).toContainText('[1, 2]')
  await editor.step(3)
  await expect.poll(() => editor.edgesWithGradient()).toBeGreaterThan(0)
})

test('ten thousand columns: a page of them is shown, others are found by their names', async ({ editor }) => {
  await editor.openExample(/^XOR/)
  await openData(editor)
  const dialog = dialogOf(editor)
  await dialog.getByRole('button', { name: 'Table (CSV)' }).click()
  const wide = 10_000
  const names = Array.from({ length: wide }, (_, i) => `gene${i}`)
  const rows = Array.from({ length: 12 }, (_, row) => names.map((_, i) => (i + row) % 7).join())
  await chooseCsv(editor, 'genes.csv', [`${names.join()}`, ...rows].join('\n'))
  await expect(dialog.getByText('genes.csv: 12 rows, 10,000 columns.')).toBeVisible()
  const kinds = dialog.getByLabel(/^Column gene\d+ holds$/)
  await expect(kinds).toHaveCount(20)
  await dialog.getByRole('button', { name: 'Next columns' }).click()
  await expect(dialog.getByLabel('Columns shown')).toHaveText('columns 21–40 of 10,000')
  await dialog.getByLabel('Find a column').fill('gene9990')
  await expect(kinds).toHaveCount(1)
  await dialog.getByLabel('To be predicted').selectOption({ label: 'gene9990' })
  await dialog.getByRole('button', { name: 'Keep this table' }).click()
  await expect(
    dialog.getByRole('article', { name: 'genes.csv' }).getByText('"gene9990" is to be predicted'),
  ).toBeVisible()
})

test('a dropped folder of pictures: its folders are the labels, and a network tells them apart', async ({
  editor,
}, testInfo) => {
  const { page } = editor
  const folder = testInfo.outputPath('shades')
  await writeShades(folder, 12, (grey, i) => Uint8Array.from({ length: 64 }, (_, at) => grey + ((at * 7 + i * 3) % 25)))
  await openData(editor)
  const dialog = dialogOf(editor)
  await dialog.getByRole('button', { name: 'Images' }).click()
  const zone = await editor.centreOf(dialog.locator('.gw-data-drop-zone'))
  await dropFiles(editor, [folder], zone)
  await expect(dialog.getByText('Chosen: 24 files from shades')).toBeVisible()
  await dialog.getByLabel('Size, pixels').fill('8')
  await dialog.getByLabel('Size, pixels').press('Enter')
  await dialog.getByRole('button', { name: 'Keep these pictures' }).click()
  const set = dialog.getByRole('article', { name: 'shades' })
  await expect(set.getByRole('img', { name: /^Example 1: (dark|light)$/ })).toBeVisible()
  await set.getByRole('button', { name: 'Start a network for it' }).click()
  await expect(dialog).toBeHidden()
  await editor.train(60)
  await page.getByRole('tab', { name: 'Results' }).click()
  await expect(page.getByText(/^(\d+) of \1 held-out examples are right: 100 %\.$/)).toBeVisible()
})

import { expect, test, type EditorPage } from './support/editorPage'

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

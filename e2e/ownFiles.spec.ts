/** @file Files as people have them: other encodings, broken pictures, dropped anywhere, and the dialog closed in the middle. */
import { encode } from 'fast-png'
import { mkdir, writeFile } from 'node:fs/promises'
import { expect, test, type EditorPage } from './support/editorPage'
import { dropFiles, writeShades } from './support/files'

const dialogOf = ({ page }: EditorPage) => page.getByRole('dialog', { name: 'Data' })

async function openData(editor: EditorPage, way: string) {
  await editor.command('Choose or bring data…')
  await dialogOf(editor).getByRole('button', { name: way, exact: true }).click()
  return dialogOf(editor)
}

async function chooseFile(editor: EditorPage, name: string, bytes: Buffer) {
  const chooser = editor.page.waitForEvent('filechooser')
  await dialogOf(editor).getByRole('button', { name: 'Choose a file…' }).click()
  await (await chooser).setFiles({ name, mimeType: 'text/plain', buffer: bytes })
}

const rows = (row: (i: number) => string) => Array.from({ length: 30 }, (_, i) => row(i)).join('\n')
const SIZES = `width,height,size\n${rows((i) => `${i % 8},${i % 5},${i % 8 < 4 ? 'low' : 'high'}`)}\n`

test('a table in Windows-1252 is read, says so, and can be read otherwise', async ({ editor }) => {
  const dialog = await openData(editor, 'Table (CSV)')
  // The euro is where Latin-1 has no letter.
  const text = `Größe;Preis \x80;Art\n${rows((i) => `${i},5;${2 * i};${i % 2 ? 'groß' : 'klein'}`)}\n`
  await chooseFile(editor, 'maße.csv', Buffer.from(text, 'latin1'))
  await expect(dialog.getByText('maße.csv: 30 rows, 3 columns.')).toBeVisible()
  await expect(dialog.getByLabel('Column Größe holds')).toHaveValue('number')
  await expect(dialog.getByLabel('Column Preis € holds')).toHaveValue('number')
  await expect(dialog.getByText('It is not UTF-8, so it was read as Windows-1252.')).toBeVisible()
  const encoding = dialog.getByLabel('Encoding')
  await expect(encoding).toHaveValue('windows-1252')

  await encoding.selectOption('windows-1251')
  await expect(dialog.getByLabel('Column Größe holds')).toBeHidden()
  await expect(dialog.getByLabel('Column GrцЯe holds')).toBeVisible()
  await expect(dialog.getByText('It is not UTF-8')).toBeHidden()
  await encoding.selectOption('utf-8')
  await expect(dialog.getByRole('alert')).toContainText('maße.csv is not UTF-8 text: line 1 holds bytes that are no')
  await encoding.selectOption('windows-1252')
  await expect(dialog.getByRole('alert')).toBeHidden()
  await dialog.getByRole('button', { name: 'Keep this table' }).click()
  await expect(dialog.getByRole('article', { name: 'maße.csv' }).getByText('"Art" is to be predicted')).toBeVisible()
})

test('a text shows how it begins, in the encoding that is chosen', async ({ editor }) => {
  const dialog = await openData(editor, 'Text')
  const russian = 'Все счастливые семьи похожи друг на друга. '.repeat(20)
  // Windows-1251 has the Russian letters in their order, from А at 0xc0.
  const bytes = Buffer.from(Array.from(russian, (c) => (c < '\x80' ? c.charCodeAt(0) : c.charCodeAt(0) - 0x350)))
  await chooseFile(editor, 'anna.txt', bytes)
  const start = dialog.getByLabel('How it begins')
  await expect(start).toContainText('Âñå ñ÷àñòëèâûå')
  await dialog.getByLabel('Encoding').selectOption('windows-1251')
  await expect(start).toContainText('Все счастливые семьи')
  await dialog.getByRole('button', { name: 'Keep this text' }).click()
  await expect(dialog.getByRole('article', { name: 'anna.txt' }).getByText('все счастливые').first()).toBeVisible()
})

test('the dialog closed in the middle: what was chosen and pasted is there again', async ({ editor }) => {
  const { page } = editor
  let dialog = await openData(editor, 'Text')
  await dialog.getByLabel('Or paste it').fill('to be or not to be')
  await dialog.getByRole('button', { name: 'Table (CSV)' }).click()
  await dialog.getByLabel('Or paste a small table').fill(SIZES)
  await dialog.getByRole('button', { name: 'Read the pasted table' }).click()
  await dialog.getByLabel('Column height holds').selectOption({ label: 'left out' })
  await dialog.getByLabel('Numbers are').selectOption({ label: 'left as they are' })
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  dialog = await openData(editor, 'Text')
  await expect(dialog.getByLabel('Or paste it')).toHaveValue('to be or not to be')
  await dialog.getByRole('button', { name: 'Table (CSV)' }).click()
  await expect(dialog.getByLabel('Column height holds')).toHaveValue('ignore')
  await expect(dialog.getByLabel('Numbers are')).toHaveValue('none')
  await dialog.getByRole('button', { name: 'Keep this table' }).click()
  await expect(dialog.getByRole('article', { name: 'Pasted table' }).locator('tbody tr').first()).toBeVisible()
  // Kept: the form is empty for the next one.
  await dialog.getByRole('button', { name: 'Table (CSV)' }).click()
  await expect(dialog.getByLabel('Or paste a small table')).toHaveValue('')
})

test('data dropped on the canvas are brought; several files for one are refused; removing asks first', async ({
  editor,
}, testInfo) => {
  const [table, other] = [testInfo.outputPath('sizes.csv'), testInfo.outputPath('more.csv')]
  await mkdir(testInfo.outputPath(), { recursive: true })
  await writeFile(table, SIZES)
  await writeFile(other, SIZES)
  const before = await editor.saveFile()
  await dropFiles(editor, [table], await editor.place(0.5, 0.5))
  const dialog = dialogOf(editor)
  await expect(dialog.getByText('sizes.csv: 30 rows, 3 columns.')).toBeVisible()
  await dropFiles(editor, [table, other], await editor.centreOf(dialog.locator('.gw-data-drop-zone')))
  await expect(dialog.getByRole('alert')).toContainText('2 files were dropped, and one is read at a time.')
  await dialog.getByRole('button', { name: 'Keep this table' }).click()

  const set = dialog.getByRole('article', { name: 'sizes.csv' })
  await set.getByRole('button', { name: 'Remove from this browser…' }).click()
  await set.getByRole('button', { name: 'Keep it' }).click()
  await expect(set).toBeVisible()
  await set.getByRole('button', { name: 'Remove from this browser…' }).click()
  await set.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(set).toBeHidden()
  await editor.page.keyboard.press('Escape')
  expect(await editor.saveFile()).toBe(before)
})

test('a folder with files that are no pictures: the first is named, and they can be left out', async ({
  editor,
}, testInfo) => {
  const folder = testInfo.outputPath('shades')
  await writeShades(folder, 4, (grey, i) => new Uint16Array(64).fill(257 * (grey + i)))
  await writeFile(
    `${folder}/dark/broken.png`,
    encode({ width: 8, height: 8, channels: 1, data: new Uint8Array(64) }).slice(0, 40),
  )
  await writeFile(`${folder}/light/empty.png`, '')
  await dropFiles(editor, [folder], await editor.place(0.5, 0.5))
  const dialog = dialogOf(editor)
  await expect(dialog.getByText('Chosen: 10 files from shades')).toBeVisible()
  await dialog.getByRole('button', { name: 'Keep these pictures' }).click()
  await expect(dialog.getByRole('alert')).toContainText('shades/dark/broken.png cannot be read as a picture')
  await expect(dialog.getByRole('alert')).toContainText('Or choose to leave such files out.')
  await dialog.getByLabel('Files that are no pictures').selectOption({ label: 'leave them out' })
  await dialog.getByRole('button', { name: 'Keep these pictures' }).click()
  const set = dialog.getByRole('article', { name: 'shades' })
  await expect(set.getByText('2 files left out that could not be read. shades/dark/broken.png')).toBeVisible()
  await expect(set.getByRole('img', { name: /^Example \d+: (dark|light)$/ })).toHaveCount(6)
})

import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from './support/editorPage'

/** m = w · x, L = m² + m, with numbers whose digits are found nowhere else. */
const number = (data: number) => ({ dtype: 'float64', shape: [], data: [data] })
const edge = (from: string, to: string, port: string) => ({ from: { node: from, port: 'y' }, to: { node: to, port } })
const exercise = {
  format: 'gradwire',
  version: 1,
  name: 'Secret',
  nodes: {
    w: { op: 'parameter', label: 'w', attrs: { shape: [] } },
    x: { op: 'input', label: 'x', attrs: { shape: [] } },
    m: { op: 'mul', label: 'm' },
    q: { op: 'square', label: 'q' },
    L: { op: 'add', label: 'L' },
  },
  edges: {
    e1: edge('w', 'm', 'a'),
    e2: edge('x', 'm', 'b'),
    e3: edge('m', 'q', 'x'),
    e4: edge('q', 'L', 'a'),
    e5: edge('m', 'L', 'b'),
  },
  tensors: { 'w.y': number(1.7), 'x.y': number(2.3) },
  layout: {
    w: { x: 0, y: 0 },
    x: { x: 0, y: 150 },
    m: { x: 220, y: 75 },
    q: { x: 440, y: 0 },
    L: { x: 660, y: 75 },
  },
  objective: { node: 'L', port: 'y' },
  exercise: {
    title: 'Secret',
    task: 'Find **them**, <b>all</b>.',
    hidden: [
      { kind: 'value', key: 'L.y' },
      { kind: 'edge', key: 'e3' },
      { kind: 'delta', key: 'm.y' },
      { kind: 'edge', key: 'e2' },
      { kind: 'gradient', key: 'w.y' },
    ],
  },
}
/** 19.1981, 7.82, 8.82, 14.994, 20.286, in however many digits. */
const SECRETS = /19\.[12]|7\.82|8\.82|14\.99|15\.0|20\.[23]/

/** Everything that the page says: what is written, named, hinted at, and drawn as text; without what was typed. */
async function everythingSaid(page: Page): Promise<string> {
  return page.evaluate(() => {
    const said = [document.body.textContent ?? '']
    for (const element of document.querySelectorAll('*'))
      for (const { name, value } of element.attributes)
        if (/^(aria-|title|data-hint|alt|placeholder|value)/.test(name)) said.push(value)
    return said.join('\n')
  })
}

test('a student finds hidden numbers on the edges and in the list, and hands them in', async ({ editor }) => {
  const { page } = editor
  await editor.press('Examples')
  await expect(page.getByRole('heading', { name: 'Exercises' })).toBeVisible()
  await page.getByRole('button', { name: 'Open A short chain' }).click()
  await expect(page.getByRole('heading', { name: 'A short chain' })).toBeVisible()
  await expect(page.getByText('0 of 8 found.')).toBeVisible()
  await expect(page.locator('.gw-task strong')).toHaveText('Then go back from L.')
  await expect(page.locator('.gw-task .katex')).toHaveCount(3)
  await expect(editor.edge('s', 'L')).toHaveAccessibleName(/value to be found, gradient to be found$/)

  // In the list, with a wrong answer first: its hint has the numbers around it.
  const value = page.getByRole('textbox', { name: /^The value of m:/ })
  await value.fill('5')
  await value.press('Enter')
  await expect(page.getByRole('listitem').getByText('5 is not right.')).toBeVisible()
  await expect(page.getByRole('listitem').getByText('Here w is 3 and x is 2.')).toBeVisible()
  await value.fill('12/2')
  await value.press('Enter')
  await expect(page.getByText('1 of 8 found.')).toBeVisible()
  await expect(editor.edge('m', 's')).toHaveAccessibleName(/value 6\.00, gradient to be found$/)

  // On the edge.
  const back = page.getByRole('textbox', { name: /^On the canvas: what comes back along s → L/ })
  await back.fill('4,0')
  await back.press('Enter')
  await expect(page.getByText('2 of 8 found.')).toBeVisible()
  await expect(editor.edge('s', 'L')).toHaveAccessibleName(/gradient 4\.00$/)

  // What was typed is still there after the tab was closed.
  await editor.reload()
  await expect(page.getByText('2 of 8 found.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ada')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the answers' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('answers-a-short-chain-ada.json')
  expect(JSON.parse(await readFile(await file.path(), 'utf8'))).toMatchObject({
    format: 'gradwire-answers',
    exercise: 'A short chain',
    student: 'Ada',
    answers: { 'value:m.y': '12/2', 'edge:e5': '4,0' },
  })
})

test('nothing on the page tells what is hidden: no label, name, hint, tab or panel, at any step', async ({
  editor,
}) => {
  const { page } = editor
  await editor.openFile({ name: 'secret.json', text: JSON.stringify(exercise) })
  await expect(page.getByText('0 of 5 found.')).toBeVisible()
  const quiet = async () => expect(await everythingSaid(page)).not.toMatch(SECRETS)
  await quiet()
  // What is not hidden can be seen.
  await expect(editor.edge('q', 'L')).toHaveAccessibleName(/value 15\.3, gradient 1\.00$/)

  for (const tab of ['Explain', 'Tensor']) {
    await page.getByRole('tab', { name: tab, exact: true }).click()
    for (const node of ['w', 'x', 'm', 'q', 'L']) {
      await editor.select(node)
      await quiet()
    }
    for (const id of ['e1', 'e2', 'e3', 'e4', 'e5']) {
      await editor.selectEdge(id)
      await quiet()
    }
  }
  await page.getByRole('tab', { name: 'Explain', exact: true }).click()
  for (let back = 0; back < 12; back++) {
    await editor.stepBack()
    await quiet()
  }
  await editor.press('Run all')
  for (const tab of await page.getByRole('tablist', { name: 'Bottom panel' }).getByRole('tab').all()) {
    await tab.click()
    await expect(page.getByText(/^Loading/)).toHaveCount(0)
    await quiet()
  }
  expect(await editor.saveFile()).not.toMatch(SECRETS)

  // A wrong answer, and its hint, tell nothing either.
  await page.getByRole('tab', { name: 'Exercise' }).click()
  for (const name of [/^The value of L/, /^What comes back along m → q/, /^δ of m/, /^The gradient of w/]) {
    const field = page.getByRole('textbox', { name })
    await field.fill('1')
    await field.press('Enter')
    await expect(field).toHaveAccessibleName(/not right$/)
  }
  await quiet()
  // One that is right shows its own number, and no other.
  const found = page.getByRole('textbox', { name: /^What comes back along m → q/ })
  await found.fill('7.82')
  await found.press('Enter')
  await expect(editor.edge('m', 'q')).toHaveAccessibleName(/gradient 7\.82$/)
  expect(await everythingSaid(page)).not.toMatch(/19\.[12]|8\.82|14\.99|15\.0|20\.[23]/)
})

test('a teacher hides numbers, tries it, and saves the exercise', async ({ editor }) => {
  const { page } = editor
  const plain: Partial<typeof exercise> = structuredClone(exercise)
  delete plain.exercise
  await editor.openFile({ name: 'plain.json', text: JSON.stringify(plain) })
  await expect(editor.edge('m', 'q')).toHaveAccessibleName(/value 3\.91/)
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder(/^Search commands/).fill('Hide all gradients')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: 'Exercise' })).toBeVisible()
  // Its author still sees them.
  await editor.press('Run all')
  await expect(editor.edge('m', 'q')).toHaveAccessibleName(/gradient 7\.82$/)
  await editor.selectEdge('e3')
  const hide = page.getByRole('switch', { name: 'Hide gradient on m → q' })
  await expect(hide).toBeChecked()
  await hide.click({ force: true })
  await expect(hide).not.toBeChecked()
  await page.getByLabel('Title').fill('Mine')
  const saved = JSON.parse(await editor.saveFile()) as typeof exercise
  expect(saved.exercise).toMatchObject({ title: 'Mine', tolerance: 0.001, hints: true })
  expect(saved.exercise.hidden.map(({ key }) => key).sort()).toEqual(['e1', 'e2', 'e4', 'e5', 'w.y'])

  await page.getByRole('button', { name: 'Try it as a student' }).click()
  await expect(page.getByText('0 of 5 found.')).toBeVisible()
  await expect(editor.edge('q', 'L')).toHaveAccessibleName(/gradient to be found$/)
  await expect(editor.edge('m', 'q')).toHaveAccessibleName(/gradient 7\.82$/)
  await page.getByRole('button', { name: 'Edit the exercise' }).click()
  await expect(editor.edge('q', 'L')).toHaveAccessibleName(/gradient 1\.00$/)
})

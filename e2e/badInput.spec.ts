import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from './support/editorPage'

const xor = readFileSync(new URL('../examples/02-xor.json', import.meta.url), 'utf8')
/** As much of a document as these files tamper with. */
interface Loose {
  nodes: Record<string, Record<string, unknown>>
  edges: Record<string, unknown>
}
const changed = (change: (document: Loose) => void) => {
  const document = JSON.parse(xor) as Loose
  change(document)
  return JSON.stringify(document)
}

const garbage: [what: string, text: string, says: RegExp][] = [
  ['truncated', xor.slice(0, 400), /line \d+/],
  ['a wrong type', changed((d) => (d.nodes.z1!.op = 7)), /z1/],
  [
    'a circle',
    changed(({ edges }) => {
      edges.back = { from: { node: 'y2', port: 'y' }, to: { node: 'z1', port: 'x' } }
      delete edges.e1
    }),
    /form a cycle: z₁ → ŷ₁ → z₂ → ŷ₂ → z₁/,
  ],
  ['a forbidden key', xor.replace('"nodes": {', '"nodes": { "__proto__": { "op": "input" },'), /__proto__/],
  // Large enough to be read in a worker.
  [
    'many nodes, cut off',
    JSON.stringify({
      ...(JSON.parse(xor) as Loose),
      layout: Object.fromEntries(Array.from({ length: 9000 }, (_, i) => [`n${i}`, { x: i, y: i }])),
    }).slice(0, -9),
    /line \d+/,
  ],
  ['50 MB', `{"format":"gradwire","version":1,"name":"${'x'.repeat(50 * 1024 * 1024)}"}`, /MB/],
]

for (const [what, text, says] of garbage)
  test(`a file with ${what} is refused in words and leaves the open graph as it was`, async ({ editor }, info) => {
    const before = await editor.saveFile()
    const file = info.outputPath('bad.json')
    writeFileSync(file, text)
    await editor.openFile(file)
    const dialog = editor.page.getByRole('dialog')
    await expect(dialog).toContainText(says)
    await editor.page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    expect(await editor.saveFile()).toBe(before)
    expect(await editor.page.evaluate(() => Object.keys(Object.prototype))).toEqual([])
  })

test('an unknown op is told before anything happens; opened anyway, it stays as it is', async ({ editor }) => {
  const text = changed((d) => (d.nodes.y1 = { op: 'swish', label: 'ŷ₁', attrs: { beta: 2 } }))
  await editor.openFile({ name: 'newer.json', text })
  const dialog = editor.page.getByRole('dialog')
  await expect(dialog).toContainText('swish')
  await expect(editor.nodes).toHaveCount(28)
  await dialog.getByRole('button', { name: 'Open anyway' }).click()
  await expect(editor.nodes).toHaveCount(7)
  expect(JSON.parse(await editor.saveFile()).nodes.y1).toEqual({ op: 'swish', label: 'ŷ₁', attrs: { beta: 2 } })
})

test('a wire that cannot be is refused with its reason', async ({ editor }) => {
  await editor.openExample('XOR')
  await expect(editor.edges).toHaveCount(6)
  await editor.wire(['y2', 'y'], ['z1', 'x'])
  await expect(editor.page.getByText(/would close a loop: z₁ → ŷ₁ → z₂ → ŷ₂ → z₁/).first()).toBeVisible()
  await expect(editor.edges).toHaveCount(6)
})

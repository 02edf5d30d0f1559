import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './support/editorPage'

for (const colorScheme of ['light', 'dark'] as const)
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ])
    test.describe(`${colorScheme}, ${viewport.width} pixels`, () => {
      test.use({ colorScheme, viewport })
      test('has no violation of level serious or worse, before and after the backward pass', async ({ editor }) => {
        await expect(editor.nodes.first()).toBeVisible()
        const bad = async () =>
          (await new AxeBuilder({ page: editor.page }).analyze()).violations
            .filter(({ impact }) => impact === 'serious' || impact === 'critical')
            .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join('; ')}`)
        expect(await bad()).toEqual([])
        await editor.press('Run all')
        expect(await bad()).toEqual([])
      })
    })

test('every node and edge has a name that says what it shows', async ({ editor }) => {
  await editor.press('Run all')
  for (const edge of await editor.edges.all())
    await expect(edge).toHaveAccessibleName(/^edge from \S+ to \S+, value [−\d.×⁻⁰-⁹]+, gradient ([−\d.×⁻⁰-⁹]+)$/)
  await expect(editor.edge('ŷ₁', 'p₃₁')).toHaveAccessibleName('edge from ŷ₁ to p₃₁, value 0.618, gradient −0.192')
})

test('the keyboard alone steps, and undoes', async ({ editor }) => {
  const { keyboard } = editor.page
  // A key before the first run would have nothing to step through.
  await expect(editor.edge('ŷ₃', 'L')).toHaveAccessibleName(/value 0\.565/)
  await keyboard.press('F10')
  await keyboard.press('F10')
  await expect(editor.edge('ŷ₃', 'L')).toHaveAccessibleName(/gradient −0\.870$/)
  await keyboard.press('Shift+F10')
  await expect(editor.edge('ŷ₃', 'L')).toHaveAccessibleName(/gradient not computed yet$/)
})

test('the keyboard alone finds an example by its name and opens it beside its view', async ({ editor }) => {
  const { page } = editor
  await expect(editor.edge('ŷ₃', 'L')).toHaveAccessibleName(/value 0\.565/)
  await page.keyboard.press('ControlOrMeta+k')
  const search = page.getByRole('textbox', { name: /^Search commands/ })
  // An operation is called nearly so; the example is what the words name.
  await search.fill('two minima')
  await expect(page.getByRole('dialog').getByText('Descent: two minima')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: 'Descent' })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByText(/^Opened “.*two minima/).first()).toBeVisible()
})

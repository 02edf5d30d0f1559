import { expect, test } from './support/editorPage'

test('a tanh takes the place of a sigmoid, with its name, wires and numbers, and undo brings it back', async ({
  editor,
}) => {
  const { page } = editor
  await editor.openExample(/^XOR/)
  const card = editor.node('y1')
  await expect(card).toHaveAttribute('aria-label', /sigmoid/)
  const before = await editor.edgeNumbers('e3')
  await editor.select('y1')
  await page.getByRole('tab', { name: 'Attributes' }).click()
  const choice = page.getByRole('combobox', { name: 'Operation' })
  await expect(choice).toHaveValue('sigmoid')
  await choice.selectOption('tanh')
  await expect(card).toHaveAttribute('aria-label', /tanh/)
  await expect.poll(async () => (await editor.edgeNumbers('e3')).value).not.toBe(before.value)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(card).toHaveAttribute('aria-label', /sigmoid/)
  await expect.poll(async () => (await editor.edgeNumbers('e3')).value).toBe(before.value)
})

import { expect, test } from './support/editorPage'

test('check the gradients: marks on the canvas, the list, Explain, the sweep, and out of date after a change', async ({
  editor,
}) => {
  const { page } = editor
  await expect.poll(() => editor.edgeNumbers('ŷ₃', 'L')).toMatchObject({ value: '0.565' })
  await page.keyboard.press('ControlOrMeta+Shift+g')
  const panel = page.getByRole('region', { name: 'Gradient check' })
  await expect(panel).toContainText('All gradients agree: 38 places', { timeout: 30_000 })
  await expect(editor.node('p31')).toHaveAccessibleName(/gradient check: agrees with differences/)
  await expect(editor.edge('ŷ₃', 'L')).toHaveAccessibleName(/gradient check: agrees with differences/)

  // Worst first: which parameter that is hangs on the last digits.
  const row = panel.getByRole('button', { name: /^[wb][₁₂₃]/ }).first()
  const label = /[wb][₁₂₃]+/.exec(await row.innerText())![0]
  await row.click()
  const id = label.replace(/[₁₂₃]/g, (digit) => String('₀₁₂₃'.indexOf(digit)))
  await expect(editor.node(id)).toHaveClass(/selected/)
  await expect(
    page.getByRole('figure', { name: new RegExp(`Error against step h: ${label}.*best at h = `) }),
  ).toBeVisible()
  const note = page.getByRole('tabpanel', { name: 'Explain' }).getByRole('group', { name: 'Gradient check' })
  await expect(note).toContainText(/Worst element: backprop −?0\.\d+/)

  await editor.select('w32')
  await page.keyboard.press('Delete')
  await expect(panel).toContainText('Out of date')
  await expect(editor.edge('ŷ₃', 'L')).not.toHaveAccessibleName(/gradient check/)
})

test('a long check is stopped at once', async ({ editor }) => {
  const { page } = editor
  await editor.openExample('LeNet')
  await expect(editor.node('L')).toHaveAccessibleName(/value/)
  await page.getByRole('tab', { name: 'Gradient check' }).click()
  const panel = page.getByRole('region', { name: 'Gradient check' })
  await panel.getByText('all', { exact: true }).click()
  await panel.getByRole('button', { name: 'Check gradients' }).click()
  await expect(panel).toContainText(/Checked \d[\d,]* of \d[\d,]* elements/, { timeout: 30_000 })
  await panel.getByRole('button', { name: 'Stop' }).click()
  await expect(panel.getByRole('button', { name: 'Check gradients' })).toBeVisible()
  // The engine is free: it answers the next step of the graph.
  await editor.press('Run all')
  await expect.poll(() => editor.edgesWithGradient()).toBeGreaterThan(5)
})

import { EditorPage, expect, test } from './support/editorPage'

test('a second tab: when the first is closed its graph is open here, and what was done here is not lost', async ({
  editor,
}) => {
  const second = new EditorPage(await editor.page.context().newPage())
  await second.goto()
  await expect(second.page.getByText('This tab does not autosave')).toBeVisible()
  await expect(second.nodes).toHaveCount(28)
  await second.addByClick('sigmoid')
  await expect(second.nodes).toHaveCount(29)
  await editor.page.close()

  await expect(second.page.getByText('The other tab was closed: its graph')).toBeVisible()
  await expect(second.nodes).toHaveCount(28)
  await second.press(/^Back to “.*” as it was here$/)
  await expect(second.nodes).toHaveCount(29)
  await second.reload()
  await expect(second.nodes).toHaveCount(29)
  expect(second.problems).toEqual([])
})

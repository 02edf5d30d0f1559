import { expect, test } from './support/editorPage'

test('the first visit shows the lecture, forward already run, and steps backward edge by edge', async ({ editor }) => {
  await expect(editor.nodes).toHaveCount(28)
  await expect(editor.edges).toHaveCount(29)
  await expect.poll(() => editor.edgeNumbers('ŷ₃', 'L')).toEqual({ value: '0.565', gradient: 'not computed yet' })
  expect(await editor.edgesWithGradient()).toBe(0)

  // Backward starts with δ = 1 of the loss itself; then the first edge is crossed.
  await expect(editor.button('Step backward')).toBeVisible()
  await editor.step(2)
  await expect.poll(() => editor.edgeNumbers('ŷ₃', 'L')).toEqual({ value: '0.565', gradient: '−0.870' })

  await editor.stepBack()
  await expect.poll(() => editor.edgesWithGradient()).toBe(0)

  await editor.press('Run all')
  await expect.poll(() => editor.edgeNumbers('z₁', 'ŷ₁')).toEqual({ value: '0.480', gradient: '−0.0454' })
  // Targets and inputs get no gradient asked for; every edge on the way to a parameter has one.
  await expect.poll(() => editor.edgesWithGradient()).toBeGreaterThanOrEqual(22)
})

test('what is saved opens again as it was', async ({ editor }) => {
  const saved = await editor.saveFile()
  await editor.openExample('XOR')
  await expect(editor.nodes).toHaveCount(7)
  await editor.openFile({ name: 'lecture.json', text: saved })
  await expect(editor.nodes).toHaveCount(28)
  expect(JSON.parse(await editor.saveFile())).toEqual(JSON.parse(saved))
})

test('a node is dragged from the palette, wired with the mouse, moved, and undone', async ({ editor }) => {
  await editor.openExample('XOR')
  await expect(editor.nodes).toHaveCount(7)
  const relu = await editor.addByDrag('relu', 0.5, 0.15)
  await editor.wire(['x', 'y'], [relu, 'x'])
  await expect(editor.edges).toHaveCount(7)
  await editor.moveNode(relu, { x: 80, y: 30 })
  for (let i = 0; i < 3; i++) await editor.press('Undo')
  await expect(editor.nodes).toHaveCount(7)
  await expect(editor.edges).toHaveCount(6)
})

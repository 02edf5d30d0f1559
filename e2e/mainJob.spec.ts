import { expect, test } from './support/editorPage'

/**
 * The main job, end to end, as a new user does it with the mouse: wire a network, run it, step backprop edge by edge,
 * train it, take the JSON away, and find it again.
 */
test('build x → affine → sigmoid → affine → sigmoid → mse_loss by mouse, run, step, train on XOR, save, reload', async ({
  editor,
}) => {
  const { page } = editor
  await editor.press('New')
  await expect(editor.nodes).toHaveCount(0)

  const x = await editor.addByDrag('input', 0.1, 0.4)
  const z1 = await editor.addByDrag('affine', 0.27, 0.4)
  const y1 = await editor.addByDrag('sigmoid', 0.44, 0.4)
  const z2 = await editor.addByDrag('affine', 0.61, 0.4)
  const y2 = await editor.addByDrag('sigmoid', 0.78, 0.4)
  const t = await editor.addByDrag('input', 0.78, 0.7)
  const loss = await editor.addByDrag('mse_loss', 0.92, 0.55)

  await editor.wire([x, 'y'], [z1, 'x'])
  await editor.wire([z1, 'y'], [y1, 'x'])
  await editor.wire([y1, 'y'], [z2, 'x'])
  await editor.wire([z2, 'y'], [y2, 'x'])
  await editor.wire([y2, 'y'], [loss, 'input'])
  await editor.wire([t, 'y'], [loss, 'target'])
  await expect(editor.edges).toHaveCount(6)

  // Forward has run: every edge has a value, and none has a gradient.
  await editor.press('Forward')
  for (const edge of await editor.edges.all())
    await expect(edge).toHaveAccessibleName(/value norm .*, gradient not computed yet$/)

  // Backward, event by event, until every edge has its own number: one edge at a time, never two.
  let known = 0
  while (known < 6) {
    await editor.step()
    const now = await editor.edgesWithGradient()
    expect(now - known).toBeGreaterThanOrEqual(0)
    expect(now - known).toBeLessThanOrEqual(1)
    known = now
  }
  await editor.press('Run all')
  await expect(editor.button('Run all')).toHaveAttribute('aria-disabled', 'true')

  await editor.press('Train')
  await expect(page.getByText(/^(Stopped|Converged) at t = /)).toBeVisible({ timeout: 45_000 })
  const trained = JSON.parse(await editor.saveFile()) as {
    tensors: Record<string, { data: number[] }>
    nodes: object
    edges: object
    layout: object
  }
  expect(Object.keys(trained.tensors)).toEqual(
    expect.arrayContaining([`${z1}.weight`, `${z1}.bias`, `${z2}.weight`, `${z2}.bias`]),
  )
  const lossNow = async () => lossIn((await editor.node(loss).getAttribute('aria-label')) ?? '')
  await expect.poll(lossNow).toBeLessThan(0.01)

  // Training is one step of history: undone and done again as a whole.
  await editor.press('Undo')
  await expect.poll(lossNow).toBeGreaterThan(0.1)
  await editor.press('Redo')
  await expect.poll(lossNow).toBeLessThan(0.01)

  await editor.reload()
  await expect(editor.nodes).toHaveCount(7)
  await expect(editor.edges).toHaveCount(6)
  expect(JSON.parse(await editor.saveFile())).toEqual(trained)
})

/** "node L, mse_loss, output scalar, value 3.09×10⁻⁴, δ 1.00" → 0.000309. */
function lossIn(name: string): number {
  const text = /value (\S+?)(,|$)/.exec(name)?.[1] ?? 'NaN'
  const [mantissa, power] = text.replace('−', '-').split('×10')
  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹'
  const exponent = power ? Number([...power].map((c) => (c === '⁻' ? '-' : digits.indexOf(c))).join('')) : 0
  return Number(mantissa) * 10 ** exponent
}

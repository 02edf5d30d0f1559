import { expect, test } from './support/editorPage'

/**
 * Time travel with mouse and keys: record steps of the lecture's network, walk through them in both directions, stop at
 * breakpoints, watch a parameter, compare with a run at another rate, and come back to the graph as it is now.
 */
test('record, walk, stop, watch, compare, and come back', async ({ editor }) => {
  const { page } = editor
  const strip = page.getByRole('slider', { name: 'Step through the run' })
  const banner = page.getByRole('region', { name: 'Recording' })
  await expect(editor.edge('w₁₁', 'p₁₁')).toHaveAccessibleName(/value 0\.600/)
  const live = await editor.edgeNumbers('w₁₁', 'p₁₁')
  const eventsOfOnePass = Number(await strip.getAttribute('aria-valuemax'))

  await editor.press('Record steps')
  await expect(banner).toContainText('Recorded step 1 of 5')
  const eventsOfAll = Number(await strip.getAttribute('aria-valuemax'))
  const eventsOfStep = eventsOfAll / 5
  // Forward and backward as before, and one update for each of the nine parameters.
  expect(eventsOfStep).toBe(eventsOfOnePass + 9)
  expect((await editor.edgeNumbers('w₁₁', 'p₁₁')).value).toBe(live.value)

  // Steps in either direction, and from one optimizer step into the next.
  const start = Number(await strip.getAttribute('aria-valuenow'))
  await page.keyboard.press('F10')
  await expect(strip).toHaveAttribute('aria-valuenow', String(start + 1))
  await page.keyboard.press('Shift+F10')
  await expect(strip).toHaveAttribute('aria-valuenow', String(start))
  await strip.focus()
  await page.keyboard.press('End')
  await expect(banner).toContainText('Recorded step 5 of 5')
  await expect(strip).toHaveAttribute('aria-valuetext', /^step 5 of 5, event \d+ of \d+: update of /)
  // Many numbers change at once: they are drawn over several frames.
  const value = async () => (await editor.edgeNumbers('w₁₁', 'p₁₁')).value
  await expect.poll(value).not.toBe(live.value)
  await page.keyboard.press('Home')
  await expect(banner).toContainText('Recorded step 1 of 5')
  await expect(strip).toHaveAttribute('aria-valuenow', '0')

  // A breakpoint on an edge: F5 stops there in every step, and the page is not loaded again.
  await editor.selectEdge('x₂', 'p₁₂')
  await page.keyboard.press('F9')
  await page.keyboard.press('F5')
  await expect(strip).toHaveAttribute('aria-valuetext', /^step 1 of 5, .*edge delta x₂ → p₁₂$/)
  await page.keyboard.press('F5')
  await expect(strip).toHaveAttribute('aria-valuetext', /^step 2 of 5, .*edge delta x₂ → p₁₂$/)
  await expect(page.getByText('Stopped by the breakpoint “edge x₂ → p₁₂” in step 2').first()).toBeVisible()
  await expect(editor.edge('x₂', 'p₁₂')).toHaveAccessibleName(/, breakpoint$/)

  // Switched off in the list, it stops nothing.
  await page.getByRole('tab', { name: 'Time travel' }).click()
  await page.getByRole('switch', { name: 'Breakpoint: edge x₂ → p₁₂' }).click({ force: true })
  await page.keyboard.press('F5')
  await expect(banner).toContainText('Recorded step 5 of 5')
  await page.getByRole('button', { name: 'Delete the breakpoint: edge x₂ → p₁₂' }).click()
  await expect(page.getByText('None yet. Select a node or an edge and press F9')).toBeVisible()

  // Watched: the number now and its history; a click goes to the event that made it.
  await editor.select('b3')
  await editor.press('Watch what is selected')
  const list = page.getByRole('region', { name: 'Watch list' })
  const watched = list.getByRole('button', { name: /^gradient of b₃/ })
  await expect(list.getByText(/ to .* in 5 steps$/).first()).toBeVisible()
  // Its history by keys: the number of each step, and the way to it.
  const history = list.getByRole('slider', { name: /^History of gradient of b₃/ })
  await history.focus()
  await page.keyboard.press('Home')
  await expect(history).toHaveAttribute('aria-valuetext', /^step 1: −?\d/)
  await page.keyboard.press('Enter')
  await expect(banner).toContainText('Recorded step 1 of 5')
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(banner).toContainText('Recorded step 5 of 5')
  await watched.click()
  await expect(banner).toContainText('Recorded step 5 of 5')

  // Another rate is run B.
  await editor.press('Keep as run A')
  await page.getByRole('tab', { name: 'Training' }).click()
  const rate = page.getByRole('textbox', { name: /η/ }).first()
  await rate.fill('0.05')
  await rate.press('Tab')
  await page.getByRole('tab', { name: 'Timeline' }).click()
  await editor.press('Record steps')
  await expect(banner).toContainText('Run B · recorded step 1 of 5')
  await expect(banner).toContainText('η = 0.0500')

  // Either run can be looked at, by pointer or key, at the step that is in view.
  await strip.focus()
  await page.keyboard.press('End')
  await expect(banner).toContainText('Run B · recorded step 5 of 5')
  await expect.poll(value).not.toBe(live.value)
  const inB = await value()
  await banner.getByRole('button', { name: 'Look at run A' }).click()
  await expect(banner).toContainText('Run A · recorded step 5 of 5')
  await expect(banner).not.toContainText('η = 0.0500')
  await expect.poll(value).not.toBe(inB)
  await banner.getByRole('button', { name: 'Look at run B' }).focus()
  await page.keyboard.press('Enter')
  await expect(banner).toContainText('Run B · recorded step 5 of 5')
  await expect.poll(value).toBe(inB)
  await page.getByRole('tab', { name: 'Time travel' }).click()
  await editor.press('Compare A and B')
  const table = page.getByRole('region', { name: 'Differences, the largest first' })
  await expect(table).toBeVisible()
  await page.getByLabel('Compare at step').selectOption({ label: '5' })
  await expect(banner).toContainText('Run B · recorded step 5 of 5')
  await expect(table.getByRole('row').nth(1)).toContainText('%')
  await table.getByRole('button').first().click()
  await editor.press('End comparison')

  await editor.press('Back to the live graph')
  await expect(banner).toBeHidden()
  await expect.poll(value).toBe(live.value)

  // A change of the graph ends the look at a recording, and says so.
  await page.getByRole('tab', { name: 'Timeline' }).click()
  await editor.press('Show the recording')
  await expect(banner).toBeVisible()
  await editor.select('b3')
  await page.keyboard.press('Delete')
  await expect(banner).toBeHidden()
  await expect(
    page.getByText('The graph has changed, so you are back at the graph as it is now.').first(),
  ).toBeVisible()
})

test('on a phone: recorded in the timeline, walked by thumb', async ({ editor }) => {
  const { page } = editor
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Timeline' }).click()
  await editor.press('Record steps')
  const banner = page.getByRole('region', { name: 'Recording' })
  await expect(banner).toContainText('Recorded step 1 of 5')
  await editor.press('Run all')
  await expect(banner).toContainText('Recorded step 5 of 5')
  await editor.stepBack()
  await expect(editor.button('Step to update')).toBeEnabled()
  await page.getByRole('slider', { name: 'Step through the run' }).scrollIntoViewIfNeeded()
  await editor.press('Back to the live graph')
  await expect(banner).toBeHidden()
})

import AxeBuilder from '@axe-core/playwright'
import { expect, test, type EditorPage } from './support/editorPage'

const open = async (editor: EditorPage, example: string) => {
  await editor.openExample(example)
  await editor.page.getByRole('tab', { name: 'Descent' }).click()
  return editor.page.getByRole('region', { name: 'Descent' }).last()
}

test('descend along one number: the slope is the gradient, the start decides the minimum, taking over is one undo', async ({
  editor,
}) => {
  const { page } = editor
  const panel = await open(editor, 'Descent: two minima')
  const point = panel.getByRole('slider', { name: /Start of w/ })
  await expect(point).toHaveAttribute('aria-valuetext', 'w = −1.80, L = 2.86, slope −8.32')
  await editor.press('Run all')
  await expect(editor.node('w')).toContainText('−8.32')

  await panel.getByRole('button', { name: 'Step', exact: true }).click()
  await expect(point).toHaveAttribute('aria-valuetext', /^w = −1\.38/)
  await panel.getByRole('button', { name: 'One step back' }).click()
  await expect(point).toHaveAttribute('aria-valuetext', /^w = −1\.80/)
  await expect(panel.getByRole('note', { name: 'What to try' })).toContainText(
    'Drag the point to the right of the hill',
  )
  await panel.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(panel).toContainText('minimum at w = −0.953 (L = 0.176). That is a local one', { timeout: 30_000 })
  await expect(panel.getByRole('button', { name: 'Take over w = −0.953' })).toBeInViewport({ ratio: 1 })

  // Who looks elsewhere finds all of it again.
  await page.getByRole('tab', { name: 'Timeline' }).click()
  await page.getByRole('tab', { name: 'Descent' }).click()
  await panel.getByText('All of θ', { exact: true }).click()
  await panel.getByText('One dimension', { exact: true }).click()
  await expect(point).toHaveAttribute('aria-valuetext', /^w = −0\.953/)
  await expect(panel).toContainText('That is a local one')

  // Over the hill, by hand and by keyboard.
  const from = await editor.centreOf(point)
  const curve = (await panel.locator('.gw-descent-picture').boundingBox())!
  await editor.drag(from, { x: curve.x + 0.55 * curve.width, y: from.y })
  await expect(point).toHaveAttribute('aria-valuetext', /^w = 0\./)
  await point.focus()
  await page.keyboard.press('ArrowRight')
  await panel.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(panel).toContainText('minimum at w = 1.00', { timeout: 30_000 })

  await panel.getByRole('button', { name: /^Take over w/ }).click()
  await expect(editor.node('w')).toContainText('1.00')
  await editor.press(/^Undo/)
  await expect(editor.node('w')).toContainText('−1.80')
  await expect(point).toHaveAttribute('aria-valuetext', /^w = −1\.80/)
})

test('a rate that is too large is said to diverge, with the rate that would not', async ({ editor }) => {
  const panel = await open(editor, 'Descent: a narrow valley')
  await panel.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(panel).toContainText('descent needs η below 2/curvature ≈ 0.0800, and η is 0.0850', { timeout: 30_000 })
  await panel.getByText('Two dimensions', { exact: true }).click()
  const walkers = panel.getByRole('list', { name: 'Optimizers' })
  await expect(walkers.getByRole('listitem').filter({ hasText: 'SGD' })).toContainText('diverges')
  await walkers.getByRole('textbox', { name: 'η of SGD' }).fill('0.07')
  await expect(walkers.getByRole('listitem').filter({ hasText: 'SGD' })).not.toContainText('diverges')
})

test('another graph opened beside the lab is the one that is descended in', async ({ editor }) => {
  const panel = await open(editor, 'Descent: a plateau')
  await expect(panel.getByRole('slider', { name: /Start of w/ })).toBeVisible()
  await editor.openExample('Descent: a saddle')
  await expect(panel).toContainText('θ has 2 numbers.')
  await expect(panel.getByRole('slider', { name: /Start of u/ })).toHaveAttribute(
    'aria-valuetext',
    'u = −1.20, L = 3.61, slope −3.52',
  )
  await panel.getByText('Two dimensions', { exact: true }).click()
  await expect(panel).toContainText('In sight: 2 minima and 1 saddle point')
})

test('the graph moves to where an optimizer stands, with all of θ, and back with one undo', async ({ editor }) => {
  const { page } = editor
  const panel = await open(editor, 'Descent: a narrow valley')
  await panel.getByText('Two dimensions', { exact: true }).click()
  await panel.getByText('All of θ moves').click()
  const walkers = panel.getByRole('list', { name: 'Optimizers' }).getByRole('listitem')
  await expect(walkers.filter({ hasText: 'Momentum' })).toContainText('at a minimum')
  await panel.getByRole('button', { name: 'Take over' }).click()
  await expect(page.getByRole('menuitem', { name: /^SGD after/ })).toBeDisabled()
  await expect(page.getByRole('menuitem', { name: /^The start/ })).toBeDisabled()
  await page.getByRole('menuitem', { name: /^Momentum after 100 steps u = 0\.998, v = 1\.00/ }).click()
  await expect(editor.node('u')).toContainText('0.998')
  await expect(editor.node('v')).toContainText('1.00')
  await editor.press(/^Undo/)
  await expect(editor.node('u')).toContainText('0.700')
  await expect(editor.node('v')).toContainText('−1.50')
})

test('a schedule is looked at, then used: it says where it went', async ({ editor }) => {
  const { page } = editor
  const panel = await open(editor, 'Descent: a parabola')
  await panel.getByText('All of θ', { exact: true }).click()
  await panel.getByText('Schedules', { exact: true }).click()
  await expect(panel).toContainText('Constant: η is 0.100 in every step.')
  await expect(panel.getByRole('button', { name: 'In use' })).toBeDisabled()
  await panel.getByLabel('Schedule', { exact: true }).selectOption('Cosine')
  await panel.getByRole('button', { name: 'Use this schedule' }).click()
  await expect(page.getByText('The schedule of the Training tab is now “Cosine”')).toBeVisible()
  await panel.getByLabel('Schedule', { exact: true }).selectOption('Constant')
  await panel.getByRole('button', { name: 'Use no schedule' }).click()
  await expect(panel.getByRole('button', { name: 'In use' })).toBeDisabled()
})

test('two dimensions mark the saddle and the minima, and all of θ is one vector with parts', async ({ editor }) => {
  const { page } = editor
  const panel = await open(editor, 'Descent: a saddle')
  await panel.getByText('Two dimensions', { exact: true }).click()
  await expect(panel).toContainText('In sight: 2 minima and 1 saddle point')
  const start = panel.getByRole('slider', { name: 'Start of the walks; arrow keys move it' })
  await start.focus()
  await page.keyboard.press('Shift+ArrowDown')
  await expect(start).toHaveAttribute('aria-valuetext', 'u = −1.20, v = 0.850')
  const surface = panel.getByRole('slider', { name: /The loss as a surface/ })
  await surface.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(surface).toHaveAttribute('aria-valuetext', /turned by 40°/)

  await panel.getByText('All of θ', { exact: true }).click()
  await panel.getByRole('button', { name: 'Follow the gradient' }).click()
  await expect(panel.getByRole('row', { name: /^u 1/ })).toContainText('%')
  const { violations } = await new AxeBuilder({ page }).include('.gw-descent').analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
})

test('the map of a large network is rough at once and becomes finer, and walks begin meanwhile', async ({ editor }) => {
  const { page } = editor
  const panel = await open(editor, 'LeNet on MNIST digits')
  await panel.getByText('Two dimensions', { exact: true }).click()
  await expect(panel.getByText(/^Drawing the map finer, \d+ × \d+ points/)).toBeVisible()
  // The start can be moved before the map is done.
  const start = panel.getByRole('slider', { name: 'Start of the walks; arrow keys move it' })
  await start.focus()
  await page.keyboard.press('Shift+ArrowRight')
  await expect(start).toHaveAttribute('aria-valuetext', /= 0\.400, /)
  await expect(panel.getByText(/^In sight: |^No place with slope 0/)).toBeVisible({ timeout: 50_000 })
  const walkers = panel.getByRole('list', { name: 'Optimizers' })
  await expect(walkers.getByRole('listitem').filter({ hasText: 'SGD' })).toContainText('L =')
  // The rest of θ may move too: what is drawn of it then is said where it is seen.
  await panel.getByText('All of θ moves').click()
  await expect(panel.getByText('Drawn is the shadow of each walk')).toBeInViewport({ ratio: 1 })
})

test('a copy that is trained goes on while somebody looks elsewhere', async ({ editor }) => {
  const { page } = editor
  const panel = await open(editor, 'LeNet on MNIST digits')
  await panel.getByText('All of θ', { exact: true }).click()
  await panel.getByLabel('Steps', { exact: true }).fill('60')
  await panel.getByRole('button', { name: 'Follow the gradient' }).click()
  await page.getByRole('tab', { name: 'Timeline' }).click()
  await page.getByRole('tab', { name: 'Descent' }).click()
  await expect(panel.getByText('60 steps, then t reached t_max.')).toBeVisible({ timeout: 40_000 })
  await expect(panel.getByRole('button', { name: 'Take over θ after 60 steps' })).toBeVisible()
})

test('on a phone Escape closes a menu above the drawer before the drawer', async ({ editor }) => {
  const { page } = editor
  await editor.openExample('Descent: a narrow valley')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Timeline' }).click()
  await page.getByRole('tab', { name: 'Descent' }).click()
  const panel = page.getByRole('region', { name: 'Descent' }).last()
  await panel.getByText('Two dimensions', { exact: true }).click()
  await panel.getByRole('button', { name: 'Take over' }).click()
  const menu = page.getByRole('menu')
  await expect(menu).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
  await expect(panel).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
})

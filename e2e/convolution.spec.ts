import { expect, test } from './support/editorPage'

test('a kernel slides over a photo, in step and under the pointer, and becomes another one', async ({ editor }) => {
  const { page } = editor
  await editor.openExample(/^Rubbing/)
  await page.getByRole('tab', { name: 'Convolution' }).click()
  await editor.press('Slide the kernel of c')
  const view = page.getByRole('region', { name: 'Convolution c' })
  await expect(view.getByRole('heading', { name: /^Cell \[0, 0\] of map 0/ })).toBeVisible()
  // What told that the example was opened does not lie over what is looked at.
  await expect(page.getByText('Opened “Rubbing', { exact: false })).toBeHidden()
  await expect(view.getByText('Dashed: padding, zeros around the image', { exact: false })).toBeVisible()

  await editor.press('One cell on')
  await expect(view.getByRole('heading', { name: /^Cell \[0, 1\]/ })).toBeVisible()
  const responses = view.getByRole('slider', { name: /^Responses of kernel 0/ })
  const { x, y } = await editor.centreOf(responses)
  await page.mouse.move(x, y)
  await expect(view.getByRole('heading', { name: /^Cell \[32, 32\]/ })).toBeVisible()
  await responses.focus()
  await page.keyboard.press('ArrowUp')
  await expect(view.getByRole('heading', { name: /^Cell \[31, 32\]/ })).toBeVisible()

  // Stride, padding and dilation are changed where they are read.
  await view.getByLabel('stride', { exact: true }).fill('2')
  await expect(view.getByText('of 1,024')).toBeVisible()
  await view.getByLabel('dilation', { exact: true }).fill('40')
  await expect(view.getByText('This must be at most 16.')).toBeVisible()
  await view.getByLabel('stride', { exact: true }).fill('1')
  await expect(view.getByText('of 4,096')).toBeVisible()

  // The identity answers with the pixel itself: the middle of the patch is the cell.
  await view.getByLabel('Kernel as').selectOption({ label: 'Nothing (identity)' })
  await expect(view.getByText('Gives each pixel back as it is.')).toBeVisible()
  const pixel = await view.getByRole('table', { name: 'patch of x' }).locator('td').nth(12).innerText()
  const cell = await view.getByRole('table', { name: 'Sum of the cell' }).locator('tfoot td').innerText()
  expect(Number(pixel)).toBeCloseTo(Number(cell), 2)
  await editor.press('Undo')
  await expect(view.getByLabel('Kernel as')).toHaveValue('upright')

  // Another photograph lies under the same kernel; one undo brings the first one back.
  await responses.focus()
  await page.keyboard.press('Home')
  const patch = view.getByRole('table', { name: 'patch of x' })
  const before = await patch.innerText()
  await editor.press('Change the image…')
  await page.getByRole('combobox', { name: 'Image', exact: true }).selectOption({ label: 'Cat' })
  await expect.poll(() => patch.innerText()).not.toBe(before)
  await page.getByRole('combobox', { name: 'Image', exact: true }).press('Escape')
  await expect(page.getByRole('combobox', { name: 'Image', exact: true })).toBeHidden()
  await editor.press('Undo')
  await expect.poll(() => patch.innerText()).toBe(before)

  await view.locator('header').getByText('Similarity').click()
  await editor.press('Most alike')
  await expect(view.getByRole('heading', { name: /like the kernel$/ })).toBeVisible()
})

test('the receptive field goes through pooling and convolution back to the digit', async ({ editor }) => {
  const { page } = editor
  await editor.openExample(/^LeNet/)
  await page.getByRole('tab', { name: 'Convolution' }).click()
  await editor.press('Slide the kernel of c₁')
  // From one convolution to the next without folding back.
  await page
    .getByRole('region', { name: 'Convolution c₁' })
    .getByLabel('Convolution', { exact: true })
    .selectOption({ label: 'c₂' })
  const view = page.getByRole('region', { name: 'Convolution c₂' })
  const { x, y } = await editor.centreOf(view.getByRole('slider', { name: /^Responses of kernel 0/ }))
  await page.mouse.move(x, y)
  await expect(view.getByText('receptive field on x: 14 × 14 pixels')).toBeVisible()
  const rows = view.getByRole('table', { name: 'Receptive field, layer by layer' }).locator('tr')
  await expect(rows).toContainText([/c₂.*1 × 1/, /p₁.*5 × 5/, /a₁.*10 × 10/, /c₁.*10 × 10/, /x.*14 × 14/])
})

test('a Gabor bank changes with its sliders, and looks at photographs and files; a webcam is never required', async ({
  editor,
}) => {
  const { page } = editor
  await editor.openExample(/^Gabor bank/)
  await page.getByRole('tab', { name: 'Convolution' }).click()
  await editor.press('Gabor bank of g')
  const view = page.getByRole('region', { name: 'Convolution g' })
  await expect(view.getByRole('button', { name: 'Start as this bank' })).toBeHidden()
  await view.getByRole('slider', { name: 'Orientation θ' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(view.getByText('Kernel 0: a wave at 1°')).toBeVisible()
  await expect(view.getByRole('button', { name: 'Slide kernel 1, 46°, λ 4.5' })).toBeVisible()
  // Sliders follow an undo, and are there again after a reload.
  await editor.press('Undo')
  await expect(view.getByText('Kernel 0: a wave at 0°')).toBeVisible()
  await editor.press('Redo')
  await expect(view.getByText('Kernel 0: a wave at 1°')).toBeVisible()
  await editor.reload()
  await page.getByRole('tab', { name: 'Convolution' }).click()
  await editor.press('Gabor bank of g')
  await expect(view.getByText('Kernel 0: a wave at 1°')).toBeVisible()
  await expect(view.getByRole('button', { name: 'Start as this bank' })).toBeHidden()

  // The image that came with the example takes another size too.
  await view.getByLabel('Size', { exact: true }).selectOption('128')
  await expect(page.locator('.react-flow__node[data-id="g"]')).toContainText('[1, 8, 128, 128]')
  await view.getByLabel('Image', { exact: true }).selectOption({ label: 'Coffee' })
  await view.getByLabel('Size', { exact: true }).selectOption('32')
  await expect(page.locator('.react-flow__node[data-id="g"]')).toContainText('[1, 8, 32, 32]')

  const chooser = page.waitForEvent('filechooser')
  await editor.press('Open an image file…')
  await (await chooser).setFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') })
  await expect(view.getByRole('alert')).toContainText('notes.txt is no picture that this browser can read')
  await editor.press('Use the webcam')
  await expect(view.getByRole('alert')).toContainText('open an image file')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('a finger on the response is answered by the field, and both are on the screen', async ({ editor }) => {
    const { page } = editor
    await editor.press('Menu')
    await page.getByText('Examples', { exact: false }).last().click()
    await page
      .getByRole('dialog')
      .getByText(/^LeNet/)
      .first()
      .click()
    await editor.press('Timeline')
    await page.getByRole('tab', { name: 'Convolution' }).click()
    await editor.press('Slide the kernel of c₂')
    const view = page.getByRole('region', { name: 'Convolution c₂' })
    const layers = view.getByRole('table', { name: 'Receptive field, layer by layer' })
    const field = view.getByRole('slider', { name: 'Receptive field of the cell of c₂ on x' })
    const responses = view.getByRole('slider', { name: /^Responses of kernel 0/ })
    await layers.evaluate((table) => table.closest('section')!.parentElement!.scrollIntoView({ block: 'end' }))
    for (const place of [responses, field, layers]) await expect(place).toBeInViewport({ ratio: 1 })
    // Nor is one behind another.
    const below = (await field.boundingBox())!.y
    const maps = (await responses.boundingBox())!
    expect(below).toBeGreaterThan(maps.y + maps.height)
    const { x, y } = await editor.centreOf(responses)
    await page.touchscreen.tap(x, y)
    await expect(view.getByRole('heading', { name: /^Cell \[5, 5\]/ })).toBeAttached()
    await expect(view.getByText('receptive field on x: 14 × 14 pixels')).toBeAttached()
  })
})

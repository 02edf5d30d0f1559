/** @file Painting on a canvas in CSS pixels, as sharp as the screen is. */

/**
 * Sizes a canvas for the screen and clears it; null when there is nothing to paint on.
 * @param width, height in CSS pixels
 */
export function sharpContext(
  canvas: HTMLCanvasElement | null,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const context = canvas?.getContext('2d')
  if (!canvas || !context || !width || !height) return null
  const ratio = window.devicePixelRatio || 1
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)]
  // Setting a size takes a new store: only where it changes. Either way what was set on the context is gone.
  if (canvas.width !== wide || canvas.height !== high) Object.assign(canvas, { width: wide, height: high })
  else context.reset()
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  return context
}

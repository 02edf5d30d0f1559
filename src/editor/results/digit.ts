/** @file A drawing as MNIST has its digits: scaled into a middle square, and put by its centre of mass (LeCun et al. 1998). */

/** Of 28 pixels the digit takes 20. Very small images have no margin. */
const marginOf = (side: number) => (side >= 16 ? Math.round((side * 4) / 28) : 0)

/**
 * @param ink [size, size], 0 (paper) to 1.
 * @returns [side, side], 0 to 1; null when nothing is drawn.
 */
export function digitFrom(ink: ArrayLike<number>, size: number, side: number): Float32Array<ArrayBuffer> | null {
  let [left, top, right, bottom] = [size, size, -1, -1]
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      if (ink[y * size + x]! > 0.1) {
        left = Math.min(left, x)
        right = Math.max(right, x)
        top = Math.min(top, y)
        bottom = Math.max(bottom, y)
      }
  if (right < 0) return null
  const inner = side - 2 * marginOf(side)
  const scale = inner / Math.max(right - left + 1, bottom - top + 1)
  const small = shrink(ink, size, { left, top, right, bottom }, side, scale)
  // Whole pixels, as MNIST was made.
  const { x, y } = centreOf(small, side)
  const [dx, dy] = marginOf(side) ? [Math.round((side - 1) / 2 - x), Math.round((side - 1) / 2 - y)] : [0, 0]
  const moved = new Float32Array(side * side)
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const [fromRow, fromColumn] = [row - dy, column - dx]
      if (fromRow < 0 || fromRow >= side || fromColumn < 0 || fromColumn >= side) continue
      moved[row * side + column] = small[fromRow * side + fromColumn]!
    }
  return moved
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The box in the middle of the image; each pixel is the mean of what it covers. */
function shrink(ink: ArrayLike<number>, size: number, box: Box, side: number, scale: number): Float32Array {
  const out = new Float32Array(side * side)
  const step = 1 / scale
  const x0 = (box.left + box.right + 1) / 2 - (side / 2) * step
  const y0 = (box.top + box.bottom + 1) / 2 - (side / 2) * step
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const [from, to] = [x0 + column * step, x0 + (column + 1) * step]
      const [above, below] = [y0 + row * step, y0 + (row + 1) * step]
      let sum = 0
      for (let y = Math.max(0, Math.floor(above)); y < Math.min(size, below); y++)
        for (let x = Math.max(0, Math.floor(from)); x < Math.min(size, to); x++)
          sum +=
            ink[y * size + x]! *
            (Math.min(to, x + 1) - Math.max(from, x)) *
            (Math.min(below, y + 1) - Math.max(above, y))
      out[row * side + column] = Math.min(1, sum / (step * step))
    }
  return out
}

function centreOf(image: Float32Array, side: number): { readonly x: number; readonly y: number } {
  let [mass, x, y] = [0, 0, 0]
  image.forEach((value, i) => {
    mass += value
    x += value * (i % side)
    y += value * Math.floor(i / side)
  })
  return { x: x / mass, y: y / mass }
}

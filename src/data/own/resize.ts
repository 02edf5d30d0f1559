/** @file The middle square of a picture at another size. */
import type { Picture } from '../png'

/** Each new pixel is the mean of what it covers, so that nothing is skipped when a picture becomes small. */
export function middleSquare({ width, height, channels, data }: Picture, side: number): Picture {
  const edge = Math.min(width, height)
  const left = (width - edge) / 2
  const top = (height - edge) / 2
  const step = edge / side
  const out = new Float32Array(channels * side * side)
  const covered = (from: number, to: number, i: number) => Math.min(to, i + 1) - Math.max(from, i)
  for (let channel = 0; channel < channels; channel++)
    for (let row = 0; row < side; row++)
      for (let column = 0; column < side; column++) {
        const y0 = top + row * step
        const x0 = left + column * step
        let sum = 0
        for (let y = Math.floor(y0); y < Math.min(height, y0 + step); y++)
          for (let x = Math.floor(x0); x < Math.min(width, x0 + step); x++)
            sum += covered(y0, y0 + step, y) * covered(x0, x0 + step, x) * data[(channel * height + y) * width + x]!
        out[(channel * side + row) * side + column] = sum / (step * step)
      }
  return { width: side, height: side, channels, data: out }
}

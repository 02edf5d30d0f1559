/** @file Where fits of a Gabor begin: at the strongest waves of a kernel, in the middle of its energy. */
import { FREE, gaborValues, type Free } from './gaborFitModel'

interface Wave {
  readonly fx: number
  readonly fy: number
  readonly power: number
}

/**
 * The strongest waves, each stronger than its neighbours. Frequencies go by half a wave over the kernel, twice as fine as
 * its own transform, because few kernels hold a whole number of waves; half of the plane says all, the rest mirrors it.
 */
function strongestWaves(kernel: ArrayLike<number>, height: number, width: number, most: number): Wave[] {
  const [rows, columns] = [2 * height, 2 * width]
  const power = new Float64Array((height + 1) * columns)
  const [half, across] = [height + 1, columns]
  const cos = (turns: number) => Math.cos(2 * Math.PI * turns)
  const sin = (turns: number) => Math.sin(2 * Math.PI * turns)
  // Along x first, then along y: a transform of rows costs a height less than one of all places.
  const real = new Float64Array(height * columns)
  const imaginary = new Float64Array(height * columns)
  for (let y = 0; y < height; y++)
    for (let f = 0; f < columns; f++)
      for (let x = 0; x < width; x++) {
        real[y * columns + f]! += kernel[y * width + x]! * cos((f * x) / columns)
        imaginary[y * columns + f]! -= kernel[y * width + x]! * sin((f * x) / columns)
      }
  for (let g = 0; g < half; g++)
    for (let f = 0; f < columns; f++) {
      let [re, im] = [0, 0]
      for (let y = 0; y < height; y++) {
        const [c, s] = [cos((g * y) / rows), sin((g * y) / rows)]
        const [a, b] = [real[y * columns + f]!, imaginary[y * columns + f]!]
        re += a * c + b * s
        im += b * c - a * s
      }
      power[g * across + f] = re * re + im * im
    }
  const waves: Wave[] = []
  for (let g = 0; g < half; g++)
    for (let f = 0; f < columns; f++) {
      // A constant is no wave.
      if (g === 0 && (f === 0 || f > width)) continue
      const here = power[g * across + f]!
      let highest = true
      for (const dg of [-1, 0, 1])
        for (const df of [-1, 0, 1])
          if (g + dg >= 0 && g + dg < half && power[(g + dg) * across + ((f + df + columns) % columns)]! > here)
            highest = false
      if (highest) waves.push({ fx: (f > width ? f - columns : f) / columns, fy: g / rows, power: here })
    }
  return waves.sort((a, b) => b.power - a.power).slice(0, most)
}

/** Centre of gravity of the squares. */
function energyCentre(kernel: ArrayLike<number>, height: number, width: number): [number, number] {
  let [sum, x0, y0] = [0, 0, 0]
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const energy = kernel[i]! * kernel[i]!
      sum += energy
      x0 += energy * x
      y0 += energy * y
    }
  return sum > 0 ? [x0 / sum, y0 / sum] : [(width - 1) / 2, (height - 1) / 2]
}

/** Sets the two numbers in which the function is linear to their best values for the others. */
function fitLinear(free: Free, kernel: ArrayLike<number>, height: number, width: number): void {
  const slopes = new Float64Array(height * width * FREE)
  gaborValues(free, height, width, new Float64Array(height * width), slopes)
  let [cc, cs, ss, ck, sk] = [0, 0, 0, 0, 0]
  for (let i = 0; i < height * width; i++) {
    const [c, s, k] = [slopes[i * FREE + 6]!, slopes[i * FREE + 7]!, kernel[i]!]
    cc += c * c
    cs += c * s
    ss += s * s
    ck += c * k
    sk += s * k
  }
  const determinant = cc * ss - cs * cs
  // A wave so long that its sine is nothing: only the cosine part can be told.
  const flat = determinant <= 1e-9 * cc * ss
  free[6] = flat ? ck / (cc || 1) : (ck * ss - sk * cs) / determinant
  free[7] = flat ? 0 : (sk * cc - ck * cs) / determinant
}

/** The three strongest waves, each with a small and a large envelope. */
export function gaborStarts(kernel: ArrayLike<number>, height: number, width: number): Free[] {
  const [x0, y0] = energyCentre(kernel, height, width)
  const size = Math.min(height, width)
  const starts: Free[] = []
  for (const { fx, fy } of strongestWaves(kernel, height, width, 3))
    for (const sigma of [size / 7, size / 3.5]) {
      const spread = Math.log(Math.max(1.05, sigma))
      const frequency = Math.min(0.5, Math.hypot(fx, fy))
      const start = Float64Array.of(x0, y0, spread, spread, Math.atan2(-fy, fx), Math.log(frequency), 1, 0)
      fitLinear(start, kernel, height, width)
      starts.push(start)
    }
  return starts
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromArray, numel, typescriptKernels, type PoolGeometry, type Tensor } from '../../src/tensor'
import { expectClose } from '../support/close'
import { at, indices } from '../support/naive'
import { randomTensor } from '../support/randomTensor'

const k = typescriptKernels('float64')
const pair = (min: number, max: number) => fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }))

const setting = fc.record({
  kernel: pair(1, 4),
  stride: pair(1, 3),
  dilation: pair(1, 2),
  size: pair(8, 11),
  half: fc.boolean(),
  seed: fc.integer({ min: 0, max: 1e6 }),
})

/** Padding by half the kernel where asked, and as many windows as fit. */
function geometryOf({
  kernel,
  stride,
  dilation,
  size,
  half,
}: {
  kernel: [number, number]
  stride: [number, number]
  dilation: [number, number]
  size: [number, number]
  half: boolean
}): PoolGeometry {
  const padding = kernel.map((side) => (half ? Math.floor(side / 2) : 0)) as [number, number]
  const out = size.map(
    (side, i) => Math.floor((side + 2 * padding[i]! - dilation[i]! * (kernel[i]! - 1) - 1) / stride[i]!) + 1,
  ) as [number, number]
  return { kernel, stride, dilation, padding, out }
}

/** The flat places of the window of y[.., oh, ow] in the H·W plane, padding excluded, row-major. */
function windowPlaces(
  { kernel, stride, dilation, padding }: PoolGeometry,
  [height, width]: readonly [number, number],
  oh: number,
  ow: number,
): number[] {
  return [...indices([...kernel])].flatMap(([i, j]) => {
    const h = oh * stride[0] - padding[0] + i! * dilation[0]
    const w = ow * stride[1] - padding[1] + j! * dilation[1]
    return h >= 0 && h < height && w >= 0 && w < width ? [h * width + w] : []
  })
}

describe('max pooling', () => {
  it('finds the first largest, and sends the error there alone', () => {
    fc.assert(
      fc.property(setting, ({ seed, ...window }) => {
        const geometry = geometryOf(window)
        // Whole numbers, so that ties are common; + 0 makes −0 plain 0.
        const x = randomTensor([2, 2, ...window.size], seed)
        x.data.forEach((value, i) => (x.data[i] = Math.round(value) + 0))
        const { y, index } = k.maxPool2d(x, geometry) as { y: Tensor; index: Tensor }
        const dy = randomTensor(y.shape, seed + 1)
        const dx = new Array<number>(numel(x.shape)).fill(0)
        let i = 0
        for (const [n, c, oh, ow] of indices(y.shape)) {
          const plane = (n! * 2 + c!) * window.size[0] * window.size[1]
          const places = windowPlaces(geometry, window.size, oh!, ow!)
          const best = Math.max(...places.map((place) => x.data[plane + place]!))
          const winner = places.find((place) => x.data[plane + place] === best)!
          expect([y.data[i], index.data[i]]).toEqual([best, winner])
          dx[plane + winner]! += dy.data[i++]!
        }
        expectClose((k.maxPool2dGrad(dy, index, x.shape) as Tensor).data, dx, 'dx')
      }),
      { numRuns: 100, seed: 7 },
    )
  })

  it('lets NaN win, and nothing win in a window of padding alone', () => {
    const { y } = k.maxPool2d(fromArray([1, 1, 1, 4], [1, NaN, 3, 4]), {
      kernel: [1, 2],
      stride: [1, 2],
      padding: [0, 0],
      dilation: [1, 1],
      out: [1, 2],
    })
    expect([...(y as Tensor).data]).toEqual([NaN, 4])
    const empty = k.maxPool2d(fromArray([1, 1, 1, 1], [5]), {
      kernel: [2, 2],
      stride: [1, 1],
      padding: [1, 1],
      dilation: [2, 2],
      out: [1, 1],
    })
    expect([...(empty.y as Tensor).data]).toEqual([-Infinity])
    expect([...(k.maxPool2dGrad(fromArray([1, 1, 1, 1], [1]), empty.index, [1, 1, 1, 1]) as Tensor).data]).toEqual([0])
  })
})

describe('average pooling', () => {
  it.each([false, true])('averages and shares out evenly, countIncludePad %s', (countIncludePad) => {
    fc.assert(
      fc.property(setting, ({ seed, ...window }) => {
        const geometry = { ...geometryOf({ ...window, dilation: [1, 1] }), countIncludePad }
        const x = randomTensor([2, 1, ...window.size], seed)
        const y = k.avgPool2d(x, geometry) as Tensor
        const dy = randomTensor(y.shape, seed + 1)
        const dx = new Array<number>(numel(x.shape)).fill(0)
        let i = 0
        for (const [n, , oh, ow] of indices(y.shape)) {
          const places = windowPlaces(geometry, window.size, oh!, ow!)
          const divisor = countIncludePad ? window.kernel[0] * window.kernel[1] : places.length
          const sum = places.reduce(
            (total, place) => total + at(x, [n!, 0, Math.floor(place / window.size[1]), place % window.size[1]]),
            0,
          )
          expect(y.data[i]).toBeCloseTo(sum / divisor, 12)
          for (const place of places) dx[n! * window.size[0] * window.size[1] + place]! += dy.data[i]! / divisor
          i++
        }
        expectClose((k.avgPool2dGrad(dy, x.shape, geometry) as Tensor).data, dx, 'dx')
      }),
      { numRuns: 60, seed: 7 },
    )
  })
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { edgesOf, ops } from '../../src/ops'
import { typescriptKernels, type Conv2dGeometry, type Tensor } from '../../src/tensor'
import { expectClose } from '../support/close'
import { naiveConv2d } from '../support/naive'
import { randomTensor } from '../support/randomTensor'

const pair = (min: number, max: number) => fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }))

const setting = fc.record({
  images: fc.integer({ min: 1, max: 3 }),
  groups: fc.integer({ min: 1, max: 3 }),
  inPerGroup: fc.integer({ min: 1, max: 3 }),
  outPerGroup: fc.integer({ min: 1, max: 5 }),
  kernel: pair(1, 4),
  stride: pair(1, 3),
  padding: pair(0, 3),
  dilation: pair(1, 3),
  extra: pair(0, 6),
  seed: fc.integer({ min: 0, max: 1e6 }),
})

it('convolves and differentiates as plain loops do, at any geometry', () => {
  const k = typescriptKernels('float64')
  const k32 = typescriptKernels('float32')
  fc.assert(
    fc.property(setting, ({ images, groups, inPerGroup, outPerGroup, extra, seed, ...window }) => {
      const { kernel, stride, padding, dilation } = window
      const geometry: Conv2dGeometry = { ...window, groups }
      const reach = ([0, 1] as const).map((axis) => dilation[axis] * (kernel[axis] - 1) + 1)
      const size = ([0, 1] as const).map((axis) => Math.max(1, reach[axis]! - 2 * padding[axis]) + extra[axis])
      const out = ([0, 1] as const).map(
        (axis) => Math.floor((size[axis]! + 2 * padding[axis] - reach[axis]!) / stride[axis]) + 1,
      )
      const x = randomTensor([images, groups * inPerGroup, ...size], seed)
      const weight = randomTensor([groups * outPerGroup, inPerGroup, ...kernel], seed + 1)
      const dy = randomTensor([images, groups * outPerGroup, ...out], seed + 2)
      const want = naiveConv2d(x, weight, dy, geometry)
      const y = k.conv2d(x, weight, geometry) as Tensor
      expect(y.shape).toEqual(dy.shape)
      expectClose(y.data, want.y, 'y', { absolute: 1e-11 })
      expectClose((k.conv2dInputGrad(dy, weight, x.shape, geometry) as Tensor).data, want.dx, 'dx', { absolute: 1e-11 })
      expectClose((k.conv2dWeightGrad(dy, x, weight.shape, geometry) as Tensor).data, want.dw, 'dw', {
        absolute: 1e-11,
      })
      expectClose((k32.conv2d(x, weight, geometry) as Tensor).data, want.y, 'y in float32', {
        absolute: 1e-4,
        relative: 1e-4,
      })
      // The cost model's closed form counts the same pairs.
      const shapes = { x: x.shape, weight: weight.shape, y: dy.shape }
      const pattern = ops.get('conv2d')!.dependence!.x!(shapes, { ...window, groups }, () => [])
      expect(edgesOf(pattern)).toBe(want.pairs)
    }),
    { numRuns: 200, seed: 42 },
  )
})

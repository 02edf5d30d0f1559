import { describe, expect, it } from 'vitest'
import { typescriptKernels, wasmKernels, type Tensor } from '../../../src/tensor'
import { dtypes, expectTensor, normal, seeded, tolerance } from './support'

const reference = typescriptKernels('float64')

describe.each(dtypes)('the module in %s against TypeScript in float64', (dtype) => {
  const k = wasmKernels(dtype, { always: true })
  const within = tolerance[dtype]

  it('has the module on this machine', () => {
    expect(k.matmul).not.toBe(typescriptKernels(dtype).matmul)
  })

  it.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])('multiplies at the edges of every tile, transposes %s %s', (transposeA, transposeB) => {
    const { random } = seeded(1)
    for (let m = 1; m <= 17; m++)
      for (let n = 1; n <= 17; n++)
        for (const depth of [0, 1, 2, 3, 7, 17]) {
          const a = normal(transposeA ? [depth, m] : [m, depth], random, dtype)
          const b = normal(transposeB ? [n, depth] : [depth, n], random, dtype)
          const options = { transposeA, transposeB }
          expectTensor(
            k.matmul(a, b, options) as Tensor,
            reference.matmul(a, b, options) as Tensor,
            `${m}×${depth}×${n}`,
            within,
          )
        }
  })

  // Blocks are 96 rows, 512 columns and 256 steps.
  it.each([
    [97, 257, 513],
    [193, 30, 1031],
    [1, 1000, 3],
    [301, 513, 1],
  ])('multiplies across blocks, %i × %i × %i', (m, depth, n) => {
    const { random } = seeded(2)
    for (const transposeA of [false, true])
      for (const transposeB of [false, true]) {
        const a = normal(transposeA ? [depth, m] : [m, depth], random, dtype)
        const b = normal(transposeB ? [n, depth] : [depth, n], random, dtype)
        const options = { transposeA, transposeB }
        expectTensor(
          k.matmul(a, b, options) as Tensor,
          reference.matmul(a, b, options) as Tensor,
          `${transposeA} ${transposeB}`,
          { absolute: within.absolute * 20, relative: within.relative },
        )
      }
  })

  it('multiplies batches that broadcast', () => {
    const { random } = seeded(3)
    for (const [p, q] of [
      [
        [2, 1],
        [1, 3],
      ],
      [[3], [2, 3]],
      [[2, 3], []],
      [[], [2]],
      [[0], [0]],
    ] as const)
      for (const transposeA of [false, true]) {
        const a = normal([...p, ...(transposeA ? [4, 5] : [5, 4])], random, dtype)
        const b = normal([...q, 4, 3], random, dtype)
        expectTensor(
          k.matmul(a, b, { transposeA }) as Tensor,
          reference.matmul(a, b, { transposeA }) as Tensor,
          `${p} ${q}`,
          within,
        )
      }
  })

  it('convolves in every geometry, forward and back', () => {
    const { random, between, oneOf } = seeded(4)
    for (let run = 0; run < 150; run++) {
      const groups = oneOf([1, 1, 2, 3])
      const kernel = [between(1, 4), between(1, 4)] as const
      const dilation = [oneOf([1, 1, 2]), oneOf([1, 1, 3])] as const
      const padding = [between(0, 3), between(0, 3)] as const
      const stride = [oneOf([1, 1, 2, 3]), oneOf([1, 1, 2, 4])] as const
      const extent = (axis: 0 | 1) => Math.max(1, dilation[axis] * (kernel[axis] - 1) + 1 - 2 * padding[axis])
      const size = [extent(0) + between(0, 9), extent(1) + between(0, 17)]
      const x = normal([between(1, 3), groups * between(1, 4), ...size], random, dtype)
      const weight = normal([groups * between(1, 9), x.shape[1]! / groups, ...kernel], random, dtype)
      const geometry = { kernel, stride, padding, dilation, groups }
      const what = JSON.stringify({ x: x.shape, weight: weight.shape, ...geometry })
      const y = k.conv2d(x, weight, geometry) as Tensor
      expectTensor(y, reference.conv2d(x, weight, geometry) as Tensor, what, within)
      const dy = normal(y.shape, random, dtype)
      expectTensor(
        k.conv2dInputGrad(dy, weight, x.shape, geometry) as Tensor,
        reference.conv2dInputGrad(dy, weight, x.shape, geometry) as Tensor,
        `δx ${what}`,
        within,
      )
      expectTensor(
        k.conv2dWeightGrad(dy, x, weight.shape, geometry) as Tensor,
        reference.conv2dWeightGrad(dy, x, weight.shape, geometry) as Tensor,
        `δw ${what}`,
        { absolute: within.absolute * 10, relative: within.relative },
      )
    }
  })

  // More taps than one block of steps, and more places than one.
  it.each([
    [{ x: [2, 40, 19, 21], weight: [13, 40, 3, 3], stride: [1, 1], padding: [1, 1] }],
    [{ x: [1, 3, 67, 67], weight: [20, 3, 11, 11], stride: [4, 4], padding: [2, 2] }],
    [{ x: [5, 6, 12, 12], weight: [16, 6, 5, 5], stride: [1, 1], padding: [0, 0] }],
    // More panels than are read in place; channels that would lie on the same lines of a cache; windows of padding alone.
    [{ x: [2, 32, 14, 14], weight: [40, 32, 3, 3], stride: [1, 1], padding: [1, 1] }],
    [{ x: [1, 70, 16, 16], weight: [16, 70, 2, 1], stride: [1, 1], padding: [0, 0] }],
    [{ x: [2, 90, 5, 7], weight: [8, 90, 1, 3], stride: [1, 1], padding: [2, 1] }],
    // A single channel, which is worked out 8 vectors wide.
    [{ x: [2, 1, 20, 20], weight: [1, 1, 5, 5], stride: [1, 1], padding: [2, 2] }],
    [{ x: [1, 35, 16, 12], weight: [1, 35, 3, 3], stride: [1, 1], padding: [1, 0] }],
  ] as const)('convolves across blocks, %o', ({ x: xShape, weight: wShape, stride, padding }) => {
    const { random } = seeded(5)
    const x = normal(xShape, random, dtype)
    const weight = normal(wShape, random, dtype)
    const kernel = [wShape[2], wShape[3]] as const
    const geometry = { kernel, stride, padding, dilation: [1, 1] as const, groups: 1 }
    const wide = { absolute: within.absolute * 40, relative: within.relative }
    const y = k.conv2d(x, weight, geometry) as Tensor
    expectTensor(y, reference.conv2d(x, weight, geometry) as Tensor, 'y', wide)
    const dy = normal(y.shape, random, dtype)
    const dx = k.conv2dInputGrad(dy, weight, xShape, geometry) as Tensor
    expectTensor(dx, reference.conv2dInputGrad(dy, weight, xShape, geometry) as Tensor, 'δx', wide)
    const dw = k.conv2dWeightGrad(dy, x, wShape, geometry) as Tensor
    expectTensor(dw, reference.conv2dWeightGrad(dy, x, wShape, geometry) as Tensor, 'δw', wide)
  })
})

/** The ops that change the size of images, against plain loops over random geometries. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ops, type Attrs } from '../../src/ops'
import { fromArray, numel, typescriptKernels, type Shape, type Tensor } from '../../src/tensor'
import { expectClose } from '../support/close'
import { at, indices, naiveConv2d } from '../support/naive'
import { runOp, type Tensors } from '../support/opRun'
import { randomTensor } from '../support/randomTensor'

const k = typescriptKernels('float64')
const pair = (min: number, max: number) => fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }))
const seeds = fc.integer({ min: 0, max: 1e6 })

/** Output, its shape by the shape rule, and the gradient of each input under a random upstream gradient. */
function run(id: string, inputs: Tensors, attrs: Attrs, seed: number) {
  const op = ops.get(id)!
  const parsed = op.attrs.parse(attrs)
  const shapes = Object.fromEntries(Object.entries(inputs).map(([port, { shape }]) => [port, shape]))
  const dy = randomTensor(op.shape(shapes, parsed).y as Shape, seed + 9)
  const { outputs, gradient } = runOp(op, k, inputs, parsed, { y: dy })
  expect(outputs.y!.shape).toEqual(dy.shape)
  return { y: outputs.y!, dy, gradient }
}

describe('transposed convolution', () => {
  const setting = fc
    .record({
      kernel: pair(1, 3),
      stride: pair(1, 3),
      dilation: pair(1, 3),
      size: pair(1, 4),
      groups: fc.integer({ min: 1, max: 2 }),
      seed: seeds,
    })
    .chain((given) => {
      const upTo = (most: readonly [number, number]) => fc.tuple(...most.map((max) => fc.integer({ min: 0, max })))
      const along = (axis: 0 | 1) => Math.max(given.stride[axis], given.dilation[axis]) - 1
      const whole = (axis: 0 | 1) =>
        (given.size[axis] - 1) * given.stride[axis] + given.dilation[axis] * (given.kernel[axis] - 1)
      return fc.record({
        ...Object.fromEntries(Object.entries(given).map(([name, value]) => [name, fc.constant(value)])),
        output_padding: upTo([along(0), along(1)]),
        padding: upTo([Math.floor(whole(0) / 2), Math.floor(whole(1) / 2)]),
      } as { [P in keyof typeof given]: fc.Arbitrary<(typeof given)[P]> } & Record<
        'output_padding' | 'padding',
        fc.Arbitrary<[number, number]>
      >)
    })

  it('is the input gradient of the convolution, and its gradients are the convolution and the weight gradient', () => {
    fc.assert(
      fc.property(setting, ({ kernel, stride, dilation, padding, output_padding, size, groups, seed }) => {
        const x = randomTensor([2, 2 * groups, ...size], seed)
        const weight = randomTensor([2 * groups, 3, ...kernel], seed + 1)
        const attrs = { stride, dilation, padding, output_padding, groups, bias: false }
        const { y, dy, gradient } = run('conv_transpose2d', { x, weight }, attrs, seed)
        const geometry = { kernel, stride, dilation, padding, groups }
        expectClose(y.data, naiveConv2d(dy, weight, x, geometry).dx, 'y', { absolute: 1e-10 })
        // The convolution of the upstream gradient, at the places that x has.
        const back = naiveConv2d(dy, weight, x, geometry)
        expectClose(gradient('x').data, back.y, 'gradient of x', { absolute: 1e-10 })
        expectClose(gradient('weight').data, back.dw, 'gradient of the weight', { absolute: 1e-10 })
      }),
      { numRuns: 60 },
    )
  })

  it('along one axis is the same on images of height 1', () => {
    const x = randomTensor([2, 4, 3], 1)
    const weight = randomTensor([4, 2, 3], 2)
    const attrs = { stride: 2, dilation: 3, padding: 1, output_padding: 2, groups: 2, bias: false }
    const line = run('conv_transpose1d', { x, weight }, attrs, 3)
    const image = (t: Tensor): Tensor => ({ ...t, shape: [...t.shape.slice(0, 2), 1, t.shape[2]!] })
    const flat = Object.fromEntries(
      (['stride', 'dilation', 'padding', 'output_padding'] as const).map((name) => [
        name,
        [name === 'stride' || name === 'dilation' ? 1 : 0, attrs[name]],
      ]),
    )
    const plane = run('conv_transpose2d', { x: image(x), weight: image(weight) }, { ...attrs, ...flat }, 3)
    expect([...line.y.data]).toEqual([...plane.y.data])
    for (const port of ['x', 'weight']) expect([...line.gradient(port).data]).toEqual([...plane.gradient(port).data])
  })
})

/** δx of a linear op is its transpose: ⟨δy, A x⟩ = ⟨Aᵀ δy, x⟩ for the x at hand. */
function expectAdjoint(x: Tensor, { y, dy, gradient }: ReturnType<typeof run>) {
  const dot = (a: Tensor, b: Tensor) => [...a.data].reduce((sum, value, i) => sum + value * b.data[i]!, 0)
  expectClose([dot(gradient('x'), x)], [dot(dy, y)], 'adjoint', { absolute: 1e-10 })
}

it('adaptive pooling averages windows that cover everything, and overlap where it does not divide evenly', () => {
  fc.assert(
    fc.property(pair(1, 7), pair(1, 7), seeds, (size, out, seed) => {
      const x = randomTensor([2, 2, ...size], seed)
      const ran = run('adaptive_avg_pool2d', { x }, { output_size: out }, seed)
      const want = [...indices(ran.y.shape)].map(([n, c, i, j]) => {
        const rows = [Math.floor((i! * size[0]) / out[0]), Math.ceil(((i! + 1) * size[0]) / out[0])] as const
        const columns = [Math.floor((j! * size[1]) / out[1]), Math.ceil(((j! + 1) * size[1]) / out[1])] as const
        let sum = 0
        for (let h = rows[0]; h < rows[1]; h++)
          for (let w = columns[0]; w < columns[1]; w++) sum += at(x, [n!, c!, h, w])
        return sum / (rows[1] - rows[0]) / (columns[1] - columns[0])
      })
      expectClose(ran.y.data, want, 'y')
      expectAdjoint(x, ran)
    }),
    { numRuns: 50 },
  )
})

describe('upsampling', () => {
  /** The image at any place, straight lines between the pixels; outside, the nearest pixel. */
  function sample(x: Tensor, n: number, c: number, h: number, w: number): number {
    const [, , height, width] = x.shape as readonly [number, number, number, number]
    const [ch, cw] = [Math.max(0, Math.min(height - 1, h)), Math.max(0, Math.min(width - 1, w))]
    const [top, left] = [
      Math.min(Math.floor(ch), Math.max(0, height - 2)),
      Math.min(Math.floor(cw), Math.max(0, width - 2)),
    ]
    let sum = 0
    for (const [i, p] of [
      [top, 1 - (ch - top)],
      [top + 1, ch - top],
    ] as const)
      for (const [j, q] of [
        [left, 1 - (cw - left)],
        [left + 1, cw - left],
      ] as const)
        if (p !== 0 && q !== 0) sum += p * q * at(x, [n, c, i, j])
    return sum
  }

  it.each([
    ['nearest', null],
    ['bilinear', null],
    ['bilinear', false],
    ['bilinear', true],
  ] as const)('%s, align_corners %s', (mode, align_corners) => {
    fc.assert(
      fc.property(pair(1, 5), pair(1, 4), seeds, (size, scale_factor, seed) => {
        const x = randomTensor([2, 2, ...size], seed)
        const ran = run('upsample2d', { x }, { scale_factor, mode, align_corners }, seed)
        const place = (axis: 0 | 1, i: number) => {
          const length = size[axis] * scale_factor[axis]
          if (mode === 'nearest') return Math.floor(i / scale_factor[axis])
          if (align_corners) return length === 1 ? 0 : (i * (size[axis] - 1)) / (length - 1)
          return (i + 0.5) / scale_factor[axis] - 0.5
        }
        const want = [...indices(ran.y.shape)].map(([n, c, i, j]) => sample(x, n!, c!, place(0, i!), place(1, j!)))
        expectClose(ran.y.data, want, 'y', { absolute: 1e-11 })
        expectAdjoint(x, ran)
      }),
      { numRuns: 40 },
    )
  })

  it('repeats what is not finite, and does not spread it', () => {
    const x = fromArray([1, 1, 1, 3], [1, Infinity, NaN])
    const { y } = run('upsample2d', { x }, { scale_factor: [1, 2] }, 1)
    expect([...y.data]).toEqual([1, 1, Infinity, Infinity, NaN, NaN])
    expect(numel(y.shape)).toBe(6)
  })
})

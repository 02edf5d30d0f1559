import { z } from 'zod'
import { fromArray, type Shape } from '../tensor'
import { defineOp, ShapeProblem } from './defineOp'
import { product, same } from './dependence'
import { interpolate, interpolateGrad, linear, mixed, nearest, type Between } from './interpolation'
import { pairAttrOr, requireImages, type Pair } from './window'

interface UpsampleAttrs {
  readonly scale_factor: Pair
  readonly mode: 'nearest' | 'bilinear'
  readonly align_corners: boolean | null
}

/** Rows and columns are enlarged one after the other. */
function along(axis: 0 | 1, x: Shape, { scale_factor, mode, align_corners }: UpsampleAttrs): Between {
  const size = x[2 + axis]!
  return mode === 'nearest'
    ? nearest(size, scale_factor[axis])
    : linear(size, scale_factor[axis], align_corners ?? false)
}

/** torch.nn.functional.interpolate of images by whole factors. */
export default defineOp({
  id: 'upsample2d',
  category: 'convolution',
  title: 'Upsample',
  symbol: '▦↑',
  letter: 'u',
  summary: 'Makes an image larger: each pixel is repeated, or the new ones are mixed from their neighbours.',
  inputs: { x: { doc: 'Images: [N, channels, height, width].' } },
  outputs: { y: { doc: '[N, channels, height · factor, width · factor].' } },
  attrs: z.object({
    scale_factor: pairAttrOr(1, 2).describe('How many times higher and wider the image gets.'),
    mode: z
      .enum(['nearest', 'bilinear'])
      .default('nearest')
      .describe('nearest repeats each pixel; bilinear draws straight lines between them.'),
    align_corners: z
      .boolean()
      .nullable()
      .default(null)
      .describe('Bilinear only: whether the corner pixels keep their places exactly; null: they do not.'),
  }),
  shape: ({ x }, { scale_factor, mode, align_corners }) => {
    requireImages(x)
    if (mode === 'nearest' && align_corners)
      throw new ShapeProblem(
        null,
        '{node} has align_corners true, but mode "nearest", which only repeats pixels.',
        'Set mode to "bilinear", or take align_corners away.',
        'attribute',
      )
    const sizes = scale_factor.map((factor, axis) => {
      const size = x[2 + axis]!
      return typeof size === 'number' ? size * factor : factor === 1 ? size : '?'
    })
    return { y: [...x.slice(0, 2), ...sizes] }
  },
  forward: (k, { x }, attrs) => {
    const rows = interpolate(k, x, 2, along(0, x.shape, attrs))
    return { y: interpolate(k, rows, 3, along(1, x.shape, attrs)) }
  },
  backward: {
    x: ({ k, x, dy, attrs }) => {
      const [, , height, width] = x.shape as readonly [number, number, number, number]
      const rows = interpolateGrad(k, dy, 3, along(1, x.shape, attrs), width)
      return interpolateGrad(k, rows, 2, along(0, x.shape, attrs), height)
    },
  },
  formula: { y: '{y} = A\\,{x}\\,B^{\\top}' },
  derivative: {
    x: {
      formula: 'A^{\\top}\\,{dy}\\,B',
      words:
        'Each pixel gathers the errors of all pixels that were made from it, by its shares in them (A down, B across).',
    },
  },
  describe: ({ mode, scale_factor: [high, wide] }) =>
    mode === 'bilinear'
      ? {}
      : {
          formula: {
            y: `{y}_{h,w} = {x}_{\\lfloor h/${high} \\rfloor, \\lfloor w/${wide} \\rfloor}`,
          },
          derivative: {
            x: {
              formula: `\\textstyle\\sum_{\\text{copies}} {dy}`,
              local: '1',
              words: `Each pixel was copied ${high * wide} times, and adds up the errors of its copies.`,
            },
          },
        },
  dependence: {
    x: ({ x }, attrs) =>
      product(same(x![0]! * x![1]!), mixed(x![2]!, along(0, x!, attrs)), mixed(x![3]!, along(1, x!, attrs))),
  },
  examples: [
    {
      inputs: { x: fromArray([1, 1, 1, 2], [1, 2]) },
      outputs: { y: fromArray([1, 1, 2, 4], [1, 1, 2, 2, 1, 1, 2, 2]) },
    },
    {
      attrs: { scale_factor: [1, 2], mode: 'bilinear' },
      inputs: { x: fromArray([1, 1, 1, 2], [0, 4]) },
      outputs: { y: fromArray([1, 1, 1, 4], [0, 1, 3, 4]) },
    },
    {
      attrs: { scale_factor: [3, 1], mode: 'bilinear', align_corners: true },
      inputs: { x: fromArray([1, 1, 2, 1], [0, 5]) },
      outputs: { y: fromArray([1, 1, 6, 1], [0, 1, 2, 3, 4, 5]) },
    },
  ],
  spelling: {
    torch:
      "F.interpolate({x}, scale_factor={attrs.scale_factor}, mode='{attrs.mode}', align_corners={attrs.align_corners})",
    onnx: 'Resize',
  },
})

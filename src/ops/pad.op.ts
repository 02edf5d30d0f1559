import { z } from 'zod'
import { fromArray, shapeText, type Shape } from '../tensor'
import { defineOp, ShapeProblem } from './defineOp'
import { product, same, type Pattern } from './dependence'
import { borderFactor, padConstant, paddedSize, padsOf, shownPlaces, type PadMode } from './padding'

const words = {
  constant: 'What was kept gets its error back in its old place; the errors of the border stop there.',
  shown: 'Each number gets the error of its place, and those of all places of the border that show it.',
}

const patternOf = (x: Shape, { pad, mode }: { readonly pad: readonly number[]; readonly mode: PadMode }): Pattern => {
  const pads = padsOf(pad, x.length)
  return product(
    ...x.map((size, axis) => {
      const own = pads.find((at) => at.axis === axis)
      return own ? borderFactor(own, mode, size) : same(size)
    }),
  )
}

/** torch.nn.functional.pad, for any number of axes in every mode. */
export default defineOp({
  id: 'pad',
  category: 'shape',
  title: 'Pad',
  symbol: '▣',
  letter: 'p',
  summary: 'Puts a border around a tensor: of one value, mirrored, or repeated. Negative widths cut instead.',
  inputs: { x: { doc: 'Any shape with at least 1 axis.' } },
  outputs: { y: { doc: 'x with its border.' } },
  attrs: z.object({
    pad: z
      .array(z.int().min(-65536).max(65536))
      .max(16)
      .refine((pad) => pad.length % 2 === 0, 'It needs two numbers for each axis: places before it and after it.')
      .default([1, 1])
      .describe('Places before and after the last axis, then the one before it, and so on; negative: cut off.'),
    mode: z
      .enum(['constant', 'reflect', 'replicate', 'circular'])
      .default('constant')
      .describe('What the border holds: one value, the mirror image, the outermost number, or the other end.'),
    value: z.number().nullable().default(0).describe('The number in a constant border; null: 0.'),
  }),
  shape: ({ x }, { pad, mode }) => {
    if (x.length === 0 && pad.length > 0)
      throw new ShapeProblem(
        'x',
        '{node} needs x with at least 1 axis, but {from:x} gives a single number ([]).',
        'Reshape {from:x} to [1].',
      )
    if (pad.length > 2 * x.length)
      throw new ShapeProblem(
        'x',
        `{node} has pad for ${pad.length / 2} axes (${shapeText(pad)}), but {from:x} has only ${x.length} (${shapeText(x)}).`,
        `Use at most ${2 * x.length} numbers in pad: two for each axis, the last axis first.`,
        'attribute',
      )
    const sizes = [...x]
    for (const axisPad of padsOf(pad, x.length)) sizes[axisPad.axis] = paddedSize(axisPad, mode, x)
    return { y: sizes }
  },
  forward: (k, { x }, { pad, mode, value }) => {
    const pads = padsOf(pad, x.shape.length)
    if (mode === 'constant') return { y: padConstant(k, x, pads, value ?? 0) }
    let y = x
    for (const axisPad of pads) y = k.take(y, axisPad.axis, shownPlaces(axisPad, mode, x.shape[axisPad.axis]!))
    return { y }
  },
  backward: {
    x: ({ k, x, dy, attrs: { pad, mode } }) => {
      const pads = padsOf(pad, x.shape.length)
      if (mode === 'constant')
        return padConstant(
          k,
          dy,
          pads.map(({ axis, before, after }) => ({ axis, before: -before, after: -after })),
          0,
        )
      let dx = dy
      for (const axisPad of pads) {
        const size = x.shape[axisPad.axis]!
        dx = k.takeGrad(dx, axisPad.axis, shownPlaces(axisPad, mode, size), size)
      }
      return dx
    },
  },
  formula: { y: '{y} = \\operatorname{pad}({x})' },
  derivative: {
    x: { formula: '\\operatorname{pad}^{\\top}({dy})', local: '1', words: words.constant },
  },
  describe: ({ mode }) =>
    mode === 'constant'
      ? {}
      : {
          derivative: {
            x: { formula: '\\textstyle\\sum_{\\text{copies}} {dy}', local: '1', words: words.shown },
          },
        },
  dependence: { x: ({ x }, attrs) => patternOf(x!, attrs) },
  examples: [
    {
      attrs: { pad: [1, 0, 0, 1], value: -1 },
      inputs: { x: fromArray([1, 2], [1, 2]) },
      outputs: { y: fromArray([2, 3], [-1, 1, 2, -1, -1, -1]) },
    },
    {
      attrs: { pad: [2, -1] },
      inputs: { x: fromArray([3], [1, 2, 3]) },
      outputs: { y: fromArray([4], [0, 0, 1, 2]) },
    },
    {
      attrs: { pad: [1, 2], mode: 'reflect' },
      inputs: { x: fromArray([3], [1, 2, 3]) },
      outputs: { y: fromArray([6], [2, 1, 2, 3, 2, 1]) },
    },
    {
      attrs: { pad: [0, 1, 1, 0], mode: 'replicate' },
      inputs: { x: fromArray([2, 2], [1, 2, 3, 4]) },
      outputs: { y: fromArray([3, 3], [1, 2, 2, 1, 2, 2, 3, 4, 4]) },
    },
    {
      attrs: { pad: [1, 2], mode: 'circular' },
      inputs: { x: fromArray([3], [1, 2, 3]) },
      outputs: { y: fromArray([6], [3, 1, 2, 3, 1, 2]) },
    },
  ],
  spelling: { torch: "F.pad({x}, {attrs.pad}, mode='{attrs.mode}', value={attrs.value})", onnx: 'Pad' },
})

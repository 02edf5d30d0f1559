import { z } from 'zod'
import { fromArray, normalizeDim, shapeText, type Dim, type SymbolicShape } from '../tensor'
import { defineOp, ShapeProblem } from './defineOp'
import { product, same, taken } from './dependence'

type Range = readonly [axis: number, start: number | null, end: number | null, step: number]

/** Python's start:end:step on an axis of `size`: negative places count from the end, and what is beyond is cut off. */
function placesOf([, start, end, step]: Range, size: number): number[] {
  const place = (given: number) => Math.min(Math.max(given < 0 ? given + size : given, 0), size)
  const places: number[] = []
  for (let i = place(start ?? 0); i < place(end ?? size); i += step) places.push(i)
  return places
}

const rangeText = ([, start, end, step]: Range) => `${start ?? ''}:${end ?? ''}${step === 1 ? '' : `:${step}`}`

/** The size left of one axis. @throws ShapeProblem when nothing is. */
function sizeAfter(range: Range, axis: number, x: SymbolicShape): Dim {
  const size = x[axis]!
  const [, start, end, step] = range
  // Of a size that is not known, only the whole of it is.
  if (typeof size === 'string') return (start ?? 0) === 0 && end === null && step === 1 ? size : '?'
  const left = placesOf(range, size).length
  if (left === 0)
    throw new ShapeProblem(
      'x',
      `{node} takes ${rangeText(range)} of axis ${axis}, but nothing of {from:x} (${shapeText(x)}) lies there: that axis has size ${size}.`,
      `Choose a start before the end, both from 0 to ${size}; null stands for the very end.`,
      'attribute',
    )
  return left
}

/** Several axes at once: x[:, 1:3, ::2] is [[1, 1, 3, 1], [2, null, null, 2]]. */
export default defineOp({
  id: 'slice',
  category: 'shape',
  title: 'Slice',
  symbol: 'x[:]',
  letter: 's',
  summary: 'Takes a part of a tensor: from one place to another along an axis, or every second, third, … place.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'The part of x that all ranges have in common.' } },
  attrs: z.object({
    ranges: z
      .array(z.tuple([z.int(), z.int().nullable(), z.int().nullable(), z.int().min(1)]))
      .max(8)
      .default([])
      .describe(
        '[axis, start, end, step] for each axis to cut, as in Python: the end is left out, null is the very end.',
      ),
  }),
  shape: ({ x }, { ranges }) => {
    const sizes = [...x]
    const seen = new Set<number>()
    for (const range of ranges) {
      if (x.length === 0)
        throw new ShapeProblem(
          'x',
          '{node} cuts axes, but {from:x} gives a single number ([]).',
          'Empty the list of ranges, or wire a tensor with at least 1 axis.',
          'attribute',
        )
      const axis = normalizeDim(range[0], x.length)
      if (axis === null)
        throw new ShapeProblem(
          'x',
          `{node} cuts axis ${range[0]}, but {from:x} has only ${x.length} ${x.length === 1 ? 'axis' : 'axes'} (${shapeText(x)}).`,
          `Name axes from ${-x.length} to ${x.length - 1} in ranges of {node}.`,
          'attribute',
        )
      if (seen.has(axis))
        throw new ShapeProblem(
          'x',
          `{node} has two ranges for axis ${axis} of {from:x} (${shapeText(x)}).`,
          'Leave one range for each axis; a second Slice can cut again.',
          'attribute',
        )
      seen.add(axis)
      sizes[axis] = sizeAfter(range, axis, x)
    }
    return { y: sizes }
  },
  forward: (k, { x }, { ranges }) => {
    let y = x
    for (const range of ranges) {
      const axis = normalizeDim(range[0], x.shape.length)!
      y = k.take(y, axis, placesOf(range, x.shape[axis]!))
    }
    return { y }
  },
  backward: {
    x: ({ k, x, dy, attrs }) => {
      let dx = dy
      for (const range of attrs.ranges) {
        const axis = normalizeDim(range[0], x.shape.length)!
        dx = k.takeGrad(dx, axis, placesOf(range, x.shape[axis]!), x.shape[axis]!)
      }
      return dx
    },
  },
  formula: { y: '{y} = {x}[\\text{ranges}]' },
  derivative: {
    x: {
      formula: '{dy} \\text{ where } {x} \\text{ was taken, else } 0',
      local: '1',
      words: 'What was taken gets its error back in its old place; what was left out decided nothing and gets 0.',
    },
  },
  dependence: {
    x: ({ x }, { ranges }) =>
      product(
        ...x!.map((size, axis) => {
          const range = ranges.find(([at]) => normalizeDim(at, x!.length) === axis)
          return range ? taken(size, placesOf(range, size)) : same(size)
        }),
      ),
  },
  examples: [
    {
      attrs: { ranges: [[1, 1, null, 2]] },
      inputs: { x: fromArray([2, 4], [1, 2, 3, 4, 5, 6, 7, 8]) },
      outputs: { y: fromArray([2, 2], [2, 4, 6, 8]) },
    },
    {
      attrs: {
        ranges: [
          [0, -1, null, 1],
          [-1, 0, 2, 1],
        ],
      },
      inputs: { x: fromArray([2, 3], [1, 2, 3, 4, 5, 6]) },
      outputs: { y: fromArray([1, 2], [4, 5]) },
    },
    { inputs: { x: fromArray([2], [1, 2]) }, outputs: { y: fromArray([2], [1, 2]) } },
  ],
  spelling: {
    torch:
      '{x}[tuple(next((slice(*r[1:]) for r in {attrs.ranges} if r[0] % {x}.dim() == d), slice(None)) for d in range({x}.dim()))]',
    onnx: 'Slice',
  },
})

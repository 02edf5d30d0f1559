import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'

const bound = z.number().nullable().default(null)

interface Bounds {
  readonly min: number | null
  readonly max: number | null
}

/** min(max(x, min), max), or with one bound only what is left of it. */
function formulaOf({ min, max }: Bounds): string {
  const above = min === null ? '{x}' : '\\max({x},\\, {attrs.min})'
  return `{y} = ${max === null ? above : `\\min(${above},\\, {attrs.max})`}`
}

/** [min ≤ x ≤ max] */
function inside({ min, max }: Bounds): string {
  if (min === null && max === null) return '1'
  return `[${min === null ? '' : '{attrs.min} \\le '}{x}${max === null ? '' : ' \\le {attrs.max}'}]`
}

const words = 'Between the bounds, and on them, the error of {y} passes unchanged; where {x} was cut off, it stops.'

/** torch.clamp. The bounds themselves pass the gradient; where min is above max, everything becomes max. */
export default defineOp({
  id: 'clamp',
  category: 'arithmetic',
  title: 'Clamp',
  symbol: '⌊x⌉',
  letter: 'c',
  summary: 'Keeps each number between two bounds: what is beyond a bound is set to it.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'Same shape as x, no element below min or above max.' } },
  attrs: z.object({
    min: bound.describe('The smallest number that may be left; null: there is none.'),
    max: bound.describe('The largest number that may be left; null: there is none.'),
  }),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }, { min, max }) => {
    const above = min === null ? x : k.maximum(x, k.full([], min))
    return { y: max === null ? above : k.minimum(above, k.full([], max)) }
  },
  backward: {
    x: ({ k, x, dy, attrs: { min, max } }) => {
      const zero = k.full([], 0)
      const above = min === null ? dy : k.where(k.greater(k.full([], min), x), zero, dy)
      return max === null ? above : k.where(k.greater(x, k.full([], max)), zero, above)
    },
  },
  formula: { y: formulaOf({ min: 0, max: 1 }) },
  derivative: {
    x: { formula: `{dy} \\cdot ${inside({ min: 0, max: 1 })}`, local: inside({ min: 0, max: 1 }), words },
  },
  describe: (attrs) => ({
    formula: { y: formulaOf(attrs) },
    derivative: { x: { formula: `{dy} \\cdot ${inside(attrs)}`, local: inside(attrs), words } },
  }),
  examples: [
    {
      attrs: { min: -1, max: 1 },
      inputs: { x: fromArray([4], [-2, -0.5, 0.5, 3]) },
      outputs: { y: fromArray([4], [-1, -0.5, 0.5, 1]) },
    },
    { attrs: { max: 0 }, inputs: { x: fromArray([2], [-2, 3]) }, outputs: { y: fromArray([2], [-2, 0]) } },
    { inputs: { x: fromArray([2], [-2, 3]) }, outputs: { y: fromArray([2], [-2, 3]) } },
  ],
  spelling: { torch: 'torch.clamp({x}, min={attrs.min}, max={attrs.max})', onnx: 'Clip' },
})

import { z } from 'zod'
import { fromArray, scalar } from '../tensor'
import { defineOp } from './defineOp'
import { broadcastRule, describeBroadcast } from './rules'

const derivative = {
  a: {
    formula: '{dy} \\cdot {b}\\,{a}^{{b} - 1}',
    local: '{b}\\,{a}^{{b} - 1}',
    words:
      'The exponent comes down as a factor, and the power loses one: that is the slope which multiplies the error of {y}.',
  },
  b: {
    formula: '{dy} \\cdot {y}\\,\\ln {a}',
    local: '{y}\\,\\ln {a}',
    words: 'How fast a power grows with its exponent is the power itself times the logarithm of its base.',
  },
}

/**
 * a ** b. PyTorch's conventions where the formulas give no number: at exponent 0 the slope in a is 0, also at a = 0;
 * at a = 0 and b ≥ 0 the slope in b is 0.
 */
export default defineOp({
  id: 'pow',
  category: 'arithmetic',
  title: 'Power',
  symbol: 'aᵇ',
  letter: 'p',
  summary: 'Raises each number to a power: a fixed one, such as 2 for squares, or one that is wired in.',
  inputs: {
    a: { doc: 'The base, any shape.' },
    b: {
      doc: 'The exponent, any shape that broadcasts with a; unwired, the attribute exponent is used.',
      optional: true,
    },
  },
  outputs: { y: { doc: 'The broadcast shape of a and b.' } },
  attrs: z.object({ exponent: z.number().default(2).describe('The power, where no exponent is wired.') }),
  shape: ({ a, b }) => ({ y: b ? broadcastRule(a, b) : a }),
  forward: (k, { a, b }, { exponent }) => ({ y: b ? k.pow(a, b) : k.powScalar(a, exponent) }),
  backward: {
    a: ({ k, a, b, dy, attrs: { exponent } }) => {
      if (!b) return exponent === 0 ? k.full(a.shape, 0) : k.mul(dy, k.scale(k.powScalar(a, exponent - 1), exponent))
      const slope = k.mul(b, k.pow(a, k.shift(b, -1)))
      const zero = k.full([], 0)
      return k.sumTo(k.mul(dy, k.where(k.equal(b, zero), zero, slope)), a.shape)
    },
    b: ({ k, a, b, y, dy }) => {
      const zero = k.full([], 0)
      const exponent = b ?? zero
      // 0 ** b is 0 for every b > 0, and ln 0 must not turn that into NaN.
      const flat = k.mul(k.equal(a, zero), k.sub(k.full([], 1), k.greater(zero, exponent)))
      return k.sumTo(k.mul(dy, k.where(flat, zero, k.mul(y, k.log(a)))), exponent.shape)
    },
  },
  formula: { y: '{y} = {a}^{{b}}' },
  derivative,
  describe: ({ exponent }, shapes) => {
    if (shapes.b) return describeBroadcast(derivative, shapes)
    // 2.3 − 1 is written 1.3, whatever binary fractions make of it.
    const lower = Number((exponent - 1).toPrecision(12))
    const power = lower === 1 ? '{a}' : `{a}^{${lower}}`
    const local = exponent === 0 ? '0' : exponent === 1 ? '1' : `${exponent}\\,${power}`
    return {
      formula: { y: '{y} = {a}^{{attrs.exponent}}' },
      derivative: { a: { formula: `{dy} \\cdot ${local}`, local, words: derivative.a.words } },
    }
  },
  examples: [
    { attrs: { exponent: 2 }, inputs: { a: fromArray([3], [1, -2, 3]) }, outputs: { y: fromArray([3], [1, 4, 9]) } },
    { inputs: { a: fromArray([3], [1, 2, 3]), b: scalar(3) }, outputs: { y: fromArray([3], [1, 8, 27]) } },
  ],
  spelling: { torch: 'torch.pow({a}, {b})', onnx: 'Pow' },
})

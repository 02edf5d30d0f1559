import { z } from 'zod'
import { fromArray, type Kernels, type Ref } from '../tensor'
import { defineOp } from './defineOp'
import { oneMinus } from './elementwise'

/** √(2/π), and the factor of x³ that brings tanh close to the normal distribution (Hendrycks & Gimpel 2016). */
const STEEPNESS = Math.sqrt(2 / Math.PI)
const CUBIC = 0.044715
/** The height of the normal density at 0. */
const DENSITY = 1 / Math.sqrt(2 * Math.PI)

/** How much of x passes: Φ(x) = ½(1 + erf(x/√2)), or ½(1 + tanh(√(2/π)(x + 0.044715 x³))). */
function gate(k: Kernels, x: Ref, approximate: 'none' | 'tanh'): Ref {
  const bent =
    approximate === 'none'
      ? k.erf(k.scale(x, Math.SQRT1_2))
      : k.tanh(k.scale(k.add(x, k.scale(k.powScalar(x, 3), CUBIC)), STEEPNESS))
  return k.scale(k.shift(bent, 1), 0.5)
}

/** The slope of the gate: the density φ(x); for g = ½(1 + tanh u) it is 2g(1 − g) u′. */
function gateSlope(k: Kernels, x: Ref, g: Ref, approximate: 'none' | 'tanh'): Ref {
  const square = k.mul(x, x)
  if (approximate === 'none') return k.scale(k.exp(k.scale(square, -0.5)), DENSITY)
  const inner = k.shift(k.scale(square, 3 * CUBIC * STEEPNESS), STEEPNESS)
  return k.mul(k.scale(k.mul(g, oneMinus(k, g)), 2), inner)
}

const words =
  'The error passes in the measure in which {x} passed, and a little more or less where the gate itself was opening.'

export default defineOp({
  id: 'gelu',
  category: 'activation',
  title: 'GELU',
  symbol: 'gelu',
  letter: 'ŷ',
  summary: 'A smooth ReLU: each number is weighted by how likely a normal random number is to be smaller than it.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'Same shape as x, no element below −0.17.' } },
  attrs: z.object({
    approximate: z
      .enum(['none', 'tanh'])
      .default('none')
      .describe('Whether the normal distribution is taken exactly (none) or by a formula with tanh.'),
  }),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }, { approximate }) => {
    const g = gate(k, x, approximate)
    return { y: k.mul(x, g), saved: { g } }
  },
  backward: {
    // (x g)′ = g + x g′
    x: ({ k, x, dy, saved, attrs }) =>
      k.mul(dy, k.add(saved.g!, k.mul(x, gateSlope(k, x, saved.g!, attrs.approximate)))),
  },
  formula: { y: '{y} = {x} \\cdot \\Phi({x})' },
  derivative: {
    x: {
      formula: '{dy} \\cdot \\left(\\Phi({x}) + {x}\\,\\varphi({x})\\right)',
      local: '\\Phi({x}) + {x}\\,\\varphi({x})',
      words,
    },
  },
  describe: ({ approximate }) =>
    approximate === 'none'
      ? {}
      : {
          formula: {
            y: '{y} = \\frac{{x}}{2} \\left(1 + \\tanh\\left(\\sqrt{2/\\pi}\\,({x} + 0.044715\\,{x}^3)\\right)\\right)',
          },
          derivative: {
            x: {
              formula:
                '{dy} \\cdot \\left(g + 2\\,{x}\\,g\\,(1 - g)\\,\\sqrt{2/\\pi}\\,(1 + 0.134145\\,{x}^2)\\right),\\; g = {y}/{x}',
              local: 'g + 2\\,{x}\\,g\\,(1 - g)\\,\\sqrt{2/\\pi}\\,(1 + 0.134145\\,{x}^2)',
              words,
            },
          },
        },
  examples: [
    {
      inputs: { x: fromArray([3], [-1, 0.5, 2]) },
      outputs: { y: fromArray([3], [-0.15865525393145707, 0.34573123063700656, 1.9544997361036416]) },
    },
    {
      attrs: { approximate: 'tanh' },
      inputs: { x: fromArray([3], [-1, 0.5, 2]) },
      outputs: { y: fromArray([3], [-0.15880800939172324, 0.34571400982514394, 1.954597694087775]) },
    },
  ],
  spelling: { torch: "F.gelu({x}, approximate='{attrs.approximate}')", onnx: 'Gelu' },
})

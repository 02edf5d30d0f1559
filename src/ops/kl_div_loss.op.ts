import { z } from 'zod'
import { fromArray, numel, scalar, type Kernels, type Ref, type Shape, type SymbolicShape } from '../tensor'
import { defineOp } from './defineOp'
import { meanFactor, pairedLossShape, reduceLoss, sumSign } from './loss'

const reductions = ['mean', 'sum', 'none', 'batchmean'] as const
type KlReduction = (typeof reductions)[number]

/** The true probabilities, and their logarithms. */
function truth(k: Kernels, target: Ref, logTarget: boolean): { p: Ref; logP: Ref } {
  return logTarget ? { p: k.exp(target), logP: target } : { p: target, logP: k.log(target) }
}

/** What the sum is multiplied by. batchmean divides by the examples, on axis 0. */
function factorOf(input: Shape, reduction: KlReduction): number {
  if (reduction === 'batchmean') return 1 / (input[0] ?? 1)
  return reduction === 'mean' ? 1 / numel(input) : 1
}

function formulas(reduction: KlReduction, input?: SymbolicShape, logTarget = false) {
  const batch = reduction === 'batchmean'
  const factor = batch ? meanFactor('mean', input && input.slice(0, 1)) : meanFactor(reduction, input)
  const sum = sumSign(batch ? 'mean' : reduction, input)
  const at = sum ? '_i' : ''
  const [p, logP] = logTarget ? [`e^{{target}${at}}`, `{target}${at}`] : [`{target}${at}`, `\\ln {target}${at}`]
  const local = `-${factor}${logTarget ? 'e^{{target}}' : '{target}'}`
  return {
    formula: { loss: `{loss} = ${factor}${sum}${p}\\,(${logP} - {input}${at})` },
    derivative: {
      input: {
        formula: `{dloss} \\cdot \\left(${local}\\right)`,
        local,
        words: 'Each log-probability is pushed up in proportion to how likely its class truly is.',
      },
    },
  }
}

/** torch.nn.functional.kl_div: KL(p ‖ q) = Σ p (ln p − ln q), with input = ln q. A p of 0 adds nothing. */
export default defineOp({
  id: 'kl_div_loss',
  category: 'loss',
  title: 'KL divergence',
  symbol: 'p‖q',
  letter: 'L',
  summary:
    'How much one distribution differs from another: the surprise that comes from believing in q while p is the truth.',
  inputs: {
    input: { doc: 'Log-probabilities of the network, ln q.' },
    target: { doc: 'The true probabilities p, or ln p with log_target, in the same shape.' },
  },
  outputs: { loss: { doc: 'One number, or the shape of input with reduction none.' } },
  attrs: z.object({
    reduction: z
      .enum(reductions)
      .default('mean')
      .describe('batchmean divides the sum by the examples, as KL is defined; mean divides by all elements.'),
    log_target: z.boolean().default(false).describe('Whether target holds logarithms too.'),
  }),
  shape: ({ input, target }, { reduction }) => ({
    loss: pairedLossShape(input, target, reduction === 'none' ? 'none' : 'sum'),
  }),
  forward: (k, { input, target }, { reduction, log_target }) => {
    const { p, logP } = truth(k, target, log_target)
    const zero = k.full([], 0)
    const each = k.where(k.equal(p, zero), zero, k.mul(p, k.sub(logP, input)))
    if (reduction === 'none') return { loss: each }
    return { loss: k.scale(reduceLoss(k, each, 'sum'), factorOf(input.shape, reduction)) }
  },
  backward: {
    input: ({ k, input, target, dloss, attrs }) => {
      const { p } = truth(k, target, attrs.log_target)
      return k.mul(k.scale(dloss, -factorOf(input.shape, attrs.reduction)), p)
    },
    target: null,
  },
  ...formulas('mean'),
  describe: ({ reduction, log_target }, { input }) => formulas(reduction, input, log_target),
  examples: [
    {
      attrs: { reduction: 'batchmean' },
      inputs: {
        input: fromArray([2, 2], [-1, -2, -0.5, -3]),
        target: fromArray([2, 2], [1, 0, 0.5, 0.5]),
      },
      outputs: { loss: scalar((1 + 0.25 + 1.5 - 0.6931471805599453) / 2) },
    },
    {
      attrs: { reduction: 'none', log_target: true },
      inputs: { input: fromArray([2], [-1, -2]), target: fromArray([2], [0, -2]) },
      outputs: { loss: fromArray([2], [1, 0]) },
    },
    {
      inputs: { input: fromArray([1, 2], [-1, -3]), target: fromArray([1, 2], [1, 0]) },
      outputs: { loss: scalar(0.5) },
    },
  ],
  spelling: {
    torch: "F.kl_div({input}, {target}, reduction='{attrs.reduction}', log_target={attrs.log_target})",
    onnx: null,
  },
})

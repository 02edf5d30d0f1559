/** Kinks, infinities and counts of right answers: where losses need a convention. */
import { describe, expect, it } from 'vitest'
import type { CheckedNode } from '../../src/check'
import { ops, type Attrs } from '../../src/ops'
import { fromArray, scalar, typescriptKernels, type Tensor } from '../../src/tensor'
import { countRight } from '../../src/train/metrics'
import { expectClose } from '../support/close'
import { runOp, type Tensors } from '../support/opRun'

const k = typescriptKernels('float64')

/** Loss and δ of input, for δ = 1. */
function lossOf(id: string, inputs: Tensors, attrs: Attrs = {}) {
  const op = ops.get(id)!
  const parsed = op.attrs.parse(attrs)
  const loss = op.forward(k, inputs, parsed).loss as Tensor
  const one: Tensor = { ...loss, data: loss.data.map(() => 1) }
  return { loss: [...loss.data], gradient: [...runOp(op, k, inputs, parsed, { loss: one }).gradient('input').data] }
}

const list = (...data: number[]) => fromArray([data.length], data)
const none = { reduction: 'none' }

describe('at the kink', () => {
  it('the absolute error has slope 0, and the rounded ones go on smoothly', () => {
    const inputs = { input: list(-1, 0, 1), target: list(0, 0, 0) }
    expect(lossOf('l1_loss', inputs, none)).toEqual({ loss: [1, 0, 1], gradient: [-1, 0, 1] })
    expect(lossOf('smooth_l1_loss', inputs, { ...none, beta: 0 })).toEqual({ loss: [1, 0, 1], gradient: [-1, 0, 1] })
    expect(lossOf('smooth_l1_loss', inputs, none)).toEqual({ loss: [0.5, 0, 0.5], gradient: [-1, 0, 1] })
    expect(lossOf('huber_loss', inputs, none)).toEqual({ loss: [0.5, 0, 0.5], gradient: [-1, 0, 1] })
  })

  it('the hinge still pulls, and the hinge of classes does not any more', () => {
    expect(lossOf('hinge_loss', { input: list(1, -1), target: list(1, -1) }, none).gradient).toEqual([-1, 1])
    const target = fromArray([1], [0], 'int64')
    const { loss, gradient } = lossOf('multi_margin_loss', { input: fromArray([1, 2], [2, 1]), target }, none)
    expect(loss).toEqual([0])
    expect(gradient.map(Math.abs)).toEqual([0, 0])
  })
})

describe('infinities', () => {
  it('a class of probability 0 costs nothing unless it is the truth', () => {
    const input = fromArray([2, 2], [0, -Infinity, -Infinity, -0.5])
    const right = { input, target: fromArray([2], [0, 1], 'int64') }
    expect(lossOf('nll_loss', right)).toEqual({ loss: [0.25], gradient: [-0.5, -0, -0, -0.5] })
    expect(lossOf('nll_loss', { input, target: fromArray([2], [1, 1], 'int64') }, none).loss).toEqual([Infinity, 0.5])
    const kl = { input, target: fromArray([2, 2], [1, 0, 0, 1]) }
    expect(lossOf('kl_div_loss', kl, { reduction: 'batchmean' }).loss).toEqual([0.25])
    const logarithms = { input, target: fromArray([2, 2], [0, -Infinity, -Infinity, 0]) }
    expect(lossOf('kl_div_loss', logarithms, { reduction: 'sum', log_target: true }).loss).toEqual([0.5])
  })

  it('certain and wrong costs 100 at most, and pulls with a finite force', () => {
    const { loss, gradient } = lossOf('bce_loss', { input: list(0, 1), target: list(1, 0) }, none)
    expect(loss).toEqual([100, 100])
    expectClose(gradient, [-1e12, 1e12], 'gradient', { relative: 1e-7 })
  })

  it('far off, the rounded losses grow in a straight line', () => {
    const inputs = { input: list(1e300), target: list(0) }
    expect(lossOf('huber_loss', inputs, { delta: 2, reduction: 'sum' })).toEqual({ loss: [2e300], gradient: [2] })
    expect(lossOf('smooth_l1_loss', inputs, { beta: 2 })).toEqual({ loss: [1e300], gradient: [1] })
  })
})

describe('a mean', () => {
  it('of nll_loss divides by the weights that were used, and without any is not a number', () => {
    const input = fromArray([2, 2], [-1, -2, -3, -4])
    const weight = list(1, 3)
    const mean = (...target: number[]) => lossOf('nll_loss', { input, weight, target: fromArray([2], target, 'int64') })
    expect(mean(0, 1).loss).toEqual([(1 + 12) / 4])
    expect(mean(0, -100).loss).toEqual([1])
    expect(mean(-100, -100).loss).toEqual([NaN])
  })

  it('of kl_div_loss divides by all elements, and batchmean by the examples', () => {
    const inputs = { input: fromArray([2, 2], [-1, -1, -1, -1]), target: fromArray([2, 2], [1, 1, 1, 1]) }
    expect(lossOf('kl_div_loss', inputs)).toEqual({ loss: [1], gradient: [-0.25, -0.25, -0.25, -0.25] })
    expect(lossOf('kl_div_loss', inputs, { reduction: 'batchmean' }).loss).toEqual([2])
    expect(lossOf('kl_div_loss', { input: scalar(-1), target: scalar(1) }, { reduction: 'batchmean' }).loss).toEqual([
      1,
    ])
  })
})

describe('right answers', () => {
  /** A loss node fed by two nodes of the names of its ports. */
  const right = (id: string, input: Tensor, target: Tensor, attrs = {}) => {
    const op = ops.get(id)!
    const wire = (node: string) => ({ edge: node, node, port: 'y' })
    const node = { id: 'L', op, attrs: op.attrs.parse(attrs), wires: { input: wire('input'), target: wire('target') } }
    return countRight(
      node as unknown as CheckedNode,
      new Map([
        ['input.y', input],
        ['target.y', target],
      ]),
    )
  }

  it('of the hinge have the sign of the target, which is +1 or −1', () => {
    expect(right('hinge_loss', list(0.5, -2, 3, 0), list(1, -1, -1, -1))).toEqual({ right: 3, total: 4 })
    expect(right('hinge_loss', list(0.5, -2), list(1, 0))).toBeNull()
  })

  it('of class losses are the largest scores', () => {
    const scores = fromArray([2, 2], [-1, -2, -3, -4])
    const target = fromArray([2], [0, 1], 'int64')
    for (const id of ['nll_loss', 'multi_margin_loss'])
      expect(right(id, scores, target)).toEqual({ right: 1, total: 2 })
    expect(right('bce_loss', list(0.7, 0.4), list(1, 1))).toEqual({ right: 1, total: 2 })
  })

  it('are not counted where the loss leaves an example out', () => {
    const scores = fromArray([3, 2], [1, 2, 3, 1, 1, 2])
    const target = fromArray([3], [1, 1, 0], 'int64')
    expect(right('cross_entropy_loss', scores, target)).toEqual({ right: 1, total: 3 })
    expect(right('cross_entropy_loss', scores, target, { ignore_index: 1 })).toEqual({ right: 0, total: 1 })
    const unlabelled = fromArray([3], [1, -100, -100], 'int64')
    expect(right('cross_entropy_loss', scores, unlabelled)).toEqual({ right: 1, total: 1 })
    expect(right('cross_entropy_loss', scores, fromArray([3], [-100, -100, -100], 'int64'))).toBeNull()
  })

  it('are not counted by losses of distance', () => {
    for (const id of ['l1_loss', 'huber_loss', 'smooth_l1_loss', 'kl_div_loss'])
      expect(right(id, list(1, 0), list(1, 0))).toBeNull()
  })
})

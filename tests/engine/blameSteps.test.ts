/** @file One place that stops, shrinks or grows the gradient: what blame calls it, how it ranks it, and in which words. */
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { askBlame } from '../support/askBlame'
import { documentOf } from '../support/documents'

const stored = (data: number[], shape = [data.length]) => ({ dtype: 'float64' as const, shape, data })
const parameter = (size: number) => ({ op: 'parameter', attrs: { shape: [size] } })
const objective = { node: 'L', port: 'y' }

/** sum(op(p)) */
const one = (op: string, data: number[], attrs = {}) =>
  documentOf({ p: parameter(data.length), f: { op, attrs }, L: { op: 'sum' } }, ['p f.x', 'f L.x'], {
    tensors: { 'p.y': stored(data) },
    objective,
  })
/** sum(op(p, q)) */
const two = (op: string, p: number[], q: number[]) =>
  documentOf(
    { p: parameter(p.length), q: parameter(q.length), f: { op }, L: { op: 'sum' } },
    ['p f.a', 'q f.b', 'f L.x'],
    { tensors: { 'p.y': stored(p), 'q.y': stored(q) }, objective },
  )
const ask = (document: GraphDocument, key = 'p.y') => askBlame(document, { kind: 'parameter', key })

function expectOne(findings: readonly Finding[], kind: string, factor: number, score: number, message: string) {
  expect(findings.map((found) => found.message)).toEqual([message])
  const [found] = findings
  expect(found!.kind).toBe(kind)
  expect(found!.factor! / (factor || 1)).toBeCloseTo(factor ? 1 : 0, 3)
  expect(found!.score).toBeCloseTo(score, 3)
}

describe('a slope of 0', () => {
  const words = (where: string) =>
    `f (relu) has the slope 0 at ${where} of p: there, whatever error arrives, nothing passes back.`

  it.each([
    [[-1, -2, -3, -4], 0, 20, 'all 4 elements'],
    [[-1, -2, -3, 4], 0.5, 0.5625, '3 of 4 elements'],
    [[-1], 0, 20, 'its only element'],
  ])('is dead: relu of %j', (data, factor, score, where) => {
    const { findings } = ask(one('relu', data))
    expectOne(findings, 'dead', factor, score, words(where))
    expect(findings[0]!.hint).toMatch(/^Move p to where f has a slope/)
  })

  it('is nothing to tell up to half of the elements', () => {
    expect(ask(one('relu', [-1, -2, 3, 4])).findings).toEqual([])
    expect(ask(two('mul', [1, 2, 3, 4], [0, 1, 1, 1])).findings).toEqual([])
  })

  it.each([
    [[800], 0, 20, 'p is 800, so nothing passes back.'],
    [[8], 3.3524e-4, 3.4746, 'p is 8, so the error leaves it 2,980 times smaller.'],
    [[8, -9], 2.5259e-4, 3.5976, 'p lies as far out as 9, so the error leaves it 3,960 times smaller.'],
    [
      [40, -40, 50, 45],
      2.1242e-18,
      17.6728,
      'p lies as far out as 50, at 3 of 4 elements, so the error leaves it 4.71×10¹⁷ times smaller.',
    ],
  ])('may be a saturated one: sigmoid of %j', (data, factor, score, where) => {
    const { findings } = ask(one('sigmoid', data))
    expectOne(findings, 'saturated', factor, score, `f (sigmoid) is saturated: it is almost flat where ${where}`)
    expect(findings[0]!.hint).toMatch(/^Bring p nearer to 0/)
  })

  it('may come from a factor of 0, or from another choice', () => {
    const zero = ask(two('mul', [1, 2, 3, 4], [0, 0, 1, 1]))
    expectOne(
      zero.findings,
      'zero-factor',
      0,
      10,
      'f (mul) multiplies the error by q, which is 0 at 2 of 4 elements: nothing passes back to p there.',
    )
    expect(zero.findings[0]).toMatchObject({ port: 'b', edges: ['e1', 'e2'] })
    expect(zero.findings[0]!.hint).toBe('Look at why q is 0, or give it other numbers.')
    const other = ask(two('maximum', [1, 2, 9, 9], [4, 5, 6, 6]))
    expectOne(
      other.findings,
      'chosen-elsewhere',
      Math.SQRT1_2,
      0.375,
      'f (maximum) did not choose 2 of 4 elements of p: they had no part in the result and get exactly 0.',
    )
    expect(other.findings[0]!.hint).toMatch(/^That is how maximum works/)
    const dropped = ask(one('dropout', [1, 2, 3], { p: 1 }))
    expectOne(
      dropped.findings,
      'chosen-elsewhere',
      0,
      20,
      'f (dropout) dropped all 3 elements of p at random in this pass: they get exactly 0.',
    )
    expect(dropped.findings[0]!.hint).toMatch(/^The next training step draws others/)
  })
})

describe('another size', () => {
  it('is told with the number that makes it', () => {
    const small =
      'f (mul) shrinks the error on its way to p: the error leaves it 63.2 times smaller, and the largest number of q is 0.02.'
    expectOne(ask(two('mul', [1, 2], [0.01, -0.02])).findings, 'shrinking', 0.015811, 0.9005, small)
    const large = 'f (mul) multiplies the error by 158 on its way to p: the largest number of q is 200.'
    expectOne(ask(two('mul', [1, 2], [100, -200])).findings, 'growing', 158.11, 1.0995, large)
    const steep = 'f (exp) multiplies the error by 148 on its way to p: it is steep where its input is 5.'
    expectOne(ask(one('exp', [5])).findings, 'growing', 148.41, 1.0857, steep)
    // Between 1/20 and 20, nothing stands out.
    expect(ask(two('mul', [1, 2], [0.06, 0.06])).findings).toEqual([])
    expect(ask(two('mul', [1, 2], [19, 19])).findings).toEqual([])
  })

  it('is a matter of the loss: satisfied, nearly, or far off', () => {
    const loss = (p: number[]) =>
      documentOf(
        { p: parameter(2), t: { op: 'constant', attrs: { shape: [2], value: 1 } }, L: { op: 'mse_loss' } },
        ['p L.input', 't L.target'],
        { tensors: { 'p.y': stored(p) } },
      )
    const sends = 'L (mse_loss) sends'
    expectOne(
      ask(loss([1, 1])).findings,
      'matched',
      0,
      20,
      `${sends} nothing back to p: there is nothing left to correct.`,
    )
    expectOne(
      ask(loss([1.002, 1])).findings,
      'matched',
      0.002,
      2.69897 / 2,
      `${sends} only 0.002 back to p: it is nearly satisfied, so there is little to correct.`,
    )
    expectOne(
      ask(loss([1001, 1])).findings,
      'growing',
      1000,
      1.5,
      'L (mse_loss) starts with a large error: 1,000 goes back to p.',
    )
  })

  it('may be parts of the error that cancel', () => {
    const { findings } = ask(one('softmax', [1, 2, 0.5]))
    const words =
      'In f (softmax) the parts of the error cancel on their way to p: 1.73 arrives, 0 is left, though most errors would pass.'
    expectOne(findings, 'cancelling', 0, 20, words)
  })
})

describe('the verdict', () => {
  it.each([
    [one('relu', [-1]), 'zero', 'is exactly 0: a step of training would not move it.'],
    [one('relu', [1]), 'normal', 'is 1: about as large as at the loss (1), which is nothing unusual.'],
    [
      one('exp', [8, 7]),
      'huge',
      'is 3,180 (the norm of 2 elements, the largest 2,980): 3,180 times larger than at the loss (1).',
    ],
    [one('sigmoid', [8]), 'tiny', 'is 3.35×10⁻⁴: 2,980 times smaller than at the loss (1).'],
    [one('exp', [5]), 'normal', 'is 148: 148 times larger than at the loss (1).'],
    [
      one('sigmoid', [40, -40]),
      'zero',
      'is 4.25×10⁻¹⁸ (the norm of 2 elements, the largest 4.25×10⁻¹⁸): 0 up to rounding.',
    ],
    [one('log', [3, 0, 1]), 'not-finite', 'is infinite at 1 of 3 elements: it cannot be used.'],
    [one('log', [0]), 'not-finite', 'is infinite: it cannot be used.'],
  ])('%#', (document, state, message) => {
    const { verdict } = ask(document)
    expect(verdict.message).toBe(`The gradient of p ${message}`)
    expect(verdict.state).toBe(state)
  })
})

describe('a weight', () => {
  /** sum(b(relu(a(x)))) with a 4 × 2, b 1 × 4. */
  const layers = (a: number, b: number) =>
    documentOf(
      {
        x: { op: 'input' },
        a: { op: 'affine', attrs: { out_features: 4 } },
        r: { op: 'relu' },
        b: { op: 'affine', attrs: { out_features: 1 } },
        L: { op: 'sum' },
      },
      ['x a.x', 'a r.x', 'r b.x', 'b L.x'],
      {
        tensors: {
          'x.y': stored([1, 1], [1, 2]),
          'a.weight': stored(new Array<number>(8).fill(a), [4, 2]),
          'a.bias': stored([0, 0, 0, 0]),
          'b.weight': stored([b, b, b, b], [1, 4]),
        },
        objective,
      },
    )

  it('gets nothing where its partner is the output of dead units', () => {
    const { findings } = ask(layers(-1, 1), 'b.weight')
    const words =
      'r (relu) gives 0 at all 4 elements, and weight of b (affine) is multiplied by it: there its gradient is 0.'
    expectOne(findings, 'dead', 0, 20, words)
    expect(findings[0]).toMatchObject({ node: 'r', edges: ['e3', 'e2'] })
    expect(ask(layers(1, 1), 'b.weight').findings).toEqual([])
  })

  it('passes nothing on when it is 0', () => {
    const { findings } = ask(layers(1, 0), 'a.weight')
    const words =
      'b (affine) multiplies the error by its own weight, which is 0 everywhere: nothing passes back to r there.'
    expectOne(findings, 'zero-factor', 0, 20, words)
    expect(findings[0]!.hint).toBe('Start weight of b from random numbers: from zeros it cannot pass anything back.')
  })
})

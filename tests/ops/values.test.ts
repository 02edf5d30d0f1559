/** @file What no shape can tell: numbers that an op refuses, at the border and beyond, and the elements that it names by them. */
import { describe, expect, it } from 'vitest'
import { eachEdge } from '../../src/engine/costPattern'
import { ops, type Attrs, type Pattern } from '../../src/ops'
import { causalMask, seenBy, UNSEEN } from '../../src/ops/attention'
import { namedPlaces } from '../../src/ops/crossEntropy'
import { fromArray, typescriptKernels, type Tensor } from '../../src/tensor'

const refused = (id: string, inputs: Record<string, Tensor>, attrs: Attrs = {}) => {
  const op = ops.get(id)!
  return op.checkValues!(inputs, op.attrs.parse(attrs))
}
const list = (...data: number[]) => fromArray([data.length], data)
const whole = (shape: number[], data: number[]) => fromArray(shape, data, 'int64')

describe('an op', () => {
  it('takes probabilities from 0 to 1, both of them too', () => {
    expect(refused('bce_loss', { input: list(0, 0.5, 1) })).toBeNull()
    expect(refused('bce_loss', { input: list(0.5, 1.01) })).toMatchObject({
      port: 'input',
      message: '{node} needs probabilities from 0 to 1, but {from:input} holds 1.01 (element 1).',
    })
    expect(refused('bce_loss', { input: list(-0.01) })!.message).toContain('-0.01 (element 0)')
    expect(refused('bce_loss', {})).toBeNull()
  })

  it('takes class numbers that exist', () => {
    const input = fromArray([3, 2], [0, 0, 0, 0, 0, 0])
    for (const id of ['cross_entropy_loss', 'nll_loss', 'multi_margin_loss']) {
      expect(refused(id, { input, target: whole([3], [0, 1, 0]) })).toBeNull()
      expect(refused(id, { input, target: whole([3], [0, 2, 0]) })!.message).toContain(
        'has 2 classes (numbers 0 to 1), but {from:target} holds 2 (element 1)',
      )
      expect(refused(id, { input })).toBeNull()
      expect(refused(id, { target: whole([3], [0, 9, 0]) })).toBeNull()
    }
    const ignoring = { input, target: whole([3], [-100, 1, -100]) }
    expect(refused('cross_entropy_loss', ignoring)).toBeNull()
    expect(refused('multi_margin_loss', ignoring)!.message).toContain('holds -100 (element 0)')
  })

  it('picks places that exist', () => {
    const x = fromArray([2, 3], [1, 2, 3, 4, 5, 6])
    expect(refused('gather', { x, index: whole([2, 1], [0, 2]) })).toBeNull()
    expect(refused('gather', { x, index: whole([1, 2], [0, 2]) }, { dim: 0 })!.message).toBe(
      '{node} picks from 2 places on axis 0 of {from:x} (0 to 1), but {from:index} holds 2 (element 1).',
    )
    expect(refused('gather', { x })).toBeNull()
    expect(refused('gather', { index: whole([1, 1], [9]) })).toBeNull()
  })

  it('normalizes over two numbers of a channel at least', () => {
    const alone = refused('batch_norm', { x: fromArray([1, 2], [1, 2]) })
    expect(alone).toMatchObject({
      port: 'x',
      hint: 'Choose a batch size that leaves no single example over, or set training to false.',
    })
    expect(refused('batch_norm', { x: fromArray([2, 1], [1, 2]) })).toBeNull()
    expect(refused('batch_norm', { x: fromArray([1, 1, 2], [1, 2]) })).toBeNull()
    expect(refused('batch_norm', { x: fromArray([1, 2], [1, 2]) }, { training: false })).toBeNull()
    expect(refused('batch_norm', {})).toBeNull()
  })
})

describe('who sees whom', () => {
  const seen = (factor: ReturnType<typeof seenBy>) => {
    const pairs: string[] = []
    eachEdge({ factors: [factor] }, (source, position) => pairs.push(`${source}→${position}`))
    return pairs.sort()
  }

  it('is, with a causal mask, each position its own place and the earlier ones', () => {
    expect(seen(seenBy(3, 2, true))).toEqual(['0→0', '0→1', '1→1'])
    expect(seen(seenBy(2, 3, true))).toEqual(['0→0', '0→1', '0→2', '1→1', '1→2'])
    expect(seen(seenBy(2, 2, false))).toEqual(['0→0', '0→1', '1→0', '1→1'])
    expect(causalMask(2, 3)).toEqual([0, UNSEEN, UNSEEN, 0, 0, UNSEEN])
  })
})

describe('class numbers name the elements of the input', () => {
  it('in rows, and in images of rows, leaving out what is ignored', () => {
    expect(namedPlaces([3, 2], [1, -1, 0], -1)).toEqual({ from: [1, 4], example: [0, 2] })
    // [N, classes, 2 places]: element (n, t, p) is (n · 3 + t) · 2 + p.
    expect(namedPlaces([2, 3, 2], [2, 0, 1, -7], -7)).toEqual({ from: [4, 1, 8], example: [0, 1, 2] })
    expect(namedPlaces([4], [3], -1)).toEqual({ from: [3], example: [0] })
  })
})

describe('attention depends', () => {
  const edgesOf = (port: string, shapes: Record<string, number[]>, attrs: Attrs = {}) => {
    const op = ops.get('scaled_dot_product_attention')!
    const rule = op.dependence![port]!
    const pattern: Pattern = rule(shapes, op.attrs.parse(attrs), () => [])
    const pairs = new Set<string>()
    eachEdge(pattern, (from, to) => pairs.add(`${from} ${to}`))
    return pairs
  }
  const shapes = { q: [2, 3], k: [4, 3], v: [4, 5], y: [2, 5] }

  it('with each mixture on its own query, and on the keys and values that it may see', () => {
    expect(edgesOf('q', shapes).size).toBe(2 * 3 * 5)
    expect(edgesOf('k', shapes).size).toBe(4 * 3 * 2 * 5)
    expect(edgesOf('k', shapes, { is_causal: true }).size).toBe(3 * 3 * 5)
    expect(edgesOf('v', shapes).size).toBe(4 * 2 * 5)
    expect(edgesOf('v', shapes, { is_causal: true })).toEqual(
      new Set([0, 1, 2, 3, 4].flatMap((c) => [`${c} ${c}`, `${c} ${c + 5}`, `${c + 5} ${c + 5}`])),
    )
  })

  it('on the rows of a mask, or on one row for all', () => {
    const masked = (mask: number[]) => edgesOf('mask', { ...shapes, mask })
    expect(masked([2, 4]).size).toBe(2 * 4 * 5)
    expect(masked([1, 4]).size).toBe(4 * 2 * 5)
    expect(masked([4]).size).toBe(4 * 2 * 5)
    expect(masked([2, 4]).has('0 5')).toBe(false)
    expect(masked([4]).has('0 5')).toBe(true)
  })
})

describe('a cell opened into its inside', () => {
  it.each([true, false])('has affines with a bias as it has itself: %s', (bias) => {
    const op = ops.get('rnn_cell')!
    const shapes = {
      x: [1, 3],
      h: [1, 2],
      w_ih: [2, 3],
      w_hh: [2, 2],
      ...(bias ? { b_ih: [2], b_hh: [2] } : {}),
    }
    const { nodes } = op.inside!(op.attrs.parse({ bias }), shapes)
    const affines = nodes.filter((node) => node.op.id === 'affine')
    expect(affines).toHaveLength(2)
    for (const { attrs, inputs } of affines) {
      expect(attrs.bias).toBe(bias)
      expect(inputs.bias !== undefined).toBe(bias)
    }
  })
})

it('the smallest number beside 1 keeps zeros from being divided by 0, in each dtype its own', () => {
  const op = ops.get('rms_norm')!
  const x = fromArray([1, 2], [1e-8, -1e-8])
  const of = (dtype: 'float64' | 'float32') => {
    const input: Tensor = dtype === 'float64' ? x : { ...x, dtype, data: Float32Array.from(x.data) }
    return (op.forward(typescriptKernels(dtype), { x: input }, op.attrs.parse({ weight: false })).y as Tensor).data[0]!
  }
  expect(of('float64')).toBeCloseTo(1e-8 / Math.sqrt(1e-16 + 2 ** -52), 6)
  expect(of('float32')).toBeCloseTo(1e-8 / Math.sqrt(1e-16 + 2 ** -23), 6)
})

import { describe, expect, it } from 'vitest'
import { histogram } from '../../../src/editor/inspector/histogram'
import { pageAt, sliceOffset, tablePlan } from '../../../src/editor/inspector/slices'
import { statisticsRows } from '../../../src/editor/inspector/statisticsRows'
import { tensorChoices } from '../../../src/editor/inspector/tensorChoices'
import { tensorJson } from '../../../src/editor/inspector/tensorJson'
import { ops } from '../../../src/ops'
import { fromArray, statistics, type Tensor } from '../../../src/tensor'
import { graph } from './runOf'

const viewOf = (tensor: Tensor) => ({ ...tensor, statistics: statistics(tensor), head: tensor.data, complete: true })

describe('histogram', () => {
  it('counts every finite element once, the maximum in the last bin', () => {
    const shown = histogram(Float64Array.from([0, 1, 2, 3, 4, NaN, Infinity]), 4)!
    expect(shown).toEqual({ min: 0, max: 4, counts: [1, 1, 1, 2] })
  })
  it('puts equal elements into the middle, and has nothing to show without finite ones', () => {
    expect(histogram(Float64Array.from([2, 2]), 5)!.counts).toEqual([0, 0, 2, 0, 0])
    expect(histogram(Float64Array.from([NaN]), 5)).toBeNull()
  })
})

describe('the numbers table', () => {
  it('chooses leading axes, shows the last two, a vector as a column', () => {
    expect(tablePlan([])).toEqual({ leading: [], rows: 1, columns: 1 })
    expect(tablePlan([7])).toEqual({ leading: [], rows: 7, columns: 1 })
    const plan = tablePlan([2, 3, 4, 5])
    expect(plan).toEqual({ leading: [2, 3], rows: 4, columns: 5 })
    expect(sliceOffset(plan, [1, 2])).toBe((1 * 3 + 2) * 20)
    expect(sliceOffset(plan, [9, 9])).toBe((1 * 3 + 2) * 20)
  })
  it('pages never run past the end', () => {
    expect(pageAt(0, 16, 20)).toEqual({ first: 0, end: 16 })
    expect(pageAt(16, 16, 20)).toEqual({ first: 16, end: 20 })
    expect(pageAt(64, 16, 20)).toEqual({ first: 16, end: 20 })
    expect(pageAt(0, 16, 0)).toEqual({ first: 0, end: 0 })
  })
})

describe('statistics', () => {
  it('show one number as itself and mark what is not finite', () => {
    expect(statisticsRows(viewOf(fromArray([], [0.25])))[0]).toEqual({ name: 'number', value: '0.250000', bad: false })
    const rows = statisticsRows(viewOf(fromArray([2, 2], [0, 3, 4, NaN])))
    expect(rows.map((row) => row.name)).toEqual(['shape', 'norm ‖·‖', 'min … max', 'mean ± std', 'zeros', 'NaN or ∞'])
    expect(rows.at(-1)).toMatchObject({ value: '1', bad: true })
  })
})

describe('tensors of a selection', () => {
  const document = graph({ x: ['input'], z: ['affine', { out_features: 2, bias: false }], y: ['sigmoid'] }, [
    ['x', 'z.x'],
    ['z', 'y.x'],
  ])
  it('of a node: value, δ, each parameter with its gradient', () => {
    expect(tensorChoices({ kind: 'node', id: 'z' }, document, ops).map((choice) => choice.id)).toEqual([
      'values z.y',
      'deltas z.y',
      'values z.weight',
      'gradients z.weight',
    ])
  })
  it('of an edge: what it carries each way', () => {
    expect(tensorChoices({ kind: 'edge', id: 'e1' }, document, ops).map((choice) => [choice.id, choice.tone])).toEqual([
      ['edges e1', 'delta'],
      ['values z.y', 'value'],
    ])
    expect(tensorChoices({ kind: 'edge', id: 'gone' }, document, ops)).toEqual([])
  })
})

it('JSON of a tensor is what the command line reads', () => {
  expect(JSON.parse(tensorJson(fromArray([3], [1, NaN, -Infinity])))).toEqual({
    dtype: 'float64',
    shape: [3],
    data: [1, 'NaN', '-Infinity'],
  })
})

/** @file How a window may move, and which convolution comes first. */
import { describe, expect, it } from 'vitest'
import { check } from '../../../src/check'
import { convsInOrder } from '../../../src/editor/convolution/convsInOrder'
import { geometryLimits } from '../../../src/editor/convolution/geometryLimits'
import { readsWords } from '../../../src/editor/inside/convSizes'
import type { ConvSizes } from '../../../src/editor/inside/convolution'
import { ops } from '../../../src/ops'
import { documentOf } from '../../support/documents'

const SIZES: ConvSizes = {
  x: [1, 2, 9, 7],
  weight: [4, 2, 3, 3],
  y: [1, 4, 9, 7],
  stride: [1, 1],
  padding: [1, 1],
  dilation: [1, 1],
  groups: 1,
}

/** Whether the engine takes it. */
function runs(change: Partial<Pick<ConvSizes, 'padding' | 'dilation'>>): boolean {
  const { padding, dilation } = { ...SIZES, ...change }
  const document = documentOf(
    {
      x: { op: 'input', attrs: { shape: [1, 2, 9, 7] } },
      c: {
        op: 'conv2d',
        attrs: { out_channels: 4, kernel_size: [3, 3], padding: [...padding], dilation: [...dilation] },
      },
    },
    ['x c.x'],
    { tensors: { 'x.y': { dtype: 'float64', shape: [1, 2, 9, 7], data: Array<number>(126).fill(1) } } },
  )
  return check(document, ops).order.some(({ id }) => id === 'c')
}

describe('limits of the geometry', () => {
  it('are just those that the check has', () => {
    const { min, max } = geometryLimits(SIZES, 'dilation')
    expect([min, max]).toEqual([1, 4])
    expect(runs({ dilation: [max, max] })).toBe(true)
    expect(runs({ dilation: [max + 1, max + 1] })).toBe(false)
  })

  it('leave as much padding as a wide window needs', () => {
    const wide = { ...SIZES, dilation: [4, 4] as const }
    const { min } = geometryLimits(wide, 'padding')
    expect(min).toBe(1)
    expect(runs({ ...wide, padding: [min, min] })).toBe(true)
    expect(runs({ ...wide, padding: [min - 1, min - 1] })).toBe(false)
  })

  it('let a kernel of one pixel be as it is', () => {
    expect(geometryLimits({ ...SIZES, weight: [4, 2, 1, 1] }, 'dilation')).toEqual({ min: 1, max: 32 })
    expect(geometryLimits(SIZES, 'stride')).toEqual({ min: 1, max: 32 })
  })
})

it('groups are said in words', () => {
  expect(readsWords(SIZES)).toBe('1 group: every kernel reads all channels')
  expect(readsWords({ ...SIZES, groups: 2, weight: [4, 1, 3, 3] })).toBe(
    '2 groups: each kernel reads 1 of the channels',
  )
})

it('convolutions come in the order of the forward pass, whatever order a file has them in', () => {
  const document = documentOf(
    {
      later: { op: 'conv2d', attrs: { out_channels: 1, kernel_size: 3 } },
      loose: { op: 'conv2d', attrs: { out_channels: 1, kernel_size: 3 } },
      first: { op: 'conv2d', attrs: { out_channels: 1, kernel_size: 3 } },
      x: { op: 'input', attrs: { shape: [1, 1, 9, 9] } },
    },
    ['x first.x', 'first later.x'],
    { tensors: { 'x.y': { dtype: 'float64', shape: [1, 1, 9, 9], data: Array<number>(81).fill(1) } } },
  )
  expect(convsInOrder(document)).toEqual(['first', 'later', 'loose'])
})

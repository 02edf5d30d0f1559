/** @file Kernels with a name, and Gabor banks: what they are, and how they come into the document. */
import { describe, expect, it } from 'vitest'
import { check } from '../../../src/check'
import { bankNow, forgetBanks, rememberBank, usualBank } from '../../../src/editor/convolution/bankStore'
import { KERNEL_PRESETS, presetOf } from '../../../src/editor/convolution/kernelPresets'
import { setKernel, startAsGabor, weightPlace } from '../../../src/editor/convolution/setKernel'
import { safeStorage } from '../../../src/editor/shell/safeStorage'
import { createDocumentStore } from '../../../src/editor/state/documentStore'
import { decodeTensor, encodeTensor, type GraphDocument } from '../../../src/graph'
import { ops } from '../../../src/ops'
import { gaborWeight } from '../../../src/tensor'
import { graph } from '../inspector/runOf'

const SIZES = [
  [3, 3],
  [5, 5],
  [7, 4],
] as const

describe('a preset', () => {
  it.each(SIZES)('is found again by its numbers, at %d × %d', (height, width) => {
    for (const preset of KERNEL_PRESETS) {
      const plane = preset.make(height, width)
      expect(plane).toHaveLength(height * width)
      expect(presetOf([...plane], height, width)?.id).toBe(preset.id)
    }
    expect(presetOf(Array<number>(height * width).fill(0.3), height, width)).toBeUndefined()
    expect(presetOf([1, 0], 1, 2)).toBeUndefined()
  })

  it('keeps the brightness of even areas, or answers them with 0', () => {
    const sums = Object.fromEntries(
      KERNEL_PRESETS.map(({ id, make }) => [id, make(5, 5).reduce((sum, value) => sum + value, 0)]),
    )
    for (const id of ['same', 'box', 'bell', 'sharpen']) expect(sums[id], id).toBeCloseTo(1, 12)
    for (const id of ['upright', 'level', 'outline', 'gabor-0', 'gabor-45', 'gabor-90'])
      expect(sums[id], id).toBeCloseTo(0, 12)
  })
})

const document = (): GraphDocument =>
  graph(
    { x: ['input', { shape: [1, 2, 8, 8] }], c: ['conv2d', { out_channels: 3, kernel_size: 3 }, 'c₁'] },
    [['x', 'c.x']],
    { 'x.y': { shape: [1, 2, 8, 8], data: Array<number>(128).fill(1) } },
  )
const nodeOf = (of: GraphDocument) => check(of, ops).order.find(({ id }) => id === 'c')!

describe('a kernel in the document', () => {
  it('is set alone, shared by its channels, as one entry of history', () => {
    const documents = createDocumentStore(document())
    const weight = { shape: [3, 2, 3, 3], data: Float64Array.from({ length: 54 }, (_, i) => i) }
    const plane = KERNEL_PRESETS[0]!.make(3, 3)
    setKernel(documents, nodeOf(document()), weight, 1, plane, 'nothing')
    const { data } = decodeTensor(documents.getState().document.tensors['c.weight']!)
    expect([...data.subarray(0, 18)]).toEqual([...weight.data.subarray(0, 18)])
    expect([...data.subarray(18, 27)]).toEqual([0, 0, 0, 0, 0.5, 0, 0, 0, 0])
    expect([...data.subarray(27, 36)]).toEqual([...data.subarray(18, 27)])
    expect(documents.getState().undoLabel).toBe('Make kernel 1 of c₁ nothing')
    documents.undo()
    expect(documents.getState().document.tensors['c.weight']).toBeUndefined()
    expect(documents.getState().undoLabel).toBeNull()
  })

  it('starts as a bank that is known again; a slider that moves is one entry', () => {
    const documents = createDocumentStore(document())
    const shape = [3, 2, 3, 3]
    const bank = usualBank(shape)
    const kernels = () => documents.getState().document.tensors['c.weight']
    const start = (wavelength: number, mergeKey: string) =>
      startAsGabor(documents, nodeOf(document()), shape, { ...bank, wavelength }, mergeKey)
    start(5, 'first')
    const first = kernels()!
    for (const wavelength of [2, 3, 4]) start(wavelength, 'drag')
    expect(bankNow(kernels()!, shape)).toEqual({ ...bank, wavelength: 4 })
    documents.undo()
    expect(kernels()).toEqual(first)
    expect(bankNow(first, shape)).toEqual({ ...bank, wavelength: 5 })
    documents.undo()
    expect(kernels()).toBeUndefined()
    expect(documents.getState().undoLabel).toBeNull()
  })

  it('is no bank once a single number differs, nor with another shape', () => {
    const documents = createDocumentStore(document())
    const shape = [3, 2, 3, 3]
    startAsGabor(documents, nodeOf(document()), shape, usualBank(shape))
    const kernels = documents.getState().document.tensors['c.weight']!
    const { data } = decodeTensor(kernels)
    expect(bankNow(kernels, shape)).toEqual(usualBank(shape))
    expect(bankNow(kernels, [3, 1, 3, 6])).toBeNull()
    const other = Float64Array.from(data, (value, i) => (i === 20 ? value + 0.01 : value))
    expect(bankNow(encodeTensor({ dtype: 'float64', shape, data: other }), shape)).toBeNull()
  })

  it('is known again in a page that is opened anew, also in single precision; of a drag the end is kept', () => {
    const shape = [3, 2, 3, 3]
    const bank = { ...usualBank(shape), orientation: 13, aspect: 1.3 }
    const kernelsOf = (aspect: number) => encodeTensor(gaborWeight(shape, { ...bank, aspect }))
    const keep = (aspect: number, of: string, at: number) =>
      rememberBank(kernelsOf(aspect), { ...bank, aspect }, of, at)
    keep(1.4, 'c1.weight', 1e9 - 1)
    for (const [i, aspect] of [1.1, 1.2, 1.3].entries()) keep(aspect, 'c2.weight', 1e9 + i)
    forgetBanks()
    // Another convolution's bank is none of this drag.
    expect(bankNow(kernelsOf(1.4), shape)).toEqual({ ...bank, aspect: 1.4 })
    const { data } = decodeTensor(kernelsOf(1.3))
    expect(bankNow(encodeTensor({ dtype: 'float32', shape, data: Float32Array.from(data) }), shape)).toEqual(bank)
    expect(bankNow(kernelsOf(1.2), shape)).toBeNull()
  })

  it('is not taken from what another program wrote into the storage', () => {
    safeStorage.setItem('gradwire.gaborBanks', '[["3x2x3x3 1 1",{"orientation":"x"}],7,{"a":1}]')
    forgetBanks()
    const shape = [3, 2, 3, 3]
    expect(bankNow(encodeTensor(gaborWeight(shape, usualBank(shape))), shape)).toEqual(usualBank(shape))
  })

  it('is that of the wire where there is one, and of nobody where it is computed', () => {
    const wired = (source: string, attrs?: Record<string, unknown>) => {
      const of = graph(
        {
          x: ['input', { shape: [1, 1, 4, 4] }],
          w: ['parameter', { shape: [2, 1, 3, 3] }],
          s: [source, attrs],
          c: ['conv2d', { out_channels: 2 }],
        },
        source === 'tanh'
          ? [
              ['x', 'c.x'],
              ['w', 's.x'],
              ['s', 'c.weight'],
            ]
          : [
              ['x', 'c.x'],
              ['s', 'c.weight'],
            ],
        {
          'x.y': { shape: [1, 1, 4, 4], data: Array<number>(16).fill(1) },
          's.y': { shape: [2, 1, 3, 3], data: Array<number>(18).fill(1) },
        },
      )
      return weightPlace(of, nodeOf(of))
    }
    expect(wired('constant', { shape: [2, 1, 3, 3] })).toEqual({ ok: true, key: 's.y' })
    expect(wired('tanh')).toMatchObject({ ok: false })
  })
})

it('a usual bank fills the kernels that there are', () => {
  for (const outputs of [1, 3, 4, 6, 8, 16, 96]) {
    const { orientations, scales } = usualBank([outputs, 1, 9, 9])
    expect(orientations * scales >= outputs || scales === 4, `${outputs} kernels`).toBe(true)
    expect(orientations).toBeLessThanOrEqual(outputs)
  }
  expect(usualBank([8, 1, 9, 9])).toMatchObject({ orientations: 4, scales: 2, wavelength: 4.5, sigma: 1.8 })
})

import { describe, expect, it } from 'vitest'
import {
  heightFor,
  inputSpot,
  along,
  neuronSpot,
  placeAt,
  type NeuronFrame,
} from '../../../src/editor/inside/neuronGeometry'
import { moved, placeWords } from '../../../src/editor/inside/places'
import { substituted } from '../../../src/editor/inside/sumTex'
import { biasTerms, inputTerms, totalOf, valueTerms, weightTerms, type Place } from '../../../src/editor/inside/terms'
import { unrollable } from '../../../src/editor/inside/unrollable'
import { check } from '../../../src/check'
import { ops } from '../../../src/ops'
import { createRandom } from '../../../src/tensor'
import { graph, runOf } from '../inspector/runOf'

const [examples, inputs, units] = [5, 4, 3]

function layer() {
  const random = createRandom(7)
  const numbers = (n: number) => Array.from({ length: n }, () => random.uniform() * 2 - 1)
  return graph(
    {
      x0: ['input', { shape: [examples, inputs] }],
      x: ['tanh'],
      z: ['affine', { out_features: units }, 'z₁'],
      s: ['sigmoid'],
      t: ['input', { shape: [examples, units] }],
      L: ['mse_loss'],
    },
    [
      ['x0', 'x.x'],
      ['x', 'z.x'],
      ['z', 's.x'],
      ['s', 'L.input'],
      ['t', 'L.target'],
    ],
    {
      'x0.y': { shape: [examples, inputs], data: numbers(examples * inputs) },
      't.y': { shape: [examples, units], data: numbers(examples * units) },
      'z.weight': { shape: [units, inputs], data: numbers(units * inputs) },
      'z.bias': { shape: [units], data: numbers(units) },
    },
  )
}

describe('the scalar sums of an affine', () => {
  it('give the numbers of the tensor view: values, gradients, and what goes back', async () => {
    const { run } = await runOf(layer())
    const view = (kind: 'values' | 'deltas' | 'gradients' | 'edges', key: string) => run.tensor(kind, key)!.head
    const [x, w, b] = [view('values', 'x.y'), view('values', 'z.weight'), view('values', 'z.bias')]
    const [z, dz, dx] = [view('values', 'z.y'), view('deltas', 'z.y'), view('edges', 'e1')]
    const [dw, db] = [view('gradients', 'z.weight'), view('gradients', 'z.bias')]
    const sizes = { units, inputs }
    for (let j = 0; j < units; j++) {
      expect(totalOf(biasTerms(dz, units, j))).toBeCloseTo(db[j]!, 14)
      for (let n = 0; n < examples; n++)
        expect(totalOf(valueTerms(x, w, inputs, n, j)) + b[j]!).toBeCloseTo(z[n * units + j]!, 14)
      for (let i = 0; i < inputs; i++) {
        const terms = weightTerms(dz, x, sizes, j, i)
        expect(terms.length).toBe(examples)
        expect(totalOf(terms)).toBeCloseTo(dw[j * inputs + i]!, 14)
      }
    }
    for (let n = 0; n < examples; n++)
      for (let i = 0; i < inputs; i++)
        expect(totalOf(inputTerms(dz, w, sizes, n, i))).toBeCloseTo(dx[n * inputs + i]!, 14)
  })

  it('are written with their numbers, negative ones in brackets', () => {
    const terms = [
      { index: 0, a: 0.5, b: -2, product: -1 },
      { index: 1, a: 3, b: 4, product: 12 },
    ]
    const parts = { result: 'z', terms, tones: ['plain', 'plain'] as const, bias: 0.25, total: 11.25 }
    const latex = substituted({ ...parts, totalTone: 'plain' })
    expect(latex).toContain('z &= 0.500 \\cdot (-2.00) + 3.00 \\cdot 4.00 + \\textcolor{parameter}{0.250}')
    expect(latex).toContain('&= 11.3')
    // Long sums go on below.
    const long = substituted({ ...parts, terms: [...terms, ...terms], totalTone: 'plain' })
    expect(long.split('\\\\').length).toBe(3)
    expect(long).toContain('&\\quad + 3.00 \\cdot 4.00 + \\textcolor{parameter}{0.250}')
  })
})

describe('what can be unrolled', () => {
  const answer = (document: ReturnType<typeof layer>, node: string) => unrollable(check(document, ops), node, node)

  it('is an affine of up to 64 units and inputs', () => {
    expect(answer(layer(), 'z').ok).toBe(true)
    const wide = (inputs: number, out_features: number) =>
      graph({ x: ['input', { shape: ['N', inputs] }], z: ['affine', { out_features }] }, [['x', 'z.x']], {
        'x.y': { shape: [1, inputs], data: Array.from({ length: inputs }, () => 0) },
      })
    expect(answer(wide(64, 64), 'z').ok).toBe(true)
    for (const [inputs, outputs] of [
      [65, 3],
      [3, 65],
    ] as const)
      expect(answer(wide(inputs, outputs), 'z')).toEqual({
        ok: false,
        reason: expect.stringContaining(`z has ${outputs} units and ${inputs} inputs; up to 64`),
      })
  })

  it('says what it is instead', () => {
    expect(answer(layer(), 's')).toEqual({ ok: false, reason: expect.stringContaining('s is a sigmoid') })
    const loose = graph({ z: ['affine', { out_features: 2 }] }, [])
    expect(answer(loose, 'z')).toEqual({ ok: false, reason: expect.stringContaining('cannot run yet') })
  })
})

describe('the picture of neurons', () => {
  const frame: NeuronFrame = { width: 600, height: heightFor(64, 65, 300), units: 64, inputs: 64, bias: true }

  it('is found again where it is drawn, neuron, input and weight', () => {
    for (const neuron of [0, 17, 63])
      expect(placeAt(frame, neuronSpot(frame, neuron))).toEqual({ kind: 'neuron', neuron })
    for (const input of [0, 40, 63]) expect(placeAt(frame, inputSpot(frame, input))).toEqual({ kind: 'input', input })
    const small = { ...frame, height: 300, units: 3, inputs: 2 }
    for (let neuron = 0; neuron < 3; neuron++)
      for (let input = 0; input < 3; input++)
        expect(placeAt(small, along(small, neuron, input, 0.22))).toEqual({ kind: 'weight', neuron, input })
    expect(placeAt(small, { x: 2, y: 2 })).toBeNull()
  })

  it('grows with its longer column', () => {
    expect(heightFor(3, 3, 300)).toBe(300)
    expect(heightFor(64, 3, 300)).toBeGreaterThan(64 * 25)
  })
})

describe('keys', () => {
  const counts = { units: 2, inputs: 2, rows: 3 }
  const walk = (from: Place, ...keys: string[]) => keys.reduce((at, key) => moved(at, key, counts) ?? at, from)

  it('walk from neuron to weights to input, and back', () => {
    const neuron: Place = { kind: 'neuron', neuron: 1 }
    expect(walk(neuron, 'ArrowLeft')).toEqual({ kind: 'weight', neuron: 1, input: 0 })
    expect(walk(neuron, 'ArrowLeft', 'ArrowLeft', 'ArrowLeft')).toEqual({ kind: 'weight', neuron: 1, input: 2 })
    expect(walk(neuron, ...Array<string>(4).fill('ArrowLeft'))).toEqual({ kind: 'input', input: 1 })
    expect(walk(neuron, 'ArrowLeft', 'ArrowRight')).toEqual(neuron)
    expect(walk(neuron, 'ArrowDown')).toEqual(neuron)
    expect(walk(neuron, 'ArrowUp')).toEqual({ kind: 'neuron', neuron: 0 })
    expect(moved(neuron, 'x', counts)).toBeNull()
  })

  it('reach places that are named by the indices of the tensors', () => {
    expect(placeWords({ kind: 'weight', neuron: 1, input: 0 }, 'z₁', 2)).toBe('weight [1, 0] of z₁')
    expect(placeWords({ kind: 'weight', neuron: 1, input: 2 }, 'z₁', 2)).toBe('bias 1 of z₁')
  })
})

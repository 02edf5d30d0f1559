/** @file Sums over patterns, against going over the edges one by one. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exactAdd, exactFull, exactMap, exactTotal, type Exact } from '../../src/engine/costExact'
import { arrivals, covers, eachEdge, pull, push } from '../../src/engine/costPattern'
import { edgesOf, type Factor, type Pattern } from '../../src/ops'
import { createRandom } from '../../src/tensor'

const numbers = (size: number, seed: number) => {
  const random = createRandom(seed)
  return Float64Array.from({ length: size }, () => random.integer(100))
}

const factor: fc.Arbitrary<Factor> = fc.oneof(
  fc.integer({ min: 0, max: 3 }).map((n): Factor => ({ kind: 'same', inputs: n, outputs: n })),
  fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }))
    .map(([inputs, outputs]): Factor => ({ kind: 'all', inputs, outputs })),
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.nat())
    .map(([inputs, outputs, seed]): Factor => {
      const random = createRandom(seed)
      const cells = Array.from({ length: inputs * outputs }, (_, i) => i).filter(() => random.uniform() < 0.5)
      return {
        kind: 'pairs',
        inputs,
        outputs,
        from: cells.map((cell) => Math.floor(cell / outputs)),
        to: cells.map((cell) => cell % outputs),
      }
    }),
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.nat())
    .map(([inputs, outputs, seed]): Factor => {
      const random = createRandom(seed)
      const from = Array.from({ length: outputs }, () => random.integer(inputs))
      return { kind: 'chosen', inputs, outputs, from: () => from }
    }),
)

const pattern: fc.Arbitrary<Pattern> = fc
  .tuple(fc.array(factor, { maxLength: 4 }), fc.boolean(), fc.nat())
  .map(([factors, ordered, seed]) =>
    ordered ? { factors, order: Array.from(createRandom(seed).shuffle(Uint8Array.from(factors.keys()))) } : { factors },
  )

const sizeOf = (factors: readonly Factor[], side: 'inputs' | 'outputs') => factors.reduce((n, f) => n * f[side], 1)

/** By the definition: a factor at a time, in the order of the input's axes; then the output's axes in their order. */
function edgesByDefinition({ factors, order }: Pattern): [number, number][] {
  const outputOrder = order ?? factors.map((_, i) => i)
  const one = (f: Factor): [number, number][] => {
    const cells = Array.from({ length: f.inputs * f.outputs }, (_, i): [number, number] => [
      Math.floor(i / f.outputs),
      i % f.outputs,
    ])
    if (f.kind === 'same') return cells.filter(([i, o]) => i === o)
    if (f.kind === 'all') return cells
    if (f.kind === 'chosen') return cells.filter(([i, o]) => f.from()[o] === i)
    return cells.filter(([i, o]) => Array.from(f.from).some((from, j) => from === i && f.to[j] === o))
  }
  let places: { inputs: number[]; outputs: number[] }[] = [{ inputs: [], outputs: [] }]
  for (const f of factors)
    places = places.flatMap((place) =>
      one(f).map(([i, o]) => ({ inputs: [...place.inputs, i], outputs: [...place.outputs, o] })),
    )
  return places.map(({ inputs, outputs }) => [
    inputs.reduce((flat, at, axis) => flat * factors[axis]!.inputs + at, 0),
    outputOrder.reduce((flat, axis) => flat * factors[axis]!.outputs + outputs[axis]!, 0),
  ])
}

const sorted = (edges: readonly (readonly [number, number])[]) => edges.map(([i, o]) => `${i} ${o}`).sort()

it('patterns are what their factors say, and sums over them are sums over their edges', () => {
  fc.assert(
    fc.property(pattern, fc.nat(), (p, seed) => {
      const edges = edgesByDefinition(p)
      const visited: [number, number][] = []
      eachEdge(p, (i, o) => visited.push([i, o]))
      expect(sorted(visited)).toEqual(sorted(edges))
      expect(edgesOf(p)).toBe(edges.length)

      const [inputs, outputs] = [sizeOf(p.factors, 'inputs'), sizeOf(p.factors, 'outputs')]
      const [x, y] = [numbers(inputs, seed), numbers(outputs, seed + 1)]
      const [pushed, pulled, arriving] = [
        new Float64Array(outputs),
        new Float64Array(inputs),
        new Float64Array(outputs),
      ]
      for (const [i, o] of edges) {
        pushed[o]! += x[i]!
        pulled[i]! += y[o]!
        arriving[o]!++
      }
      expect(push(p, x)).toEqual(pushed)
      expect(pull(p, y)).toEqual(pulled)
      expect(arrivals(p)).toEqual(arriving)
      if (covers(p, 'outputs')) expect(arriving.every((n) => n > 0)).toBe(true)
      if (covers(p, 'inputs')) for (let i = 0; i < inputs; i++) expect(edges.some(([from]) => from === i)).toBe(true)
    }),
    { numRuns: 400, seed: 7 },
  )
})

describe('covers', () => {
  const cases: [string, Factor, boolean, boolean][] = [
    ['same', { kind: 'same', inputs: 2, outputs: 2 }, true, true],
    ['all', { kind: 'all', inputs: 1, outputs: 2 }, true, true],
    ['nothing to nothing', { kind: 'all', inputs: 0, outputs: 2 }, false, false],
    ['a gap in the input', { kind: 'pairs', inputs: 3, outputs: 2, from: [0, 2], to: [0, 1] }, false, true],
    ['a gap in the output', { kind: 'pairs', inputs: 2, outputs: 3, from: [0, 1], to: [0, 2] }, true, false],
    ['chosen', { kind: 'chosen', inputs: 2, outputs: 2, from: () => [0, 0] }, false, true],
  ]
  it.each(cases)('%s', (_, f, inputs, outputs) => {
    const full: Factor = { kind: 'same', inputs: 2, outputs: 2 }
    expect(covers({ factors: [full, f] }, 'inputs')).toBe(inputs)
    expect(covers({ factors: [full, f] }, 'outputs')).toBe(outputs)
  })
})

describe('exact numbers', () => {
  const valueAt = (a: Exact, i: number) => a.reduce((sum, limb, j) => sum + (BigInt(limb[i]!) << BigInt(24 * j)), 0n)

  it('add, double and total beyond 2^53 without rounding', () => {
    let powers: Exact = exactFull(3, 1)
    for (let n = 0; n < 200; n++) powers = exactAdd(powers, powers)
    expect(valueAt(powers, 2)).toBe(2n ** 200n)
    expect(exactTotal(powers)).toBe(3n * 2n ** 200n)
    expect(exactTotal(powers, Float64Array.of(1, 2, 5))).toBe(8n * 2n ** 200n)
    expect(valueAt(exactAdd(powers, exactFull(3, 7)), 0)).toBe(2n ** 200n + 7n)
    expect(valueAt(exactAdd(exactFull(3, 7), powers), 1)).toBe(2n ** 200n + 7n)
  })

  it('keep every limb below 2^24, so that sums of them stay exact', () => {
    const large = exactMap(exactFull(2, 2 ** 23), (limb) => limb.map((x) => x * 1000))
    expect(large.every((limb) => limb.every((x) => x >= 0 && x < 2 ** 24 && Number.isInteger(x)))).toBe(true)
    expect(valueAt(large, 0)).toBe(1000n << 23n)
  })

  it('total what comes close to the limit of a float', () => {
    const size = 5000
    const limb = new Float64Array(size).fill(2 ** 24 - 1)
    const weights = new Float64Array(size).fill(2 ** 28 - 1)
    expect(exactTotal([limb], weights)).toBe(BigInt(size) * (2n ** 24n - 1n) * (2n ** 28n - 1n))
    expect(exactTotal([])).toBe(0n)
  })

  it('leaves what it adds as it was', () => {
    const a = exactFull(2, 2 ** 24 - 1)
    exactAdd(a, a)
    exactAdd(a, exactAdd(a, a))
    expect(valueAt(a, 0)).toBe(2n ** 24n - 1n)
  })
})

/** @file The two passes of the race on scalar graphs made by hand. */
import { describe, expect, it } from 'vitest'
import type { ScalarGraph } from '../../src/engine/costScalars'
import { cachedPass, naivePass, type Passing } from '../../src/engine/naivePasses'

/** Edges as pairs of scalars, tails first; scalar 0 is the root. */
function graphOf(
  size: number,
  edges: readonly (readonly [tail: number, head: number])[],
  parameters: readonly number[],
) {
  return {
    size,
    tails: Int32Array.from(edges, ([tail]) => tail),
    heads: Int32Array.from(edges, ([, head]) => head),
    parameters: Int32Array.from(parameters),
    links: [],
    linkOf: new Int32Array(edges.length),
    first: new Map(),
  } satisfies ScalarGraph
}

function run(pass: () => Passing) {
  const pauses: number[] = []
  const steps = pass()
  for (;;) {
    const next = steps.next()
    if (next.done) return { ...next.value, sums: [...next.value.sums], pauses }
    pauses.push(next.value)
  }
}

describe('both passes', () => {
  // 4 and 3 are parameters: 4 → 2 → 1 → 0, 4 → 1, 3 → 1, 3 → 0.
  const graph = graphOf(
    5,
    [
      [4, 2],
      [4, 1],
      [2, 1],
      [3, 1],
      [3, 0],
      [1, 0],
    ],
    [3, 4],
  )
  const local = Float64Array.of(2, 3, 5, 7, 11, 13)

  it('add up the products of all ways', () => {
    const cached = run(cachedPass(graph, local, 0))
    expect(cached).toEqual({ multiplications: 6, sums: [1, 13, 65, 102, 169], pauses: [] })
    const naive = run(naivePass(graph, local, 0))
    // 2·5·13, 3·13, 7·13 and 11.
    expect(naive.multiplications).toBe(3 + 2 + 2 + 1)
    expect(naive.sums).toEqual([0, 0, 0, 102, 169])
    // A pass may be made again.
    const pass = naivePass(graph, local, 0)
    run(pass)
    expect(run(pass)).toEqual(naive)
  })

  it('follow a chain of all edges', () => {
    const chain = graphOf(
      4,
      [
        [3, 2],
        [2, 1],
        [1, 0],
      ],
      [3],
    )
    const factors = Float64Array.of(2, 3, 5)
    expect(run(cachedPass(chain, factors, 0)).sums[3]).toBe(30)
    expect(run(naivePass(chain, factors, 0))).toEqual({ multiplications: 3, sums: [0, 0, 0, 30], pauses: [] })
  })

  it('give 1 to a parameter that is the root', () => {
    expect(run(naivePass(graphOf(1, [], [0]), new Float64Array(0), 0))).toEqual({
      multiplications: 0,
      sums: [1],
      pauses: [],
    })
  })

  it('pause every 200,000 multiplications', () => {
    const count = 450_000
    const fan = {
      ...graphOf(count + 1, [], []),
      tails: Int32Array.from({ length: count }, (_, i) => i + 1),
      heads: new Int32Array(count),
      parameters: Int32Array.from({ length: count }, (_, i) => i + 1),
    }
    const ones = new Float64Array(count).fill(1)
    const [cached, naive] = [run(cachedPass(fan, ones, 0)), run(naivePass(fan, ones, 0))]
    expect(cached.pauses).toEqual([0, 0])
    expect(naive.pauses).toEqual([200_000, 400_000])
    expect(naive.sums.every((x, i) => x === (i ? 1 : 0))).toBe(true)
  })
})

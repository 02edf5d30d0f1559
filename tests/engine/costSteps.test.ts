/** @file Counting in pieces: what is known after each of them, and when the forward pass has to run. */
import { describe, expect, it } from 'vitest'
import { costOf, countSteps, linksFor, linksSteps, PER_PARAMETER_LIMIT, type CostSoFar } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'
import { denseNet, documentOf, storedTensor } from '../support/documents'

function counted(document: GraphDocument) {
  const pieces: CostSoFar[] = []
  const steps = countSteps(linksFor(document, ops))
  for (;;) {
    const next = steps.next()
    if (next.done) return { pieces, cost: next.value }
    pieces.push(next.value)
  }
}

describe('the counts', () => {
  const document = denseNet([2, 8, 8, 8, 1])

  it('come one after the other, the cheap ones first, and stay', () => {
    const { pieces, cost } = counted(document)
    expect(cost).toEqual(costOf(document, ops))
    expect(pieces[0]).toEqual({ scalars: cost.scalars, cached: null, paths: null, alone: null })
    const { cached, paths } = cost.multiplications
    const stages = pieces.map((piece) => [piece.cached, piece.paths])
    const order = [
      [null, null],
      [cached, null],
      [cached, paths],
    ]
    const seen = order.map((stage) => stages.findIndex((piece) => String(piece) === String(stage)))
    expect(seen.every((at, i) => at >= 0 && (i === 0 || at > seen[i - 1]!))).toBe(true)
    expect(pieces.every(({ scalars }) => scalars === pieces[0]!.scalars)).toBe(true)
    // Between two pieces lies the work of one link at most.
    expect(pieces.length).toBeGreaterThan(2 * 16)
  })

  it('of each parameter alone tell how many are done, 32 at a time', () => {
    const { pieces, cost } = counted(document)
    const alone = pieces.flatMap((piece) => piece.alone ?? [])
    expect(alone.map(({ parameters, of }) => [parameters, of])).toEqual(
      [0, 32, 64, 96, 128, 160].map((done) => [done, 177]),
    )
    expect(alone[0]!.multiplications).toBe(0n)
    for (const [i, { multiplications }] of alone.slice(1).entries())
      expect(multiplications).toBeGreaterThan(alone[i]!.multiplications)
    expect(cost.multiplications.perParameter).toBeGreaterThan(alone.at(-1)!.multiplications)
  })

  it('leave out each parameter alone where there are too many edges', () => {
    const wide = documentOf(
      { p: { op: 'parameter', attrs: { shape: [PER_PARAMETER_LIMIT + 1] } }, s: { op: 'sum' } },
      ['p s.x'],
      { objective: { node: 's', port: 'y' } },
    )
    const { pieces, cost } = counted(wide)
    expect(pieces.every(({ alone }) => alone === null)).toBe(true)
    expect(cost.multiplications.perParameter).toBeNull()
  })
})

describe('the forward pass', () => {
  const piecesOf = (document: GraphDocument) => {
    let pieces = 0
    for (const steps = linksSteps(document, ops); !steps.next().done;) pieces++
    return pieces
  }

  it('does not run where structure tells everything', () => {
    expect(piecesOf(denseNet([2, 3, 1]))).toBe(0)
  })

  it('runs where numbers choose what is counted, or name it', () => {
    const pooled = documentOf(
      {
        x: { op: 'input' },
        c: { op: 'conv2d', attrs: { out_channels: 1, kernel_size: 1 } },
        p: { op: 'max_pool2d', attrs: { kernel_size: 2 } },
        s: { op: 'sum' },
      },
      ['x c.x', 'c p.x', 'p s.x'],
      { tensors: { 'x.y': storedTensor([1, 1, 2, 2], 3) }, objective: { node: 's', port: 'y' } },
    )
    expect(piecesOf(pooled)).toBeGreaterThanOrEqual(3)
    const named = documentOf(
      {
        p: { op: 'parameter', attrs: { shape: [2, 3] } },
        t: { op: 'input', attrs: { dtype: 'int64' } },
        L: { op: 'nll_loss' },
      },
      ['p L.input', 't L.target'],
      { tensors: { 't.y': { dtype: 'int64', shape: [2], data: [0, 2] } } },
    )
    expect(piecesOf(named)).toBeGreaterThanOrEqual(1)
    expect(costOf(named, ops).multiplications.cached).toBe(2n)
  })
})

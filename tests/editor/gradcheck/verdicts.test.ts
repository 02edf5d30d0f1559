import { describe, expect, it } from 'vitest'
import { elementName } from '../../../src/editor/format'
import { sweepCurves, sweepWords } from '../../../src/editor/gradcheck/sweepWords'
import { summary, verdictsOf } from '../../../src/editor/gradcheck/verdicts'
import { gradcheck } from '../../../src/engine'
import type { GraphDocument } from '../../../src/graph'
import { ops, type Op } from '../../../src/ops'
import { denseNet, documentOf } from '../../support/documents'

function verdicts(document: GraphDocument, registry: ReadonlyMap<string, Op> = ops) {
  const steps = gradcheck(document, registry)
  for (;;) {
    const next = steps.next()
    if (next.done) return verdictsOf(document, ops, next.value.checks)
  }
}

const sigmoid = ops.get('sigmoid')!
const rule = sigmoid.backward.x!
const wrong: Op = { ...sigmoid, backward: { x: (context) => context.k.scale(rule(context), 1.0005) } }

describe('verdicts', () => {
  it('are green for right rules, on every node that takes part and on every edge', () => {
    const document = denseNet([2, 2, 1])
    const { list, nodes, edges } = verdicts(document)
    expect(list.every(({ tone }) => tone === 'ok')).toBe(true)
    expect([...nodes.keys()].sort()).toEqual(['L', 'y1', 'y2', 'z1', 'z2'])
    expect([...edges.keys()].sort()).toEqual(Object.keys(document.edges).sort())
    expect(summary(list, 1e-6)).toBe('All gradients agree: 10 places, each to a relative error below 1×10⁻⁶.')
  })

  it('put the worst first, and lead to the rule that is wrong', () => {
    const document = denseNet([2, 1])
    const { list, nodes, edges } = verdicts(document, new Map([...ops, ['sigmoid', wrong]]))
    expect(list[0]!.tone).toBe('bad')
    const into = (node: string) => Object.keys(document.edges).find((id) => document.edges[id]!.to.node === node)!
    expect(edges.get(into('y1'))!.words).toBe(
      'gradient check: off by 0.050 %: after y1 all agree, so look at the backward rule of sigmoid',
    )
    expect(list.find(({ check }) => check.target === 'z1.bias')!.words).toBe(
      'off by 0.050 %, which comes from y1 (sigmoid)',
    )
    expect(nodes.get('L')!.tone).toBe('ok')
    expect(summary(list, 1e-6)).toMatch(/^4 of 6 places do not agree with differences to 1×10⁻⁶\.$/)
  })

  it('are amber at a kink, with the reason', () => {
    const document = documentOf(
      { p: { op: 'parameter', attrs: { shape: [3] } }, r: { op: 'relu' }, L: { op: 'sum' } },
      ['p r.x', 'r L.x'],
      {
        tensors: { 'p.y': { dtype: 'float64', shape: [3], data: [0, 1, -1] } },
        objective: { node: 'L', port: 'y' },
      },
    )
    const { list, nodes } = verdicts(document)
    expect(nodes.get('r')).toEqual({
      tone: 'kink',
      words:
        'gradient check: 1 element stands exactly at a kink of r (relu): the slope differs on its two sides, and backprop takes one between them, as it may',
    })
    // The parameter before it moves the same kink.
    expect(list.find(({ check }) => check.target === 'p.y')!.words).toContain('a kink of r (relu)')
    expect(summary(list, 1e-6)).toContain('2 of them touch a kink.')
  })
})

describe('the sweep in words', () => {
  const points = [-10, -8, -6, -4, -2].map((power, i) => ({
    h: 10 ** power,
    oneSided: [1e-6, 1e-8, 1e-6, 1e-4, 1e-2][i]!,
    central: [1e-6, 1e-8, 1e-11, 1e-8, 1e-4][i]!,
  }))

  it('names the best step, or the floor', () => {
    expect(sweepWords({ analytic: 2, points }, true)).toMatch(
      /^Central differences are best at h = 1×10⁻⁶, with an error of 1\.0×10⁻¹¹\./,
    )
    expect(sweepWords({ analytic: 2, points }, false)).toContain('floor')
    expect(sweepCurves(points).central.x).toEqual([-10, -8, -6, -4, -2])
  })

  it('copes with nothing to show', () => {
    const none = points.map(({ h }) => ({ h, oneSided: null, central: null }))
    expect(sweepWords({ analytic: 2, points: none }, true)).toContain('No difference is finite here')
  })
})

it('writes the index of an element', () => {
  expect([elementName([2, 3], 4), elementName([5], 4), elementName([], 0)]).toEqual(['[1, 1]', '[4]', ''])
})

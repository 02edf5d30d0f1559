/** @file Blame where several ways lead to a tensor, and where parts of an error are lost: what counts, and how much. */
import { describe, expect, it } from 'vitest'
import type { BlameTarget } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { askBlame } from '../support/askBlame'
import { documentOf } from '../support/documents'

/** p over two rows of multiplications, added up. */
function ways(first: readonly number[], second: readonly number[]) {
  const nodes: GraphDocument['nodes'] = { p: { op: 'parameter', attrs: { shape: [], value: 1 } }, L: { op: 'add' } }
  const wires = [...multiplied('f', 'p', first, 'L.a', nodes), ...multiplied('s', 'p', second, 'L.b', nodes)]
  return askBlame(documentOf(nodes, wires, { objective }), { kind: 'port', key: 'p.y' })
}

/** Wires of a row of multiplications, f0, f1, … by constants. */
function multiplied(letter: string, from: string, row: readonly number[], to: string, nodes: GraphDocument['nodes']) {
  const wires = row.flatMap((factor, i) => {
    nodes[`${letter}${i}`] = { op: 'mul' }
    nodes[`${letter}c${i}`] = constant(factor)
    return [`${i ? `${letter}${i - 1}` : from} ${letter}${i}.a`, `${letter}c${i} ${letter}${i}.b`]
  })
  return [...wires, `${letter}${row.length - 1} ${to}`]
}

const stored = (data: number[], shape = [data.length]) => ({ dtype: 'float64' as const, shape, data })
const objective = { node: 'L', port: 'y' }
const constant = (value: number) => ({ op: 'constant', attrs: { shape: [], value } })

describe('two ways', () => {
  it('count by the part of the gradient that comes over them', () => {
    for (const [found, ...others] of [ways([30], [10]).findings, ways([10], [30]).findings]) {
      expect(others).toEqual([])
      expect(found!.kind).toBe('growing')
      // Three quarters of 40 came this way; a gradient of ordinary size asks half as much.
      expect(found!.score).toBeCloseTo(0.5 * Math.log10(30) * (0.05 + 0.95 * 0.75), 9)
    }
  })

  it('are told by the stronger one, whichever is first', () => {
    for (const { findings } of [ways([10, 10, 10], [0.1, 0.1, 0.1]), ways([0.1, 0.1, 0.1], [10, 10, 10])])
      expect(findings.map(({ message }) => message)).toEqual([
        expect.stringMatching(/^3 mul nodes in a row, from [fs]2 back to [fs]0, .* by 1,000 in all\.$/),
      ])
  })
})

describe('two ways that both end in 0', () => {
  it('are told by the one with more gradient before it', () => {
    for (const { findings } of [ways([0], [0, 10, 10, 10]), ways([0, 10, 10, 10], [0])])
      expect(findings.filter(({ kind }) => kind === 'growing')).toMatchObject([
        {
          message: expect.stringMatching(/^3 mul nodes in a row, from [fs]3 back to [fs]1, .* by 1,000 in all\.$/),
          // Growing is not what makes a gradient 0.
          score: expect.closeTo(0.3, 9),
        },
      ])
  })
})

describe('two outputs of one node', () => {
  /** x through a cell, of which the output and the state go on over rows of multiplications. */
  const cell = (output: readonly number[], state: readonly number[], target: BlameTarget) => {
    const nodes: GraphDocument['nodes'] = {
      x: { op: 'parameter', attrs: { shape: [1, 1], value: 1 } },
      l: { op: 'lstm_cell', attrs: { hidden_size: 1 } },
      s: { op: 'add' },
      L: { op: 'sum' },
    }
    const rows = [...multiplied('h', 'l.h1', output, 's.a', nodes), ...multiplied('c', 'l.c1', state, 's.b', nodes)]
    return askBlame(documentOf(nodes, ['x l.x', ...rows, 's L.x'], { objective }), target).findings
  }

  it.each<BlameTarget>([
    { kind: 'port', key: 'x.y' },
    { kind: 'edge', id: 'e1' },
    { kind: 'parameter', key: 'l.w_ih' },
  ])('count by the part of δ that each has: %o', (target) => {
    for (const [output, state, node] of [
      [[30], [10], 'h0'],
      [[10], [30], 'c0'],
    ] as const) {
      const [found, ...others] = cell(output, state, target)
      expect(others).toEqual([])
      expect(found).toMatchObject({ kind: 'growing', node })
      expect(found!.score).toBeCloseTo(0.5 * Math.log10(30) * (0.05 + 0.95 * 0.75), 9)
    }
  })

  it('lead on over the stronger one', () => {
    for (const [output, state] of [
      [[10, 10, 10], [1]],
      [[1], [10, 10, 10]],
    ] as const)
      expect(cell(output, state, { kind: 'port', key: 'x.y' })[0]!.message).toMatch(
        /^3 mul nodes in a row, from [hc]2 back to [hc]0,/,
      )
  })
})

describe('an edge', () => {
  const document = documentOf(
    { p: { op: 'parameter', attrs: { shape: [], value: 1 } }, c: constant(0.01), f: { op: 'mul' }, L: { op: 'neg' } },
    ['p f.a', 'c f.b', 'f L.x'],
    { objective },
  )

  it('is judged with the node that it enters', () => {
    const asked = askBlame(document, { kind: 'edge', id: 'e1' })
    expect(asked.verdict.message).toBe('The gradient on p → f is −0.01: 100 times smaller than at the loss (1).')
    expect(asked.findings).toMatchObject([{ kind: 'shrinking', node: 'f', edges: ['e1'] }])
    const before = askBlame(document, { kind: 'edge', id: 'e3' })
    expect(before.verdict).toMatchObject({ state: 'normal', norm: 1 })
    expect(before.findings).toEqual([])
  })
})

describe('the list', () => {
  it('names a node once that stops both of its inputs', () => {
    const square = documentOf(
      { p: { op: 'parameter', attrs: { shape: [], value: 0 } }, L: { op: 'mul' } },
      ['p L.a', 'p L.b'],
      {
        objective,
      },
    )
    const { findings } = askBlame(square, { kind: 'port', key: 'p.y' })
    expect(findings.map(({ kind, node }) => [kind, node])).toEqual([['zero-factor', 'L']])
  })

  it('ends after twelve', () => {
    const nodes: GraphDocument['nodes'] = { p: { op: 'parameter', attrs: { shape: [], value: 1 } } }
    const wires: string[] = []
    for (let i = 0; i < 15; i++) {
      nodes[`m${i}`] = { op: 'mul' }
      nodes[`c${i}`] = constant(100 + i)
      wires.push(`${i ? `m${i - 1}` : 'p'} m${i}.a`, `c${i} m${i}.b`)
    }
    const document = documentOf(nodes, wires, { objective: { node: 'm14', port: 'y' } })
    const { findings } = askBlame(document, { kind: 'port', key: 'p.y' })
    expect(findings).toHaveLength(12)
    expect(findings[0]!.message).toMatch(/^15 mul nodes in a row/)
    // The row stands for its strongest node, m14; of the others the strongest come first.
    expect(findings.slice(0, 3).map(({ node }) => node)).toEqual(['m14', 'm13', 'm12'])
  })
})

describe('the part of an error that meets a slope of 0', () => {
  /** sum(c · relu(p)) */
  const weighted = (p: number[], c: number[]) => {
    const nodes = {
      p: { op: 'parameter', attrs: { shape: [p.length] } },
      relu: { op: 'relu' },
      c: { op: 'input' },
      m: { op: 'mul' },
      L: { op: 'sum' },
    }
    const document = documentOf(nodes, ['p relu.x', 'relu m.a', 'c m.b', 'm L.x'], {
      tensors: { 'p.y': stored(p), 'c.y': stored(c) },
      objective,
    })
    return askBlame(document, { kind: 'parameter', key: 'p.y' }).findings.filter(({ kind }) => kind === 'dead')
  }

  it('counts, where few elements are dead but most of the error arrives there', () => {
    const [found] = weighted([-1, -1, 1, 1], [10, 10, 0.1, 0.1])
    expect(found!.message).toMatch(/^relu has the slope 0 at 2 of 4 elements of p/)
    expect(weighted([-1, 1, 1, 1], [10, 0.1, 0.1, 0.1])).toHaveLength(1)
  })

  it('does not, where it arrives at the others', () => {
    expect(weighted([-1, -1, 1, 1], [0.1, 0.1, 10, 10])).toEqual([])
    expect(weighted([-1, -1, 1, 1], [1, 1, 1, 1])).toEqual([])
  })
})

describe('zeros that no single place made', () => {
  /** p beside r in one tensor, of which only the part of r is picked. */
  const picked = (p: GraphDocument['nodes'], wires: readonly string[], after: readonly string[] = ['g L.x']) =>
    askBlame(
      documentOf(
        {
          p: { op: 'parameter', attrs: { shape: [2], value: -1 } },
          r: { op: 'parameter', attrs: { shape: [2], value: 1 } },
          ...p,
          both: { op: 'concat' },
          i: { op: 'input', attrs: { dtype: 'int64' } },
          g: { op: 'gather', attrs: { dim: 0 } },
          L: { op: 'sum' },
        },
        [...wires, 'r both.x1', 'both g.x', 'i g.index', ...after],
        { tensors: { 'i.y': { dtype: 'int64', shape: [2], data: [2, 3] } }, objective },
      ),
      { kind: 'parameter', key: 'p.y' },
    )

  it('are blamed on what took the elements that were needed', () => {
    const { verdict, findings } = picked({}, ['p both.x0'])
    expect(verdict.norm).toBe(0)
    expect(findings).toMatchObject([{ kind: 'chosen-elsewhere', node: 'g', factor: 1, score: 18 }])
  })

  it('are not blamed on what only made the error small', () => {
    const { findings } = picked({ k: constant(0.01), m: { op: 'mul' } }, ['p both.x0'], ['g m.a', 'k m.b', 'm L.x'])
    expect(findings.map(({ kind, node }) => [kind, node])).toEqual([
      ['chosen-elsewhere', 'g'],
      ['shrinking', 'm'],
    ])
    expect(findings[1]!.score).toBeCloseTo(2, 9)
  })

  it('are so too where they meet another place that would stop them', () => {
    const { findings } = picked({ f: { op: 'relu' } }, ['p f.x', 'f both.x0'])
    expect(findings).toMatchObject([
      { kind: 'chosen-elsewhere', node: 'g', score: 18 },
      { kind: 'dead', node: 'f', factor: 0, score: 1.5 },
    ])
  })
})

describe('zeros that one place made of what another left', () => {
  it('are blamed on that place', () => {
    const document = documentOf(
      {
        p: { op: 'parameter', attrs: { shape: [2] } },
        k: { op: 'constant', attrs: { shape: [2], value: 5 } },
        f: { op: 'maximum' },
        j: { op: 'constant', attrs: { shape: [2], value: 6 } },
        g: { op: 'minimum' },
        L: { op: 'sum' },
      },
      ['p f.a', 'k f.b', 'f g.a', 'j g.b', 'g L.x'],
      { tensors: { 'p.y': stored([1, 9]) }, objective },
    )
    const { verdict, findings } = askBlame(document, { kind: 'parameter', key: 'p.y' })
    expect(verdict.norm).toBe(0)
    expect(findings).toMatchObject([
      { kind: 'chosen-elsewhere', node: 'f', factor: 0, score: 20 },
      { kind: 'chosen-elsewhere', node: 'g', score: 0.75 },
    ])
  })
})

describe('a node with two faults', () => {
  it('is told for each', () => {
    const document = documentOf(
      {
        p: { op: 'parameter', attrs: { shape: [], value: 8 } },
        s: { op: 'sigmoid' },
        c: constant(-0.95),
        m: { op: 'mul' },
        L: { op: 'add' },
      },
      ['p s.x', 's m.a', 'c m.b', 's L.a', 'm L.b'],
      { objective },
    )
    const { findings } = askBlame(document, { kind: 'parameter', key: 'p.y' })
    expect(findings.map(({ kind, node }) => [kind, node])).toEqual([
      ['saturated', 's'],
      ['cancelling', 's'],
    ])
  })
})

describe('a weight behind units of which some are dead', () => {
  const layers = (signs: readonly number[]) =>
    askBlame(
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
            'x.y': stored([1], [1, 1]),
            'a.weight': stored([...signs], [4, 1]),
            'a.bias': stored([0, 0, 0, 0]),
            'b.weight': stored([1, 1, 1, 1], [1, 4]),
          },
          objective,
        },
      ),
      { kind: 'parameter', key: 'b.weight' },
    ).findings

  it('is told from three quarters on', () => {
    const [found] = layers([-1, -1, -1, 2])
    expect(found!.message).toMatch(/^r \(relu\) gives 0 at 3 of 4 elements, and weight of b/)
    expect(found!.factor).toBe(2)
    expect(layers([-1, -1, 1, 1])).toEqual([])
  })
})

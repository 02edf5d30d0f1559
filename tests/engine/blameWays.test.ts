/** @file Blame where several ways lead to a tensor, and where parts of an error are lost: what counts, and how much. */
import { describe, expect, it } from 'vitest'
import type { GraphDocument } from '../../src/graph'
import { askBlame } from '../support/askBlame'
import { documentOf } from '../support/documents'

const stored = (data: number[], shape = [data.length]) => ({ dtype: 'float64' as const, shape, data })
const objective = { node: 'L', port: 'y' }
const constant = (value: number) => ({ op: 'constant', attrs: { shape: [], value } })

describe('two ways', () => {
  /** p over two rows of multiplications, added up. */
  const ways = (first: readonly number[], second: readonly number[]) => {
    const nodes: GraphDocument['nodes'] = {
      p: { op: 'parameter', attrs: { shape: [], value: 1 } },
      L: { op: 'add' },
    }
    const wires: string[] = []
    for (const [letter, row, port] of [
      ['f', first, 'a'],
      ['s', second, 'b'],
    ] as const) {
      row.forEach((factor, i) => {
        nodes[`${letter}${i}`] = { op: 'mul' }
        nodes[`${letter}c${i}`] = constant(factor)
        wires.push(`${i ? `${letter}${i - 1}` : 'p'} ${letter}${i}.a`, `${letter}c${i} ${letter}${i}.b`)
      })
      wires.push(`${letter}${row.length - 1} L.${port}`)
    }
    return askBlame(documentOf(nodes, wires, { objective }), { kind: 'port', key: 'p.y' })
  }

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

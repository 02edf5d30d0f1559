/** @file Blame where no error arrives, or the rounding of one: what is still told of the places behind. */
import { describe, expect, it } from 'vitest'
import type { BlameTarget } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { askBlame } from '../support/askBlame'
import { documentOf } from '../support/documents'

const stored = (data: readonly number[], shape: readonly number[] = [data.length]) => ({
  dtype: 'float64' as const,
  shape: [...shape],
  data: [...data],
})
const constant = (value: number) => ({ op: 'constant', attrs: { shape: [], value } })
const objective = { node: 'L', port: 'y' }
const told = (document: GraphDocument, key: string) => {
  const { findings } = askBlame(document, { kind: 'parameter', key })
  return findings.map(({ kind, node, score }) => [kind, node, Number(score.toFixed(6))])
}

describe('behind a loss that is satisfied', () => {
  /** mse(op(p), target), where the result is the target. */
  const fitted = (f: GraphDocument['nodes'][string], p: number[], target: number[], more = {}, shape = [p.length]) =>
    documentOf(
      {
        p: { op: 'parameter', attrs: { shape } },
        f,
        t: { op: 'input' },
        L: { op: 'mse_loss' },
      },
      ['p f.x', 'f L.input', 't L.target'],
      { tensors: { 'p.y': stored(p, shape), 't.y': stored(target, [...shape.slice(0, -1), target.length]), ...more } },
    )

  it('a place that would stop an error comes next, by its share', () => {
    expect(told(fitted({ op: 'relu' }, [-1, -2, -3, 4], [0, 0, 0, 4]), 'p.y')).toEqual([
      ['matched', 'L', 20],
      ['dead', 'f', 1.125],
    ])
    expect(told(fitted({ op: 'relu' }, [1, 2], [1, 2]), 'p.y')).toEqual([['matched', 'L', 20]])
  })

  it('a layer of zeros comes next, and one of other numbers does not', () => {
    const layer = (weight: number, target: number) =>
      fitted(
        { op: 'affine', attrs: { out_features: 1 } },
        [1, 2],
        [target],
        {
          'f.weight': stored([weight, weight], [1, 2]),
          'f.bias': stored([0.5]),
        },
        [1, 2],
      )
    expect(told(layer(0, 0.5), 'p.y')).toEqual([
      ['matched', 'L', 20],
      ['zero-factor', 'f', 1.5],
    ])
    expect(told(layer(1, 3.5), 'p.y')).toEqual([['matched', 'L', 20]])
  })

  it('an op that would only cancel an error is nothing to tell', () => {
    expect(told(fitted({ op: 'softmax' }, [1, 1], [0.5, 0.5]), 'p.y')).toEqual([['matched', 'L', 20]])
  })

  it('half of a product with zeros counts half', () => {
    const document = documentOf(
      {
        p: { op: 'parameter', attrs: { shape: [4], value: 3 } },
        q: { op: 'input' },
        f: { op: 'mul' },
        t: { op: 'input' },
        L: { op: 'mse_loss' },
      },
      ['p f.a', 'q f.b', 'f L.input', 't L.target'],
      { tensors: { 'q.y': stored([0, 0, 1, 1]), 't.y': stored([0, 0, 3, 3]) } },
    )
    expect(told(document, 'p.y')).toEqual([
      ['matched', 'L', 20],
      ['zero-factor', 'f', 0.75],
    ])
  })

  /** Two examples through op to an affine layer whose output is what it should be. */
  const behind = (op: string, x: readonly number[]) => {
    const seen = x.map((v) => (op === 'relu' ? Math.max(0, v) : op === 'tanh' ? Math.tanh(v) : 1 / (1 + Math.exp(-v))))
    return documentOf(
      {
        x: { op: 'input' },
        f: { op },
        z: { op: 'affine', attrs: { out_features: 1, bias: false } },
        t: { op: 'input' },
        L: { op: 'mse_loss' },
      },
      ['x f.x', 'f z.x', 'z L.input', 't L.target'],
      {
        tensors: {
          'x.y': stored(x, [2, 2]),
          'z.weight': stored([1, 1], [1, 2]),
          't.y': stored([seen[0]! + seen[1]!, seen[2]! + seen[3]!], [2, 1]),
        },
      },
    )
  }

  it('dead units before a weight are told from three quarters on', () => {
    expect(told(behind('relu', [-1, -2, -3, 4]), 'z.weight')).toEqual([
      ['matched', 'L', 20],
      ['dead', 'f', 1.125],
    ])
    expect(told(behind('relu', [-1, 2, 3, 4]), 'z.weight')).toEqual([['matched', 'L', 20]])
  })

  it('units that are flat or give 0, but not both, are not dead', () => {
    expect(told(behind('sigmoid', [800, 900, 850, 1000]), 'z.weight')).toEqual([['matched', 'L', 20]])
    expect(told(behind('tanh', [0, 0, 0, 0]), 'z.weight')).toEqual([
      ['matched', 'L', 20],
      ['zero-factor', 'z', 1.5],
    ])
  })
})

describe('a weight whose partner is 0', () => {
  const layer = (nodes: GraphDocument['nodes'], wires: readonly string[], x: readonly number[]) =>
    documentOf(
      { x: { op: 'input' }, ...nodes, z: { op: 'affine', attrs: { out_features: 1, bias: false } }, L: { op: 'sum' } },
      [...wires, 'z L.x'],
      { tensors: { 'x.y': stored(x, [2, 2]), 'z.weight': stored([1, 1], [1, 2]) }, objective },
    )

  it('is dead only behind an op that is dead itself', () => {
    const product = layer({ k: constant(0), f: { op: 'mul' } }, ['x f.a', 'k f.b', 'f z.x'], [1, 2, 3, 4])
    expect(told(product, 'z.weight')).toEqual([['zero-factor', 'z', 20]])
  })

  it('is not told where enough of it has a gradient', () => {
    const some = layer({ f: { op: 'relu' } }, ['x f.x', 'f z.x'], [-1, -2, -3, 4])
    expect(told(some, 'z.weight')).toEqual([])
  })

  it('stays a factor of 0 where what is asked about is a wire', () => {
    const document = documentOf(
      {
        p: { op: 'parameter', attrs: { shape: [1, 2], value: 1 } },
        q: { op: 'parameter', attrs: { shape: [2, 1], value: -1 } },
        r: { op: 'relu' },
        f: { op: 'matmul' },
        L: { op: 'sum' },
      },
      ['q r.x', 'p f.a', 'r f.b', 'f L.x'],
      { objective },
    )
    expect(told(document, 'p.y')).toEqual([['zero-factor', 'f', 20]])
  })
})

describe('a convolution', () => {
  it('with zeros is a factor of 0, though it reads elements more than once', () => {
    const document = documentOf(
      {
        p: { op: 'parameter', attrs: { shape: [1, 1, 4, 4], value: 1 } },
        z: { op: 'conv2d', attrs: { out_channels: 1, kernel_size: 3, bias: false, init: 'zeros' } },
        L: { op: 'sum' },
      },
      ['p z.x', 'z L.x'],
      { objective },
    )
    expect(told(document, 'p.y')).toEqual([['zero-factor', 'z', 20]])
  })
})

describe('a flat op', () => {
  const clamped = (data: readonly number[]) =>
    documentOf(
      {
        p: { op: 'parameter', attrs: { shape: [data.length] } },
        f: { op: 'clamp', attrs: { min: 0, max: 1 } },
        L: { op: 'sum' },
      },
      ['p f.x', 'f L.x'],
      { tensors: { 'p.y': stored(data) }, objective },
    )

  it('is saturated where it has a slope nearer to 0, and dead where most of it has none', () => {
    expect(told(clamped([5, 6]), 'p.y')).toEqual([['saturated', 'f', 20]])
    expect(told(clamped([-1, -2, -3, 5]), 'p.y')).toEqual([['dead', 'f', 20]])
  })
})

describe('a slice', () => {
  it('is nothing to tell where it takes most elements', () => {
    const document = documentOf(
      {
        p: { op: 'parameter', attrs: { shape: [3], value: 1 } },
        f: { op: 'slice', attrs: { dim: 0, start: 1, end: 3 } },
        L: { op: 'sum' },
      },
      ['p f.x', 'f L.x'],
      { objective },
    )
    expect(told(document, 'p.y')).toEqual([])
  })
})

describe('a layer', () => {
  it('in which an error cancels exactly is told so, and asked about by any of its names', () => {
    const document = documentOf(
      {
        p: { op: 'parameter', attrs: { shape: [1, 1], value: 1 } },
        z: { op: 'affine', attrs: { out_features: 2, bias: false } },
        c: { op: 'input' },
        m: { op: 'mul' },
        L: { op: 'sum' },
      },
      ['p z.x', 'z m.a', 'c m.b', 'm L.x'],
      { tensors: { 'c.y': stored([1, -1], [1, 2]), 'z.weight': stored([1, 1], [2, 1]) }, objective },
    )
    expect(told(document, 'p.y')).toEqual([['cancelling', 'z', 20]])
    const said = (target: BlameTarget) => askBlame(document, target).verdict.message
    expect(said({ kind: 'parameter', key: 'z.weight' })).toMatch(/^The gradient of weight of z is 1\.41 /)
    expect(said({ kind: 'port', key: 'z.y' })).toMatch(/^δ of z is 1\.41 /)
    expect(said({ kind: 'edge', id: 'e2' })).toMatch(/^The gradient on z → m is 1\.41 /)
    expect(said({ kind: 'port', key: 'z.other' })).toMatch(/^δ of z\.other does not exist/)
  })
})

describe('what shrinks an error', () => {
  it('is its small part, where an elementwise op has large numbers elsewhere', () => {
    const document = documentOf(
      {
        p: { op: 'parameter', attrs: { shape: [3], value: 1 } },
        q: { op: 'input' },
        f: { op: 'mul' },
        c: { op: 'input' },
        m: { op: 'mul' },
        L: { op: 'sum' },
      },
      ['p f.a', 'q f.b', 'f m.a', 'c m.b', 'm L.x'],
      { tensors: { 'q.y': stored([100, 0.01, 0.01]), 'c.y': stored([0, 1, 1]) }, objective },
    )
    expect(told(document, 'p.y').map(([kind, node]) => [kind, node])).toEqual([['shrinking', 'f']])
  })

  it('may be a mean over many', () => {
    const document = documentOf({ p: { op: 'parameter', attrs: { shape: [900] } }, L: { op: 'mean' } }, ['p L.x'], {
      objective,
    })
    const [found, ...others] = askBlame(document, { kind: 'parameter', key: 'p.y' }).findings
    expect(others).toEqual([])
    expect(found).toMatchObject({ kind: 'shrinking', node: 'L', factor: expect.closeTo(1 / 30, 9) })
    expect(found!.message).toBe('L (mean) shrinks the error on its way to p: the error leaves it 30 times smaller.')
    expect(found!.hint).toMatch(/^Each of the 900 elements gets its part of one error\./)
  })

  it('is a weight, and not a bias however large', () => {
    const document = documentOf(
      {
        p: { op: 'parameter', attrs: { shape: [1, 2], value: 1 } },
        z: { op: 'affine', attrs: { out_features: 1 } },
        L: { op: 'sum' },
      },
      ['p z.x', 'z L.x'],
      { tensors: { 'z.weight': stored([0.01, 0.01], [1, 2]), 'z.bias': stored([7]) }, objective },
    )
    const [found] = askBlame(document, { kind: 'parameter', key: 'p.y' }).findings
    expect(found!.message).toMatch(/, and the largest number of its own weight is 0\.01\.$/)
  })
})

describe('what is left of a sum by rounding', () => {
  /** p, used by `from` times each factor, and all of it added up with `direct` times p. */
  const sum = (factors: readonly number[], direct: number | null) => {
    const nodes: GraphDocument['nodes'] = {
      p: { op: 'parameter', attrs: { shape: [], value: 1 } },
      h: { op: 'neg' },
      total: { op: 'stack' },
      L: { op: 'sum' },
    }
    const wires = ['p h.x']
    factors.forEach((factor, i) => {
      nodes[`c${i}`] = constant(factor)
      nodes[`m${i}`] = { op: 'mul' }
      wires.push(`h m${i}.a`, `c${i} m${i}.b`, `m${i} total.x${i}`)
    })
    if (direct !== null) {
      nodes.d = constant(direct)
      nodes.e = { op: 'mul' }
      wires.push('p e.a', 'd e.b', `e total.x${factors.length}`)
    }
    return askBlame(documentOf(nodes, [...wires, 'total L.x'], { objective }), { kind: 'parameter', key: 'p.y' })
      .verdict
  }

  it('is 0 where all of the gradient is that', () => {
    expect(sum([0.1, 0.2, -0.3], null)).toMatchObject({
      state: 'zero',
      message: expect.stringMatching(/0 up to rounding\.$/),
    })
    expect(sum([0.1, 0.2, -0.31], null).state).toBe('normal')
  })

  it('does not matter where the gradient comes another way', () => {
    expect(sum([0.1, 0.2, -0.3], 2)).toMatchObject({ state: 'normal', norm: 2 })
  })
})

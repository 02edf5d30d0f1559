// @vitest-environment happy-dom
/** What can be hidden, where it is typed on the canvas, and what becomes of typed answers. */
import { beforeEach, describe, expect, it } from 'vitest'
import { nodeGeometry } from '../../../src/editor/canvas/geometry'
import { canvasFields } from '../../../src/editor/practice/canvasFields'
import { allGradients, hideable, mainNumbers } from '../../../src/editor/practice/hideable'
import { keepAnswers, keptAnswers } from '../../../src/editor/practice/keptAnswers'
import { Session } from '../../../src/engine'
import type { GraphDocument } from '../../../src/graph'
import { ops } from '../../../src/ops'
import type { HiddenKind, PlaceReport, TensorKind, TensorView } from '../../../src/runtime/protocol'
import { documentOf, denseNet } from '../../support/documents'

const graph: GraphDocument = {
  ...documentOf(
    {
      w: { op: 'parameter', attrs: { shape: [] } },
      x: { op: 'input', attrs: { shape: [1, 2] } },
      z: { op: 'affine', attrs: { out_features: 1 } },
      m: { op: 'mul' },
      L: { op: 'sum' },
    },
    ['x z.x', 'z m.a', 'w m.b', 'm L.x'],
    {
      tensors: {
        'x.y': { dtype: 'float64', shape: [1, 2], data: [1, 2] },
        'w.y': { dtype: 'float64', shape: [], data: [3] },
      },
      objective: { node: 'L', port: 'y' },
    },
  ),
  layout: { x: { x: 0, y: 0 }, z: { x: 200, y: 0 }, w: { x: 200, y: 200 }, m: { x: 400, y: 80 }, L: { x: 600, y: 80 } },
}

function reader(from: GraphDocument) {
  const run = new Session(ops).run(from)
  const tensor = (kind: TensorKind, key: string): TensorView | undefined => {
    const found = run[kind].get(key)
    return found && ({ shape: found.shape, head: found.data, dtype: found.dtype, complete: true } as TensorView)
  }
  return { trace: run.trace, tensor }
}

const { trace, tensor } = reader(graph)
const names = (list: readonly { kind: string; key: string }[]) => list.map(({ kind, key }) => `${kind}:${key}`)

describe('what can be hidden', () => {
  it('is what is computed; what stands in the file is not', () => {
    const of = (kind: 'node' | 'edge', id: string) => names(hideable({ kind, id }, graph, ops, tensor))
    expect(of('node', 'z')).toEqual(['value:z.y', 'delta:z.y', 'gradient:z.weight', 'gradient:z.bias'])
    expect(of('node', 'w')).toEqual(['gradient:w.y'])
    expect(of('node', 'x')).toEqual(['delta:x.y'])
    expect(of('edge', 'e1')).toEqual(['edge:e1'])
    expect(of('edge', 'e2')).toEqual(['edge:e2', 'value:z.y'])
  })

  it('is, of all gradients, every edge and every parameter', () => {
    expect(names(allGradients(trace, tensor).items).sort()).toEqual([
      'edge:e1',
      'edge:e2',
      'edge:e3',
      'edge:e4',
      'gradient:w.y',
      'gradient:z.bias',
      'gradient:z.weight',
    ])
  })

  it('leaves out tensors that are too large to be asked for, and counts them', () => {
    const wide = reader(denseNet([70, 2, 1]))
    const { items, tooLarge } = allGradients(wide.trace, wide.tensor)
    expect(names(items)).not.toContain('gradient:z1.weight')
    expect(names(items)).toContain('gradient:z1.bias')
    // 140 weights, and 70 numbers that come back to x.
    expect(tooLarge).toBe(2)
  })

  it('is, of a selection, what each part is about', () => {
    expect(names(mainNumbers(['z', 'w'], ['e2'], graph, ops, tensor))).toEqual(['edge:e2', 'value:z.y', 'gradient:w.y'])
  })
})

describe('a field on the canvas', () => {
  const place = (kind: HiddenKind, key: string): PlaceReport => ({
    kind,
    key,
    name: key,
    shape: [],
    numbers: [null],
    items: [],
  })
  const at = (kind: HiddenKind, key: string) => canvasFields(graph, [place(kind, key)])[0]?.at

  it('of an edge lies below the middle of its line', () => {
    const { x, y } = at('edge', 'e4')!
    expect(x).toBeGreaterThan(400 + nodeGeometry(graph, 'm').width)
    expect(x).toBeLessThan(600)
    expect(y).toBeGreaterThan(80 + nodeGeometry(graph, 'm').height / 2)
  })

  it('of a value, of δ, and of the gradient of a parameter node lies on the card', () => {
    for (const [kind, key] of [
      ['value', 'z.y'],
      ['delta', 'z.y'],
      ['gradient', 'w.y'],
    ] as const) {
      const node = key[0]!
      const { width, height } = nodeGeometry(graph, node)
      const corner = graph.layout[node]!
      const { x, y } = at(kind, key)!
      expect([x > corner.x, x < corner.x + width, y > corner.y, y < corner.y + height]).toEqual([
        true,
        true,
        true,
        true,
      ])
    }
  })

  it('of an own parameter lies below its stub, each on its own line', () => {
    const weight = at('gradient', 'z.weight')!
    const bias = at('gradient', 'z.bias')!
    expect(weight.y).toBeGreaterThan(nodeGeometry(graph, 'z').height)
    expect(bias.y).toBeGreaterThanOrEqual(weight.y + 20)
  })

  it('is left out where nothing is', () => {
    expect(at('edge', 'gone')).toBeUndefined()
    expect(at('value', 'gone.y')).toBeUndefined()
    expect(at('delta', 'z.other')).toBeUndefined()
  })
})

describe('typed answers', () => {
  beforeEach(() => localStorage.clear())

  it('are kept by the fingerprint of the graph', () => {
    keepAnswers('aa', { answers: { 'edge:e1': '3' }, student: 'Ada' })
    keepAnswers('bb', { answers: {}, student: '' })
    expect(keptAnswers('aa')).toEqual({ answers: { 'edge:e1': '3' }, student: 'Ada' })
    expect(keptAnswers('cc')).toBeNull()
  })

  it('of the exercise that was not touched for longest are forgotten', () => {
    for (let i = 0; i < 45; i++) keepAnswers(`h${i}`, { answers: {}, student: String(i) })
    expect(keptAnswers('h4')).toBeNull()
    expect(keptAnswers('h5')?.student).toBe('5')
  })

  it('count as nothing where something else was written', () => {
    for (const text of ['7', '{"a":1}', '[["aa",null]]', '[["aa",{"answers":{"x":1},"student":""}]]', 'not json']) {
      localStorage.setItem('gradwire.answers', text)
      expect(keptAnswers('aa'), text).toBeNull()
    }
  })
})

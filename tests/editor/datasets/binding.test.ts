import { describe, expect, test } from 'vitest'
import { dataSets, fieldsOf } from '../../../src/data'
import { emptyDocument, type GraphDocument, type StoredTensor } from '../../../src/graph'
import { bindCommands, fits, inputNodes, suggestInputs } from '../../../src/editor/datasets/binding'

const at = (node: string, port: string) => ({ node, port })
const document: GraphDocument = {
  ...emptyDocument(),
  nodes: {
    x: { op: 'input', attrs: { shape: ['N', 4] } },
    t: { op: 'input', attrs: { shape: ['N', 1] } },
    L: { op: 'mse_loss' },
  },
  edges: { a: { from: at('x', 'y'), to: at('L', 'input') }, b: { from: at('t', 'y'), to: at('L', 'target') } },
}

const moons = dataSets.get('moons')!
const mnist = dataSets.get('mnist')!

function bound(set: typeof moons, chosen: Record<string, string | null>, before = document) {
  let now = before
  for (const command of bindCommands(before, set, fieldsOf(set), { seed: 2 }, chosen, 'k')) {
    const result = command(now)
    if (!result.ok) throw new Error(result.message)
    expect(result.transaction.mergeKey).toBe('k')
    now = result.document
  }
  return now
}

describe('which field feeds which input', () => {
  test('what a loss compares with gets what is to be said, by the sort of its numbers', () => {
    expect(inputNodes(document).map(({ node, isTarget }) => [node, isTarget])).toEqual([
      ['x', false],
      ['t', true],
    ])
    expect(suggestInputs(document, moons.fields)).toEqual({ x: 'point', t: 'target' })
    expect(suggestInputs(document, mnist.fields)).toEqual({ x: 'image', t: 'label' })
  })

  test('what is bound stays', () => {
    expect(suggestInputs(document, moons.fields, { t: 'label' })).toEqual({ x: 'point', t: 'label' })
  })

  test('inputs that do not fit get the shape of their field, in one entry of undo', () => {
    expect(fits(inputNodes(document)[0]!, moons.fields.point!)).toBe(false)
    const { nodes, data } = bound(moons, { x: 'point', t: 'target' })
    expect(data).toEqual({ dataset: 'moons', inputs: { x: 'point', t: 'target' }, settings: { seed: 2 } })
    expect(nodes.x!.attrs).toEqual({ shape: ['N', 2] })
    expect(nodes.t).toEqual(document.nodes.t)
    expect(bound(mnist, { x: null, t: 'label' }).nodes.t!.attrs).toEqual({ shape: ['N'], dtype: 'int64' })
  })

  test('numbers of their own that do not fit the new shape go; those that fit stay for when nothing feeds them', () => {
    const tensor = (width: number): StoredTensor => ({
      dtype: 'float64',
      shape: [1, width],
      data: Array<number>(width).fill(0),
    })
    const tensors = { 'x.y': tensor(4), 't.y': tensor(1) }
    expect(Object.keys(bound(moons, { x: 'point', t: 'target' }, { ...document, tensors }).tensors)).toEqual(['t.y'])
  })
})

/** @file The network that a data set is offered: a sound document, laid out, and one that learns what the data say. */
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { check } from '../../../src/check'
import {
  dataSets,
  fieldsOf,
  fileAssets,
  loadDataSet,
  type DataSet,
  type FieldSpec,
  type Settings,
} from '../../../src/data'
import { nodeGeometry } from '../../../src/editor/canvas/geometry'
import { starterFor } from '../../../src/editor/datasets/starter'
import { textStarter } from '../../../src/editor/datasets/textStarter'
import { readDocument } from '../../../src/formats'
import type { GraphDocument } from '../../../src/graph'
import { ops } from '../../../src/ops'
import { Trainer } from '../../../src/train'

const shipped = fileAssets(['public'], (file) => readFile(file))
const sets = [...dataSets.values()].filter(({ kind }) => kind !== 'text')

/** Nothing is wrong with it, its shapes are known as far as the loss, and no card lies on another. */
function expectSound(document: GraphDocument): void {
  expect(readDocument(JSON.stringify(document), { knownOps: new Set(ops.keys()) })).toMatchObject({
    ok: true,
    warnings: [],
    unknownOps: [],
  })
  const { diagnostics, shapes, objective } = check(document, ops)
  expect(diagnostics).toEqual([])
  expect(objective).toEqual({ node: 'L', port: 'loss' })
  expect(shapes['L.loss']).toEqual([])
  const cards = Object.keys(document.nodes).map((id) => {
    const { x, y } = document.layout[id]!
    const { width, height } = nodeGeometry(document, id)
    return { id, left: x, top: y, right: x + width, bottom: y + height }
  })
  for (const a of cards)
    for (const b of cards)
      if (a.id < b.id)
        expect(
          a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top,
          `${a.id} lies on ${b.id}`,
        ).toBe(true)
}

describe('each data set has a network to start from', () => {
  test.each(sets)('$id', (set) => {
    const document = starterFor(set, {})!
    expectSound(document)
    // Every example is read, and something is to be said about it.
    const classes = Object.entries(set.fields).find(([, field]) => field.classes !== undefined)
    if (classes) expect(Object.values(document.data!.inputs)).toContain(classes[0])
    expect(document.data!.dataset).toBe(set.id)
  })

  test('settings shape it, and are kept in it', () => {
    const gaussians = dataSets.get('gaussians')!
    const five = starterFor(gaussians, { classes: 5 })!
    expectSound(five)
    expect(check(five, ops).shapes['L.loss']).toEqual([])
    expect(Object.values(five.nodes).find(({ label }) => label === 'ŷ')!.attrs).toEqual({ out_features: 5 })
    expect(five.data!.settings).toEqual({ classes: 5 })
    expectSound(starterFor(dataSets.get('image-patches')!, { size: 3 })!)
    expectSound(starterFor(dataSets.get('photos')!, { size: 256 })!)
  })

  const own = (fields: Record<string, FieldSpec>, kind: DataSet['kind'] = 'table'): DataSet => ({
    ...dataSets.get('iris')!,
    id: 'own-some-1',
    title: 'some.csv',
    kind,
    fields,
  })
  const numbers = (shape: number[]): FieldSpec => ({ doc: '', shape, dtype: 'float32' })
  const kinds = (classes: number): FieldSpec => ({ doc: '', shape: [], dtype: 'int64', classes })

  test.each([
    ['a price to be predicted', own({ features: numbers([7]), target: numbers([1]) }), 'mse_loss'],
    ['two kinds', own({ features: numbers([1]), label: kinds(2), target: numbers([1]) }), 'cross_entropy_loss'],
    ['nothing to be predicted', own({ features: numbers([7]) }), 'mse_loss'],
    ['pictures in colour', own({ image: numbers([3, 64, 64]), label: kinds(4) }, 'images'), 'cross_entropy_loss'],
    ['tiny pictures', own({ image: numbers([1, 4, 4]), label: kinds(2) }, 'images'), 'cross_entropy_loss'],
    ['large pictures without labels', own({ image: numbers([1, 512, 512]) }, 'images'), 'mse_loss'],
  ])('data of one’s own: %s', (_, set, loss) => {
    const document = starterFor(set, {})!
    expectSound(document)
    expect(document.nodes.L!.op).toBe(loss)
  })

  test.each<[string, Settings]>([
    ['as it comes', {}],
    ['longer, with capitals', { length: 64, letters: 'both' }],
  ])('a text: the example that writes, for its symbols (%s)', async (_, settings) => {
    const read = readDocument(await readFile('examples/40-character-model.json', 'utf8'))
    if (!read.ok) throw new Error(read.message)
    const text = dataSets.get('text')!
    const document = textStarter(read.document, text, settings)
    expect(check(document, ops).diagnostics).toEqual([])
    const { input } = fieldsOf(text, settings)
    const { shapes } = check(document, ops)
    expect(shapes['u.y']).toEqual(['N', input!.classes, input!.shape[0]])
    expect(shapes['e.weight']).toEqual([input!.classes, 64])
  })
})

describe('it learns', () => {
  async function trained(id: string) {
    const document = starterFor(dataSets.get(id)!, {})!
    const settings = document.training!
    const data = await loadDataSet(id, shipped)
    const trainer = new Trainer({ document, ops, settings, data, dtype: 'float32' })
    while (trainer.step < settings.steps) trainer.advance()
    const judging = trainer.evaluate()
    let next = judging.next()
    while (!next.done) next = judging.next()
    return next.value
  }

  test.each([
    ['iris', 0.92],
    ['wine', 0.97],
    ['breast-cancer', 0.95],
    ['moons', 0.98],
    ['circles', 0.97],
    ['spirals', 0.97],
    ['xor', 0.97],
    ['gaussians', 0.95],
  ])('%s: of the examples that are held out, at least %d are right', async (id, share) => {
    expect((await trained(id)).accuracy).toBeGreaterThanOrEqual(share)
  })

  test.each([
    // The mean square of the noise is 0.09, 0.01, 0.0025 and 0.04: no network can do better than that.
    ['line', 0.12],
    ['sine', 0.02],
    ['step', 0.02],
    ['polynomial', 0.1],
  ])('%s: the error on what is held out goes down to %d', async (id, loss) => {
    expect((await trained(id)).loss).toBeLessThan(loss)
  })
})

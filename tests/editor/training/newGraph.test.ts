import { describe, expect, it } from 'vitest'
import { newGraph, SMALL_TRAINING } from '../../../src/editor/actions/newGraph'
import { opDefaults } from '../../../src/editor/panels/opDefaults'
import { addNode, connect, documentSchema, type GraphDocument } from '../../../src/graph'
import { ops } from '../../../src/ops'
import { Trainer } from '../../../src/train'

/** What a new user builds, with everything as the palette gives it. */
function built(): GraphDocument {
  let document = newGraph()
  const apply = (command: ReturnType<typeof addNode>) => {
    const result = command(document)
    if (!result.ok) throw new Error(result.message)
    document = result.document
    return result.created?.[0] ?? ''
  }
  const add = (op: string) => {
    const { attrs, tensors, letter } = opDefaults(op, document)
    return apply(addNode({ op, attrs: attrs as never, tensors, letter, position: { x: 0, y: 0 } }))
  }
  const wire = (from: string, to: string, port: string) =>
    apply(connect({ from: { node: from, port: 'y' }, to: { node: to, port } }))
  const chain = ['input', 'affine', 'sigmoid', 'affine', 'sigmoid'].map(add)
  for (let i = 1; i < chain.length; i++) wire(chain[i - 1]!, chain[i]!, 'x')
  const loss = add('mse_loss')
  const target = add('input')
  wire(chain.at(-1)!, loss, 'input')
  wire(target, loss, 'target')
  return document
}

describe('a new graph', () => {
  it('is a valid document', () => {
    expect(documentSchema.safeParse(newGraph()).success).toBe(true)
  })

  it('learns XOR with everything as it is offered, from at least 9 of 10 seeds', () => {
    const document = built()
    const learns = (seed: number) => {
      // The seed of the document also draws the parameters.
      const settings = { ...SMALL_TRAINING, seed }
      const trainer = new Trainer({ document: { ...document, training: settings }, ops, settings })
      for (let step = 0; step < SMALL_TRAINING.steps; step++) if (trainer.advance().loss < 0.01) return true
      return false
    }
    const seeds = Array.from({ length: 10 }, (_, seed) => seed)
    expect(seeds.filter(learns).length).toBeGreaterThanOrEqual(9)
  })
})

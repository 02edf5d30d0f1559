import { expect, it } from 'vitest'
import { keptAttributes, similarOps } from '../../../src/editor/inspector/similarOps'
import { createDocumentStore } from '../../../src/editor/state/documentStore'
import { replaceOp } from '../../../src/graph'
import { ops } from '../../../src/ops'
import { expectSound, sample } from '../../graph/helpers'

const similar = (id: string, attrs = {}) => similarOps(ops.get(id)!, attrs, ops.values()).map((op) => op.id)

it('offers what has the same ports: activations for one another, losses, sums and products', () => {
  expect(similar('sigmoid')).toEqual(expect.arrayContaining(['sigmoid', 'tanh', 'relu', 'gelu', 'exp']))
  expect(similar('mse_loss')).toContain('l1_loss')
  expect(similar('add')).toEqual(expect.arrayContaining(['add', 'sub', 'mul', 'div']))
  for (const id of ['sigmoid', 'mse_loss', 'add', 'affine'])
    expect(similar(id)).not.toEqual(expect.arrayContaining(['input', 'constant']))
  expect(similar('sigmoid')).not.toContain('affine')
  expect(similar('input')).toEqual(['input'])
})

it('takes along attributes that the other one knows too, and leaves out the rest', () => {
  expect(keptAttributes(ops.get('log_softmax')!, { dim: 0 })).toEqual({ dim: 0 })
  expect(keptAttributes(ops.get('tanh')!, { dim: 0 })).toEqual({})
  expect(keptAttributes(ops.get('softmax')!, { dim: 'x' })).toEqual({})
})

it('replaces the operation alone, as one entry of history', () => {
  const documents = createDocumentStore(sample())
  const before = documents.getState().document
  documents.run(replaceOp('y1', 'tanh'))
  const { document, undoLabel } = documents.getState()
  expect(document).toEqual({ ...before, nodes: { ...before.nodes, y1: { op: 'tanh', label: 'ŷ₁' } } })
  expect(undoLabel).toBe('Make ŷ₁ tanh')
  expectSound(document)
  documents.undo()
  expect(documents.getState().document).toEqual(before)
})

it('refuses a node that is not there, and an operation without a name', () => {
  const documents = createDocumentStore(sample())
  for (const command of [replaceOp('gone', 'tanh'), replaceOp('y1', '')]) expect(documents.run(command).ok).toBe(false)
  expect(documents.getState().document.nodes.y1!.op).toBe('sigmoid')
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { check } from '../../../src/check'
import { changeAttribute, staleParameters } from '../../../src/editor/inspector/changeAttribute'
import { createDocumentStore } from '../../../src/editor/state/documentStore'
import { readDocument } from '../../../src/formats'
import type { GraphDocument } from '../../../src/graph'
import { ops } from '../../../src/ops'

function example(file: string): GraphDocument {
  const read = readDocument(readFileSync(new URL(`../../../examples/${file}`, import.meta.url)))
  if (!read.ok) throw new Error(read.message)
  return read.document
}

const errors = (document: GraphDocument) =>
  check(document, ops).diagnostics.filter((diagnostic) => diagnostic.severity === 'error')

describe('changing an attribute', () => {
  it('leaves nothing stale in a sound document', () => {
    expect(staleParameters(example('02-xor.json'))).toEqual([])
  })

  it('starts a resized layer anew, and the layers whose weights no longer fit, as one entry of history', () => {
    const documents = createDocumentStore(example('02-xor.json'))
    const before = documents.getState().document
    changeAttribute(documents, 'z1', 'out_features', 7)
    const { document, undoLabel } = documents.getState()
    expect(errors(document)).toEqual([])
    expect(undoLabel).toBe('Set out_features of z₁')
    // z₂ keeps its bias: one output is still one output.
    expect(Object.keys(document.tensors).sort()).toEqual(['t.y', 'x.y', 'z2.bias'])
    documents.undo()
    expect(documents.getState().document).toEqual(before)
    documents.redo()
    expect(documents.getState().document).toEqual(document)
  })

  it('keeps values that still fit', () => {
    const documents = createDocumentStore(example('02-xor.json'))
    changeAttribute(documents, 'z1', 'init', 'zeros')
    expect(Object.keys(documents.getState().document.tensors)).toContain('z1.weight')
  })

  it('reshapes the data of an input and starts the layer after it anew', () => {
    const documents = createDocumentStore(example('02-xor.json'))
    changeAttribute(documents, 'x', 'shape', ['N', 3])
    const { document } = documents.getState()
    expect(document.tensors['x.y']!.shape).toEqual([4, 3])
    expect(Object.keys(document.tensors)).not.toContain('z1.weight')
    expect(Object.keys(document.tensors)).toContain('z2.weight')
    expect(errors(document)).toEqual([])
    documents.undo()
    expect(documents.getState().document).toEqual(example('02-xor.json'))
  })

  it('says nothing about layers that cannot run at all', () => {
    const document = example('02-xor.json')
    const { e1: _, ...edges } = document.edges
    expect(staleParameters({ ...document, edges })).toEqual([])
  })
})

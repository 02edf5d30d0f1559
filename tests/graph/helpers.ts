/** Helpers that multiply: whoever applies a command here also undoes, redoes, saves and re-checks it. */
import { expect } from 'vitest'
import { readDocument, writeDocument } from '../../src/formats'
import { emptyDocument, History, validateDocument, type Command, type GraphDocument } from '../../src/graph'

/** x → z1 → y1 → L ← t, with tensors, places, a group, a data set and an objective. */
export function sample(): GraphDocument {
  return {
    ...emptyDocument('Sample'),
    nodes: {
      x: { op: 'input', label: 'x', attrs: { shape: ['N', 2] } },
      t: { op: 'input', label: 't', attrs: { shape: ['N', 1] } },
      z1: { op: 'affine', label: 'z₁', attrs: { out_features: 1 } },
      y1: { op: 'sigmoid', label: 'ŷ₁' },
      L: { op: 'mse_loss', label: 'L' },
    },
    edges: {
      e1: { from: { node: 'x', port: 'y' }, to: { node: 'z1', port: 'x' } },
      e2: { from: { node: 'z1', port: 'y' }, to: { node: 'y1', port: 'x' } },
      e3: { from: { node: 'y1', port: 'y' }, to: { node: 'L', port: 'input' } },
      e4: { from: { node: 't', port: 'y' }, to: { node: 'L', port: 'target' } },
    },
    tensors: {
      'x.y': { dtype: 'float64', shape: [2, 2], data: [0, 1, -0, 'NaN'] },
      'z1.weight': { dtype: 'float64', shape: [1, 2], data: [0.5, -0.25] },
    },
    layout: { x: { x: 0, y: 0 }, t: { x: 0, y: 100 }, z1: { x: 200, y: 0 }, y1: { x: 400, y: 0 }, L: { x: 600, y: 0 } },
    objective: { node: 'L', port: 'loss' },
    data: { dataset: 'xor', inputs: { x: 'x', t: 't' } },
    groups: { layer: { label: 'layer 1', nodes: ['z1', 'y1'] } },
  }
}

/** What must hold for every document at all times. */
export function expectSound(document: GraphDocument): void {
  expect(validateDocument(JSON.parse(JSON.stringify(document)))).toMatchObject({ ok: true, warnings: [] })
  const text = writeDocument(document)
  const read = readDocument(text)
  expect(read).toMatchObject({ ok: true, warnings: [] })
  if (!read.ok) return
  expect(read.document).toEqual(document)
  expect(writeDocument(read.document)).toBe(text)
}

/** Applies a command that must be accepted; also undoes and redoes it and checks every state. */
export function apply(document: GraphDocument, command: Command): GraphDocument {
  const before = JSON.stringify(document)
  const result = command(document)
  if (!result.ok) throw new Error(`Refused: ${result.message}`)
  expect(JSON.stringify(document), 'a command changes nothing').toBe(before)
  const history = new History(document)
  history.push(result.transaction, 0)
  expect(history.document).toEqual(result.document)
  expectSound(history.document)
  if (result.transaction.patches.length) {
    expect(history.undo()).not.toBeNull()
    expect(history.document).toEqual(document)
    expect(history.redo()).not.toBeNull()
    expect(history.document).toEqual(result.document)
  }
  return history.document
}

/** Expects a refusal in words. */
export function refused(document: GraphDocument, command: Command): { code: string; message: string } {
  const result = command(document)
  if (result.ok) throw new Error('The command should have been refused.')
  expect(result.message).toMatch(/\.$/)
  return result
}

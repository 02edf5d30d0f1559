import { describe, expect, it } from 'vitest'
import { perform, possible } from '../../../src/editor/actions/action'
import { action } from '../../../src/editor/actions/registry'
import { check } from '../../../src/check'
import { ops } from '../../../src/ops'
import { documentOf, storedTensor } from '../../support/documents'
import { testServices } from './services'

// The action waits for the canvas's next paint, which a test without a page does not have.
globalThis.requestAnimationFrame ??= (() => 0) as typeof requestAnimationFrame

const document = documentOf(
  { x: { op: 'input' }, cell: { op: 'gru_cell', label: 'h', attrs: { hidden_size: 2 } }, L: { op: 'sum' } },
  ['x cell.x', 'cell.h1 L.x'],
  { tensors: { 'x.y': storedTensor([3, 4], 1) } },
)
const openUp = action('open-up')

describe('opening up', () => {
  it('is possible for one node that consists of simpler ones, and says so otherwise', () => {
    const services = testServices(document)
    expect(possible(openUp, services)).toMatch(/^Select one node/)
    services.view.select(['x', 'cell'])
    expect(possible(openUp, services)).toMatch(/^Select one node/)
    services.view.select(['L'])
    expect(possible(openUp, services)).toBe(
      'sum does not consist of simpler operations. Attention and recurrent cells can be opened.',
    )
    services.view.select(['cell'])
    expect(possible(openUp, services)).toBe(true)
  })

  it('puts the inside in its place, selects it, and is undone in one step', async () => {
    const services = testServices(document)
    services.view.select(['cell'])
    await perform(openUp, services)
    const opened = services.documents.getState().document
    expect(opened.nodes.cell).toBeUndefined()
    expect(opened.groups!.cell!.label).toBe('h')
    expect([...services.view.getState().selectedNodes].sort()).toEqual([...opened.groups!.cell!.nodes].sort())
    expect(check(opened, ops).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    await perform(action('undo'), services)
    expect(services.documents.getState().document).toEqual(document)
  })

  it('leaves a node alone whose sizes are not known', async () => {
    const services = testServices({ ...document, tensors: {} })
    services.view.select(['cell'])
    await perform(openUp, services)
    expect(services.documents.getState().document.nodes.cell).toBeDefined()
  })
})

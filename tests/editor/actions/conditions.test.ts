import { describe, expect, it } from 'vitest'
import { perform, possible } from '../../../src/editor/actions/action'
import { action } from '../../../src/editor/actions/registry'
import { player } from '../../../src/editor/timeline/player'
import { addOp } from '../../../src/editor/panels/addOp'
import { emptyDocument } from '../../../src/graph'
import { imagineRun, testServices } from './services'

// addOp waits for the canvas's next paint, which a test without a page does not have.
globalThis.requestAnimationFrame ??= (() => 0) as typeof requestAnimationFrame

describe('when actions are possible', () => {
  it('says what an empty graph needs', () => {
    const services = testServices()
    expect(possible(action('step'), services)).toBe('The graph is empty. Add an operation from the palette.')
    expect(possible(action('undo'), services)).toBe('There is nothing to undo.')
    expect(possible(action('delete'), services)).toMatch(/^Nothing is selected/)
    expect(possible(action('train'), services)).toMatch(/^Training needs a loss/)
  })

  it('moves the cursor forward, backward, to both ends', async () => {
    const services = testServices()
    imagineRun(services, 3, 2)
    const cursor = () => services.run.summary().cursor
    expect(cursor()).toBe(3)
    for (const [id, at] of [
      ['step', 4],
      ['run-all', 5],
      ['step-back', 4],
      ['reset-run', 0],
      ['step', 1],
      ['forward', 3],
    ] as const) {
      await perform(action(id), services)
      expect(cursor(), id).toBe(at)
    }
  })

  it('stops at the ends and says so', async () => {
    const services = testServices()
    imagineRun(services, 2, 1)
    await perform(action('run-all'), services)
    expect(possible(action('step'), services)).toBe('This is the end: every gradient is known.')
    await perform(action('step'), services)
    expect(services.view.getState().announcement).toBe('This is the end: every gradient is known.')
    await perform(action('reset-run'), services)
    expect(possible(action('step-back'), services)).toMatch(/^This is the start/)
  })

  it('asks for a loss where there is none', () => {
    const services = testServices()
    imagineRun(services, 2, 0)
    expect(possible(action('step'), services)).toMatch(/^There is no loss to differentiate/)
  })

  it('pauses the player when a step is made by hand', async () => {
    const services = testServices()
    imagineRun(services, 4, 4)
    player.toggle(services)
    expect(player.getState().playing).toBe(true)
    await perform(action('step-back'), services)
    expect(player.getState().playing).toBe(false)
  })

  it('undoes, redoes and deletes with names', async () => {
    const services = testServices()
    addOp(services, 'sigmoid')
    expect(services.view.getState().selectedNodes.size).toBe(1)
    await perform(action('delete'), services)
    expect(Object.keys(services.documents.getState().document.nodes)).toEqual([])
    await perform(action('undo'), services)
    expect(Object.keys(services.documents.getState().document.nodes)).toHaveLength(1)
    expect(services.view.getState().announcement).toMatch(/^Undone: Delete/)
    await perform(action('redo'), services)
    expect(services.documents.getState().document).toEqual(emptyDocument())
  })

  it('trains a network built by clicks alone, with its first settings', async () => {
    const services = testServices()
    for (const op of ['input', 'affine', 'sigmoid', 'affine', 'sigmoid', 'mse_loss']) addOp(services, op)
    expect(possible(action('train'), services)).toMatch(/target/)
    const { documents, view } = services
    view.select([])
    addOp(services, 'input')
    const { document } = documents.getState()
    const loss = Object.keys(document.nodes).find((id) => document.nodes[id]!.op === 'mse_loss')!
    const { connect } = await import('../../../src/graph')
    documents.run(connect({ from: { node: 't', port: 'y' }, to: { node: loss, port: 'target' } }))
    expect(possible(action('train'), services)).toBe(true)
    await perform(action('train'), services)
    expect(services.client.startTraining).toHaveBeenCalledOnce()
    expect(view.getState().bottomTab).toBe('training')
    // Where training is watched by what it changes, the tab stays.
    for (const [tab, after] of [
      ['filters', 'filters'],
      ['write', 'write'],
      ['look', 'look'],
      ['results', 'results'],
      ['timeline', 'training'],
    ] as const) {
      view.setState({ bottomTab: tab })
      await perform(action('train'), services)
      expect(view.getState().bottomTab).toBe(after)
    }
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import { ask, asked, close, goFrom, selectionKey, targetOf } from '../../../src/editor/blame/asked'
import { factorWords } from '../../../src/editor/blame/findingWords'
import { gradientInView } from '../../../src/editor/blame/selected'
import type { EditorServices } from '../../../src/editor/state/context'
import { testServices } from '../actions/services'
import { graph, runOf } from '../inspector/runOf'

const net = graph(
  { x: ['input'], t: ['input'], z: ['affine', { out_features: 1 }], y: ['sigmoid'], L: ['mse_loss'] },
  [
    ['x', 'z.x'],
    ['z', 'y.x'],
    ['y', 'L.input'],
    ['t', 'L.target'],
  ],
  { 'x.y': { shape: [1, 2], data: [1, 2] }, 't.y': { shape: [1, 1], data: [1] } },
)

async function services(): Promise<EditorServices> {
  const { run, client } = await runOf(net)
  return { ...testServices(net), run, client }
}

beforeEach(close)

describe('what is asked about', () => {
  it('is the selected edge, δ of the selected node, or the step under the cursor', async () => {
    const it = await services()
    it.view.select([], ['e1'])
    expect(gradientInView(it)).toEqual({ kind: 'edge', id: 'e1' })
    it.view.select(['z'])
    expect(gradientInView(it)).toEqual({ kind: 'port', key: 'z.y' })
    it.view.select([])
    const { trace } = it.run.summary()
    it.run.setCursor(trace.findIndex(({ kind, port }) => kind === 'parameter-gradient' && port === 'weight') + 1)
    expect(gradientInView(it)).toEqual({ kind: 'parameter', key: 'z.weight' })
  })

  it('is nothing that is not computed yet', async () => {
    const it = await services()
    it.run.setCursor(it.run.summary().forwardLength)
    it.view.select([], ['e1'])
    expect(gradientInView(it)).toMatch(/not computed yet/)
    it.view.select(['z'])
    expect(gradientInView(it)).toMatch(/not computed yet/)
    it.view.select([])
    expect(gradientInView(it)).toMatch(/No gradient is selected/)
    it.view.select(['z', 'y'])
    expect(gradientInView(it)).toMatch(/Several/)
  })

  it('is told by each backward event and by no forward one', async () => {
    const { run } = await services()
    for (const event of run.summary().trace) expect(targetOf(event) === null).toBe(event.phase === 'forward')
  })
})

describe('the question', () => {
  it('opens the inspector, and stays while its own list is followed', async () => {
    const it = await services()
    it.view.select([], ['e1'])
    it.view.setState({ inspectorTab: 'tensor' })
    ask(it, { kind: 'edge', id: 'e1' })
    expect(it.view.getState()).toMatchObject({ inspectorTab: 'explain', drawer: 'inspector' })
    expect(asked.getState().question!.selection).toBe('edge e1')
    goFrom(it, () => it.view.select(['y']))
    expect(asked.getState().question!.selection).toBe(selectionKey(it.view.getState()))
    close()
    expect(asked.getState().question).toBeNull()
  })

  it('is answered by the engine for edges, parameters and ports', async () => {
    const { client } = await services()
    for (const target of [
      { kind: 'edge', id: 'e1' },
      { kind: 'parameter', key: 'z.weight' },
      { kind: 'port', key: 'z.y' },
    ] as const)
      expect((await client.blame(target))!.verdict.norm).toBeGreaterThan(0)
    expect((await client.blame({ kind: 'edge', id: 'gone' }))!.verdict).toMatchObject({ state: 'none', norm: null })
  })
})

it('writes factors as people read them', () => {
  const finding = { kind: 'dead', node: 'y', edges: [], score: 1, message: '', hint: '' } as const
  expect(factorWords({ ...finding, factor: 0.000045 })).toBe('× 4.50×10⁻⁵')
  expect(factorWords({ ...finding, factor: null })).toBe('')
})

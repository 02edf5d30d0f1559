import { beforeEach, describe, expect, it, vi } from 'vitest'
import { actionFor, bindings } from '../../../src/editor/actions/keyboard'
import { perform, possible } from '../../../src/editor/actions/action'
import { action, actions } from '../../../src/editor/actions/registry'
import { explain } from '../../../src/editor/inspector/explain'
import type { EditorServices } from '../../../src/editor/state/context'
import { shownRun, travelStore } from '../../../src/editor/state/travelStore'
import { goTo, nextPhase, placeOf, stepAt } from '../../../src/editor/state/walk'
import { goOn, nextStop, toggleBreakpoint, toggleOnSelection } from '../../../src/editor/timetravel/stops'
import { forgetA, keepAsA } from '../../../src/editor/timetravel/compare'
import { nearest, rangeWords } from '../../../src/editor/timetravel/HistoryChart'
import { liveHistory, withStep, type History } from '../../../src/editor/timetravel/liveHistory'
import { enter, fits, leave, record } from '../../../src/editor/timetravel/travel'
import { toggleWatch, watchedWords, watchSelection } from '../../../src/editor/timetravel/watch'
import { setTensors, setTraining, type GraphDocument } from '../../../src/graph'
import { ops } from '../../../src/ops'
import { graph } from '../inspector/runOf'
import { arrived, openEditor, wish } from './setup'

/** L = (w·x − t)² with numbers: w = 0.5, x = 2, t = 3; ∂L/∂w = 2·(1 − 3)·2 = −8. */
const line: GraphDocument = {
  ...graph(
    {
      w: ['parameter', { shape: [] }, 'w'],
      x: ['input', { shape: [] }],
      y: ['mul', undefined, 'ŷ'],
      t: ['input', { shape: [] }],
      L: ['mse_loss'],
    },
    [
      ['w', 'y.a'],
      ['x', 'y.b'],
      ['y', 'L.input'],
      ['t', 'L.target'],
    ],
    {
      'w.y': { shape: [], data: [0.5] },
      'x.y': { shape: [], data: [2] },
      't.y': { shape: [], data: [3] },
    },
  ),
  training: { optimizer: { kind: 'sgd', lr: 0.1 }, steps: 20, batchSize: null, seed: 0, tolerance: null },
}

let services: EditorServices
const now = () => placeOf(services.run.summary())
const shownW = () => {
  const shown = services.run.shown('values', 'w.y')
  return shown.state === 'known' ? shown.view.head[0] : shown.state
}

beforeEach(async () => {
  services = await openEditor(line)
})

describe('a position over all steps', () => {
  it('belongs to the step that ends there', () => {
    expect(stepAt(0, 10)).toEqual({ step: 0, cursor: 0 })
    expect(stepAt(1, 10)).toEqual({ step: 0, cursor: 1 })
    expect(stepAt(10, 10)).toEqual({ step: 0, cursor: 10 })
    expect(stepAt(11, 10)).toEqual({ step: 1, cursor: 1 })
    expect(stepAt(30, 10)).toEqual({ step: 2, cursor: 10 })
  })
})

describe('walking in a recording', () => {
  it('shows the numbers of each step and event, in either direction', async () => {
    wish(3)
    await record(services)
    const { recorded, forwardLength } = services.run.summary()
    expect(recorded).toMatchObject({ step: 0, steps: 3, position: forwardLength, t: 1, rate: 0.1, plain: true })
    const length = recorded!.eventsPerStep
    expect(now().length).toBe(3 * length)
    // Before the update w is 0.5; the update is the last event: 0.5 − 0.1 · (−8) = 1.3.
    goTo(services.run, length - 1)
    expect(shownW()).toBe(0.5)
    expect(nextPhase(services.run.summary())).toBe('update')
    goTo(services.run, length)
    expect(shownW()).toBeCloseTo(1.3, 12)
    expect(nextPhase(services.run.summary())).toBe('forward')
    // Into the second step: nothing of it is known but its first event.
    goTo(services.run, length + 1)
    await arrived(() => services.run.summary().recorded?.step === 1)
    expect(services.run.summary().cursor).toBe(1)
    expect(services.run.shown('values', 'L.loss')).toEqual({ state: 'pending' })
    expect(services.run.tensor('values', 'w.y')!.head[0]).toBeCloseTo(1.3, 12)
    // And back, where the update has not been made again.
    goTo(services.run, length - 1)
    await arrived(() => services.run.summary().recorded?.step === 0)
    expect(shownW()).toBe(0.5)
  })

  it('goes where it was asked to last, whatever was asked before', async () => {
    wish(20)
    await record(services)
    const { eventsPerStep } = services.run.summary().recorded!
    for (let step = 19; step > 4; step--) goTo(services.run, step * eventsPerStep + 2)
    expect(now().position).toBe(5 * eventsPerStep + 2)
    await arrived(() => services.run.summary().recorded?.step === 5)
    expect(services.run.summary().cursor).toBe(2)
  })

  it('comes back to the graph as it is now', async () => {
    const { run } = services
    const live = run.summary()
    const loss = run.tensor('values', 'L.loss')
    await record(services)
    goTo(run, now().length)
    await arrived(() => run.summary().recorded?.step === 4)
    expect(run.tensor('values', 'L.loss')).not.toBe(loss)
    leave(services)
    expect(run.summary()).toMatchObject({ recorded: null, cursor: live.cursor, trace: live.trace, loss: live.loss })
    expect(run.tensor('values', 'L.loss')).toBe(loss)
    await enter(services, 3)
    expect(run.summary()).toMatchObject({ cursor: 3, recorded: { step: 0 } })
  })

  it('ends with a word when the graph is changed, and shows the changed graph', async () => {
    await record(services)
    services.documents.run(setTensors({ 'x.y': { dtype: 'float64', shape: [], data: [1] } }, 'Change x'))
    await arrived(() => services.run.summary().recorded === null)
    expect(services.view.getState().announcement).toMatch(/^The graph has changed/)
    expect(services.run.tensor('values', 'y.y')!.head[0]).toBe(0.5)
  })

  it('is not shown on another graph', () => {
    expect(fits(line, { ...line, layout: { w: { x: 1, y: 1 } } })).toBe(true)
    expect(fits(line, structuredClone(line))).toBe(true)
    expect(fits(line, { ...line, nodes: { ...line.nodes, y: { op: 'add' } } })).toBe(false)
  })

  it('explains an update with its numbers', async () => {
    await record(services)
    const { run } = services
    goTo(run, run.summary().recorded!.eventsPerStep)
    const event = run.summary().trace.at(-1)!
    const { heading, title, lines, rows } = explain(event, run, line, ops, { objective: 'L.loss' })
    expect(heading).toMatch(/^step 1 · update · event \d+ of \d+ · node w$/)
    expect(title).toBe('Update of w')
    expect(lines.join(' ')).toContain('0.500 - 0.100 \\cdot (-8.00)')
    expect(lines.at(-1)).toContain('1.30')
    expect(rows).toContainEqual({ name: 'after', value: '1.30' })
  })

  it('says of other optimizers that they do more', async () => {
    services = await openEditor({ ...line, training: { ...line.training!, optimizer: { kind: 'adam', lr: 0.1 } } })
    await record(services)
    const { run } = services
    goTo(run, run.summary().recorded!.eventsPerStep)
    const { sentence, rows } = explain(run.summary().trace.at(-1)!, run, line, ops, { objective: 'L.loss' })
    expect(sentence).toMatch(/^The optimizer adam does more/)
    expect(rows).toContainEqual({ name: 'moved by', value: '0.100' })
    expect(rows).toContainEqual({ name: '−η · gradient', value: '0.800' })
  })

  it('says why nothing can be recorded', async () => {
    services = await openEditor(graph({ x: ['input', { shape: [] }] }, []))
    await record(services)
    expect(services.run.summary().recorded).toBeNull()
    expect(services.view.getState().announcement).not.toBe('')
    expect(travelStore.getState()).toMatchObject({ progress: null, recording: null })
  })
})

describe('two kept runs', () => {
  const train = (lr: number) => ({ ...line.training!, optimizer: { kind: 'sgd', lr } })
  const shown = () => shownRun(travelStore.getState(), services.run.summary().recorded?.id)
  beforeEach(async () => {
    wish(4)
    await record(services)
    await keepAsA(services)
    services.documents.run(setTraining(train(0.01)))
    wish(3)
    await record(services)
  })

  it('are looked at in turn, at the same event of the same step', async () => {
    expect(shown()).toBe('B')
    const { run } = services
    const { eventsPerStep } = run.summary().recorded!
    goTo(run, eventsPerStep)
    // w = 0.5 − η · (−8).
    expect(shownW()).toBeCloseTo(0.58, 12)
    await perform(action('look-a'), services)
    expect(shown()).toBe('A')
    expect(run.summary().recorded).toMatchObject({ step: 0, steps: 4, position: eventsPerStep, rate: 0.1 })
    expect(shownW()).toBeCloseTo(1.3, 12)
    expect(services.view.getState().announcement).toBe('Looking at run A: sgd · η = 0.100 · seed 0 · 4 steps.')
    // Run A is walked like any other, to a step that run B has not got.
    goTo(run, 3 * eventsPerStep + 1)
    await arrived(() => run.summary().recorded?.step === 3)
    await perform(action('look-b'), services)
    await arrived(() => shown() === 'B')
    expect(now()).toMatchObject({ position: 3 * eventsPerStep, length: 3 * eventsPerStep })
  })

  it('offer the other one only', async () => {
    expect(possible(action('look-b'), services)).toBe('Run B is in view already.')
    expect(possible(action('look-a'), services)).toBe(true)
    leave(services)
    expect(possible(action('look-b'), services)).toBe(true)
    await forgetA(services)
    expect(possible(action('look-a'), services)).toMatch(/^There are no two runs yet/)
    await keepAsA(services)
    expect(possible(action('look-b'), services)).toMatch(/^There is no run B yet/)
  })

  it('show run B when run A is forgotten while it is in view', async () => {
    await perform(action('look-a'), services)
    await forgetA(services)
    expect(services.run.summary().recorded).toMatchObject({
      id: travelStore.getState().recording!.state.id,
      rate: 0.01,
    })
    goTo(services.run, now().length)
    await arrived(() => services.run.summary().recorded?.step === 2)
    expect(shown()).toBeNull()
  })
})

describe('the keys', () => {
  const list = bindings(actions.values())
  const press = async (key: string, shift = false) => {
    const event = {
      key,
      code: key,
      defaultPrevented: false,
      isComposing: false,
      getModifierState: (name: string) => name === 'Shift' && shift,
    } as unknown as KeyboardEvent
    const found = actionFor(list, event, { target: { tagName: 'INPUT', type: 'text' }, modal: false })
    if (!found) throw new Error(`${key} does nothing.`)
    await perform(found, services)
  }

  it('F10 and Shift+F10 walk, F9 sets a breakpoint, F5 goes on to it and then to the end', async () => {
    await record(services)
    const start = now().position
    await press('F10')
    expect(now().position).toBe(start + 1)
    await press('F10', true)
    expect(now().position).toBe(start)
    services.view.select([], ['e0'])
    await press('F9')
    expect(travelStore.getState().breakpoints).toMatchObject([{ stop: { kind: 'edge', edge: 'e0' }, on: true }])
    const { trace, recorded } = services.run.summary()
    const at = trace.find((event) => event.edge === 'e0')!.index + 1
    for (let step = 0; step < 5; step++) {
      await press('F5')
      expect(now().position).toBe(step * recorded!.eventsPerStep + at)
      expect(services.view.getState().announcement).toContain(`breakpoint “edge w → ŷ” in step ${step + 1}`)
    }
    await press('F5')
    expect(now().position).toBe(now().length)
    expect(services.view.getState().announcement).toBe('No breakpoint was met: this is the end.')
    await press('F9')
    expect(travelStore.getState().breakpoints).toEqual([])
  })

  it('F5 goes on in the graph as it is now, too', async () => {
    toggleBreakpoint({ kind: 'delta-above', bound: 7 })
    services.run.setCursor(0)
    await goOn(services)
    const { trace, cursor } = services.run.summary()
    // δ of w is −8; the δ of ŷ (−4) and of x (−2) are smaller.
    expect(trace[cursor - 1]).toMatchObject({ kind: 'edge-delta', edge: 'e0' })
  })

  it('are in the table of actions', () => {
    for (const id of ['record', 'continue', 'breakpoint', 'watch', 'leave-recording']) expect(action(id).id).toBe(id)
  })
})

describe('breakpoints', () => {
  it('are met in the order of positions, and the nearest names its own', () => {
    const breakpoint = (id: number) => ({ id, stop: { kind: 'non-finite' }, on: true }) as const
    const places = [
      { breakpoint: breakpoint(1), positions: [3, 9] },
      { breakpoint: breakpoint(2), positions: [5] },
    ]
    expect(nextStop(places, 0)).toMatchObject({ position: 3, breakpoint: { id: 1 } })
    expect(nextStop(places, 3)).toMatchObject({ position: 5, breakpoint: { id: 2 } })
    expect(nextStop(places, 5)).toMatchObject({ position: 9, breakpoint: { id: 1 } })
    expect(nextStop(places, 9)).toBeNull()
  })

  it('are set on all that is selected, and taken away again', () => {
    services.view.select(['w', 'y'], ['e2'])
    toggleOnSelection(services)
    expect(travelStore.getState().breakpoints.map(({ stop }) => stop)).toEqual([
      { kind: 'node', node: 'w' },
      { kind: 'node', node: 'y' },
      { kind: 'edge', edge: 'e2' },
    ])
    toggleOnSelection(services)
    expect(travelStore.getState().breakpoints).toEqual([])
  })
})

describe('the watch list', () => {
  it('pins value and δ of a node, the gradient of an edge, and each of them once', () => {
    services.view.select(['y'], ['e0'])
    watchSelection(services)
    watchSelection(services)
    const { watched } = travelStore.getState()
    expect(watched.map((tensor) => watchedWords(line, tensor))).toEqual(['value of ŷ', 'δ of ŷ', 'gradient on w → ŷ'])
    expect(toggleWatch(services, watched[0]!)).toBe(false)
    expect(travelStore.getState().watched).toHaveLength(2)
    expect(watchedWords(line, { kind: 'edges', key: 'gone' })).toBeNull()
  })

  it('keeps a number for each training step that is shown, and begins anew with another run', async () => {
    const w = { kind: 'values', key: 'w.y' } as const
    const on = vi.spyOn(services.client, 'on')
    toggleWatch(services, w)
    const hear = on.mock.calls.find(([event]) => event === 'training')![1] as (progress: { step: number }) => void
    const trained = async (step: number, value: number) => {
      const { revision } = services.run.summary()
      hear({ step })
      services.training.receive({ step, losses: [], heldOut: [] } as never)
      services.documents.run(setTensors({ 'w.y': { dtype: 'float64', shape: [], data: [value] } }, 'Train'))
      await arrived(() => services.run.summary().revision > revision)
    }
    await trained(1, 0.75)
    await trained(7, -2)
    // A change by hand is no step of training.
    await trained(7, 100)
    expect(liveHistory(w)).toEqual({ steps: [1, 7], numbers: [0.75, -2] })
    await trained(1, 3)
    expect(liveHistory(w)).toEqual({ steps: [1], numbers: [3] })
    services.training.clear()
    expect(liveHistory(w).steps).toEqual([])
  })

  it('thins out long histories, evenly and with the latest step', () => {
    let history: History = { steps: [], numbers: [] }
    for (let step = 1; step <= 5000; step++) history = withStep(history, step, -step)
    expect(history.steps.length).toBeLessThanOrEqual(600)
    expect(history.steps.at(-1)).toBe(5000)
    expect(history.numbers).toEqual(history.steps.map((step) => -step))
  })

  it('tells the step under the pointer, and the range of a history', () => {
    expect(nearest([1, 2, 10], 0)).toBe(0)
    expect(nearest([1, 2, 10], 0.5)).toBe(1)
    expect(nearest([1, 2, 10], 0.7)).toBe(2)
    expect(nearest([1, 2, 10], 7)).toBe(2)
    expect(nearest([5], 0.4)).toBe(0)
    expect(rangeWords({ steps: [1, 2, 3], numbers: [2, NaN, 0.5] }, false, 'recorded')).toBe('0.500 to 2.00 in 3 steps')
    expect(rangeWords({ steps: [1, 40], numbers: [2, 1] }, true, 'training')).toBe('norm 1.00 to 2.00 up to step 40')
  })
})

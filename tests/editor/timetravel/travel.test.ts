import { beforeEach, describe, expect, it } from 'vitest'
import { actionFor, bindings } from '../../../src/editor/actions/keyboard'
import { perform } from '../../../src/editor/actions/action'
import { action, actions } from '../../../src/editor/actions/registry'
import { explain } from '../../../src/editor/inspector/explain'
import type { EditorServices } from '../../../src/editor/state/context'
import { travelStore } from '../../../src/editor/state/travelStore'
import { goTo, nextPhase, placeOf, stepAt } from '../../../src/editor/state/walk'
import { goOn, nextStop, toggleBreakpoint, toggleOnSelection } from '../../../src/editor/timetravel/stops'
import { enter, fits, leave, record } from '../../../src/editor/timetravel/travel'
import { toggleWatch, watchedWords, watchSelection } from '../../../src/editor/timetravel/watch'
import { setTensors, type GraphDocument } from '../../../src/graph'
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
    expect(toggleWatch(watched[0]!)).toBe(false)
    expect(travelStore.getState().watched).toHaveLength(2)
    expect(watchedWords(line, { kind: 'edges', key: 'gone' })).toBeNull()
  })
})

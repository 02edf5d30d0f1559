import { describe, expect, it, vi } from 'vitest'
import { eventLine, labelsThatFit } from '../../../src/editor/timeline/line'
import { graphDifferences } from '../../../src/editor/timetravel/differences'
import { differencesBetween, differenceWords, strength } from '../../../src/editor/timetravel/compare'
import { createFrames } from '../../../src/editor/timetravel/frames'
import { marksCss } from '../../../src/editor/timetravel/marks'
import { breakpointWords, type KeptRecording } from '../../../src/editor/state/travelStore'
import { DEFAULT_TRAINING, type GraphDocument } from '../../../src/graph'
import type { ComparedRow, RecordedFrame } from '../../../src/runtime/protocol'
import { graph } from '../inspector/runOf'

describe('the frames that the page keeps', () => {
  const view = (size: number) => ({ head: new Float64Array(size) }) as never
  const frame = (step: number, size = 1): RecordedFrame =>
    ({ step, trace: [], views: { values: { a: view(size) }, deltas: {}, edges: {}, gradients: {} } }) as never

  it('are asked for once, however often they are wanted at once', async () => {
    const recordedFrame = vi.fn(async (_id: number, step: number) => frame(step))
    const frames = createFrames({ recordedFrame }, 1, 10)
    await Promise.all([frames.load(3), frames.load(3)])
    await frames.load(3)
    expect(recordedFrame).toHaveBeenCalledTimes(1)
    expect(frames.get(3)?.step).toBe(3)
    expect(frames.get(4)).toBeUndefined()
  })

  it('include the neighbours of the step that is looked at', async () => {
    const recordedFrame = vi.fn(async (_id: number, step: number) => frame(step))
    const frames = createFrames({ recordedFrame }, 1, 10)
    await frames.load(1)
    await frames.lookAhead(1)
    expect(recordedFrame.mock.calls.map(([, step]) => step)).toEqual([1, 2, 0, 3])
  })

  it('are forgotten, the longest unused first, when they take too much room', async () => {
    const recordedFrame = async (_id: number, step: number) => frame(step, 2 ** 21)
    const frames = createFrames({ recordedFrame }, 1, 20)
    for (let step = 0; step < 5; step++) await frames.load(step)
    frames.get(0)
    await frames.load(5)
    expect([0, 1, 2, 3, 4, 5].filter((step) => frames.get(step))).toEqual([0, 2, 3, 4, 5])
  })
})

describe('the marks on the canvas', () => {
  it('are in the accessible names of what they lie on', () => {
    const breakpoints = [
      { id: 1, stop: { kind: 'node', node: 'z' }, on: true },
      { id: 2, stop: { kind: 'port', node: 'z', port: 'a' }, on: false },
      { id: 3, stop: { kind: 'edge', edge: 'z' }, on: false },
      { id: 4, stop: { kind: 'non-finite' }, on: true },
    ] as const
    expect(breakpointWords(breakpoints, 'node', 'z')).toBe(', breakpoint, breakpoint on a, off')
    expect(breakpointWords(breakpoints, 'edge', 'z')).toBe(', breakpoint, off')
    expect(breakpointWords(breakpoints, 'node', 'a')).toBe('')
  })

  it('name cards, ports and edges by their ids, dimmed when the breakpoint is off', () => {
    const css = marksCss({
      breakpoints: [
        { id: 1, stop: { kind: 'node', node: 'z1' }, on: true },
        { id: 2, stop: { kind: 'edge', edge: 'e3' }, on: false },
        { id: 3, stop: { kind: 'port', node: 'z1', port: 'weight' }, on: true },
        { id: 4, stop: { kind: 'non-finite' }, on: true },
      ],
      comparison: null,
    })
    expect(css.split('\n')).toHaveLength(3)
    expect(css).toMatch(/\.react-flow__node\[data-id="z1"\]::after .*opacity: 1/)
    expect(css).toMatch(/data-id="e3".*marker-start: url\(#gw-breakpoint-off\)/)
    expect(css).toMatch(/data-nodeid="z1".*data-handleid="weight"/)
  })

  it('colour edges by how far two runs are apart', () => {
    const row = (id: string, relative: number | null): ComparedRow => ({
      kind: 'edge',
      id,
      value: { a: 1, b: 1, relative: 0 },
      gradient: { a: 1, b: 1, relative },
    })
    const css = marksCss({ breakpoints: [], comparison: { step: 0, rows: [row('a', 1), row('b', 0), row('c', 0.25)] } })
    expect(css).toMatch(/data-id="a".* 100%/)
    expect(css).toMatch(/data-id="b".* 0%/)
    expect(css).toMatch(/data-id="c".* 50%/)
  })
})

describe('the words of a comparison', () => {
  it('tell how far two tensors are apart', () => {
    expect(differenceWords({ a: 1, b: 1, relative: 0 })).toBe('0')
    expect(differenceWords({ a: 1, b: 1, relative: 0.123 })).toBe('12.3 %')
    expect(differenceWords({ a: 1, b: null, relative: Infinity })).toBe('only in A')
    expect(differenceWords({ a: 1, b: NaN, relative: Infinity })).toBe('not finite')
    expect(differenceWords({ a: 1, b: 1, relative: null })).toBe('other shape')
    expect(differenceWords({ a: null, b: null, relative: 0 })).toBe('–')
    expect(strength({ a: 1, b: 2, relative: 5 })).toBe(1)
  })

  it('tell what differs between the runs', () => {
    const kept = (op: string, seed: number): KeptRecording => ({
      state: { settings: { ...DEFAULT_TRAINING, seed } } as never,
      document: graph({ y: [op, undefined, 'ŷ₁'] }, []),
    })
    expect(differencesBetween(kept('relu', 0), kept('relu', 0))).toEqual([])
    expect(differencesBetween(kept('relu', 0), kept('tanh', 1))).toEqual([
      'training settings',
      'ŷ₁ is relu in A and tanh in B',
    ])
  })

  it('tell what differs between a recorded graph and the one there is', () => {
    const recorded = { document: graph({ x: ['input'], y: ['relu'] }, [['x.y', 'y.x']]), where: 'in the recording' }
    const differ = (document: GraphDocument) => graphDifferences(recorded, { document, where: 'now' })
    expect(differ(recorded.document)).toEqual([])
    expect(differ(graph({ x: ['input'], y: ['relu'], z: ['tanh'] }, [['x.y', 'y.x']]))).toEqual(['z is only there now'])
    expect(differ(graph({ x: ['input', { shape: [2] }], y: ['relu'] }, []))).toEqual(['attributes of x', 'wires'])
  })
})

describe('the line of events', () => {
  const trace = ['value', 'value', 'edge-delta', 'update'].map((kind, index) => ({ kind, index })) as never

  it('is one pass, or all steps of a recording', () => {
    const pass = eventLine({ trace, forwardLength: 2, recorded: null })
    expect(pass).toMatchObject({ length: 4, borders: [2], labels: [{ text: 'forward' }, { text: 'backward', at: 2 }] })
    const recorded = { steps: 3, eventsPerStep: 4 } as never
    const line = eventLine({ trace, forwardLength: 2, recorded })
    expect(line).toMatchObject({ length: 12, borders: [4, 8] })
    expect(line.labels.map(({ text }) => text)).toEqual(['step 1', 'step 2', 'step 3'])
    expect([0, 2, 3, 4, 7].map(line.toneAt)).toEqual(['value', 'delta', 'parameter', 'value', 'parameter'])
  })

  it('names as many steps as there is room for', () => {
    const labels = Array.from({ length: 10 }, (_, step) => ({ text: `step ${step + 1}`, at: step * 10 }))
    expect(labelsThatFit(labels, (at) => at * 3).map(({ text }) => text)).toEqual([
      'step 1',
      'step 3',
      'step 5',
      'step 7',
      'step 9',
    ])
  })
})

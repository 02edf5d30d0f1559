import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { backwardGraph, progressOf } from '../../../src/editor/backward/graph'
import {
  curvesOf,
  eventOf,
  fitView,
  inOrder,
  itemAt,
  onCurves,
  reveal,
  zoomAt,
} from '../../../src/editor/backward/view'
import { itemWords, progressWords } from '../../../src/editor/backward/words'
import { readDocument } from '../../../src/formats'
import { ops } from '../../../src/ops'
import { graph as documentOf, runOf } from '../inspector/runOf'

async function lecture() {
  const read = readDocument(readFileSync(new URL('../../../examples/01-lecture.json', import.meta.url), 'utf8'))
  if (!read.ok) throw new Error(read.message)
  const { run, document, trace } = await runOf(read.document)
  return { run, document, trace, graph: backwardGraph(trace, document) }
}

describe('the backward graph', () => {
  it('has a node for each δ and gradient, and an edge for each VJP, of the trace', async () => {
    const { graph, trace } = await lecture()
    const count = (kind: string) => trace.filter((event) => event.kind === kind).length
    expect(graph.boxes.filter(({ kind }) => kind === 'delta').length).toBe(count('accumulate'))
    expect(graph.boxes.filter(({ kind }) => kind === 'gradient').length).toBe(count('parameter-gradient'))
    expect(graph.lines.length).toBe(count('edge-delta') + count('parameter-gradient'))
    for (const { from, to, event } of graph.lines) {
      expect(from.event).toBeLessThan(event)
      if (to.kind === 'delta') expect(event).toBeLessThan(to.event)
    }
  })

  it('is the forward layout in a mirror: the objective is leftmost', async () => {
    const { graph, run } = await lecture()
    const objective = graph.boxes.find(({ key }) => key === run.summary().objective)!
    expect(objective.x).toBe(Math.min(...graph.boxes.map(({ x }) => x)))
    for (const { from, to, start, end } of graph.lines)
      if (to.kind === 'delta') {
        expect(to.x).toBeGreaterThan(from.x)
        expect(start.x).toBe(from.x + from.width)
        expect(end.x).toBe(to.x)
      }
  })

  it('keeps two wires between the same nodes apart', async () => {
    const { trace, document } = await runOf(
      documentOf(
        { p: ['parameter', { shape: [] }], m: ['mul'] },
        [
          ['p', 'm.a'],
          ['p', 'm.b'],
        ],
        { 'p.y': { shape: [], data: [3] } },
      ),
    )
    const objective = { ...document, objective: { node: 'm', port: 'y' } }
    const { trace: seen } = await runOf(objective)
    const { lines, boxes } = backwardGraph(seen.length > trace.length ? seen : trace, objective)
    const twins = lines.filter(({ edge }) => edge !== null)
    expect(twins.map(({ edge }) => edge).sort()).toEqual(['e0', 'e1'])
    expect(twins[0]!.start.y).not.toBe(twins[1]!.start.y)
    expect(boxes.find(({ key, kind }) => key === 'm.y' && kind === 'delta')!.readBy.length).toBe(2)
  })

  it('counts what is done up to the cursor', async () => {
    const { graph, trace } = await lecture()
    const forward = trace.findIndex(({ phase }) => phase === 'backward')
    expect(progressOf(graph, forward)).toMatchObject({ reads: 0, deltas: [0, expect.any(Number)] })
    const end = progressOf(graph, trace.length)
    expect(end.deltas[0]).toBe(end.deltas[1])
    expect(end.vjps[0]).toBe(end.vjps[1])
    expect(end.reads).toBe(graph.lines.length)
    expect(progressWords({ deltas: [1, 7], vjps: [1, 9], reads: 1 })).toBe(
      'δ 1 of 7 · VJPs 1 of 9 · 1 read from the cache',
    )
  })
})

describe('looking at it', () => {
  const extent = { width: 800, height: 300 }

  it('finds every δ and every VJP where it is drawn', async () => {
    const { graph } = await lecture()
    const view = zoomAt(fitView(graph, extent), 1.4, { x: 300, y: 100 })
    const screen = ({ x, y }: { x: number; y: number }) => ({ x: x * view.scale + view.x, y: y * view.scale + view.y })
    for (const box of graph.boxes)
      expect(itemAt(graph, view, screen({ x: box.x + box.width / 2, y: box.y + 3 }))).toEqual({ kind: 'box', box })
    const line = graph.lines.find(({ to }) => to.kind === 'delta')!
    expect(itemAt(graph, view, screen(onCurves(curvesOf(line), 0.08)))).toMatchObject({
      kind: 'line',
      line: { event: line.event },
    })
    expect(itemAt(graph, view, { x: -5000, y: -5000 })).toBeNull()
  })

  it('fits all into the frame, and moves no more than needed to show one', async () => {
    const { graph } = await lecture()
    const view = fitView(graph, extent)
    for (const box of graph.boxes) expect(reveal(view, box, extent)).toBe(view)
    const away = { ...view, x: view.x + 5000 }
    const back = reveal(away, graph.boxes[0]!, extent)
    expect(back.x + graph.boxes[0]!.x * back.scale).toBeLessThan(extent.width)
  })

  it('is walked in the order of the pass, and says what each step is', async () => {
    const { graph, document, run, trace } = await lecture()
    const items = inOrder(graph)
    expect(items.map(eventOf)).toEqual([...items.map(eventOf)].sort((a, b) => a - b))
    const [first] = items
    if (first?.kind !== 'box') throw new Error('the first is the seed')
    const shown = run.shown('deltas', first.box.key)
    expect(itemWords(document, ops, first, shown, trace.length)).toMatch(
      /^δ of .*: 1\.00, computed once, read \d times? from the cache$/,
    )
    expect(itemWords(document, ops, first, shown, 0)).toMatch(/: not computed yet$/)
    const line = items.find((item) => item.kind === 'line')!
    expect(
      itemWords(document, ops, line, run.shown('edges', (line as { line: { edge: string } }).line.edge), trace.length),
    ).toMatch(/^VJP of .* times the local derivative, to δ of .*: /)
  })
})

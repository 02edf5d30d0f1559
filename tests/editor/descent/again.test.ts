/** @file What is kept in the lab, and who stopped what: another graph is no reason to say "Stopped". */
import { readdirSync, readFileSync } from 'node:fs'
import { beforeEach, expect, it } from 'vitest'
import { speaksOfDescent } from '../../../src/editor/descent/description'
import { drawCurve, openLine, resumeLine } from '../../../src/editor/descent/line/lineActions'
import { lineStore, NO_LINE } from '../../../src/editor/descent/line/lineStore'
import { drawGrid, resumePlane, walkAnew } from '../../../src/editor/descent/plane/planeActions'
import { NO_PLANE, planeStore } from '../../../src/editor/descent/plane/planeStore'
import { sceneStore } from '../../../src/editor/descent/sceneStore'
import { forgetWork, stoppedByHand, stopWork } from '../../../src/editor/descent/work'
import type { EditorServices } from '../../../src/editor/state/context'
import type { EngineClient, StudyAnswer } from '../../../src/runtime/protocol'

const at = { key: 'w.y', element: 0 }
const trail = { dimension: 1, at: [-1], slopes: [2], losses: [1], state: 'finished' }
const curve = {
  x: Float64Array.of(-1, 0, 1),
  loss: Float64Array.of(1, 0, 1),
  slope: new Float64Array(3),
  criticals: [],
}
const map = { window: { a: [-1, 1], b: [-1, 1] }, a: at, b: { key: 'w.y', element: 1 }, start: [0, 0] } as const

/** An engine that answers each question so, and keeps what was asked. */
function engine(answer: (call: string) => StudyAnswer<unknown>, meanwhile: (client: EngineClient) => void = () => {}) {
  const calls: string[] = []
  const client = new Proxy({} as EngineClient, {
    get: (_, call: string) => async () => {
      if (call === 'stopDescent') return
      calls.push(call)
      meanwhile(client)
      return answer(call)
    },
  })
  return { calls, services: { client } as unknown as EditorServices }
}

beforeEach(() => {
  lineStore.setState(NO_LINE)
  planeStore.setState(NO_PLANE)
  sceneStore.setState({ scene: null, version: 7 })
  forgetWork('curve', 'grid', 'criticals', 'trails')
})

it('an answer "stopped" is said to be so where a person stopped it, and not where the graph has changed', async () => {
  for (const byHand of [false, true]) {
    const { services } = engine(
      () => ({ state: 'stopped' }),
      (client) => {
        if (byHand) for (const kind of ['curve', 'grid', 'trails'] as const) stopWork(client, kind)
      },
    )
    lineStore.setState({ ...NO_LINE, at })
    await drawCurve(services)
    expect(lineStore.getState()).toMatchObject({ stopped: byHand, drawing: !byHand })
    planeStore.setState({ ...NO_PLANE, ...map })
    await drawGrid(services)
    expect(planeStore.getState().stopped).toBe(byHand)
    walkAnew(services, {})
    await new Promise((resolve) => setImmediate(resolve))
    expect(planeStore.getState()).toMatchObject({ walking: false, halted: byHand })
  }
})

it('what was stopped by hand is forgotten when it begins anew', async () => {
  const { services } = engine(() => ({ state: 'done', result: curve }))
  stopWork(services.client, 'curve')
  expect(stoppedByHand('curve')).toBe(true)
  lineStore.setState({ ...NO_LINE, at })
  await drawCurve(services)
  expect(stoppedByHand('curve')).toBe(false)
})

it('who comes back to the same graph finds the trail, and only what was left undone is asked for', async () => {
  const { calls, services } = engine((call) => ({ state: 'done', result: call === 'descentWalk' ? [trail] : curve }))
  await openLine(services, at)
  expect(lineStore.getState()).toMatchObject({ version: 7, drawing: false, trail: [{ x: -1, loss: 1, slope: 2 }] })
  const walked = [...lineStore.getState().trail, { x: -0.5, loss: 0.25, slope: 1 }]
  lineStore.setState({ trail: walked })
  calls.length = 0
  resumeLine(services, { key: 'other.y', element: 0 })
  expect([calls, lineStore.getState().trail, lineStore.getState().at]).toEqual([[], walked, at])
  lineStore.setState({ drawing: true })
  resumeLine(services, at)
  await new Promise((resolve) => setImmediate(resolve))
  expect(calls).toEqual(['descentCurve', 'descentCurve'])
  expect(lineStore.getState()).toMatchObject({ trail: walked, drawing: false })
})

it('and the map with its walks', async () => {
  const grid = (points: number) => {
    const loss = new Float64Array(points * points)
    return { window: map.window, columns: points, rows: points, loss, slopes: null }
  }
  const walk = { ...trail, dimension: 2, at: Float64Array.of(0, 0), losses: Float64Array.of(1) }
  const { calls, services } = engine((call) => ({
    state: 'done',
    result: call === 'descentGrid' ? grid(97) : call === 'descentCriticals' ? [] : [walk, walk, walk],
  }))
  // The finest level has been left half done.
  planeStore.setState({ ...NO_PLANE, ...map, coarse: grid(25), fine: grid(49) })
  resumePlane(services)
  await new Promise((resolve) => setImmediate(resolve))
  expect(calls.sort()).toEqual(['descentCriticals', 'descentGrid', 'descentTrails'])
  expect(planeStore.getState()).toMatchObject({ criticals: [], drawing: null, fine: { columns: 97 } })
  calls.length = 0
  resumePlane(services)
  await new Promise((resolve) => setImmediate(resolve))
  expect(calls).toEqual([])
})

it('each example that is made for this lab tells in it what to try', () => {
  const folder = new URL('../../../examples/', import.meta.url)
  const templates = readdirSync(folder).filter((file) => file.includes('-descent-'))
  expect(templates.length).toBeGreaterThan(4)
  for (const file of templates) {
    const { description } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { description: string }
    expect(speaksOfDescent(description), file).toBe(true)
    // Two lines of the lab on a wide screen.
    expect(description.length, file).toBeLessThanOrEqual(305)
  }
  expect(speaksOfDescent('The smallest task that one neuron cannot do.')).toBe(false)
})

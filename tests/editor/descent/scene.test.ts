/** @file What the descent lab asks while the graph changes under it. */
import { afterEach, expect, it } from 'vitest'
import { sameGraph, sceneStore, watchScene } from '../../../src/editor/descent/sceneStore'
import { forgetWork, workStore } from '../../../src/editor/descent/work'
import type { EditorServices } from '../../../src/editor/state/context'
import { createDocumentStore } from '../../../src/editor/state/documentStore'
import { RunStore } from '../../../src/editor/state/runStore'
import { Turns } from '../../../src/editor/state/turns'
import { setTraining } from '../../../src/graph'
import { documentOf } from '../../support/documents'
import { inProcess } from '../../support/inProcess'

const parameter = { op: 'parameter', attrs: { shape: [] } }
const objective = { node: 'q', port: 'y' }
const ONE = { ...documentOf({ w: parameter, q: { op: 'square' } }, ['w.y q.x']), objective }
const TWO = {
  ...documentOf({ u: parameter, v: parameter, s: { op: 'add' }, q: { op: 'square' } }, [
    'u.y s.a',
    'v.y s.b',
    's.y q.x',
  ]),
  objective,
}

/** Document, run and engine, wired as the page wires them. */
function page() {
  const documents = createDocumentStore(ONE)
  const run = new RunStore(
    new Turns({ frame: (callback) => callback(), flush: (callback) => callback(), now: () => 0 }),
  )
  const engine = inProcess()
  const calls: string[] = []
  const client: typeof engine = {
    ...engine,
    open: (document) => {
      calls.push('open')
      return engine.open(document)
    },
    descentScene: () => {
      calls.push('scene')
      return engine.descentScene()
    },
  }
  // As in start.ts: the run is forgotten, which its listeners hear, before the engine has the new document.
  documents.onChange((change) => {
    if (change.kind === 'patches') void client.apply(change.patches)
    else {
      run.clear()
      void client.open(change.document)
    }
  })
  return { calls, ...({ documents, run, client } as unknown as EditorServices) }
}

const nextScene = () =>
  new Promise<void>((resolve) => {
    const stop = sceneStore.subscribe(({ scene }) => {
      if (!scene) return
      stop()
      resolve()
    })
  })

afterEach(() => {
  sceneStore.setState({ scene: null, problem: null, subject: [] })
  forgetWork('grid')
})

it('shows the parameters of the graph that was just opened, and nothing of the one before', async () => {
  const services = page()
  services.documents.open(ONE)
  const first = nextScene()
  const stop = watchScene(services)
  await first
  expect(sceneStore.getState().scene!.parts.map(({ key }) => key)).toEqual(['w.y'])
  const second = nextScene()
  services.documents.open(TWO)
  expect(sceneStore.getState().scene).toBeNull()
  await second
  expect(sceneStore.getState().scene!.parts.map(({ key }) => key)).toEqual(['u.y', 'v.y'])
  // A worker answers in the order in which it is asked.
  expect(services.calls).toEqual(['open', 'scene', 'open', 'scene'])
  stop()
})

it('asks nothing again of who comes back to the same graph, but where its seed is another', async () => {
  const services = page()
  services.documents.open(ONE)
  const first = nextScene()
  const stop = watchScene(services)
  await first
  stop()
  const { version } = sceneStore.getState()
  services.calls.length = 0
  const stopAgain = watchScene(services)
  await new Promise((resolve) => setImmediate(resolve))
  expect([services.calls, sceneStore.getState().version]).toEqual([[], version])
  stopAgain()
  // The seed decides the values of parameters that have none.
  services.documents.run(setTraining({ seed: 5 }))
  const second = nextScene()
  const stopLast = watchScene(services)
  await second
  expect(sceneStore.getState().version).toBe(version + 1)
  stopLast()
})

it('knows whether an answer is still about the graph', () => {
  const services = page()
  services.documents.open(ONE)
  const same = sameGraph(services)
  services.documents.run(setTraining({ steps: 7 }))
  expect(same()).toBe(true)
  services.documents.open(TWO)
  expect(same()).toBe(false)
})

it('keeps how far long questions are while somebody looks', () => {
  const heard: ((progress: { kind: string; done: number; total: number }) => void)[] = []
  const services = page()
  const on = (_: string, listener: (typeof heard)[number]) => {
    heard.push(listener)
    return () => heard.splice(heard.indexOf(listener), 1)
  }
  const stop = watchScene({ ...services, client: { ...services.client, on } } as unknown as EditorServices)
  heard[0]!({ kind: 'grid', done: 3, total: 12 })
  expect(workStore.getState().grid).toEqual({ done: 3, total: 12 })
  stop()
  expect(heard).toEqual([])
})

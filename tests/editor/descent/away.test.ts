/** @file Who looks elsewhere while a copy is trained finds it done. */
import { beforeEach, expect, it } from 'vitest'
import { sceneStore, watchScene } from '../../../src/editor/descent/sceneStore'
import { follow, runRange, thetaStore } from '../../../src/editor/descent/theta/thetaStore'
import type { EditorServices } from '../../../src/editor/state/context'
import { createDocumentStore } from '../../../src/editor/state/documentStore'
import { RunStore } from '../../../src/editor/state/runStore'
import { Turns } from '../../../src/editor/state/turns'
import { setName, setTraining } from '../../../src/graph'
import { documentOf } from '../../support/documents'
import { inProcess } from '../../support/inProcess'

const SQUARE = {
  ...documentOf({ w: { op: 'parameter', attrs: { shape: [] } }, q: { op: 'square' } }, ['w.y q.x']),
  objective: { node: 'q', port: 'y' },
}

async function page() {
  const documents = createDocumentStore(SQUARE)
  const run = new RunStore(
    new Turns({ frame: (callback) => callback(), flush: (callback) => callback(), now: () => 0 }),
  )
  const client = inProcess()
  await client.open(SQUARE)
  return { documents, run, client } as unknown as EditorServices
}

beforeEach(() => {
  sceneStore.setState({ scene: null, problem: null, subject: [], version: 0 })
  thetaStore.setState({ followed: null, following: false, range: null, ranging: false, steps: 400, problem: null })
})

it('a copy that is trained, and a range test, go on while somebody looks elsewhere', async () => {
  const services = await page()
  const leave = watchScene(services)
  const work = [follow(services), runRange(services)]
  expect(thetaStore.getState()).toMatchObject({ following: true, ranging: true })
  leave()
  await Promise.all(work)
  const { followed, range, following, ranging } = thetaStore.getState()
  expect(followed).toMatchObject({ state: 'finished' })
  expect(followed!.losses).toHaveLength(400)
  expect(range).toMatchObject({ stopped: false })
  expect([following, ranging]).toEqual([false, false])
})

it('what comes of a graph that has changed meanwhile is let go, and nothing seems to go on', async () => {
  const services = await page()
  const work = follow(services)
  services.documents.run(setTraining({ seed: 5 }))
  await work
  expect(thetaStore.getState()).toMatchObject({ followed: null, following: false })
})

it('another name is no other graph', async () => {
  const services = await page()
  const work = follow(services)
  services.documents.run(setName('Another name'))
  await work
  expect(thetaStore.getState().followed!.losses).toHaveLength(400)
})

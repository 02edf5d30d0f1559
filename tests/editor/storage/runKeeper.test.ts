import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { openRunKeeper } from '../../../src/editor/storage'
import { DEFAULT_TRAINING } from '../../../src/graph'
import type { TrainingCheckpoint } from '../../../src/runtime/protocol'

const at = (step: number): TrainingCheckpoint => ({
  settings: DEFAULT_TRAINING,
  threads: 1,
  status: 'running',
  start: {},
  at: {
    step,
    parameters: { 'w.y': { dtype: 'float64', shape: [2], data: Float64Array.of(step, 2) } },
    memory: { 'w.y': { velocity: Float64Array.of(0.5, step) } },
  },
})

async function desk(name: string) {
  let time = 0
  const keeper = await openRunKeeper(name, () => time)
  return { ...keeper, pass: (ms: number) => (time += ms) }
}

test('a run comes back as it was kept, with what the optimizer remembers', async () => {
  const here = await desk('a')
  expect(await here.read()).toBeNull()
  here.keep(at(7))
  expect(await here.read()).toEqual(at(7))
  expect(await (await desk('a')).read()).toEqual(at(7))
})

test('is written every five seconds at most', async () => {
  const here = await desk('b')
  here.keep(at(1))
  here.pass(4999)
  here.keep(at(2))
  expect((await here.read())?.at.step).toBe(1)
  here.pass(1)
  here.keep(at(3))
  expect((await here.read())?.at.step).toBe(3)
})

test('what is forgotten stays forgotten, and the next run is kept at once', async () => {
  const here = await desk('c')
  here.keep(at(1))
  here.keep(null)
  expect(await here.read()).toBeNull()
  here.keep(at(1))
  expect((await here.read())?.at.step).toBe(1)
})

test('a run without a step is not worth keeping, and the first one that is does not wait', async () => {
  const here = await desk('d')
  here.keep(at(0))
  expect(await here.read()).toBeNull()
  here.pass(1000)
  here.keep(at(90))
  expect((await here.read())?.at.step).toBe(90)
})

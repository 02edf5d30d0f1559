import { produceWithPatches } from 'immer'
import { describe, expect, it } from 'vitest'
import type { GraphDocument, TrainingSettings } from '../../src/graph'
import type { EngineClient, HostOptions } from '../../src/runtime'
import { inProcess } from '../support/inProcess'
import { layersDocument, lineDocument as document } from '../support/lineDocument'
import type { RunUpdate, TrainingProgress } from '../../src/runtime/protocol'

function start(more: Partial<HostOptions> = {}) {
  const updates: RunUpdate[] = []
  const training: TrainingProgress[] = []
  const client = inProcess({ tick: 5, ...more })
  client.on('update', (update) => updates.push(update))
  client.on('training', (progress) => training.push(progress))
  return { client, updates, training }
}

const settings: TrainingSettings = {
  optimizer: { kind: 'sgd', lr: 0.2 },
  steps: 400,
  batchSize: null,
  seed: 0,
  tolerance: 1e-9,
}

describe('updates', () => {
  it('tell everything once, then only what changed', async () => {
    const { client, updates } = start()
    await client.open(document)
    expect(Object.keys(updates[0]!.changed.edges).sort()).toEqual(['a', 'b', 'c'])
    expect(updates[0]!.trace!.length).toBeGreaterThan(8)
    const [, patches] = produceWithPatches(document, (draft) => {
      draft.tensors['t.y'] = { dtype: 'float64', shape: [3, 1], data: [0, 0, 0] }
    })
    await client.apply(patches)
    expect(Object.keys(updates[1]!.changed.values).sort()).toEqual(['L.loss', 't.y'])
    expect(updates[1]!.trace).toBeUndefined()
  })

  it('do not come for a move on the canvas', async () => {
    const { client, updates } = start()
    await client.open(document)
    const [, patches] = produceWithPatches(document, (draft) => {
      draft.layout.x = { x: 5, y: 5 }
    })
    await client.apply(patches)
    expect(updates).toHaveLength(1)
  })

  it('give the local derivative of a scalar wire, and whole tensors', async () => {
    const { client } = start()
    const scalar: GraphDocument = {
      ...document,
      nodes: { x: { op: 'constant', attrs: { value: 0.5 } }, y: { op: 'sigmoid' } },
      edges: { e: { from: { node: 'x', port: 'y' }, to: { node: 'y', port: 'x' } } },
      objective: { node: 'y', port: 'y' },
      tensors: {},
    }
    await client.open(scalar)
    const s = 1 / (1 + Math.exp(-0.5))
    expect(await client.localDerivative('e')).toBeCloseTo(s * (1 - s), 14)
    expect((await client.tensor('values', 'y.y'))!.data[0]).toBeCloseTo(s, 14)
    expect(await client.tensor('values', 'gone.y')).toBeNull()
  })
})

describe('training', () => {
  it('gives way at least every 100 ms, also in the middle of a step', async () => {
    // Each look at the clock takes 5 ms: a piece of a step, or the telling of how things stand. Examples are many, so that a
    // step has many pieces.
    let waited = -1
    let longest = 0
    const clock = { ms: 0 }
    const document = layersDocument({ layers: 40, width: 12, examples: 1000 })
    const client = inProcess({
      now: () => (clock.ms += 5),
      giveWay: async () => {
        if (waited >= 0) longest = Math.max(longest, clock.ms - waited)
        waited = clock.ms
      },
    })
    await client.open(document)
    let pieces = 0
    const steps: number[] = []
    client.on('training', ({ step }) => {
      steps.push(step)
      pieces++
    })
    waited = -1
    await client.startTraining({ ...settings, steps: 3, tolerance: null })
    expect(steps.at(-1)).toBe(3)
    // Told more often than once a step: there is life in the middle of one.
    expect(pieces).toBeGreaterThan(6)
    expect(longest).toBeLessThanOrEqual(50)
  }, 20_000)

  it('runs to convergence, hands back parameters, and shows moving edges on the way', async () => {
    const { client, updates, training } = start()
    await client.open(document)
    await client.startTraining(settings)
    const last = training.at(-1)!
    expect(last.status).toBe('converged')
    expect(last.message).toMatch(/^Converged at t = \d+: no parameter moved by 1e-9 or more\.$/)
    expect(last.parameters!['z.weight']!.data![0]).toBeCloseTo(3, 6)
    expect(last.parameters!['z.bias']!.data![0]).toBeCloseTo(1, 6)
    expect(training.flatMap((progress) => progress.losses).length).toBe(last.step)
    expect(updates.filter((update) => 'b' in update.changed.edges).length).toBeGreaterThan(2)
  })

  it('brings news as seldom as the page asks for', async () => {
    // A second of its clock passes in a thousand looks at it.
    const told = async (every: number | null) => {
      let ms = 0
      const client = inProcess({ now: () => ms++, giveWay: async () => {} })
      await client.open(document)
      if (every !== null) await client.paceTraining({ every, rest: 0 })
      let news = 0
      client.on('training', () => news++)
      await client.startTraining({ ...settings, steps: 3000, tolerance: null })
      return news
    }
    const usual = await told(null)
    const seldom = await told(1000)
    expect(usual).toBeGreaterThan(3 * seldom)
    expect(seldom).toBeGreaterThan(1)
  })

  it('rests after news for as long as the page asks, and a pause ends the rest', async () => {
    const order: string[] = []
    const rests = async (rest: number, meanwhile: (client: EngineClient) => void = () => {}) => {
      order.length = 0
      let ms = 0
      let slept = 0
      const client = inProcess({
        now: () => ms++,
        giveWay: async () => {},
        sleep: async (nap) => {
          ms += nap
          slept += nap
          if (order.at(-1) !== 'rest') order.push('rest')
          meanwhile(client)
        },
      })
      await client.open(document)
      await client.paceTraining({ every: 1000, rest })
      let news = 0
      client.on('training', ({ status }) => {
        if (status !== 'running') return
        news++
        order.push('news')
      })
      client.on('update', () => order.push('look'))
      await client.startTraining({ ...settings, steps: 3000, tolerance: null })
      return { news, slept }
    }
    expect((await rests(0)).slept).toBe(0)
    const { news, slept } = await rests(150)
    expect(news).toBeGreaterThan(1)
    expect(slept / news).toBeGreaterThan(100)
    expect(slept / news).toBeLessThanOrEqual(150)
    // What is told is drawn before the look takes a processor, and what is seen then after it.
    expect(order.slice(order.indexOf('news')).slice(0, 5)).toEqual(['news', 'rest', 'look', 'rest', 'news'])
    expect((await rests(150, (client) => void client.pauseTraining())).slept).toBeLessThan(50)
  })

  it('steps once, goes on where it was, and goes back to the start', async () => {
    const { client, training } = start()
    await client.open(document)
    await client.stepTraining(settings)
    expect(training.at(-1)).toMatchObject({ status: 'paused', step: 1 })
    await client.stepTraining(settings)
    expect(training.at(-1)).toMatchObject({ status: 'paused', step: 2 })
    await client.resetTraining()
    const start_ = training.at(-1)!.parameters!
    await client.stepTraining(settings)
    expect(training.at(-1)).toMatchObject({ step: 1 })
    expect(start_['z.weight']).not.toEqual(training.at(-1)!.parameters!['z.weight'])
  })

  it('goes on after its own parameters came back, and starts anew after an edit', async () => {
    const { client, training } = start()
    await client.open(document)
    await client.stepTraining(settings)
    const parameters = training.at(-1)!.parameters!
    await client.apply(
      Object.entries(parameters).map(([key, value]) => ({ op: 'add' as const, path: ['tensors', key], value })),
    )
    await client.stepTraining(settings)
    expect(training.at(-1)!.step).toBe(2)
    await client.apply([
      { op: 'add', path: ['tensors', 'z.weight'], value: { dtype: 'float64', shape: [1, 1], data: [7] } },
    ])
    await client.stepTraining(settings)
    expect(training.at(-1)!.step).toBe(1)
  })

  it('makes one run of two starts that come together, and it is the second one', async () => {
    const { client, training } = start()
    await client.open(document)
    const first = client.startTraining({ ...settings, steps: 5, tolerance: null })
    const second = client.startTraining({ ...settings, steps: 7, tolerance: null })
    await Promise.all([first, second])
    expect(new Set(training.map(({ steps }) => steps))).toEqual(new Set([7]))
    expect(training.flatMap(({ losses }) => losses)).toHaveLength(7)
  })

  it('hears a pause before the first step, and waits', async () => {
    const { client, training } = start()
    await client.open(document)
    const going = client.startTraining(settings)
    await client.pauseTraining()
    await going
    expect(training).toHaveLength(1)
    expect(training[0]).toMatchObject({ status: 'paused', step: 0 })
    await client.stepTraining(settings)
    expect(training.at(-1)).toMatchObject({ status: 'paused', step: 1 })
  })

  it('does not train another graph than the one it was started for', async () => {
    const { client, training } = start()
    await client.open(document)
    const going = client.startTraining(settings)
    await client.open({ ...document, name: 'another' })
    await going
    expect(training).toEqual([])
  })

  it('says why it cannot start', async () => {
    const { client, training } = start()
    await client.open({ ...document, nodes: { x: document.nodes.x! }, edges: {} })
    await client.startTraining(settings)
    expect(training.at(-1)).toMatchObject({ status: 'failed' })
    expect(training.at(-1)!.message).toBe(
      'There is no loss yet, so there is nothing to differentiate. Add a loss, or choose an output as the objective.',
    )
  })

  it('says that first, whatever else is odd about the graph', async () => {
    const { client, training } = start()
    await client.open({ ...document, nodes: { x: { ...document.nodes.x!, attrs: { colour: 1 } } }, edges: {} })
    await client.startTraining(settings)
    expect(training.at(-1)!.message).toMatch(/^There is no loss yet/)
  })

  it('keeps the last finite parameters when it diverges', async () => {
    const { client, training } = start()
    await client.open(document)
    await client.startTraining({ ...settings, optimizer: { kind: 'sgd', lr: 1e6 }, tolerance: null })
    const last = training.at(-1)!
    expect(last.status).toBe('diverged')
    expect(Number.isFinite(last.parameters!['z.weight']!.data![0])).toBe(true)
  })
})

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Session } from '../../src/engine'
import { readDocument } from '../../src/formats'
import { DEFAULT_TRAINING, decodeTensor, type GraphDocument, type TrainingSettings } from '../../src/graph'
import { ops } from '../../src/ops'
import type { SpaceWish, StudyAnswer, StudyProgress } from '../../src/runtime/protocol'
import { Trainer } from '../../src/train'
import { formatNumber } from '../../src/editor/format'
import { denseNet, documentOf } from '../support/documents'
import { inProcess } from '../support/inProcess'

function done<T>(answer: StudyAnswer<T>): T {
  if (answer.state !== 'done') throw new Error(JSON.stringify(answer))
  return answer.result
}

async function start(document: GraphDocument) {
  const client = inProcess()
  await client.open(document)
  return client
}

function example(name: string): GraphDocument {
  const read = readDocument(readFileSync(new URL(`../../examples/${name}.json`, import.meta.url), 'utf8'))
  if (!read.ok) throw new Error(read.message)
  return read.document
}

const one = (key: string, element = 0): SpaceWish => ({ kind: 'elements', at: [{ key, element }] })
const two = (a: string, b: string): SpaceWish => ({
  kind: 'elements',
  at: [
    { key: a, element: 0 },
    { key: b, element: 0 },
  ],
})
const sgd = (lr: number, steps: number, tolerance: number | null = null): TrainingSettings => ({
  ...DEFAULT_TRAINING,
  optimizer: { kind: 'sgd', lr },
  steps,
  tolerance,
})

describe('the slope of the curve', () => {
  it('is the gradient that the canvas shows, to the last shown digit, at every parameter of random networks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 4 }),
        fc.integer({ min: 0, max: 1e6 }),
        async (sizes, seed) => {
          const document = { ...denseNet(sizes, 3), training: { ...DEFAULT_TRAINING, seed } }
          const run = new Session(ops).run(document)
          const client = await start(document)
          for (const [key, { data }] of run.gradients)
            for (const [element, gradient] of data.entries()) {
              const [trail] = done(
                await client.descentWalk({
                  space: one(key, element),
                  start: [run.values.get(key)!.data[element]!],
                  settings: [sgd(0.1, 1)],
                  moves: 'coordinates',
                }),
              )
              expect(formatNumber(trail!.slopes[0]!)).toBe(formatNumber(gradient))
              expect(trail!.slopes[0]).toBeCloseTo(gradient, 12)
              expect(trail!.at[1]).toBe(trail!.at[0]! - 0.1 * trail!.slopes[0]!)
            }
        },
      ),
      { numRuns: 12 },
    )
  })

  it('is the slope of the loss', async () => {
    const client = await start(denseNet([2, 3, 1], 4))
    const { x, loss, slope } = done(await client.descentCurve(one('z1.weight', 4), -1, 1, 401, false))
    for (let i = 1; i < 400; i++)
      expect((loss[i + 1]! - loss[i - 1]!) / (x[i + 1]! - x[i - 1]!)).toBeCloseTo(slope[i]!, 3)
  })
})

describe('the templates', () => {
  it('the parabola has its minimum at 2, and descent converges there', async () => {
    const client = await start(example('10-descent-quadratic'))
    const { criticals } = done(await client.descentCurve(one('w.y'), -3, 4, 61, true))
    expect(criticals).toHaveLength(1)
    expect(criticals[0]).toMatchObject({ kind: 'minimum' })
    expect(criticals[0]!.at[0]).toBeCloseTo(2, 9)
    const { optimizer, steps, tolerance } = example('10-descent-quadratic').training!
    const [trail] = done(
      await client.descentWalk({
        space: one('w.y'),
        start: [-1],
        settings: [sgd(optimizer.lr, steps, tolerance)],
        moves: 'coordinates',
      }),
    )
    expect(trail!.state).toBe('converged')
    expect(trail!.at.at(-1)).toBeCloseTo(2, 3)
  })

  it('the quartic has two minima, and the start decides', async () => {
    const client = await start(example('11-descent-two-minima'))
    const { criticals } = done(await client.descentCurve(one('w.y'), -2.2, 2.2, 81, true))
    expect(criticals.map(({ kind, at }) => [kind, Number(at[0]!.toFixed(2))])).toEqual([
      ['minimum', -0.95],
      ['maximum', -0.05],
      ['minimum', 1],
    ])
    const ends = await Promise.all(
      [-1.8, 0.1].map(async (from) => {
        const wish = {
          space: one('w.y'),
          start: [from],
          settings: [sgd(0.05, 500, 1e-6)],
          moves: 'coordinates' as const,
        }
        return done(from < 0 ? await client.descentWalk(wish) : await client.descentTrails(wish))[0]!.at.at(-1)!
      }),
    )
    expect(ends[0]).toBeCloseTo(-0.953, 3)
    expect(ends[1]).toBeCloseTo(1, 3)
  })

  it('the plateau stops descent where there is no minimum', async () => {
    const client = await start(example('12-descent-plateau'))
    const { criticals } = done(await client.descentCurve(one('w.y'), -2, 2, 81, true))
    expect(criticals.map(({ kind }) => kind)).toEqual(['saddle', 'minimum'])
    const wish = { space: one('w.y'), start: [-0.9], settings: [sgd(0.02, 300, 1e-4)], moves: 'coordinates' as const }
    const [trail] = done(await client.descentWalk(wish))
    expect(trail!.state).toBe('converged')
    expect(Math.abs(trail!.at.at(-1)!)).toBeLessThan(0.05)
  })

  it('the saddle lies between two minima', async () => {
    const client = await start(example('13-descent-saddle'))
    const space = two('u.y', 'v.y')
    const grid = done(await client.descentGrid(space, { a: [-2, 2], b: [-2, 2] }, 25, 25, true))
    const criticals = done(await client.descentCriticals(space, grid))
    expect(criticals.map(({ kind, at }) => [kind, ...at.map((x) => Number(x.toFixed(4)) + 0)]).sort()).toEqual(
      [
        ['minimum', -1, -1],
        ['minimum', 1, 1],
        ['saddle', 0, 0],
      ].sort(),
    )
    const saddle = criticals.find(({ kind }) => kind === 'saddle')!
    expect(saddle.eigenvalues[0]).toBeCloseTo(-1, 4)
    expect(saddle.eigenvalues[1]).toBeCloseTo(1.32, 4)
  })

  it('the valley diverges with its large η, and converges with a smaller one', async () => {
    const client = await start(example('14-descent-valley'))
    const states = await Promise.all(
      [0.085, 0.075].map(async (lr) => {
        const wish = {
          space: two('u.y', 'v.y'),
          start: [0.7, -1.5],
          settings: [sgd(lr, 1000, 1e-6)],
          moves: 'coordinates' as const,
        }
        return done(lr > 0.08 ? await client.descentWalk(wish) : await client.descentTrails(wish))[0]!.state
      }),
    )
    expect(states).toEqual(['diverged', 'converged'])
  })
})

const OPTIMIZERS: readonly TrainingSettings['optimizer'][] = [
  { kind: 'sgd', lr: 0.05 },
  { kind: 'sgd', lr: 0.05, momentum: 0.9 },
  { kind: 'sgd', lr: 0.05, momentum: 0.9, nesterov: true },
  { kind: 'adagrad', lr: 0.3 },
  { kind: 'rmsprop', lr: 0.05 },
  { kind: 'adam', lr: 0.1 },
  { kind: 'adamw', lr: 0.1, weight_decay: 0.1 },
]

describe('trails of optimizers', () => {
  it.each(OPTIMIZERS.map((optimizer) => [JSON.stringify(optimizer), optimizer] as const))(
    'are those of the trainer: %s',
    async (_, optimizer) => {
      const document = example('13-descent-saddle')
      const settings = { ...DEFAULT_TRAINING, optimizer, steps: 60, tolerance: null }
      const client = await start(document)
      const wish = { space: two('u.y', 'v.y'), start: [-1.2, 1.25], settings: [settings] }
      const [held] = done(await client.descentTrails({ ...wish, moves: 'coordinates' }))
      const [all] = done(await client.descentTrails({ ...wish, moves: 'all' }))
      const trainer = new Trainer({ document, ops, settings })
      const losses: number[] = []
      for (let t = 1; t <= 60; t++) {
        losses.push(trainer.advance().loss)
        const [u, v] = ['u.y', 'v.y'].map((key) => trainer.parameterTensors().get(key)!.data[0])
        expect([held!.at[2 * t], held!.at[2 * t + 1]]).toEqual([u, v])
        expect([all!.at[2 * t], all!.at[2 * t + 1]]).toEqual([u, v])
      }
      expect([...held!.losses].slice(0, 60)).toEqual(losses)
    },
  )

  it('in all of θ go as in training also in a network, and are drawn by their shadow', async () => {
    const document = denseNet([2, 3, 1], 4)
    const settings = { ...DEFAULT_TRAINING, optimizer: { kind: 'adam', lr: 0.05 }, steps: 20 }
    const client = await start(document)
    const run = new Session(ops).run(document)
    const at = (key: string) => run.values.get(key)!.data[0]!
    const wish = { space: two('z1.weight', 'z2.bias'), start: [at('z1.weight'), at('z2.bias')], settings: [settings] }
    const [trail] = done(await client.descentTrails({ ...wish, moves: 'all' }))
    const trainer = new Trainer({ document, ops, settings })
    for (let t = 0; t < 20; t++) trainer.advance()
    const after = trainer.parameterTensors()
    expect(trail!.at[40]).toBe(after.get('z1.weight')!.data[0])
    expect(trail!.at[41]).toBe(after.get('z2.bias')!.data[0])
    const random = done(
      await client.descentTrails({
        space: { kind: 'random', seed: 3 },
        start: [0, 0],
        settings: [settings],
        moves: 'all',
      }),
    )[0]!
    expect([...random.losses]).toEqual([...trail!.losses])
    expect([...random.at.subarray(0, 2)].map((x) => x + 0)).toEqual([0, 0])
  })
})

describe('all of θ', () => {
  it('has a norm, the norms of its parts, and the cosine to the step before', async () => {
    const document = denseNet([2, 3, 1], 4)
    const settings = { ...DEFAULT_TRAINING, optimizer: { kind: 'sgd', lr: 0.5 }, steps: 30 }
    const client = await start(document)
    const followed = done(await client.descentFollow(settings))
    const run = new Session(ops).run(document)
    const square = [...run.gradients.values()].reduce(
      (sum, { data }) => sum + Array.from(data).reduce((s, g) => s + g * g, 0),
      0,
    )
    expect(followed.norms[0]).toBeCloseTo(Math.sqrt(square), 12)
    expect(followed.losses[0]).toBe(run.loss)
    expect(followed.parts.map(({ key }) => key).sort()).toEqual([...run.gradients.keys()].sort())
    for (let t = 0; t < 30; t++) {
      const whole = Math.hypot(...followed.parts.map(({ norms }) => norms[t]!))
      expect(whole).toBeCloseTo(followed.norms[t]!, 12)
      // Plain descent: Δθ = −η∇.
      expect(followed.updates[t]).toBeCloseTo(0.5 * followed.norms[t]!, 12)
      if (t) expect(Math.abs(followed.cosines[t]!)).toBeLessThanOrEqual(1 + 1e-12)
    }
    expect(followed.cosines[0]).toBeNaN()
    const trainer = new Trainer({ document, ops, settings })
    for (let t = 0; t < 30; t++) trainer.advance()
    expect(followed.parameters).toEqual(trainer.parameters())
  })

  it('turns about when η is too large: the cosine is −1', async () => {
    const client = await start(example('10-descent-quadratic'))
    const { cosines } = done(await client.descentFollow(sgd(0.4, 5)))
    expect([...cosines.subarray(1)]).toEqual([-1, -1, -1, -1])
  })

  it('the range test suggests a rate that trains, below the one that explodes', async () => {
    const document = example('14-descent-valley')
    const client = await start(document)
    const range = done(await client.descentRange({ settings: document.training!, from: 1e-5, to: 10, steps: 100 }))
    expect(range.tooLarge).toBeGreaterThan(0.08)
    expect(range.suggested).toBeLessThan(0.08)
    expect(range.suggested).toBeGreaterThan(1e-3)
    expect(range.rates[1]! / range.rates[0]!).toBeCloseTo(10 ** (6 / 99), 9)
    const trainer = new Trainer({ document, ops, settings: sgd(range.suggested!, 400) })
    let loss = Infinity
    for (let t = 0; t < 400; t++) loss = trainer.advance().loss
    expect(loss).toBeLessThan(0.01)
  })

  it('the schedules are those of training', async () => {
    const client = await start(example('10-descent-quadratic'))
    const schedule = { kind: 'step', step_size: 3, gamma: 0.5 }
    const { t, curves } = done(await client.descentRates({ ...sgd(0.8, 10), schedule }))
    expect([...t]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect([...curves.find(({ kind }) => kind === null)!.rates]).toEqual(Array(10).fill(0.8))
    expect([...curves.find(({ kind }) => kind === 'step')!.rates]).toEqual([
      0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2, 0.2, 0.2, 0.1,
    ])
    expect(curves.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['cosine_annealing', 'linear']))
  })
})

describe('θ at the end of a walk', () => {
  it('is that of the trainer after so many steps, where all of θ moves', async () => {
    const document = example('02-xor')
    const client = await start(document)
    const settings = { ...DEFAULT_TRAINING, optimizer: { kind: 'adam', lr: 0.1 } as const, steps: 12, tolerance: null }
    const trainer = new Trainer({ document, ops, settings })
    for (let t = 0; t < settings.steps; t++) trainer.advance()
    const wish = { space: { kind: 'random', seed: 3 }, start: null, moves: 'all', settings } as const
    const end = done(await client.descentEnd(wish))
    const trained = [...trainer.parameterTensors()]
    expect(Object.keys(end).sort()).toEqual(trained.map(([key]) => key).sort())
    for (const [key, { data }] of trained) expect([...decodeTensor(end[key]!).data], key).toEqual([...data])
  })

  it('is what two numbers came to, where only they move, and the last finite one where it diverges', async () => {
    const client = await start(example('14-descent-valley'))
    const end = async (lr: number, steps: number) => {
      const wish = { space: two('u.y', 'v.y'), start: [0.7, -1.5], moves: 'coordinates' } as const
      const [trail] = done(await client.descentTrails({ ...wish, settings: [sgd(lr, steps)] }))
      const tensors = done(await client.descentEnd({ ...wish, settings: sgd(lr, steps) }))
      expect(['u.y', 'v.y'].map((key) => decodeTensor(tensors[key]!).data[0])).toEqual([...trail!.at.slice(-2)])
      return trail!.state
    }
    expect(await end(0.07, 20)).toBe('finished')
    expect(await end(1e60, 20)).toBe('diverged')
    // The first step is not finite already: nothing of θ is another then.
    const wish = { space: two('u.y', 'v.y'), start: null, moves: 'coordinates' } as const
    expect(done(await client.descentEnd({ ...wish, settings: sgd(1e200, 20) }))).toEqual({})
  })
})

describe('a question about the loss', () => {
  it('gives way, and a newer one of its kind stops it', async () => {
    const client = await start(denseNet([2, 3, 1], 4))
    const first = client.descentGrid(two('z1.weight', 'z2.bias'), { a: [-1, 1], b: [-1, 1] }, 60, 60, true)
    const second = client.descentGrid(two('z1.weight', 'z2.bias'), { a: [-1, 1], b: [-1, 1] }, 5, 5, false)
    expect(await first).toEqual({ state: 'stopped' })
    expect(done(await second).loss).toHaveLength(25)
    const third = client.descentGrid(two('z1.weight', 'z2.bias'), { a: [-1, 1], b: [-1, 1] }, 60, 60, true)
    await new Promise((resolve) => setImmediate(resolve))
    await client.stopDescent('grid')
    expect(await third).toEqual({ state: 'stopped' })
  })

  it('has the same answer beside others as alone, also where a pass is so large that it is left in its middle', async () => {
    // Some 2.4 million multiplications forward: a pass pauses every million.
    const document = denseNet([100, 300, 300, 1], 20)
    const space = two('z1.weight', 'z2.bias')
    const window = { a: [-1, 1], b: [-1, 1] } as const
    const wish = { space, start: [0.5, -0.5], settings: [sgd(0.1, 3)], moves: 'all' as const }
    const questions = (client: Awaited<ReturnType<typeof start>>) => [
      () => client.descentGrid(space, window, 3, 3, true),
      () => client.descentTrails(wish),
      () => client.descentWalk(wish),
      () => client.descentCurve(one('z1.weight'), -1, 1, 5, false),
    ]
    const alone: unknown[] = []
    for (const ask of questions(await start(document))) alone.push(done<unknown>(await ask()))
    const together = await Promise.all(questions(await start(document)).map(async (ask) => done<unknown>(await ask())))
    expect(together).toEqual(alone)
    // One that is stopped in the middle of its pass leaves the way free.
    const client = await start(document)
    const left = client.descentGrid(space, window, 40, 40, true)
    await new Promise((resolve) => setImmediate(resolve))
    await client.stopDescent('grid')
    expect(await left).toEqual({ state: 'stopped' })
    expect(done(await client.descentTrails(wish))).toEqual(alone[1])
  })

  it('tells how far it is once it takes long, never backwards', async () => {
    const client = await start(denseNet([2, 3, 1], 4))
    const told: StudyProgress[] = []
    client.on('study', (progress) => told.push(progress))
    const window = { a: [-1, 1], b: [-1, 1] } as const
    done(await client.descentGrid(two('z1.weight', 'z2.bias'), window, 3, 3, true))
    expect(told).toEqual([])
    done(await client.descentGrid(two('z1.weight', 'z2.bias'), window, 40, 40, true))
    expect(told.length).toBeGreaterThan(1)
    for (const { kind, total } of told) expect({ kind, total }).toEqual({ kind: 'grid', total: 1600 })
    const places = told.map(({ done }) => done)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    told.length = 0
    const settings = [sgd(0.1, 300), sgd(0.01, 300)]
    const wish = { space: two('z1.weight', 'z2.bias'), start: null, settings, moves: 'all' as const }
    done(await client.descentTrails(wish))
    expect(told.at(-1)).toMatchObject({ kind: 'trails', total: 600 })
    expect(told.at(-1)!.done).toBeGreaterThan(300)
  })

  it('about all of θ answers with what it has when it is stopped', async () => {
    const client = await start(denseNet([2, 3, 1], 4))
    const stopAt = (kind: 'follow' | 'range', many: number) => {
      const off = client.on('study', ({ done }) => {
        if (done < many) return
        off()
        void client.stopDescent(kind)
      })
    }
    stopAt('follow', 20)
    const followed = done(await client.descentFollow(sgd(0.1, 2000)))
    expect(followed.state).toBe('stopped')
    expect(followed.losses.length).toBeGreaterThanOrEqual(20)
    expect(followed.losses.length).toBeLessThan(2000)
    const whole = done(await client.descentFollow(sgd(0.1, followed.losses.length)))
    expect(followed.parameters).toEqual(whole.parameters)
    stopAt('range', 20)
    const range = done(await client.descentRange({ settings: sgd(0.1, 1), from: 1e-6, to: 1e-3, steps: 1000 }))
    expect(range).toMatchObject({ stopped: true, tooLarge: null })
    expect(range.rates.length).toBeGreaterThanOrEqual(20)
    expect(range.rates.length).toBeLessThan(1000)
  })

  it('is left when the graph changes', async () => {
    const client = await start(denseNet([2, 3, 1], 4))
    const following = client.descentFollow(sgd(0.1, 2000))
    const drawing = client.descentGrid(two('z1.weight', 'z2.bias'), { a: [-1, 1], b: [-1, 1] }, 90, 90, true)
    await new Promise((resolve) => setImmediate(resolve))
    await client.open(example('10-descent-quadratic'))
    expect(await following).toEqual({ state: 'stopped' })
    expect(await drawing).toEqual({ state: 'stopped' })
  })

  it('says what is missing', async () => {
    const empty = await start(documentOf({ p: { op: 'parameter' } }, []))
    expect(await empty.descentScene()).toMatchObject({ state: 'refused', problem: { code: 'objective' } })
    const client = await start(example('10-descent-quadratic'))
    expect(await client.descentCurve(one('nothing.y'), 0, 1, 5, false)).toMatchObject({
      state: 'refused',
      problem: { message: 'The loss does not depend on nothing.y.' },
    })
    expect(done(await client.descentScene())).toMatchObject({ size: 1, loss: 20.25, examples: null })
  })

  it('gives θ at a place as the document keeps it', async () => {
    const client = await start(example('13-descent-saddle'))
    const theta = done(await client.descentTheta(two('u.y', 'v.y'), [0.5, 1.25]))
    expect(Object.keys(theta)).toEqual(['u.y'])
    expect([...decodeTensor(theta['u.y']!).data]).toEqual([0.5])
  })
})

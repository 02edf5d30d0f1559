import v8 from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { DEFAULT_TRAINING, type GraphDocument, type TrainingSettings } from '../../src/graph'
import { ops } from '../../src/ops'
import { Trainer } from '../../src/train'
import { InPlace, settled } from '../../src/train/inPlace'
import { lineDocument } from '../support/lineDocument'

/** Five points of a line, from parameters that are not on it. */
const line: GraphDocument = {
  ...lineDocument,
  tensors: {
    'x.y': { dtype: 'float64', shape: [5, 1], data: [-2, -1, 0, 1, 2] },
    't.y': { dtype: 'float64', shape: [5, 1], data: [-5, -3, -1, 1, 3] },
    'z.weight': { dtype: 'float64', shape: [1, 1], data: [0.5] },
    'z.bias': { dtype: 'float64', shape: [1], data: [0] },
  },
}
const trainer = (settings: Partial<TrainingSettings>, compiled = true) =>
  new Trainer({
    document: line,
    ops,
    compiled,
    settings: {
      ...DEFAULT_TRAINING,
      optimizer: { kind: 'sgd', lr: 0.1 },
      batchSize: null,
      tolerance: null,
      ...settings,
    },
  })
const numbers = (made: Trainer) => [...made.parameterTensors().values()].flatMap(({ data }) => [...data])

it('leaves what was handed out as it was while steps go on', () => {
  const made = trainer({})
  made.advance()
  const [early, kept, place] = [made.parameterTensors(), made.checkpoint(), numbers(made)]
  for (let i = 0; i < 3; i++) made.advance()
  expect([...early.values()].flatMap(({ data }) => [...data])).toEqual(place)
  expect(Object.values(kept.parameters).flatMap(({ data }) => [...data])).toEqual(place)
  expect(numbers(made)).not.toEqual(place)
  expect(structuredClone(early)).toEqual(early)
})

it('moves parameters from batch to batch of other sizes as node by node does', () => {
  // Batches of 2, 2 and 1: the last one has a recording of its own.
  const [fast, plain] = [trainer({ batchSize: 2 }), trainer({ batchSize: 2 }, false)]
  for (let i = 0; i < 7; i++) {
    expect(fast.advance().loss).toBeCloseTo(plain.advance().loss, 12)
    // Handing them out in between changes nothing either.
    if (i === 4) expect(numbers(fast)).toHaveLength(2)
  }
  numbers(fast).forEach((x, i) => expect(x).toBeCloseTo(numbers(plain)[i]!, 12))
})

// The loss of the second step overflows; or the first update does.
it.each([1e200, 1e308])('takes a step back that leads out of the numbers, with η = %d', (lr) => {
  const made = trainer({ optimizer: { kind: 'sgd', lr } })
  let before = numbers(made)
  for (let step = made.advance(); step.stopped !== 'diverged'; step = made.advance()) before = numbers(made)
  expect(numbers(made)).toEqual(before)
  expect(numbers(made).every(Number.isFinite)).toBe(true)
})

it('tells a watcher the parameters before and after, and both stay', () => {
  const seen: number[][] = []
  const kept: unknown[] = []
  const made = new Trainer({
    document: line,
    ops,
    settings: { ...DEFAULT_TRAINING, optimizer: { kind: 'sgd', lr: 0.1 }, batchSize: null, tolerance: null },
    watch: (gradients, before, after) => {
      const key = 'z.weight'
      seen.push([before.get(key)!.data[0]!, gradients.get(key)!.data[0]!, after.get(key)!.data[0]!])
      kept.push(before.get(key), after.get(key))
    },
  })
  for (let i = 0; i < 3; i++) made.advance()
  seen.forEach(([before, gradient, after]) => expect(after).toBeCloseTo(before! - 0.1 * gradient!, 14))
  // One step's end is the next one's beginning, by identity: what is kept of it is kept once.
  expect(kept[1]).toBe(kept[2])
  expect(kept[3]).toBe(kept[4])
})

it('keeps nothing of past steps, also where each was handed out', () => {
  v8.setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const made = trainer({ steps: 1e9 })
  const work = (steps: number) => {
    for (let i = 0; i < steps; i++) {
      made.advance()
      if (i % 5 === 0) made.parameterTensors()
    }
    collect()
    return process.memoryUsage().heapUsed
  }
  const before = work(1000)
  // A few hundred bytes kept of each would be megabytes.
  expect(work(20_000) - before).toBeLessThan(2 * 2 ** 20)
})

it('copies once, and refuses numbers that have been written over', () => {
  const memory = Float64Array.of(1, 2)
  let good = true
  const read = () => {
    if (!good) throw new Error('written over')
    return memory
  }
  const [first, second] = [new InPlace('float64', [2], read), new InPlace('float64', [2], read)]
  const out = settled(new Map([['w', first]])).get('w')!
  memory[0] = 9
  good = false
  expect([...out.data]).toEqual([1, 2])
  expect(settled(new Map([['w', first]])).get('w')).toBe(out)
  expect(() => second.data).toThrow('written over')
})

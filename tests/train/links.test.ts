/** Threads that get messages: the answers come later, and are those of one thread. */
import { expect, it } from 'vitest'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'
import { createRandom } from '../../src/tensor'
import { shardServer, Trainer, type ShardResult, type ShardThread } from '../../src/train'
import { expectClose } from '../support/close'

/** A thread in this one, which answers when messages are handled. Clones as a message does. */
function messageThread(): ShardThread & { readonly heard: number[] } {
  let listener: (result: ShardResult) => void = () => undefined
  const heard: number[] = []
  const serve = shardServer(ops, (result, transfer) => {
    const arrived = structuredClone(result, { transfer })
    setImmediate(() => listener(arrived))
  })
  return {
    heard,
    post: (message, transfer = []) => {
      const arrived = structuredClone(message, { transfer })
      heard.push('turn' in arrived ? arrived.inputs.size : -1)
      setImmediate(() => serve(arrived))
    },
    listen: (next) => {
      listener = next
    },
    stop: () => undefined,
  }
}

function network(act: string, attrs: Record<string, unknown> = {}): GraphDocument {
  const random = createRandom(5)
  const numbers = (shape: number[], draw: () => number, dtype: 'float64' | 'int64' = 'float64') => ({
    dtype,
    shape,
    data: Array.from({ length: shape.reduce((n, size) => n * size, 1) }, draw),
  })
  const wire = (from: string, node: string, port = 'x') => ({ from: { node: from, port: 'y' }, to: { node, port } })
  return {
    format: 'gradwire',
    version: 1,
    name: 'messages',
    nodes: {
      x: { op: 'input', attrs: { shape: ['N', 4] } },
      t: { op: 'input', attrs: { shape: ['N'], dtype: 'int64' } },
      first: { op: 'affine', attrs: { out_features: 6 } },
      act: { op: act, attrs },
      second: { op: 'affine', attrs: { out_features: 3 } },
      L: { op: 'cross_entropy_loss' },
    },
    edges: {
      a: wire('x', 'first'),
      b: wire('first', 'act'),
      c: wire('act', 'second'),
      d: wire('second', 'L', 'input'),
      e: wire('t', 'L', 'target'),
    },
    tensors: { 'x.y': numbers([23, 4], random.normal), 't.y': numbers([23], () => random.integer(3), 'int64') },
    layout: {},
  } as unknown as GraphDocument
}

const settings = {
  optimizer: { kind: 'sgd', lr: 0.1, momentum: 0.9 },
  steps: 12,
  batchSize: 8,
  seed: 2,
  tolerance: null,
} as const

async function train(document: GraphDocument, threads: readonly ShardThread[]) {
  const trainer = new Trainer({ document, ops, settings, threads, sharing: false })
  const losses: number[] = []
  let waits = 0
  while (losses.length < settings.steps) {
    const step = trainer.steps()
    for (let next = step.next(); ; next = step.next()) {
      if (next.done) {
        losses.push(next.value.loss)
        break
      }
      if (next.value !== 'waiting') continue
      waits++
      await new Promise(setImmediate)
    }
  }
  trainer.close()
  return { losses, waits, parameters: trainer.parameterTensors(), because: trainer.oneThreadBecause }
}

it.each([1, 2, 3])('%i threads that get messages train as none does', async (count) => {
  const document = network('tanh')
  const alone = await train(document, [])
  const threads = Array.from({ length: count }, messageThread)
  const shared = await train(document, threads)
  expectClose(shared.losses, alone.losses, 'losses', { relative: 1e-12 })
  for (const [key, { data }] of alone.parameters)
    expectClose([...shared.parameters.get(key)!.data] as number[], [...data] as number[], key, { relative: 1e-9 })
  expect(shared.because).toBeNull()
  expect(shared.waits).toBeGreaterThan(settings.steps)
  for (const { heard } of threads) expect(heard.length).toBe(settings.steps)
})

it('a thread serves one run after another', async () => {
  const threads = [messageThread()]
  const one = await train(network('relu'), threads)
  await train(network('tanh'), threads)
  expect((await train(network('relu'), threads)).losses).toEqual(one.losses)
})

it('goes on alone where the examples of a batch depend on each other', async () => {
  const document = network('softmax', { dim: 0 })
  const shared = await train(document, [messageThread()])
  expect(shared.losses).toEqual((await train(document, [])).losses)
  expect(shared.because).toContain('not independent')
})

it('says so when nobody gives way to the messages', () => {
  const trainer = new Trainer({ document: network('tanh'), ops, settings, threads: [messageThread()], sharing: false })
  expect(() => trainer.advance()).toThrow('gives way')
})

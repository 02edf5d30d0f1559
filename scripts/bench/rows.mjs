/** @file The rows of the bench: what is measured, against whom, and what is to be reached. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { agrees, compare } from './compare.mjs'
import { alexnetConvolution, lenet, matrices, mnistMlp, tinyMlp } from './networks.mjs'

/** peer ÷ ours: how many times faster we are, by processor time and by the clock. */
function against(ours, peer) {
  return { peer: peer.name, wall: peer.wall / ours.wall, cpu: peer.cpu ? peer.cpu / ours.cpu : null, ms: peer.wall }
}

const fastest = (results) => [...results].sort((a, b) => a.wall - b.wall)[0]

/** All peers that have this row, ours first; checks that all computed the same. */
async function contest(what, parts, pick, options) {
  const [ours, ...peers] = parts
    .filter((engine) => engine[what])
    .map((engine) => ({ name: engine.name, make: pick(engine) }))
  const [own, ...others] = await compare([ours, ...peers], options)
  if (own.error) throw new Error(`${what}: ${own.error}`)
  return { own, others: others.map((other) => ({ ...other, agrees: !other.error && agrees(other.check, own.check) })) }
}

function summary(title, { own, others }, goals) {
  const measured = others.filter((other) => !other.error)
  const ratios = measured.map((other) => ({ ...against(own, other), agrees: other.agrees }))
  return {
    title,
    ours: { ms: own.wall, best: own.best, cpu: own.cpu },
    ratios,
    failed: others.filter((other) => other.error).map(({ name, error }) => ({ peer: name, error })),
    goals: goals(measured).map(({ peer, name = peer?.name, least }) => {
      const reached = peer ? peer.wall / own.wall : null
      return { peer: name, least, reached, met: reached === null ? null : reached >= least }
    }),
  }
}

const named = (word) => (measured) => measured.find(({ name }) => name.includes(word))
const torch = named('PyTorch')
const browser = (measured) => fastest(measured.filter(({ name }) => !name.includes('PyTorch')))

export async function tinyRow(engines, options) {
  const network = tinyMlp()
  const result = await contest('tiny', engines, (engine) => engine.tiny(network), options)
  return summary('Perceptron 2-8-8-1, batch 32, forward and backward, all deltas readable', result, (measured) => [
    { peer: torch(measured), name: 'PyTorch', least: 15 },
    { peer: named('TensorFlow')(measured), name: 'TensorFlow.js', least: 40 },
  ])
}

const trainingGoals = (least) => (measured) => [
  { peer: browser(measured), name: 'best in the browser', least },
  { peer: torch(measured), name: 'PyTorch', least: 1 },
]

export async function mlpRow(engines, options) {
  const network = mnistMlp()
  const result = await contest('mlp', engines, (engine) => engine.mlp(network), options)
  return summary('Perceptron 784-128-10, batch 64, training step', result, trainingGoals(2))
}

export async function lenetRow(engines, options) {
  const network = lenet()
  const result = await contest('lenet', engines, (engine) => engine.lenet(network), options)
  return summary('Convolutional network like LeNet, batch 64, training step', result, trainingGoals(2.5))
}

/** Three contests; the row is their sum. */
export async function convolutionRow(engines, options) {
  const given = alexnetConvolution()
  const made = engines
    .filter((engine) => engine.convolution)
    .map((engine) => ({ name: engine.name, ...engine.convolution(given) }))
  const parts = []
  for (const part of ['forward', 'weight', 'input'])
    parts.push(await contest(part, made, (engine) => engine[part], options))
  const add = (results) => ({
    name: results[0].name,
    error: results.find(({ error }) => error)?.error,
    agrees: results.every(({ agrees: right }) => right),
    ...Object.fromEntries(['wall', 'best', 'cpu'].map((key) => [key, results.reduce((sum, r) => sum + r[key], 0)])),
  })
  const sum = {
    own: add(parts.map(({ own }) => own)),
    others: parts[0].others.map((_, i) => add(parts.map(({ others }) => others[i]))),
  }
  const row = summary('AlexNet’s first convolution, forward and both gradients', sum, trainingGoals(1.5))
  row.goals.push({ peer: 'less than 50 ms', least: 1, reached: 50 / sum.own.wall, met: sum.own.wall < 50 })
  return row
}

/**
 * The same time in many short rounds: the best of them was hardly ever interrupted, whatever else the machine does. For
 * rows that ask what is reached at best, which is asked of both sides.
 */
const shortRounds = ({ rounds, roundMs, warmMs }) => ({ rounds: 6 * rounds, roundMs: roundMs / 6, warmMs })

export async function productRow(engines, probe, options) {
  const given = matrices()
  const peak = { name: 'peak of WASM SIMD here', product: () => probe.make }
  const [own, ...peers] = engines.filter((engine) => engine.product)
  const contenders = [own, ...peers, peak]
  const result = await contest('product', contenders, (engine) => engine.product(given), shortRounds(options))
  // A peak is what is reached at best: bests on both sides.
  const rate = (operations, ms) => operations / ms / 1e6
  const peakResult = result.others.at(-1)
  const [gemmRate, peakRate] = [rate(2 * given.n ** 3, result.own.best), rate(probe.operations, peakResult.best)]
  const row = summary(
    'Matrix product 512 × 512 × 512, float32',
    { ...result, others: result.others.slice(0, -1) },
    () => [],
  )
  const share = gemmRate / peakRate
  row.goals.push({ peer: 'peak of WASM SIMD', least: 0.8, reached: share, met: share >= 0.8 })
  row.note = `${gemmRate.toFixed(1)} of ${peakRate.toFixed(1)} GFLOP/s`
  return row
}

/** Keeping everything to look at, against only what training needs. */
export async function traceRow(own, options) {
  const network = lenet()
  const contenders = [
    { name: 'plain step', make: own.pass(network, 'gradients') },
    { name: 'full trace', make: own.pass(network, 'everything') },
  ]
  const [plain, full] = await compare(contenders, options)
  const ratio = full.wall / plain.wall
  return {
    title: 'The same with every value, δ and edge delta kept, against a plain step',
    ours: { ms: full.wall, best: full.best, cpu: full.cpu },
    ratios: [
      {
        peer: 'plain step',
        wall: plain.wall / full.wall,
        cpu: plain.cpu / full.cpu,
        ms: plain.wall,
        agrees: agrees(full.check, plain.check),
      },
    ],
    failed: [],
    goals: [{ peer: 'plain step, at most 1.5 times as long', least: 1 / 1.5, reached: 1 / ratio, met: ratio <= 1.5 }],
    note: `${ratio.toFixed(2)} times a plain step`,
  }
}

async function openThread() {
  const worker = new Worker(new URL('./shardWorker.mjs', import.meta.url))
  await once(worker, 'message')
  return { post: (message) => worker.postMessage(message), listen: () => undefined, stop: () => worker.terminate() }
}

/**
 * The same training step on two threads and on one, in many short rounds. Both threads count as processor time, so the
 * clock decides. What two threads are worth shows only while both processors are free: the bests stand beside the medians.
 */
export async function threadsRow(own, options) {
  const network = lenet()
  const thread = await openThread()
  const contenders = [
    { name: 'one thread', make: own.trainer(network) },
    { name: 'two threads', make: own.trainer(network, [thread]) },
  ]
  const [one, two] = await compare(contenders, shortRounds(options))
  await thread.stop()
  if (one.error || two.error) throw new Error(one.error ?? two.error)
  const [ratio, best] = [one.wall / two.wall, one.best / two.best]
  return {
    title: 'The same training step on two threads, against one',
    ours: { ms: two.wall, best: two.best, cpu: two.cpu },
    ratios: [{ peer: 'one thread', wall: ratio, cpu: null, ms: one.wall, agrees: agrees(two.check, one.check) }],
    failed: [],
    goals: [{ peer: 'one thread', least: 1.7, reached: ratio, met: ratio >= 1.7 }],
    note: `bests ${best.toFixed(2)}×; needs two processors that nothing else uses`,
  }
}

/** @file Rows without a peer in this process: what an edit costs, and epochs of the playground's task. */
import { median } from './compare.mjs'

/** An input and a chain of affine and tanh nodes behind it. */
function chain(length) {
  const nodes = { x: { op: 'input', attrs: { shape: ['N', 8] } } }
  const edges = {}
  let last = 'x'
  for (let i = 0; i < length; i++) {
    const id = `n${i}`
    nodes[id] = i % 2 ? { op: 'tanh', attrs: {} } : { op: 'affine', attrs: { out_features: 8 } }
    edges[`e_${id}`] = { from: { node: last, port: 'y' }, to: { node: id, port: 'x' } }
    last = id
  }
  const data = Array.from({ length: 128 }, (_, i) => Math.sin(i))
  const tensors = { 'x.y': { dtype: 'float64', shape: [16, 8], data } }
  return { format: 'gradwire', version: 1, name: 'chain', nodes, edges, tensors, layout: {} }
}

/** One attribute of a 1,000-node graph is changed near its end: what is computed again, and how long that takes. */
export function editRow({ Session, ops }, { rounds }) {
  const document = chain(999)
  const changed = (slope) => ({
    ...document,
    nodes: { ...document.nodes, n995: { op: 'leaky_relu', attrs: { negative_slope: slope } } },
  })
  const session = new Session(ops)
  session.run(changed(0.5))
  const [whole, edit] = [[], []]
  let counts
  for (let round = 0; round < rounds; round++) {
    let began = performance.now()
    const all = new Session(ops).run(changed(0.5))
    whole.push(performance.now() - began)
    began = performance.now()
    const some = session.run(changed(round % 2 ? 0.5 : 0.25))
    edit.push(performance.now() - began)
    counts = { all: all.computed.forward, some: some.computed.forward }
  }
  const [wholeMs, editMs] = [median(whole), median(edit)]
  return {
    title: '1,000 nodes, one attribute changed near the end, against computing everything',
    ours: { ms: editMs, best: Math.min(...edit), cpu: null },
    ratios: [{ peer: 'computing everything', wall: wholeMs / editMs, cpu: null, ms: wholeMs, agrees: true }],
    failed: [],
    goals: [
      {
        peer: 'steps: the changed node and what follows it',
        least: 1,
        reached: 4 / counts.some,
        met: counts.some <= 4,
      },
    ],
    note: `${counts.some} of ${counts.all} nodes computed; the rest of the time goes into checking the edited graph`,
  }
}

/** TensorFlow Playground's default: two circles, 250 training points, 2-4-2-1 with tanh, batches of 10. */
export function playgroundRow({ Trainer, ops, createRandom }, { rounds }) {
  const random = createRandom(7)
  const points = Array.from({ length: 250 }, (_, i) => {
    const inner = i < 125
    const radius = inner ? 2.5 * random.uniform() : 3.5 + 1.5 * random.uniform()
    const angle = 2 * Math.PI * random.uniform()
    return { at: [radius * Math.sin(angle), radius * Math.cos(angle)], label: inner ? 1 : -1 }
  })
  const nodes = {
    x: { op: 'input', attrs: { shape: ['N', 2] } },
    t: { op: 'input', attrs: { shape: ['N', 1] } },
    L: { op: 'mse_loss', attrs: {} },
  }
  const edges = {}
  let last = 'x'
  const wire = (node, port) =>
    (edges[`e${Object.keys(edges).length}`] = { from: { node: last, port: 'y' }, to: { node, port } })
  ;[4, 2, 1].forEach((width, i) => {
    nodes[`z${i}`] = { op: 'affine', attrs: { out_features: width } }
    nodes[`y${i}`] = { op: 'tanh', attrs: {} }
    wire(`z${i}`, 'x')
    last = `z${i}`
    wire(`y${i}`, 'x')
    last = `y${i}`
  })
  wire('L', 'input')
  last = 't'
  wire('L', 'target')
  const tensors = {
    'x.y': { dtype: 'float64', shape: [250, 2], data: points.flatMap(({ at }) => at) },
    't.y': { dtype: 'float64', shape: [250, 1], data: points.map(({ label }) => label) },
  }
  const trainer = new Trainer({
    document: { format: 'gradwire', version: 1, name: 'circle', nodes, edges, tensors, layout: {} },
    ops,
    dtype: 'float64',
    settings: { steps: 1e9, batchSize: 10, seed: 0, tolerance: null, optimizer: { kind: 'sgd', lr: 0.03 } },
  })
  const epoch = () => {
    for (let i = 0; i < 25; i++) trainer.advance()
  }
  for (let i = 0; i < 40; i++) epoch()
  const times = []
  for (let round = 0; round < 3 * rounds; round++) {
    const began = performance.now()
    epoch()
    times.push(performance.now() - began)
  }
  const ms = median(times)
  return {
    title: 'TensorFlow Playground’s default task, one epoch of 250 points in batches of 10',
    ours: { ms, best: Math.min(...times), cpu: null },
    ratios: [],
    failed: [],
    goals: [],
    note: `${Math.round(1000 / ms).toLocaleString('en')} epochs a second; the playground itself is no package and is measured elsewhere`,
  }
}

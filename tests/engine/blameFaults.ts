/**
 * @file Graphs with one planted fault each, for blame: a sound network of random depth, width and numbers, and in a
 * random place of it a node that stops, shrinks, blows up or spoils the gradient.
 */
import type { BlameTarget } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { createRandom, numel, type Random } from '../../src/tensor'
import { documentOf } from '../support/documents'

export interface Planted {
  readonly document: GraphDocument
  readonly target: BlameTarget
  /** Nodes any of which the first finding may name. */
  readonly places: readonly string[]
}

type Stored = GraphDocument['tensors'][string]
type Numbers = (random: Random) => number

/** Well-tempered by default, so that what is planted is the only fault. */
class Net {
  readonly nodes: GraphDocument['nodes'] = {}
  readonly wires: string[] = []
  readonly tensors: Record<string, Stored> = {}
  readonly width: number
  readonly batch = 4
  last: string
  #names = 0

  constructor(readonly random: Random) {
    this.width = 3 + random.integer(4)
    this.last = this.input([this.batch, this.width])
  }

  tensor(key: string, shape: readonly number[], numbers: Numbers) {
    this.tensors[key] = {
      dtype: 'float64',
      shape: [...shape],
      data: Array.from({ length: numel(shape) }, () => numbers(this.random)),
    }
  }

  input(shape: readonly number[], numbers: Numbers = ({ normal }) => normal()): string {
    const id = `in${++this.#names}`
    this.nodes[id] = { op: 'input', attrs: { shape: [...shape] } }
    this.tensor(`${id}.y`, shape, numbers)
    return id
  }

  parameter(shape: readonly number[], numbers: Numbers): string {
    const id = `p${++this.#names}`
    this.nodes[id] = { op: 'parameter', attrs: { shape: [...shape] } }
    this.tensor(`${id}.y`, shape, numbers)
    return id
  }

  /** A node of one op behind the last one, or behind those that are named by port. */
  op(op: string, attrs?: Record<string, unknown>, inputs?: Readonly<Record<string, string>>): string {
    const id = `${op}${++this.#names}`
    this.nodes[id] = { op, ...(attrs ? { attrs: attrs as never } : {}) }
    for (const [port, from] of Object.entries(inputs ?? { x: this.last })) this.wires.push(`${from} ${id}.${port}`)
    return (this.last = id)
  }

  /** An affine of width × width that keeps the norm of errors about as it is, times `scale`. */
  affine({ scale = 1, bias = 0 } = {}): string {
    const id = this.op('affine', { out_features: this.width })
    const step = scale / Math.sqrt(this.width)
    this.tensor(`${id}.weight`, [this.width, this.width], ({ normal }) => step * normal())
    this.tensor(`${id}.bias`, [this.width], () => bias)
    return id
  }

  /** So many sound layers: nothing of them is a fault. */
  layers(count: number) {
    for (let i = 0; i < count; i++) {
      this.affine()
      this.op('softplus')
    }
  }

  finish(target: BlameTarget, places: readonly string[]): Planted {
    const out = this.last
    const loss = this.op('sum', {}, { x: out })
    return {
      document: documentOf(this.nodes, this.wires, {
        tensors: this.tensors,
        objective: { node: loss, port: 'y' },
      }),
      target,
      places,
    }
  }
}

type Plant = (net: Net) => readonly string[]

/** A first affine to ask about, sound layers, the fault, sound layers, a sum. */
const inDeepNet =
  (plant: Plant) =>
  (seed: number): Planted => {
    const net = new Net(createRandom(seed))
    const first = net.affine()
    net.layers(net.random.integer(3))
    const places = plant(net)
    net.layers(net.random.integer(3))
    return net.finish({ kind: 'parameter', key: `${first}.weight` }, places)
  }

/** Every unit of the next op reads about `by`. */
const far = (net: Net, by: number) => net.affine({ scale: 0.1, bias: by })

/** Numbers above 0, as exp of tame ones. */
function positive(net: Net): string {
  net.op('tanh')
  return net.op('exp')
}

/** One op with another input beside the last one. */
const beside = (net: Net, op: string, other: string, [x, y]: readonly [string, string] = ['a', 'b']) =>
  net.op(op, {}, { [x]: net.last, [y]: other })

export const FAULTS: Readonly<Record<string, (seed: number) => Planted>> = {
  'a dead ReLU': inDeepNet((net) => {
    far(net, -40)
    return [net.op('relu')]
  }),
  'a saturated sigmoid': inDeepNet((net) => {
    far(net, 14)
    return [net.op('sigmoid')]
  }),
  'a sigmoid so far out that its slope is 0': inDeepNet((net) => {
    far(net, -900)
    return [net.op('sigmoid')]
  }),
  'a saturated tanh': inDeepNet((net) => {
    far(net, -9)
    return [net.op('tanh')]
  }),
  'a saturated softmax': inDeepNet((net) => {
    const scores = net.affine({ scale: 0.1 })
    net.tensors[`${scores}.bias`]!.data = Array.from({ length: net.width }, (_, i) => (i ? 0 : 25))
    return [net.op('softmax')]
  }),
  'branches that cancel': inDeepNet((net) => {
    const from = net.affine()
    const [a, b] = [net.op('neg'), net.op('neg', {}, { x: from })]
    net.op('sub', {}, { a, b })
    return [from]
  }),
  'branches that nearly cancel': inDeepNet((net) => {
    const from = net.affine()
    const part = net.parameter([], () => 1.0001)
    const scaled = net.op('mul', {}, { a: from, b: part })
    net.op('sub', {}, { a: scaled, b: from })
    return [from]
  }),
  'an error that only a normalization sees': (seed) => {
    const net = new Net(createRandom(seed))
    const first = net.affine()
    net.layers(net.random.integer(3))
    const norm = net.op('layer_norm', { normalized_shape: [net.width], elementwise_affine: false, bias: false })
    return net.finish({ kind: 'parameter', key: `${first}.weight` }, [norm])
  },
  'zero weights': inDeepNet((net) => [net.affine({ scale: 0 })]),
  'tiny weights': inDeepNet((net) => [net.affine({ scale: 1e-5 })]),
  'a factor of 0': inDeepNet((net) => {
    const factor = net.parameter([net.width], () => 0)
    return [beside(net, 'mul', factor)]
  }),
  'a masked where': inDeepNet((net) => {
    const mask = net.input([net.batch, net.width], () => 0)
    const other = net.input([net.batch, net.width])
    return [net.op('where', {}, { mask, a: net.last, b: other })]
  }),
  'a maximum that is always the other one': inDeepNet((net) => {
    net.op('tanh')
    return [
      beside(
        net,
        'maximum',
        net.input([net.width], () => 7),
      ),
    ]
  }),
  'a slice that takes something else': (seed) => {
    const net = new Net(createRandom(seed))
    const first = net.affine()
    net.layers(net.random.integer(3))
    const rest = net.input([net.batch, net.width])
    const joined = net.op('concat', { dim: 1 }, { x0: net.last, x1: rest })
    const part = net.op('slice', { ranges: [[1, net.width, null, 1]] }, { x: joined })
    net.layers(net.random.integer(2))
    return net.finish({ kind: 'parameter', key: `${first}.weight` }, [part])
  },
  'a gather of one place': inDeepNet((net) => {
    const index = net.input([net.batch, 1], () => 0)
    net.nodes[index]!.attrs = { shape: [net.batch, 1], dtype: 'int64' }
    net.tensors[`${index}.y`]! = { dtype: 'int64', shape: [net.batch, 1], data: new Array<number>(net.batch).fill(1) }
    const picked = net.op('gather', { dim: 1 }, { x: net.last, index })
    net.op('expand', { shape: [net.batch, net.width] }, { x: picked })
    return [picked]
  }),
  'max pooling that routes to the others': (seed) => {
    const net = new Net(createRandom(seed))
    const image = net.parameter([1, 1, 6, 6], ({ uniform }) => uniform())
    const pooled = net.op('max_pool2d', { kernel_size: 3 }, { x: image })
    net.op(['square', 'exp', 'neg'][net.random.integer(3)]!)
    return net.finish({ kind: 'port', key: `${image}.y` }, [pooled])
  },
  'nearly everything dropped out': inDeepNet((net) => [net.op('dropout', { p: 1 })]),
  'a clamp that cuts off': inDeepNet((net) => {
    far(net, 6)
    return [net.op('clamp', { min: -1, max: 1 })]
  }),
  'the logarithm of 0': inDeepNet((net) => {
    const zero = net.input([net.batch, net.width], () => 0)
    beside(net, 'mul', zero)
    return [net.op('log')]
  }),
  'the logarithm of a negative number': inDeepNet((net) => {
    positive(net)
    net.op('neg')
    return [net.op('log')]
  }),
  'a division by 0': inDeepNet((net) => {
    const zero = net.input([net.width], () => 0)
    return [beside(net, 'div', zero)]
  }),
  'a square root at 0': inDeepNet((net) => {
    const zero = net.input([net.batch, net.width], () => 0)
    beside(net, 'mul', zero)
    return [net.op('sqrt')]
  }),
  'an exponential that overflows': inDeepNet((net) => {
    far(net, 800)
    return [net.op('exp')]
  }),
  'an input that holds NaN': (seed) => {
    const net = new Net(createRandom(seed))
    const first = net.affine()
    net.layers(net.random.integer(3))
    const broken = net.input([net.width])
    net.tensors[`${broken}.y`]!.data![net.random.integer(net.width)] = 'NaN'
    beside(net, 'add', broken)
    return net.finish({ kind: 'parameter', key: `${first}.weight` }, [broken])
  },
  'a product of 20 affines that explodes': inDeepNet((net) =>
    Array.from({ length: 20 }, () => net.affine({ scale: 3 })),
  ),
  'a chain of 20 affines that vanishes': inDeepNet((net) =>
    Array.from({ length: 20 }, () => net.affine({ scale: 0.3 })),
  ),
  'a vanishing chain of sigmoids': inDeepNet((net) =>
    Array.from({ length: 12 }, () => {
      net.affine()
      return net.op('sigmoid')
    }),
  ),
  'one steep place': inDeepNet((net) => [net.affine({ scale: 5e4 })]),
  'a loss that is satisfied': (seed) => {
    const net = new Net(createRandom(seed))
    const first = net.affine()
    net.op('tanh')
    const out = net.last
    const target = net.input([net.batch, net.width], () => 2)
    // A margin loss that is far on the right side has the slope 0.
    const scores = net.op('add', {}, { a: out, b: target })
    const sign = net.input([net.batch, net.width], () => 1)
    const loss = net.op('hinge_loss', {}, { input: scores, target: sign })
    return {
      document: documentOf(net.nodes, net.wires, { tensors: net.tensors, objective: { node: loss, port: 'loss' } }),
      target: { kind: 'parameter', key: `${first}.weight` },
      places: [loss],
    }
  },
  'a target that takes no gradient': (seed) => {
    const net = new Net(createRandom(seed))
    const index = net.input([net.batch], () => 0)
    net.nodes[index]!.attrs = { shape: [net.batch], dtype: 'int64' }
    net.tensors[`${index}.y`]! = { dtype: 'int64', shape: [net.batch], data: new Array<number>(net.batch).fill(0) }
    net.layers(1 + net.random.integer(3))
    const loss = net.op('cross_entropy_loss', {}, { input: net.affine(), target: index })
    return {
      document: documentOf(net.nodes, net.wires, { tensors: net.tensors, objective: { node: loss, port: 'loss' } }),
      target: { kind: 'port', key: `${index}.y` },
      places: [loss],
    }
  },
  'a branch that leads nowhere': (seed) => {
    const net = new Net(createRandom(seed))
    const start = net.affine()
    net.layers(1)
    const lost = net.op('tanh', {}, { x: start })
    net.last = start
    net.op('neg', {}, { x: 'in1' })
    return net.finish({ kind: 'parameter', key: `${start}.weight` }, [start, lost])
  },
}

/** @file Small documents to train: a straight line through points, and layers of any size on random data. */
import type { GraphDocument } from '../../src/graph'
import { createRandom } from '../../src/tensor'

/** x → affine → mse against t, three examples of y = 3x + 1. */
export const lineDocument: GraphDocument = {
  format: 'gradwire',
  version: 1,
  name: 'line',
  nodes: {
    x: { op: 'input', attrs: { shape: ['N', 1] } },
    t: { op: 'input', attrs: { shape: ['N', 1] } },
    z: { op: 'affine', attrs: { out_features: 1 } },
    L: { op: 'mse_loss' },
  },
  edges: {
    a: { from: { node: 'x', port: 'y' }, to: { node: 'z', port: 'x' } },
    b: { from: { node: 'z', port: 'y' }, to: { node: 'L', port: 'input' } },
    c: { from: { node: 't', port: 'y' }, to: { node: 'L', port: 'target' } },
  },
  tensors: {
    'x.y': { dtype: 'float64', shape: [3, 1], data: [-1, 0, 1] },
    't.y': { dtype: 'float64', shape: [3, 1], data: [-2, 1, 4] },
  },
  layout: {},
}

/** x [examples, width] → (affine → tanh) × layers → affine(1) → mse, on seeded random numbers. */
export function layersDocument({ examples = 10, width = 3, layers = 2, seed = 1 } = {}): GraphDocument {
  const random = createRandom(seed)
  const numbers = (n: number) => Array.from({ length: n }, () => Math.round(1000 * random.normal()) / 1000)
  const nodes: GraphDocument['nodes'] = { x: lineDocument.nodes.x!, t: lineDocument.nodes.t!, L: { op: 'mse_loss' } }
  nodes.x = { op: 'input', attrs: { shape: ['N', width] } }
  const edges: GraphDocument['edges'] = {}
  const wire = (from: string, node: string, port: string) => {
    edges[`${from}_${node}`] = { from: { node: from, port: 'y' }, to: { node, port } }
  }
  let last = 'x'
  for (let i = 0; i < layers; i++) {
    nodes[`z${i}`] = { op: 'affine', attrs: { out_features: width } }
    nodes[`y${i}`] = { op: 'tanh' }
    wire(last, `z${i}`, 'x')
    wire(`z${i}`, `y${i}`, 'x')
    last = `y${i}`
  }
  nodes.out = { op: 'affine', attrs: { out_features: 1 } }
  wire(last, 'out', 'x')
  wire('out', 'L', 'input')
  wire('t', 'L', 'target')
  return {
    format: 'gradwire',
    version: 1,
    name: 'layers',
    nodes,
    edges,
    tensors: {
      'x.y': { dtype: 'float64', shape: [examples, width], data: numbers(examples * width) },
      't.y': { dtype: 'float64', shape: [examples, 1], data: numbers(examples) },
    },
    layout: {},
  }
}

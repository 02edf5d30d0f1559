/** @file Small documents for tests: wires as pairs of words, and the networks of the design's table of counts. */
import type { GraphDocument } from '../../src/graph'
import { createRandom, numel } from '../../src/tensor'

type Nodes = GraphDocument['nodes']

/** `wires`: "x.y z1.x" each; a missing output port is "y". */
export function documentOf(
  nodes: Nodes,
  wires: readonly string[],
  more: Partial<Pick<GraphDocument, 'tensors' | 'objective' | 'training'>> = {},
): GraphDocument {
  const end = (text: string) => {
    const [node, port = 'y'] = text.split('.') as [string, string?]
    return { node, port }
  }
  const edges = Object.fromEntries(
    wires.map((wire, i) => {
      const [from, to] = wire.split(' ') as [string, string]
      return [`e${i + 1}`, { from: end(from), to: end(to) }]
    }),
  )
  return { format: 'gradwire', version: 1, name: '', nodes, edges, tensors: {}, layout: {}, ...more }
}

/** Standard normal numbers, stored. */
export function storedTensor(shape: readonly number[], seed: number) {
  const random = createRandom(seed)
  return { dtype: 'float64' as const, shape: [...shape], data: Array.from({ length: numel(shape) }, random.normal) }
}

/** affine + sigmoid layers with `mse_loss`: 2-2-1 is `denseNet([2, 2, 1])`. */
export function denseNet(sizes: readonly number[], batch = 1): GraphDocument {
  const nodes: Nodes = {
    x: { op: 'input', attrs: { shape: [batch, sizes[0]!] } },
    t: { op: 'input', attrs: { shape: [batch, sizes.at(-1)!] } },
    L: { op: 'mse_loss' },
  }
  const wires: string[] = []
  let last = 'x'
  sizes.slice(1).forEach((size, i) => {
    nodes[`z${i + 1}`] = { op: 'affine', attrs: { out_features: size } }
    nodes[`y${i + 1}`] = { op: 'sigmoid' }
    wires.push(`${last} z${i + 1}.x`, `z${i + 1} y${i + 1}.x`)
    last = `y${i + 1}`
  })
  return documentOf(nodes, [...wires, `${last} L.input`, 't L.target'], {
    tensors: { 'x.y': storedTensor([batch, sizes[0]!], 1), 't.y': storedTensor([batch, sizes.at(-1)!], 2) },
  })
}

/** x₁ = −p, then x_{k+1} = x_k · x_k with both ports wired to x_k; the objective is x_n. */
export function squarings(n: number): GraphDocument {
  const nodes: Nodes = { p: { op: 'parameter', attrs: { shape: [], value: -1.01 } }, x1: { op: 'neg' } }
  const wires = ['p x1.x']
  for (let k = 1; k < n; k++) {
    nodes[`x${k + 1}`] = { op: 'mul' }
    wires.push(`x${k} x${k + 1}.a`, `x${k} x${k + 1}.b`)
  }
  return documentOf(nodes, wires, { objective: { node: `x${n}`, port: 'y' } })
}

/** @file Random valid DAGs over elementwise, linear and reducing ops, and random edits of them. Seeded. */
import type { GraphDocument } from '../../src/graph'
import type { Random } from '../../src/tensor'

export interface EditableGraph {
  document: GraphDocument
  /** Changes a number, an attribute, a wire, or adds a node. */
  edit(): void
}

const SHAPE = [3, 4]
const UNARY = ['tanh', 'sigmoid', 'relu', 'neg', 'softmax']
const BINARY = ['add', 'sub', 'mul']

/** All inner values have shape [3, 4], so that any wire between them is valid. */
export function randomGraph(random: Random, size: number): EditableGraph {
  const pick = <T>(items: readonly T[]) => items[random.integer(items.length)]!
  const numbers = (shape: readonly number[]) => ({
    dtype: 'float64' as const,
    shape: [...shape],
    data: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => Math.round(random.normal() * 1000) / 1000),
  })
  const graph: EditableGraph = {
    document: { format: 'gradwire', version: 1, name: 'random', nodes: {}, edges: {}, tensors: {}, layout: {} },
    edit,
  }
  const order: string[] = []
  let edges = 0

  const wire = (from: string, to: string, port: string) => ({ from: { node: from, port: 'y' }, to: { node: to, port } })
  function addNode() {
    const { document } = graph
    const id = `n${order.length}`
    const nodes = { ...document.nodes }
    const newEdges = { ...document.edges }
    const tensors = { ...document.tensors }
    const kind = order.length < 2 ? 'source' : pick(['unary', 'unary', 'binary', 'binary', 'affine', 'source'])
    if (kind === 'source') {
      nodes[id] = { op: pick(['input', 'parameter']), attrs: { shape: SHAPE } }
      tensors[`${id}.y`] = numbers(SHAPE)
    } else if (kind === 'affine') {
      nodes[id] = { op: 'affine', attrs: { out_features: SHAPE[1]!, bias: random.uniform() < 0.5 } }
      newEdges[`e${edges++}`] = wire(pick(order), id, 'x')
    } else {
      nodes[id] = { op: pick(kind === 'unary' ? UNARY : BINARY) }
      for (const port of kind === 'unary' ? ['x'] : ['a', 'b']) newEdges[`e${edges++}`] = wire(pick(order), id, port)
    }
    order.push(id)
    graph.document = { ...document, nodes, edges: newEdges, tensors }
  }
  function close() {
    const { document } = graph
    const last = order.at(-1)!
    graph.document = {
      ...document,
      nodes: { ...document.nodes, total: { op: 'mean' } },
      edges: { ...document.edges, last: wire(last, 'total', 'x') },
      objective: { node: 'total', port: 'y' },
    }
  }
  function edit() {
    const { document } = graph
    const choice = random.integer(4)
    if (choice === 0) {
      const key = pick(Object.keys(document.tensors))
      graph.document = { ...document, tensors: { ...document.tensors, [key]: numbers(SHAPE) } }
    } else if (choice === 1) {
      const id = pick(order)
      const node = document.nodes[id]!
      const op = UNARY.includes(node.op) ? pick(UNARY) : BINARY.includes(node.op) ? pick(BINARY) : node.op
      graph.document = { ...document, nodes: { ...document.nodes, [id]: { ...node, op } } }
    } else if (choice === 2) {
      const inner = Object.keys(document.edges).filter((edge) => edge !== 'last')
      if (!inner.length) return
      const edge = pick(inner)
      const { to } = document.edges[edge]!
      const before = order.slice(0, order.indexOf(to.node))
      graph.document = { ...document, edges: { ...document.edges, [edge]: wire(pick(before), to.node, to.port) } }
    } else {
      addNode()
      close()
    }
  }
  while (order.length < size) addNode()
  close()
  return graph
}

/** @file Networks computed by PyTorch, turned into Gradwire documents in both spellings of their parameters. */
import { readFileSync, readdirSync } from 'node:fs'
import { portKey, type GraphDocument } from '../../src/graph'

export interface OracleTensor {
  dtype: 'float64' | 'int64'
  shape: number[]
  data: number[]
}

export interface OracleNetwork {
  name: string
  graph: {
    inputs: { name: string; requires_grad: boolean; constant: boolean }[]
    params: string[]
    nodes: {
      id: string
      op: string
      attrs: Record<string, never>
      inputs: Record<string, string>
      outputs: Record<string, string>
    }[]
    loss: string
  }
  inputs: Record<string, OracleTensor>
  params: Record<string, OracleTensor>
  values: Record<string, OracleTensor>
  deltas: Record<string, OracleTensor>
  input_grads: Record<string, OracleTensor>
  param_grads: Record<string, OracleTensor>
  training?: {
    optimizer: string
    hyper: Record<string, unknown>
    steps: number
    losses: number[]
    final_params: Record<string, OracleTensor>
  }[]
}

const folder = new URL('../oracle/networks/', import.meta.url)

export const networks: readonly OracleNetwork[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as OracleNetwork)

const safe = (name: string) => name.replace(/[^A-Za-z0-9_-]/g, '_')

/**
 * `explicit`: every parameter is a `parameter` node wired to its uses. `implicit`: parameters that are used once, at a
 * trainable port, belong to that port (`tensors["fc1.weight"]`).
 * `where` gives the key under which a value of the network is found.
 */
export function toDocument(
  network: OracleNetwork,
  spelling: 'explicit' | 'implicit',
): { document: GraphDocument; where: (name: string) => string } {
  const document: GraphDocument = {
    format: 'gradwire',
    version: 1,
    name: network.name,
    nodes: {},
    edges: {},
    tensors: {},
    layout: {},
  }
  const places = new Map<string, { node: string; port: string }>()
  const implicit = new Map<string, string>()
  const { inputs, params, nodes, loss } = network.graph

  for (const { name, constant } of inputs) {
    const tensor = network.inputs[name]!
    document.nodes[name] = { op: constant ? 'constant' : 'input', attrs: { shape: tensor.shape, dtype: tensor.dtype } }
    document.tensors[`${name}.y`] = tensor
    places.set(name, { node: name, port: 'y' })
  }
  const uses = (name: string) =>
    nodes.flatMap((node) =>
      Object.entries(node.inputs)
        .filter(([, value]) => value === name)
        .map(([port]) => ({ node, port })),
    )
  for (const name of params) {
    const used = uses(name)
    const only =
      used.length === 1 && ['linear', 'conv2d'].includes(used[0]!.node.op) && ['weight', 'bias'].includes(used[0]!.port)
        ? used[0]!
        : null
    if (spelling === 'implicit' && only) {
      const key = portKey(only.node.id, only.port)
      implicit.set(name, key)
      document.tensors[key] = network.params[name]!
      continue
    }
    const id = safe(name)
    document.nodes[id] = { op: 'parameter', attrs: { shape: network.params[name]!.shape } }
    document.tensors[`${id}.y`] = network.params[name]!
    places.set(name, { node: id, port: 'y' })
  }
  for (const node of nodes) {
    const trainable = node.op === 'linear' || node.op === 'conv2d'
    const attrs: Record<string, never | boolean> = { ...node.attrs }
    if (trainable) attrs.bias = 'bias' in node.inputs
    document.nodes[node.id] = { op: node.op === 'linear' ? 'affine' : node.op, attrs }
    for (const [port, value] of Object.entries(node.outputs)) places.set(value, { node: node.id, port })
  }
  let edge = 0
  for (const node of nodes)
    for (const [port, name] of Object.entries(node.inputs)) {
      if (implicit.has(name)) continue
      document.edges[`e${++edge}`] = { from: places.get(name)!, to: { node: node.id, port } }
    }
  document.objective = places.get(loss)!
  const where = (name: string) => implicit.get(name) ?? portKey(places.get(name)!.node, places.get(name)!.port)
  return { document, where }
}

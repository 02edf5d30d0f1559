/** @file Networks computed by PyTorch, turned into Gradwire documents in both spellings of their parameters. */
import { readFileSync, readdirSync } from 'node:fs'
import { portKey, type GraphDocument, type PortRef } from '../../src/graph'
import { opFor, ops, type Op } from '../../src/ops'

export interface OracleTensor {
  dtype: 'float64' | 'int64'
  shape: number[]
  data: number[]
}

type Tensors = Record<string, OracleTensor>

export interface OracleNetwork {
  name: string
  graph: {
    inputs: { name: string; requires_grad: boolean; constant: boolean }[]
    params: string[]
    buffers?: string[]
    nodes: {
      id: string
      op: string
      attrs: Record<string, never>
      inputs: Record<string, string>
      outputs: Record<string, string>
    }[]
    loss: string
  }
  inputs: Tensors
  params: Tensors
  buffers?: Tensors
  values: Tensors
  deltas: Tensors
  no_gradient_path?: string[]
  input_grads: Tensors
  param_grads: Tensors
  buffers_after?: Tensors
  /** By the value of each loss term; null where the parameter does not influence it. */
  param_grads_by_loss?: Record<string, Record<string, OracleTensor | null>>
  training?: {
    optimizer: string
    hyper: Record<string, unknown>
    steps: number
    losses: number[]
    final_params: Tensors
    final_buffers?: Tensors
  }[]
}

const folder = new URL('../oracle/networks/', import.meta.url)

export const networks: readonly OracleNetwork[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as OracleNetwork)

const safe = (name: string) => name.replace(/[^A-Za-z0-9_-]/g, '_')
const opIdOf = (name: string) => (name === 'linear' ? 'affine' : name)

export interface Converted {
  readonly document: GraphDocument
  /** The key "node.port" under which a value, parameter or buffer of the network is found. */
  readonly where: (name: string) => string
  readonly placeOf: (name: string) => PortRef
}

/**
 * `explicit`: every parameter is a `parameter` node wired to its uses. `implicit`: parameters that are used once, at a
 * trainable port, belong to that port (`tensors["fc1.weight"]`). Buffers always belong to their port.
 */
export function toDocument(network: OracleNetwork, spelling: 'explicit' | 'implicit'): Converted {
  const document: GraphDocument = {
    format: 'gradwire',
    version: 1,
    name: network.name,
    nodes: {},
    edges: {},
    tensors: {},
    layout: {},
  }
  const places = new Map<string, PortRef>()
  const own = new Map<string, string>()
  const { inputs, params, buffers = [], nodes, loss } = network.graph
  const opOf = (node: (typeof nodes)[number]): Op => opFor(ops.get(opIdOf(node.op))!, Object.keys(node.inputs))

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
  const keep = (name: string, tensor: OracleTensor, kind: 'parameter' | 'buffer') => {
    const [use, ...more] = uses(name)
    if (!use || more.length || !opOf(use.node).inputs[use.port]?.[kind]) return false
    const key = portKey(safe(use.node.id), use.port)
    own.set(name, key)
    document.tensors[key] = tensor
    return true
  }
  for (const name of buffers)
    if (!keep(name, network.buffers![name]!, 'buffer')) throw new Error(`${name} is not the state of one node.`)
  for (const name of params) {
    if (spelling === 'implicit' && keep(name, network.params[name]!, 'parameter')) continue
    const id = safe(name)
    document.nodes[id] = { op: 'parameter', attrs: { shape: network.params[name]!.shape } }
    document.tensors[`${id}.y`] = network.params[name]!
    places.set(name, { node: id, port: 'y' })
  }
  for (const node of nodes) {
    const attrs: Record<string, never | boolean> = { ...node.attrs }
    for (const [port, spec] of Object.entries(opOf(node).inputs)) if (spec.enabled) attrs[port] = port in node.inputs
    document.nodes[safe(node.id)] = { op: opIdOf(node.op), attrs }
    for (const [port, value] of Object.entries(node.outputs)) places.set(value, { node: safe(node.id), port })
  }
  let edge = 0
  for (const node of nodes)
    for (const [port, name] of Object.entries(node.inputs)) {
      if (own.has(name)) continue
      document.edges[`e${++edge}`] = { from: places.get(name)!, to: { node: safe(node.id), port } }
    }
  const placeOf = (name: string) => places.get(name)!
  document.objective = placeOf(loss)
  const where = (name: string) => own.get(name) ?? portKey(placeOf(name).node, placeOf(name).port)
  return { document, where, placeOf }
}

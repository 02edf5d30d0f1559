/** @file How parameters that the document does not hold start. */
import { portKey } from '../graph'
import type { InitScheme } from '../ops'
import { createRandom, full, hashSeed, numel, storageFor, type Shape, type SymbolicShape, type Tensor } from '../tensor'
import { kernelStart } from './kernelStart'
import type { CheckedNode } from './types'

/**
 * kaiming_uniform: U(±1/√fan_in), as PyTorch's linear and conv layers start (Kaiming He 2015 with a = √5).
 * xavier_uniform: U(±√(6/(fan_in + fan_out))) (Glorot & Bengio 2010). normal: N(0, 0.01²). standard_normal: N(0, 1), as
 * PyTorch's embeddings start. Biases of rank 1 follow the same fan_in in kaiming_uniform, and are 0 in xavier_uniform and normal.
 * gabor: waves and colour blobs for kernels of rank 4 (`kernelStart.ts`); anything else as kaiming_uniform, biases 0.
 */
export function initialTensor(scheme: InitScheme, shape: Shape, fanIn: number, seed: number): Tensor {
  if (scheme === 'gabor' && shape.length === 4) return kernelStart(shape, seed)
  const random = createRandom(seed)
  const data = storageFor('float64', numel(shape))
  const draw = sampler(scheme, shape, fanIn, random)
  for (let i = 0; i < data.length; i++) data[i] = draw()
  return { dtype: 'float64', shape, data }
}

function sampler(
  scheme: InitScheme,
  shape: Shape,
  fanIn: number,
  random: ReturnType<typeof createRandom>,
): () => number {
  const uniform = (bound: number) => () => (2 * random.uniform() - 1) * bound
  if (scheme === 'ones') return () => 1
  if (scheme === 'zeros') return () => 0
  if (scheme === 'standard_normal') return () => random.normal()
  if (scheme === 'kaiming_uniform') return uniform(1 / Math.sqrt(Math.max(1, fanIn)))
  if (shape.length < 2) return () => 0
  if (scheme === 'gabor') return uniform(1 / Math.sqrt(Math.max(1, fanIn)))
  if (scheme === 'normal') return () => 0.01 * random.normal()
  const fanOut = numel(shape) / shape[1]!
  return uniform(Math.sqrt(6 / (fanIn + fanOut)))
}

/** The start of an unwired trainable port; its seed comes from the document's seed and its own name. */
export function initialParameter(
  node: CheckedNode,
  port: string,
  shapes: Readonly<Record<string, SymbolicShape>>,
  documentSeed: number,
): Tensor {
  const key = portKey(node.id, port)
  const shape = shapes[key] as Shape
  const { init, fanIn } = node.op.inputs[port]!.parameter!
  if (typeof init === 'number') return full(shape, init, 'float64')
  const inputs = fanIn(inputShapes(node, shapes), node.attrs)
  const scheme = init ?? (node.attrs.init as InitScheme | undefined) ?? 'kaiming_uniform'
  return initialTensor(scheme, shape, typeof inputs === 'number' ? inputs : 1, hashSeed(documentSeed, key))
}

/** Shapes at the input ports of a node, as far as known: of what is wired there, or of its own parameters and buffers. */
export function inputShapes(
  node: CheckedNode,
  shapes: Readonly<Record<string, SymbolicShape>>,
): Record<string, SymbolicShape> {
  const known: Record<string, SymbolicShape> = {}
  for (const input of Object.keys(node.op.inputs)) {
    const wire = node.wires[input]
    const found = shapes[wire ? portKey(wire.node, wire.port) : portKey(node.id, input)]
    if (found) known[input] = found
  }
  return known
}

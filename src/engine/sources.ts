/**
 * @file The tensors that a pass starts from: data and parameters of the document, or how they start. The same tensor
 * object as long as nothing about it changed, so that nothing after it is computed again.
 */
import { initialParameter, initialTensor, isConcrete, type CheckedNode, type CheckResult } from '../check'
import { decodeTensor, portKey, type GraphDocument, type StoredTensor } from '../graph'
import type { InitScheme } from '../ops'
import { full, hashSeed, shapeText, type DType, type Kernels, type Shape, type Tensor } from '../tensor'
import { randomKey } from './mode'

export class Sources {
  readonly #decoded = new WeakMap<StoredTensor, Map<DType, Tensor>>()
  readonly #cast = new WeakMap<Tensor, Tensor>()
  #started = new Map<string, { signature: string; tensor: Tensor }>()
  #fills = new Map<string, Tensor>()
  #keys = new Map<string, { seed: number; key: Tensor }>()

  constructor(private readonly k: Kernels) {}

  /** Of an input, parameter or constant; null while it has none. */
  source(document: GraphDocument, node: CheckedNode, checked: CheckResult): Tensor | null {
    const stored = document.tensors[portKey(node.id, 'y')]
    if (stored) return this.#decode(stored, node.attrs.dtype as DType | undefined)
    if (node.op.id === 'input') return null
    const shape = checked.shapes[portKey(node.id, 'y')]!
    if (!isConcrete(shape)) return null
    const { value, dtype = 'float64', init } = node.attrs as { value?: number; dtype?: DType; init?: InitScheme }
    if (node.op.id === 'parameter' && value === undefined) {
      const seed = hashSeed(document.training?.seed ?? 0, node.id)
      return this.#start(portKey(node.id, 'y'), `${shapeText(shape)} ${init} ${seed}`, () =>
        initialTensor(init ?? 'kaiming_uniform', shape, shape.at(-1) ?? 1, seed),
      )
    }
    return this.fill(shape, value ?? 0, dtype)
  }

  /** Of an unwired trainable port. */
  parameter(document: GraphDocument, node: CheckedNode, port: string, checked: CheckResult): Tensor | null {
    const key = portKey(node.id, port)
    const stored = document.tensors[key]
    if (stored) return this.inDtype(this.#decode(stored, undefined))
    const shape = checked.shapes[key]
    if (!shape || !isConcrete(shape)) return null
    const seed = document.training?.seed ?? 0
    return this.#start(key, `${shapeText(shape)} ${String(node.attrs.init)} ${seed}`, () =>
      initialParameter(node, port, checked.shapes, seed),
    )
  }

  /** Of an unwired buffer port. */
  buffer(document: GraphDocument, node: CheckedNode, port: string, checked: CheckResult): Tensor | null {
    const key = portKey(node.id, port)
    const stored = document.tensors[key]
    if (stored) return this.inDtype(this.#decode(stored, undefined))
    const shape = checked.shapes[key]
    return shape && isConcrete(shape) ? this.fill(shape, node.op.inputs[port]!.buffer!.init, this.k.dtype) : null
  }

  /** Of the hidden input of an op that draws random numbers. Looking is step 0: the same numbers for the same seed. */
  key(document: GraphDocument, node: string): Tensor {
    const seed = document.training?.seed ?? 0
    const known = this.#keys.get(node)
    if (known?.seed === seed) return known.key
    const key = randomKey(seed, node, 0)
    this.#keys.set(node, { seed, key })
    return key
  }

  fill(shape: Shape, value: number, dtype: DType): Tensor {
    const id = `${dtype} ${shape.join(' ')} ${value}`
    let tensor = this.#fills.get(id)
    if (!tensor) this.#fills.set(id, (tensor = full(shape, value, dtype)))
    return tensor
  }

  /** Floating data in the dtype of the kernels; integers stay as they are. */
  inDtype(tensor: Tensor): Tensor {
    if (tensor.dtype === this.k.dtype || tensor.dtype === 'int64' || tensor.dtype === 'bool') return tensor
    let cast = this.#cast.get(tensor)
    if (!cast) this.#cast.set(tensor, (cast = this.k.toFloat(tensor) as Tensor))
    return cast
  }

  /** Nodes that are gone must not keep their tensors alive. */
  forget(document: GraphDocument): void {
    for (const id of this.#keys.keys()) if (!document.nodes[id]) this.#keys.delete(id)
    for (const id of this.#started.keys()) if (!document.nodes[id.slice(0, id.indexOf('.'))]) this.#started.delete(id)
  }

  /** An initial value is drawn once and stays the same tensor. */
  #start(key: string, signature: string, draw: () => Tensor): Tensor {
    const kept = this.#started.get(key)
    if (kept?.signature === signature) return kept.tensor
    const tensor = this.inDtype(draw())
    this.#started.set(key, { signature, tensor })
    return tensor
  }

  #decode(stored: StoredTensor, dtype: DType | undefined): Tensor {
    const wanted = dtype && dtype !== 'float64' ? dtype : stored.dtype
    let kept = this.#decoded.get(stored)
    if (!kept) this.#decoded.set(stored, (kept = new Map()))
    const known = kept.get(wanted)
    if (known) return known
    const tensor: Tensor = { ...decodeTensor(stored), dtype: wanted }
    kept.set(wanted, tensor)
    return tensor
  }
}

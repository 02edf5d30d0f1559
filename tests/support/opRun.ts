import { opFor, type Attrs, type Op } from '../../src/ops'
import { fromArray, type DType, type Kernels, type Shape, type Tensor } from '../../src/tensor'

/** A tensor of the reference vectors. */
export interface TensorJson {
  readonly dtype: DType
  readonly shape: Shape
  readonly data: readonly (number | boolean)[]
}

export type Tensors = Readonly<Record<string, Tensor>>

/** Floating data become `float`; integers and masks stay what they are. */
export function tensorsOf(json: Readonly<Record<string, TensorJson>>, float: 'float64' | 'float32'): Tensors {
  return Object.fromEntries(
    Object.entries(json).map(([name, { dtype, shape, data }]) => [
      name,
      fromArray(shape, data, dtype === 'float64' ? float : dtype),
    ]),
  )
}

export interface OpRun {
  readonly outputs: Tensors
  /** Buffers after the pass. */
  readonly state: Tensors
  /** The VJP of one input, under the upstream gradients given to `runOp`. */
  readonly gradient: (port: string) => Tensor
}

/** One op forward, and its backward rules on demand: what the engine does for one node. */
export function runOp(given: Op, k: Kernels, ports: Tensors, attrs: Attrs, upstream: Tensors = {}): OpRun {
  const op = opFor(given, Object.keys(ports))
  const inputs = op.random && !ports.key ? { ...ports, key: fromArray([2], [1, 0], 'int64') } : ports
  const { saved = {}, state = {}, ...outputs } = op.forward(k, inputs, attrs)
  const deltas = Object.fromEntries(Object.entries(upstream).map(([port, delta]) => [`d${port}`, delta]))
  return {
    outputs: outputs as Tensors,
    state: state as Tensors,
    gradient: (port) => {
      const rule = op.backward[port]
      if (!rule) throw new Error(`${op.id} has no gradient for ${port}`)
      // Last, because a port may be called k too.
      return rule({ ...inputs, ...outputs, ...deltas, k, attrs, saved }) as Tensor
    },
  }
}

/** Attributes with the op's defaults. Ports that are not there are switched off where an attribute does that. */
export function attrsFor(
  op: Op,
  attrs: Readonly<Record<string, unknown>>,
  inputs: Readonly<Record<string, unknown>>,
): Attrs {
  const off = Object.entries(op.inputs).flatMap(([port, spec]) =>
    spec.enabled && !(port in inputs) ? [[port, false]] : [],
  )
  return op.attrs.parse({ ...attrs, ...Object.fromEntries(off) })
}

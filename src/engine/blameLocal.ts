/**
 * @file What a node does to any error, told by probing its backward rule: its slope element by element, how much it
 * passes on of an error without pattern, which elements it leaves out. No op is known by name here.
 */
import type { CheckedNode } from '../check'
import { createRandom, fromArray, full, numel, sameShape, type Tensor } from '../tensor'
import { largestOf, normOf, zerosOf } from './blameNumbers'
import { kernelsOf, type BlameScene, type Step } from './blameWalk'
import { backwardPort, forwardNode, RANDOM_KEY } from './evaluate'

type At = Pick<Step, 'node' | 'port' | 'record'>

/** The VJP of this port with other errors: `make` gives one for each output. */
function vjp({ node, port, record }: At, make: (output: Tensor, name: string) => Tensor): Tensor {
  const deltas: Record<string, Tensor> = {}
  for (const [name, output] of Object.entries(record.outputs)) deltas[name] = make(output as Tensor, name)
  return backwardPort(kernelsOf(record), node, port, record, deltas)
}

/** The VJP of an error of 1 everywhere: for an elementwise op, the local derivative of each element. */
export const slopes = (at: At): Tensor => vjp(at, ({ shape, dtype }) => full(shape, 1, dtype))

/** Each output element depends on the input element at its own place alone, by the op's structure. */
export function isElementwise({ node, port, record }: At): boolean {
  const outputs = Object.values(record.outputs)
  const input = record.inputs[port]
  if (node.op.inside || node.op.dependence?.[port] || !input) return false
  return sameShape(input.shape, outputs[0]!.shape)
}

/** By structure, elements of this input are left out: the op picks, by place or by its numbers. */
export function picks({ node, port, record }: At): boolean {
  const rule = node.op.dependence?.[port]
  if (!rule) return false
  const all = { ...record.inputs, ...record.outputs }
  const shapes = Object.fromEntries(Object.entries(all).flatMap(([name, ref]) => (ref ? [[name, ref.shape]] : [])))
  const numbers = (name: string) => ((record.saved[name] ?? all[name]) as Tensor).data
  return rule(shapes, node.attrs, numbers).factors.some(
    (factor) =>
      factor.kind === 'chosen' || (factor.kind === 'pairs' && new Set(Array.from(factor.from)).size < factor.inputs),
  )
}

/** ‖VJP‖ / ‖δ‖ for an error without pattern: seeded normal numbers. What the op does to errors in general. */
export function typicalGain(at: At): number {
  const random = createRandom(7)
  let before = 0
  const result = vjp(at, ({ shape, dtype }) => {
    const delta = fromArray(shape, Array.from({ length: numel(shape) }, random.normal), dtype)
    before = Math.hypot(before, normOf(delta))
    return delta
  })
  return normOf(result) / before
}

/** Every element of δ that this input would get a part of is exactly 0. */
export function arrivesAsZeros(step: Step): boolean {
  const sizes = vjp(step, (output, name) => {
    const delta = step.deltas[name]
    return delta ? { ...delta, data: delta.data.map(Math.abs) } : full(output.shape, 0, output.dtype)
  })
  return largestOf(sizes) === 0 && largestOf(slopes(step)) > 0
}

/** Nearer to 0 by so much: a ReLU below 0 stays flat, a sigmoid far out does not. */
const NEARER = [1 / 4, 1 / 16, 1 / 64, 1 / 1024, 1 / 65_536]

/** Of the elements whose slope is exactly 0, the share at which it is not 0 nearer to 0. Of ops with one input. */
export function wakesUp(at: At, slope: Tensor): number {
  const input = at.record.inputs[at.port] as Tensor
  const awake = new Set<number>()
  for (const factor of NEARER) {
    const inputs = { ...at.record.inputs, [at.port]: { ...input, data: input.data.map((x) => x * factor) } }
    const nearer = slopes({ ...at, record: forwardNode(kernelsOf(at.record), at.node, inputs) })
    for (let i = 0; i < nearer.data.length; i++) if (slope.data[i] === 0 && nearer.data[i] !== 0) awake.add(i)
  }
  return awake.size / Math.max(1, zerosOf(slope))
}

export interface OtherInput {
  readonly port: string
  readonly value: Tensor
  /** The wire that feeds it; absent for the node's own parameter. */
  readonly wire: CheckedNode['wires'][string] | undefined
}

/** What else the node reads. */
export function otherInputs({ node, port, record }: At): OtherInput[] {
  return Object.entries(record.inputs).flatMap(([name, value]) =>
    value && name !== port && name !== RANDOM_KEY
      ? [{ port: name, value: value as Tensor, wire: node.wires[name] }]
      : [],
  )
}

/**
 * An op with one input whose own slope is 0 at most elements, and that gives nothing there: what reads it gets zeros.
 * Returns how many of its elements are so.
 */
export function silentElements(scene: BlameScene, id: string): number {
  const node = scene.plan.byId.get(id)
  const record = scene.recordOf(id)
  if (!node || !record) return 0
  const ports = Object.keys(record.inputs).filter((port) => record.inputs[port])
  const [port] = ports
  if (ports.length !== 1 || !node.op.backward[port!] || !isElementwise({ node, port: port!, record })) return 0
  const slope = slopes({ node, port: port!, record })
  const [value] = Object.values(record.outputs) as Tensor[]
  let silent = 0
  for (let i = 0; i < slope.data.length; i++) if (slope.data[i] === 0 && value!.data[i] === 0) silent++
  return silent
}

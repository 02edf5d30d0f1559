/** @file How a NaN or ∞ was made out of finite numbers: a pole (ln 0, 1/0), a place without a value, or an overflow. */
import { nameOf, type CheckedNode } from '../check'
import { edgesOutOf } from '../graph'
import { full, numberText, type Tensor } from '../tensor'
import { broadcastPlace, firstBad, largestOf, placeText } from './blameNumbers'
import { isElementwise } from './blameLocal'
import type { Draft } from './blameScore'
import { called } from './blameWords'
import { kernelsOf, type BlameScene } from './blameWalk'
import { backwardPort, type NodeRecord } from './evaluate'
import type { TraceEvent } from './types'

/** What overflows in each dtype; 1.8e308 itself would already be read as ∞. */
const LARGEST = {
  float32: { x: 3.4e38, words: '3.4×10³⁸' },
  float64: { x: Number.MAX_VALUE, words: '1.8×10³⁰⁸' },
}

const largest = ({ dtype }: Tensor) => LARGEST[dtype === 'float32' ? 'float32' : 'float64']

const base = (node: string, port: string, more: readonly string[]) =>
  ({ kind: 'not-finite', node, port, more, factor: null }) as const

/** A source or parameter that holds it from the start. */
export function givenBad({ document }: BlameScene, node: string, port: string, made: Tensor): Draft {
  const at = firstBad(made)
  const name = port === 'y' ? nameOf(document, node) : `${port} of ${nameOf(document, node)}`
  const edges = port === 'y' ? edgesOutOf(document, node).map(({ id }) => id) : []
  return {
    ...base(node, port, edges),
    message: `${name} holds ${numberText(made.data[at]!)}${within(at, made)} before anything is computed.`,
    hint: `Give ${name} finite numbers.`,
  }
}

const within = (at: number, tensor: Tensor) => {
  const place = placeText(at, tensor.shape)
  return place && ` at ${place}`
}

/** Forward: an output that is not finite, of inputs that are. */
export function badValue(scene: BlameScene, node: CheckedNode, port: string, made: Tensor): Draft {
  const { document } = scene
  const record = scene.recordOf(node.id)!
  const at = firstBad(made)
  const became = numberText(made.data[at]!)
  const inputs = readNumbers(node, record, made, at)
  const name = called(document, node)
  const edges = [...inputs]
    .sort((a, b) => Math.abs(a.number) - Math.abs(b.number))
    .flatMap(({ input }) => node.wires[input]?.edge ?? [])
  const exact = inputs.every(({ place }) => place >= 0)
  const numbers = inputs
    .map(
      ({ input, number }) => `${sourceName(scene, node, input)} ${exact ? 'is' : 'goes up to'} ${numberText(number)}`,
    )
    .join(' and ')
  const isHuge = inputs.some(({ number }) => Math.abs(number) > Math.sqrt(largest(made).x))
  // Elementwise ops have their poles (ln 0, 1/0) at 0: infinite without one is too large. A target of 0 is no pole.
  const overflows = exact
    ? !Number.isNaN(made.data[at]!) &&
      (inputs.every(({ number }) => number !== 0) || (node.op.category === 'loss' && isHuge))
    : !Number.isNaN(made.data[at]!) || isHuge
  const place = within(at, made)
  return {
    ...base(node.id, port, edges),
    message: overflows
      ? `${name} overflows: where ${numbers}, its result is larger than any number can be (${largest(made).words}), so it became ${became}${place}.`
      : `${name} has no finite value where ${numbers}: it became ${became}${place}.`,
    hint: overflows
      ? `Make the numbers that ${nameOf(document, node.id)} reads smaller, or use a form that subtracts the largest first (softmax, logsumexp).`
      : Number.isNaN(made.data[at]!)
        ? `Keep what ${nameOf(document, node.id)} reads where ${node.op.id} has a value: clamp it, or take its size first (abs, square).`
        : `Keep what ${nameOf(document, node.id)} reads away from there: add a small number such as 1×10⁻⁸ before it, or clamp it.`,
  }
}

interface Read {
  readonly input: string
  readonly number: number
  /** Where it stands; −1 when the result depends on many elements, and the number is the largest of them. */
  readonly place: number
}

/** The input numbers that an element was made of; of other than elementwise ops the largest of each input. */
function readNumbers(node: CheckedNode, record: NodeRecord, made: Tensor, at: number): Read[] {
  const inputs = Object.entries(record.inputs).filter(([input, value]) => value && node.op.inputs[input])
  const elementwise = inputs.every(([input]) => !node.op.inside && !node.op.dependence?.[input])
  return inputs.map(([input, ref]) => {
    const value = ref as Tensor
    const place = elementwise ? broadcastPlace(at, made.shape, value.shape) : -1
    return { input, place, number: place >= 0 ? value.data[place]! : largestOf(value) }
  })
}

const sourceName = ({ document }: BlameScene, node: CheckedNode, input: string) => {
  const wire = node.wires[input]
  return wire ? nameOf(document, wire.node) : `its own ${input}`
}

/** Backward: values and δ are finite, and the VJP is not. */
export function badVjp(scene: BlameScene, node: CheckedNode, event: TraceEvent, made: Tensor): Draft {
  const { document, run } = scene
  const record = scene.recordOf(node.id)!
  const { port } = event
  const at = firstBad(made)
  const input = record.inputs[port] as Tensor
  const name = called(document, node)
  const what = sourceName(scene, node, port)
  const edges = event.edge === undefined ? [] : [event.edge]
  const deltas = Object.fromEntries(
    Object.keys(node.op.outputs).map((output) => [output, run.deltas.get(`${node.id}.${output}`)]),
  )
  const ones = Object.fromEntries(
    Object.entries(record.outputs).map(([output, y]) => [output, full(y.shape, 1, y.dtype)]),
  )
  const steep = !Number.isFinite(backwardPort(kernelsOf(record), node, port, record, ones).data[at]!)
  const arrived = Math.max(...Object.values(deltas).map((delta) => (delta ? largestOf(delta) : 0)))
  const place = within(at, made)
  return {
    ...base(node.id, port, edges),
    message:
      steep && (isElementwise({ node, port, record }) || input.data.length === made.data.length)
        ? `${name} has an infinite slope where ${what}${place} is ${numberText(input.data[at]!)}: its value is finite there, but the gradient became ${numberText(made.data[at]!)}.`
        : `The gradient overflows in ${name}: an error of ${numberText(arrived)} times its local derivative is larger than any number can be (${largest(made).words}), so ${what} gets ${numberText(made.data[at]!)}${place}.`,
    hint: steep
      ? `Keep ${what} away from there: add a small number such as 1×10⁻⁸ before ${nameOf(document, node.id)}, or clamp it.`
      : 'The errors grow on their way back: start from smaller weights, normalize, or clip the gradients.',
  }
}

/** Finite edge deltas whose sum is not. */
export function badSum({ document }: BlameScene, event: TraceEvent, made: Tensor): Draft {
  return {
    ...base(event.node, event.port, event.terms ?? []),
    message: `The edge deltas that meet at ${nameOf(document, event.node)} add up to ${numberText(made.data[firstBad(made)]!)}: each is finite, the sum is larger than any number can be (${largest(made).words}).`,
    hint: 'The errors grow on their way back: start from smaller weights, normalize, or clip the gradients.',
  }
}

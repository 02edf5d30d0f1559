/** @file The sums that one neuron, weight or input of an affine stands for, term by term. Pure: numbers in, numbers out. */
import type { TensorData } from '../../tensor'

/** One product of a sum. */
export interface Term {
  /** What the term is counted by: an input, a neuron, an example. */
  readonly index: number
  readonly a: number
  readonly b: number
  readonly product: number
}

/** What a picture of neurons points at. `input` may be the number of inputs: that is the bias. */
export type Place =
  | { readonly kind: 'neuron'; readonly neuron: number }
  | { readonly kind: 'weight'; readonly neuron: number; readonly input: number }
  | { readonly kind: 'input'; readonly input: number }

/** z_j = Σ w_ji x_i (+ b_j), of one example. @param x one row, [inputs] from `row`. */
export function valueTerms(x: TensorData, weight: TensorData, inputs: number, example: number, neuron: number): Term[] {
  return terms(inputs, (i) => [weight[neuron * inputs + i]!, x[example * inputs + i]!])
}

/** ∂L/∂w_ji = Σ over examples of δ_j x_i. */
export function weightTerms(
  dy: TensorData,
  x: TensorData,
  { units, inputs }: Sizes,
  neuron: number,
  input: number,
): Term[] {
  return terms(dy.length / units, (n) => [dy[n * units + neuron]!, x[n * inputs + input]!])
}

/** ∂L/∂b_j = Σ over examples of δ_j · 1. */
export function biasTerms(dy: TensorData, units: number, neuron: number): Term[] {
  return terms(dy.length / units, (n) => [dy[n * units + neuron]!, 1])
}

/** What goes back to x_i = Σ over neurons of δ_j w_ji, of one example. */
export function inputTerms(
  dy: TensorData,
  weight: TensorData,
  { units, inputs }: Sizes,
  example: number,
  input: number,
): Term[] {
  return terms(units, (j) => [dy[example * units + j]!, weight[j * inputs + input]!])
}

export interface Sizes {
  readonly units: number
  readonly inputs: number
}

export function totalOf(list: readonly Term[]): number {
  return list.reduce((sum, { product }) => sum + product, 0)
}

function terms(count: number, factors: (index: number) => readonly [number, number]): Term[] {
  return Array.from({ length: count }, (_, index) => {
    const [a, b] = factors(index)
    return { index, a, b, product: a * b }
  })
}

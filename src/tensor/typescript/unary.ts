/** @file Elementwise kernels of one argument. Each has a loop of its own, so that the JIT can inline the function. */
import type { Kernels } from '../kernels'
import type { Ref } from '../types'
import { erf } from './erf'
import type { Floats, Machine } from './machine'

type Loop = (x: Floats, y: Floats) => void

const neg: Loop = (x, y) => {
  for (let i = 0; i < y.length; i++) y[i] = -x[i]!
}
const exp: Loop = (x, y) => {
  for (let i = 0; i < y.length; i++) y[i] = Math.exp(x[i]!)
}
const log: Loop = (x, y) => {
  for (let i = 0; i < y.length; i++) y[i] = Math.log(x[i]!)
}
const tanh: Loop = (x, y) => {
  for (let i = 0; i < y.length; i++) y[i] = Math.tanh(x[i]!)
}
// NaN passes through: a comparison with NaN is false.
const relu: Loop = (x, y) => {
  for (let i = 0; i < y.length; i++) y[i] = x[i]! <= 0 ? 0 : x[i]!
}
const abs: Loop = (x, y) => {
  for (let i = 0; i < y.length; i++) y[i] = Math.abs(x[i]!)
}
const sin: Loop = (x, y) => {
  for (let i = 0; i < y.length; i++) y[i] = Math.sin(x[i]!)
}
const cos: Loop = (x, y) => {
  for (let i = 0; i < y.length; i++) y[i] = Math.cos(x[i]!)
}
const expm1: Loop = (x, y) => {
  for (let i = 0; i < y.length; i++) y[i] = Math.expm1(x[i]!)
}
const errorFunction: Loop = (x, y) => {
  for (let i = 0; i < y.length; i++) y[i] = erf(x[i]!)
}
// e^−|x| never overflows, and 1 − σ(|x|) would lose the small tail on the left.
const sigmoid: Loop = (x, y) => {
  for (let i = 0; i < y.length; i++) {
    const e = Math.exp(-Math.abs(x[i]!))
    y[i] = (x[i]! < 0 ? e : 1) / (1 + e)
  }
}
const softplus: Loop = (x, y) => {
  for (let i = 0; i < y.length; i++) y[i] = Math.max(x[i]!, 0) + Math.log1p(Math.exp(-Math.abs(x[i]!)))
}
const square: Loop = (x, y) => {
  for (let i = 0; i < y.length; i++) y[i] = x[i]! * x[i]!
}
const cube: Loop = (x, y) => {
  for (let i = 0; i < y.length; i++) y[i] = x[i]! * x[i]! * x[i]!
}
const root: Loop = (x, y) => {
  for (let i = 0; i < y.length; i++) y[i] = Math.sqrt(x[i]!)
}
const reciprocal: Loop = (x, y) => {
  for (let i = 0; i < y.length; i++) y[i] = 1 / x[i]!
}

/** Exponents that are exact and far faster without Math.pow. */
const POWERS: ReadonlyMap<number, Loop> = new Map([
  [2, square],
  [3, cube],
  [0.5, root],
  [-1, reciprocal],
])

function power(exponent: number): Loop {
  return (x, y) => {
    for (let i = 0; i < y.length; i++) y[i] = Math.pow(x[i]!, exponent)
  }
}

export function unaryKernels(machine: Machine) {
  const apply = (loop: Loop) => (x: Ref) => {
    const y = machine.make(x.shape)
    loop(machine.floats(x), y.data)
    return y
  }
  return {
    neg: apply(neg),
    exp: apply(exp),
    log: apply(log),
    sigmoid: apply(sigmoid),
    tanh: apply(tanh),
    relu: apply(relu),
    abs: apply(abs),
    sqrt: apply(root),
    sin: apply(sin),
    cos: apply(cos),
    expm1: apply(expm1),
    erf: apply(errorFunction),
    softplus: apply(softplus),
    scale: (x, factor) => {
      const from = machine.floats(x)
      const y = machine.make(x.shape)
      for (let i = 0; i < from.length; i++) y.data[i] = from[i]! * factor
      return y
    },
    shift: (x, term) => {
      const from = machine.floats(x)
      const y = machine.make(x.shape)
      for (let i = 0; i < from.length; i++) y.data[i] = from[i]! + term
      return y
    },
    powScalar: (x, exponent) => apply(POWERS.get(exponent) ?? power(exponent))(x),
  } satisfies Partial<Kernels>
}

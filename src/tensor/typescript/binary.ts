/** @file Elementwise kernels of two arguments, with NumPy's broadcasting. */
import type { Kernels } from '../kernels'
import { broadcastShapes } from '../shape'
import type { Ref, Shape } from '../types'
import type { Floats, Machine } from './machine'
import { broadcastStrides, planWalk, walk } from './walk'

/** One run of `n` results from `at`; the arguments step by 0 (one number for the whole run) or 1. */
type Run = (
  y: Floats,
  at: number,
  a: Floats,
  i: number,
  di: number,
  b: Floats,
  j: number,
  dj: number,
  n: number,
) => void

const add: Run = (y, at, a, i, di, b, j, dj, n) => {
  for (const end = at + n; at < end; at++, i += di, j += dj) y[at] = a[i]! + b[j]!
}
const sub: Run = (y, at, a, i, di, b, j, dj, n) => {
  for (const end = at + n; at < end; at++, i += di, j += dj) y[at] = a[i]! - b[j]!
}
const mul: Run = (y, at, a, i, di, b, j, dj, n) => {
  for (const end = at + n; at < end; at++, i += di, j += dj) y[at] = a[i]! * b[j]!
}
const div: Run = (y, at, a, i, di, b, j, dj, n) => {
  for (const end = at + n; at < end; at++, i += di, j += dj) y[at] = a[i]! / b[j]!
}
// Math.pow(1, ±∞) and Math.pow(1, NaN) are NaN in JavaScript; C, and so PyTorch, says 1.
const pow: Run = (y, at, a, i, di, b, j, dj, n) => {
  for (const end = at + n; at < end; at++, i += di, j += dj) y[at] = a[i] === 1 ? 1 : Math.pow(a[i]!, b[j]!)
}
const greater: Run = (y, at, a, i, di, b, j, dj, n) => {
  for (const end = at + n; at < end; at++, i += di, j += dj) y[at] = a[i]! > b[j]! ? 1 : 0
}
const equal: Run = (y, at, a, i, di, b, j, dj, n) => {
  for (const end = at + n; at < end; at++, i += di, j += dj) y[at] = a[i]! === b[j]! ? 1 : 0
}
// A comparison with NaN is false: x !== x keeps a NaN of the first argument, and one of the second is what is left.
const maximum: Run = (y, at, a, i, di, b, j, dj, n) => {
  for (const end = at + n; at < end; at++, i += di, j += dj) y[at] = a[i]! >= b[j]! || a[i] !== a[i] ? a[i]! : b[j]!
}
const minimum: Run = (y, at, a, i, di, b, j, dj, n) => {
  for (const end = at + n; at < end; at++, i += di, j += dj) y[at] = a[i]! <= b[j]! || a[i] !== a[i] ? a[i]! : b[j]!
}

export function binaryKernels(machine: Machine, broadcastTo: (x: Ref, shape: Shape) => Ref) {
  const apply = (run: Run) => (p: Ref, q: Ref) => {
    const shape = broadcast(p.shape, q.shape)
    const a = machine.floats(p)
    const b = machine.floats(q)
    const y = machine.make(shape)
    const { data } = y
    const plan = planWalk(shape, broadcastStrides(p.shape, shape), broadcastStrides(q.shape, shape))
    const n = plan.sizes.at(-1)!
    const di = plan.first.at(-1)!
    const dj = plan.second.at(-1)!
    walk(plan, (at, i, j) => run(data, at, a, i, di, b, j, dj, n))
    return y
  }
  return {
    add: apply(add),
    sub: apply(sub),
    mul: apply(mul),
    div: apply(div),
    pow: apply(pow),
    greater: apply(greater),
    equal: apply(equal),
    maximum: apply(maximum),
    minimum: apply(minimum),
    where: (mask, p, q) => {
      const shape = broadcast(mask.shape, broadcast(p.shape, q.shape))
      const [m, a, b] = [mask, p, q].map((x) => machine.floats(broadcastTo(x, shape))) as [Floats, Floats, Floats]
      const y = machine.make(shape)
      for (let i = 0; i < y.data.length; i++) y.data[i] = m[i] !== 0 ? a[i]! : b[i]!
      return y
    },
  } satisfies Partial<Kernels>
}

/** @throws RangeError when called past the shape rule that should have refused. */
function broadcast(a: Shape, b: Shape): number[] {
  const shape = broadcastShapes(a, b)
  if (!shape) throw new RangeError(`Shapes [${a.join(', ')}] and [${b.join(', ')}] do not broadcast.`)
  return shape
}

/** @file Sums, products and extremes over axes. They gather in float64 whatever the dtype, so long sums stay exact enough. */
import type { Kernels } from '../kernels'
import { numel, sameShape, stridesOf } from '../shape'
import type { Ref, Shape, Tensor } from '../types'
import type { Floats, Machine } from './machine'
import { planWalk, walk, type WalkPlan } from './walk'

type Gather = (plan: WalkPlan, x: Floats, into: Float64Array) => void

const gatherSum: Gather = (plan, x, into) => {
  const n = plan.sizes.at(-1)!
  const step = plan.first.at(-1)!
  walk(plan, (at, i) => {
    if (step === 0) {
      let sum = 0
      for (const end = at + n; at < end; at++) sum += x[at]!
      into[i]! += sum
    } else for (const end = at + n; at < end; at++, i += step) into[i]! += x[at]!
  })
}

// A NaN anywhere is the maximum, as in PyTorch: it must not vanish on the way.
const gatherMax: Gather = (plan, x, into) => {
  const n = plan.sizes.at(-1)!
  const step = plan.first.at(-1)!
  walk(plan, (at, i) => {
    for (const end = at + n; at < end; at++, i += step) {
      const value = x[at]!
      if (value > into[i]! || Number.isNaN(value)) into[i] = value
    }
  })
}

const gatherMin: Gather = (plan, x, into) => {
  const n = plan.sizes.at(-1)!
  const step = plan.first.at(-1)!
  walk(plan, (at, i) => {
    for (const end = at + n; at < end; at++, i += step) {
      const value = x[at]!
      if (value < into[i]! || Number.isNaN(value)) into[i] = value
    }
  })
}

const gatherProduct: Gather = (plan, x, into) => {
  const n = plan.sizes.at(-1)!
  const step = plan.first.at(-1)!
  walk(plan, (at, i) => {
    for (const end = at + n; at < end; at++, i += step) into[i]! *= x[at]!
  })
}

export function reduceKernels(machine: Machine) {
  const reduce = (gather: Gather, start: number) => (x: Ref, dims: readonly number[], keepdim: boolean) => {
    const kept = x.shape.map((size, axis) => (dims.includes(axis) ? 1 : size))
    const own = stridesOf(kept)
    const strides = own.map((stride, axis) => (dims.includes(axis) ? 0 : stride))
    const into = new Float64Array(numel(kept)).fill(start)
    gather(planWalk(x.shape, strides, strides), machine.floats(x), into)
    const y = machine.make(keepdim ? kept : kept.filter((_, axis) => !dims.includes(axis)))
    y.data.set(into)
    return y
  }
  const sum = reduce(gatherSum, 0)
  return {
    sum,
    max: reduce(gatherMax, -Infinity),
    min: reduce(gatherMin, Infinity),
    prod: reduce(gatherProduct, 1),
    sumTo: (x: Ref, shape: Shape): Ref => {
      if (sameShape(x.shape, shape)) return x
      const lead = x.shape.length - shape.length
      const dims = x.shape.flatMap((size, axis) =>
        axis < lead || (shape[axis - lead] === 1 && size !== 1) ? [axis] : [],
      )
      return { ...(sum(x, dims, true) as Tensor), shape } as Tensor
    },
  } satisfies Partial<Kernels>
}

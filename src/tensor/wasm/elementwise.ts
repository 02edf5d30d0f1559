/** @file Native elementwise kernels: same shapes, one number against many, rows and columns against matrices. */
import { broadcastShapes, numel } from '../shape'
import type { Ref, Shape } from '../types'
import { broadcastStrides, planWalk, walk, type WalkPlan } from '../typescript/walk'
import { BINARY, UNARY, type Functions } from './exports'
import { bytesPerElement } from './machine'
import { floats, type Native, type Site, type Step } from './native'

type Float = 'float64' | 'float32'

/** Exponentials, logarithms and their kin take as long as some twenty multiplications. */
const WORK: Partial<Record<keyof typeof UNARY, number>> = {
  exp: 20,
  log: 20,
  sigmoid: 25,
  tanh: 25,
  erf: 35,
  softplus: 45,
}

function perElement(dtype: Float, x: Ref, work: number, range: NonNullable<Native['range']>): Native {
  const n = numel(x.shape)
  return {
    operands: floats(x),
    results: [{ dtype, shape: x.shape }],
    work: work * n,
    range,
    lower: (functions, site) => whole(range(functions, site), n),
  }
}

function whole(part: (first: number, count: number) => void, n: number): Step {
  return () => part(0, n)
}

export function unary(name: keyof typeof UNARY) {
  const code = UNARY[name]
  return (dtype: Float, x: Ref): Native => {
    const size = bytesPerElement(dtype)
    return {
      ...perElement(dtype, x, WORK[name] ?? 1, ({ unary: run }, { operands: [from], results: [to] }) => {
        return (first, count) => run(code, count, from! + first * size, to! + first * size)
      }),
    }
  }
}

/** In float64 the module has none: that takes more cases than are worth it. */
export const erf = (dtype: Float, x: Ref): Native | null => (dtype === 'float32' ? unary('erf')(dtype, x) : null)

export const scale = (dtype: Float, x: Ref, factor: number) => linear(dtype, x, factor, 0)
export const shift = (dtype: Float, x: Ref, term: number) => linear(dtype, x, 1, term)

function linear(dtype: Float, x: Ref, factor: number, term: number): Native {
  const size = bytesPerElement(dtype)
  return perElement(dtype, x, 1, ({ linear: run }, { operands: [from], results: [to] }) => {
    return (first, count) => run(count, from! + first * size, to! + first * size, factor, term)
  })
}

const POWERS = new Map([
  [2, unary('square')],
  [3, unary('cube')],
  [0.5, unary('sqrt')],
  [-1, unary('reciprocal')],
])

export function powScalar(dtype: Float, x: Ref, exponent: number): Native | null {
  return POWERS.get(exponent)?.(dtype, x) ?? null
}

export function binary(name: keyof typeof BINARY) {
  const code = BINARY[name]
  return (dtype: Float, a: Ref, b: Ref): Native | null => {
    const shape = broadcastShapes(a.shape, b.shape)
    if (!shape) return null
    const plan = planWalk(shape, broadcastStrides(a.shape, shape), broadcastStrides(b.shape, shape))
    const native = {
      operands: floats(a, b),
      results: [{ dtype, shape }],
      work: numel(shape),
      lower: (functions: Functions, site: Site) => lowerBinary(dtype, functions, code, plan, site),
    }
    if (plan.sizes.length > 1) return native
    const n = numel(shape)
    const size = bytesPerElement(dtype)
    const [di, dj] = [plan.first[0]!, plan.second[0]!]
    const range: Native['range'] = ({ binary: run }, { operands: [p, q], results: [y] }) => {
      return (first, count) => {
        const offset = first * size
        run(code, 1, count, y! + offset, p! + di * offset, 0, di, q! + dj * offset, 0, dj)
      }
    }
    // One number for the whole run may also be a tensor of one element with a stride of its own.
    return di > 1 || dj > 1 ? native : { ...native, range, lower: (f, site) => whole(range(f, site), n) }
  }
}

/** The two innermost axes in one call; the axes around them as a list of calls. */
function lowerBinary(dtype: Float, { binary: run }: Functions, code: number, plan: WalkPlan, site: Site): Step {
  const size = bytesPerElement(dtype)
  const [a, b] = site.operands as [number, number]
  const y = site.results[0]!
  const { rows, n, first, second, starts } = blocksOf(plan)
  const [ar, as] = first
  const [br, bs] = second
  if (starts.length === 3) return () => run(code, rows, n, y, a, ar, as, b, br, bs)
  return () => {
    for (let s = 0; s < starts.length; s += 3)
      run(code, rows, n, y + starts[s]! * size, a + starts[s + 1]! * size, ar, as, b + starts[s + 2]! * size, br, bs)
  }
}

interface Blocks {
  readonly rows: number
  readonly n: number
  /** [from row to row, from element to element] of each view. */
  readonly first: readonly [number, number]
  readonly second: readonly [number, number]
  /** Start of each block: in the result, in the first view, in the second; three numbers a block. */
  readonly starts: Int32Array
}

/** A plan seen as blocks of its two innermost axes. */
export function blocksOf({ sizes, first, second }: WalkPlan): Blocks {
  const n = sizes.at(-1)!
  const rows = sizes.at(-2) ?? 1
  const starts: number[] = []
  const outer = (steps: readonly number[]) => [...steps.slice(0, -2), 0]
  const block = { sizes: [...sizes.slice(0, -2), 1], first: outer(first), second: outer(second) }
  walk(block, (at, i, j) => starts.push(at * rows * n, i, j))
  return {
    rows,
    n,
    first: [first.at(-2) ?? 0, first.at(-1)!],
    second: [second.at(-2) ?? 0, second.at(-1)!],
    starts: Int32Array.from(starts),
  }
}

/** A row-major copy of a strided view: broadcasting and permuting. */
export function copyView(dtype: Float, x: Ref, shape: Shape, strides: readonly number[]): Native {
  const plan = planWalk(shape, strides, strides)
  return {
    operands: floats(x),
    results: [{ dtype, shape }],
    work: numel(shape),
    lower: ({ copyStrided }, { operands: [from], results: [to] }) => {
      const size = bytesPerElement(dtype)
      const { rows, n, first, starts } = blocksOf(plan)
      return () => {
        for (let s = 0; s < starts.length; s += 3)
          copyStrided(rows, n, to! + starts[s]! * size, from! + starts[s + 1]! * size, first[0], first[1])
      }
    },
  }
}

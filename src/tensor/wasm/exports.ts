/** @file The functions of the module for one element type, as assembly/index.ts exports them. Addresses are bytes, all else elements. */

export interface Functions {
  gemm(
    ...args: [
      ...[m: number, n: number, k: number],
      ...[a: number, aRow: number, aStep: number],
      ...[b: number, bStep: number, bColumn: number],
      ...[c: number, cRow: number, start: number, bias: number, scratch: number],
    ]
  ): void
  gemmScratch(): number
  convolve(geometry: number, x: number, w: number, bias: number, y: number, scratch: number): void
  convolveScratch(geometry: number): number
  weightGradient(geometry: number, dy: number, x: number, dw: number, scratch: number): void
  weightGradientScratch(geometry: number): number
  inputGradient(geometry: number, dy: number, w: number, dx: number, scratch: number): void
  inputGradientScratch(geometry: number, spare: number): number
  maxPool(geometry: number, x: number, y: number, index: number): void
  maxPoolGradient(
    ...args: [
      ...[planes: number, size: number, perPlane: number],
      ...[dy: number, index: number, gate: number, dx: number],
    ]
  ): void
  averagePool(geometry: number, x: number, y: number, countPadding: number, back: number): void
  unary(operation: number, n: number, x: number, y: number): void
  binary(
    ...args: [
      ...[operation: number, rows: number, n: number, y: number],
      ...[a: number, aRow: number, aStep: number, b: number, bRow: number, bStep: number],
    ]
  ): void
  /** y = x·factor + term */
  linear(n: number, x: number, y: number, factor: number, term: number): void
  /** y += x·factor */
  addScaled(n: number, x: number, y: number, before: number, factor: number): number
  copyStrided(rows: number, n: number, y: number, x: number, row: number, step: number): void
  sumAround(outer: number, kept: number, inner: number, x: number, y: number): void
  sumMiddle(outer: number, middle: number, inner: number, x: number, y: number): void
  softmaxRows(rows: number, n: number, x: number, y: number, logarithm: number): void
  oneHot(outer: number, classes: number, inner: number, index: number, y: number): void
  /** float64 to float32, whichever the element type. */
  toSingle(n: number, x: number, y: number): void
}

/** Where a product's sums start (assembly/tile.ts). */
export const START = { zero: 0, result: 1, rowBias: 2, columnBias: 3 } as const

/** Codes of assembly/elementwise.ts. */
export const UNARY = {
  neg: 0,
  exp: 1,
  log: 2,
  sigmoid: 3,
  tanh: 4,
  relu: 5,
  softplus: 6,
  square: 7,
  cube: 8,
  sqrt: 9,
  reciprocal: 10,
  abs: 11,
  erf: 12,
} as const
export const BINARY = {
  add: 0,
  sub: 1,
  mul: 2,
  div: 3,
  greater: 4,
  equal: 5,
  maximum: 6,
  minimum: 7,
  /** a·[b > 0] */
  mulPositive: 8,
  /** a·b(1 − b) */
  mulSigmoidSlope: 9,
  /** a·(1 − b²) */
  mulTanhSlope: 10,
} as const

/** The functions of one element type out of all that the module exports. */
export function functionsOf(exports: Record<string, unknown>, dtype: 'float64' | 'float32'): Functions {
  const ending = dtype === 'float64' ? '_f64' : '_f32'
  const own: Record<string, unknown> = { toSingle: exports.toSingle }
  for (const [name, value] of Object.entries(exports))
    if (name.endsWith(ending)) own[name.slice(0, -ending.length)] = value
  return own as unknown as Functions
}

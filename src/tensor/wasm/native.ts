/** @file What the module can do of one kernel call: known from shapes and attributes alone, before there are numbers or addresses. */
import type { DType, Ref, Shape } from '../types'
import type { Functions } from './exports'

export type Step = () => void

export interface Operand {
  readonly ref: Ref
  /** `float`: numbers of another dtype are converted first. `index`: int64, stored as float64. */
  readonly as: 'float' | 'index'
}

/** Addresses of one call. */
export interface Site {
  readonly operands: readonly number[]
  readonly results: readonly number[]
  /** Of `geometry`, when there is one. */
  readonly geometry: number
  readonly scratch: number
}

export interface Native {
  readonly operands: readonly Operand[]
  readonly results: readonly { readonly dtype: DType; readonly shape: Shape }[]
  /** Names of the results where there are several. */
  readonly names?: readonly string[]
  /** Roughly the multiplications (an exponential counts 20), to judge whether copying in and out is worth it. */
  readonly work: number
  /** Numbers of 32 bits that the function reads from memory. */
  readonly geometry?: readonly number[]
  readonly scratch?: (functions: Functions, geometry: number) => number
  /** The work with its addresses fixed. */
  readonly lower: (functions: Functions, site: Site) => Step
  /**
   * Where result i depends on operands i alone (or on an operand of one element): the work on `count` elements from
   * `first` on. Such calls may write over an operand of the same shape, and are worked out in blocks together.
   */
  readonly range?: (functions: Functions, site: Site) => (first: number, count: number) => void
}

export const floats = (...refs: readonly Ref[]): Operand[] => refs.map((ref) => ({ ref, as: 'float' }))

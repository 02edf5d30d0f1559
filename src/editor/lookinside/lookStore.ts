/** @file What is looked at in "Look inside": the view, the unit, the image, the moment of training. View state. */
import { createStore } from 'zustand/vanilla'
import type { LookTensor, PatchScan } from '../../runtime/protocol'

export type LookView = 'kernels' | 'maps' | 'unit' | 'saliency'
/** How kernels are painted: in colour, one channel grey or by sign, or the length over all channels. */
export type Paint = 'rgb' | 'grey' | 'signed' | 'length'

export interface LookUnitAt {
  readonly node: string
  readonly unit: number
}

export interface ScanState extends PatchScan {
  /** `unitKey` of whom it is of. */
  readonly of: string
  readonly end: number
  /** Of the run when the search began. */
  readonly revision: number
  readonly running: boolean
  readonly problem: string | null
}

export interface AscentState {
  readonly of: string
  readonly running: boolean
  readonly problem: string | null
  readonly picture: LookTensor | null
  readonly range: readonly [number, number]
  /** The unit's value by step; they grow in place. */
  readonly steps: number[]
  readonly values: number[]
  readonly length: number
}

export interface LookState {
  readonly view: LookView
  /** The convolution whose kernels are shown; null: the first. */
  readonly conv: string | null
  /** The chosen kernel, channel or neuron; null: the first of the first layer. */
  readonly unit: LookUnitAt | null
  readonly example: number
  /** Null: what suits the number of channels. */
  readonly paint: Paint | null
  /** The input channel that is shown, where it is one. */
  readonly channel: number
  /** The training step whose kernels are shown; null: as they are now. */
  readonly step: number | null
  /** Whose gradient is laid over the image. */
  readonly saliencyOf: 'loss' | 'unit'
  /** Images that a search looks through. */
  readonly depth: number
  /** Steps of gradient ascent, and the seed of the image that they start from. */
  readonly climbSteps: number
  readonly seed: number
  /** What was found for which unit; null before the first search. */
  readonly scan: ScanState | null
  readonly ascent: AscentState | null
}

const START: LookState = {
  view: 'kernels',
  conv: null,
  unit: null,
  example: 0,
  paint: null,
  channel: 0,
  step: null,
  saliencyOf: 'loss',
  depth: 500,
  climbSteps: 120,
  seed: 0,
  scan: null,
  ascent: null,
}

export const lookStore = createStore<LookState>(() => START)

/** Another document has other nodes; the view stays. */
export const forgetLook = (): void => lookStore.setState({ ...START, view: lookStore.getState().view })

export const unitKey = ({ node, unit }: LookUnitAt): string => `${node} ${unit}`

/** @file What each view of a convolution is given. */
import type { CheckedNode } from '../../check'
import type { ChosenCell } from '../inside/useCell'
import type { Forward } from './useForward'

export interface ConvView {
  readonly node: CheckedNode
  /** As it is written on its card. */
  readonly name: string
  readonly forward: Forward
  readonly chosen: ChosenCell
}

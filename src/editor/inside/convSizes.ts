/** @file The sizes of a convolution at work: of its tensors, and how its window moves. Pure. */
import type { CheckedNode } from '../../check'
import type { ConvSizes } from './convolution'

type Shape = readonly number[]

export function convSizes(node: CheckedNode, x: Shape, weight: Shape, y: Shape): ConvSizes {
  const attrs = node.attrs as unknown as Pick<ConvSizes, 'stride' | 'padding' | 'dilation' | 'groups'>
  const { stride, padding, dilation, groups } = attrs
  return { stride, padding, dilation, groups, x, weight, y }
}

/** "kernel 3 × 3 · stride 2 · padding 1 · dilation 1 · 2 groups: each kernel reads 2 of the channels". */
export function geometryWords(sizes: ConvSizes): string {
  const pair = (name: string, [a, b]: readonly [number, number]) => `${name} ${a === b ? a : `${a} × ${b}`}`
  const { stride, padding, dilation, weight } = sizes
  const parts = [
    `kernel ${weight[2]} × ${weight[3]}`,
    pair('stride', stride),
    pair('padding', padding),
    pair('dilation', dilation),
  ]
  return `${parts.join(' · ')} · ${readsWords(sizes)}`
}

/** What one kernel reads of the input. */
export function readsWords({ groups, weight }: ConvSizes): string {
  return groups === 1
    ? '1 group: every kernel reads all channels'
    : `${groups} groups: each kernel reads ${weight[1]} of the channels`
}

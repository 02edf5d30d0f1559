/** @file The sizes of a convolution at work: of its tensors, and how its window moves. Pure. */
import type { CheckedNode } from '../../check'
import type { ConvSizes } from './convolution'

type Shape = readonly number[]

export function convSizes(node: CheckedNode, x: Shape, weight: Shape, y: Shape): ConvSizes {
  const attrs = node.attrs as unknown as Pick<ConvSizes, 'stride' | 'padding' | 'dilation' | 'groups'>
  const { stride, padding, dilation, groups } = attrs
  return { stride, padding, dilation, groups, x, weight, y }
}

/** "stride 2, padding 1, 2 groups: kernel 3 reads channels 4 … 7". */
export function geometryWords({ stride, padding, dilation, groups, weight }: ConvSizes): string {
  const pair = (name: string, [a, b]: readonly [number, number]) => `${name} ${a === b ? a : `${a} × ${b}`}`
  const parts = [
    `kernel ${weight[2]} × ${weight[3]}`,
    pair('stride', stride),
    pair('padding', padding),
    pair('dilation', dilation),
  ]
  return `${parts.join(' · ')} · ${groups === 1 ? '1 group: every kernel reads all channels' : `${groups} groups: each kernel reads ${weight[1]} of the channels`}`
}

/** @file The operations as the palette lists them: by category. */
import type { Op, OpCategory } from '../../ops'

const CATEGORIES: Readonly<Record<OpCategory, string>> = {
  source: 'Sources',
  linear: 'Linear',
  activation: 'Activation',
  loss: 'Loss',
  convolution: 'Convolution',
  normalization: 'Normalization',
  recurrent: 'Recurrent',
  attention: 'Attention',
  arithmetic: 'Arithmetic',
  reduction: 'Reduction',
  shape: 'Shape',
}

/** What a beginner reaches for stands first in its group; everything else follows by name. */
const FIRST: readonly string[] = [
  ...['input', 'parameter', 'affine', 'matmul', 'sigmoid', 'tanh', 'relu', 'softmax'],
  ...['mse_loss', 'cross_entropy_loss', 'bce_with_logits_loss', 'conv2d', 'max_pool2d'],
  ...['layer_norm', 'batch_norm', 'add', 'sub', 'mul', 'div', 'sum', 'mean', 'flatten', 'reshape'],
]

export interface OpGroup {
  readonly category: OpCategory
  readonly title: string
  readonly ops: readonly Op[]
}

export function groupOps(all: Iterable<Op>): readonly OpGroup[] {
  const rank = (op: Op) => (FIRST.includes(op.id) ? FIRST.indexOf(op.id) : FIRST.length)
  const list = [...all].sort((a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id))
  return (Object.keys(CATEGORIES) as OpCategory[])
    .map((category) => ({ category, title: CATEGORIES[category], ops: list.filter((op) => op.category === category) }))
    .filter((group) => group.ops.length > 0)
}

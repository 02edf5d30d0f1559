/** @file Finding operations: by id, title, symbol and, with small typing mistakes, by what the summary says. */
import uFuzzy from '@leeoniya/ufuzzy'
import type { Op, OpCategory } from '../../ops'

const CATEGORIES: Readonly<Record<OpCategory, string>> = {
  source: 'Sources',
  linear: 'Linear',
  activation: 'Activation',
  loss: 'Loss',
  convolution: 'Convolution',
  arithmetic: 'Arithmetic',
  reduction: 'Reduction',
  shape: 'Shape',
}

/** What a beginner reaches for stands first in its group; everything else follows by name. */
const FIRST: readonly string[] = [
  'input',
  'parameter',
  'affine',
  'sigmoid',
  'mse_loss',
  'conv2d',
  'add',
  'sum',
  'flatten',
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

const fuzzy = new uFuzzy({
  unicode: true,
  interSplit: "[^\\p{L}\\p{N}']+",
  intraSplit: '\\p{Ll}\\p{Lu}',
  intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}',
  intraChars: "[\\p{L}\\p{N}']",
  intraContr: "'\\p{L}{1,2}\\b",
  intraMode: 1,
  intraIns: 1,
  intraSub: 1,
  intraTrn: 1,
  intraDel: 1,
})

/** Best first. An empty query finds everything, in the given order. */
export function searchOps(all: readonly Op[], query: string): readonly Op[] {
  const wish = query.trim().toLowerCase()
  if (!wish) return all
  const found = new Set<Op>()
  const tests: ((op: Op) => boolean)[] = [
    (op) => op.id === wish || op.symbol.toLowerCase() === wish,
    (op) => op.id.startsWith(wish),
    (op) => op.id.includes(wish.replaceAll(' ', '_')) || op.title.toLowerCase().includes(wish),
    (op) => op.symbol.toLowerCase().includes(wish),
  ]
  for (const test of tests) for (const op of all) if (test(op)) found.add(op)
  const haystack = all.map((op) => `${op.id.replaceAll('_', ' ')} ${op.title} ${op.category} ${op.summary}`)
  const [indices, info, order] = fuzzy.search(haystack, wish, 1)
  if (indices)
    for (const index of order ? order.map((i) => info.idx[i]!) : indices) {
      const op = all[index]
      if (op) found.add(op)
    }
  return [...found]
}

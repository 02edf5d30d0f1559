/** @file Finding operations: by id, title, symbol and, with small typing mistakes, by what the summary says. */
import uFuzzy from '@leeoniya/ufuzzy'
import type { Op } from '../../ops'

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

/** @file Many nodes in a row that each shrink (or grow) the gradient a little: one finding for all of them. */
import { nameOf } from '../check'
import { numberText } from '../tensor'
import { count } from './blameNumbers'
import type { Draft } from './blameScore'
import type { BlameScene, Step } from './blameWalk'

/** Fewer of one kind of op do not name the row. */
const SHORTEST = 3
/** Decades that a row loses or gains at least. */
const DECADES = 1.5
/** One node with more than this part of it is no row, but that node: so a row has three nodes at least. */
const ONE_OF_MANY = 0.4
/** One kind of op with this part of it is named alone. */
const MAINLY = 0.6

/** @param path from the objective to the target. */
export function judgeChain(scene: BlameScene, path: readonly Step[], direction: 'shrinking' | 'growing'): Draft | null {
  const sign = direction === 'growing' ? 1 : -1
  const gains = path.map(({ gain }) => (gain > 0 ? sign * Math.log10(gain) : 0))
  for (;;) {
    const { start, end, decades } = bestRun(gains)
    if (decades < DECADES) return null
    const parts = gains.slice(start, end)
    const most = Math.max(...parts)
    if (most <= ONE_OF_MANY * decades) return described(scene, path.slice(start, end), parts, direction)
    gains[start + parts.indexOf(most)] = 0
  }
}

/** The stretch with the largest sum (Kadane). */
function bestRun(gains: readonly number[]): { start: number; end: number; decades: number } {
  let best = { start: 0, end: 0, decades: 0 }
  let start = 0
  let decades = 0
  gains.forEach((gain, i) => {
    if (decades <= 0) {
      start = i
      decades = 0
    }
    decades += gain
    if (decades > best.decades) best = { start, end: i + 1, decades }
  })
  return best
}

function described(
  { document }: BlameScene,
  whole: readonly Step[],
  all: readonly number[],
  kind: 'shrinking' | 'growing',
): Draft {
  const sign = kind === 'growing' ? 1 : -1
  const [op, decades] = mainOp(whole, all)
  const group = whole.flatMap(({ node }, i) => (node.op.id === op ? i : []))
  const alone = decades >= MAINLY * sum(all) && group.length >= SHORTEST
  // A row of one kind of op begins and ends with it.
  const [start, end] = alone ? [group[0]!, group.at(-1)! + 1] : [0, whole.length]
  const [row, parts] = [whole.slice(start, end), all.slice(start, end)]
  const named = alone ? group.map((i) => i - start) : row.map((_, i) => i)
  const strongest = row[named.reduce((best, i) => (parts[i]! > parts[best]! ? i : best))]!
  const product = sum(named.map((i) => parts[i]!))
  const ends = [row[0]!, row.at(-1)!].map(({ node }) => nameOf(document, node.id))
  const rest = named.length < row.length ? ` (${numberText(10 ** (sign * sum(parts)))} with what lies between)` : ''
  return {
    kind,
    node: strongest.node.id,
    port: strongest.port,
    more: row.flatMap(({ edge }) => edge ?? []),
    factor: 10 ** (sign * sum(parts)),
    message: `${count(named.length, `${alone ? `${op} ` : ''}node`)} in a row, from ${ends[0]} back to ${ends[1]}, multiply the gradient by ${numberText(10 ** ((sign * product) / named.length))} each, by ${numberText(10 ** (sign * product))} in all${rest}.`,
    hint:
      kind === 'growing'
        ? 'Start from smaller weights, normalize between the layers, or clip the gradients.'
        : 'Use fewer layers, a residual connection around them, a normalization between them, or an activation with a larger slope.',
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, x) => total + x, 0)

/** The op whose nodes make the most of it, with their decades. */
function mainOp(row: readonly Step[], parts: readonly number[]): [op: string, decades: number] {
  const byOp = new Map<string, number>()
  row.forEach(({ node }, i) => byOp.set(node.op.id, (byOp.get(node.op.id) ?? 0) + parts[i]!))
  return [...byOp].sort((a, b) => b[1] - a[1])[0]!
}

/** @file How high each node stands: as straight as its neighbours allow, never closer than the gap. */
import type { LayeredGraph } from './layers'

const ROUNDS = 8
/** Nodes that nothing feeds go wherever the chain that they feed leaves room. */
const SOURCE_WEIGHT = 0.01
const STAND_IN_WEIGHT = 2

/**
 * Centres on the vertical axis by vertex. Rounds go to and fro; each puts a column as near as possible (least squares,
 * exactly, by pooling adjacent violators) to where its neighbours are.
 * @param heights by vertex, 0 for stand-ins
 */
export function placeVertically(graph: LayeredGraph, heights: readonly number[], gap: number): number[] {
  const { columns, next, last, real } = graph
  const y: number[] = graph.layer.map(() => 0)
  const weight = graph.layer.map((_, u) => (u >= real ? STAND_IN_WEIGHT : last[u]!.length ? 1 : SOURCE_WEIGHT))
  for (const column of columns) settle(column, () => 0)
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = columns.length - 2; i >= 0; i--) settle(columns[i]!, (u) => middle(u, next[u]!) ?? y[u]!)
    for (let i = 1; i < columns.length; i++) settle(columns[i]!, (u) => middle(u, last[u]!) ?? y[u]!)
  }
  return y

  /** The weighted median of the neighbours: a straight line beats the mean of a bend. */
  function middle(u: number, near: readonly number[]): number | undefined {
    if (near.length < 2) return near.length ? y[near[0]!]! : undefined
    const sorted = [...near].sort((a, b) => y[a]! - y[b]!)
    const pull = (v: number) => {
      if (u >= real && v >= real) return 8
      if (v >= real) return 0.25
      return last[v]!.length ? 1 : SOURCE_WEIGHT
    }
    const half = sorted.reduce((sum, v) => sum + pull(v), 0) / 2
    let sum = 0
    for (let i = 0; i < sorted.length; i++) {
      sum += pull(sorted[i]!)
      if (Math.abs(sum - half) < 1e-9) return (y[sorted[i]!]! + y[sorted[i + 1]!]!) / 2
      if (sum > half) return y[sorted[i]!]!
    }
    return y[sorted.at(-1)!]!
  }

  /** Pool adjacent violators: the least-squares positions with the column's order and distances kept. */
  function settle(column: readonly number[], wish: (u: number) => number): void {
    const offsets: number[] = []
    const blocks: { start: number; weight: number; mean: number }[] = []
    let offset = 0
    column.forEach((u, i) => {
      if (i > 0) {
        const above = column[i - 1]!
        offset += (heights[above]! + heights[u]!) / 2 + (above >= real || u >= real ? gap / 2 : gap)
      }
      offsets.push(offset)
      let block = { start: i, weight: weight[u]!, mean: wish(u) - offset }
      for (let before = blocks.at(-1); before && before.mean > block.mean; before = blocks.at(-1)) {
        blocks.pop()
        const sum = before.weight + block.weight
        block = {
          start: before.start,
          weight: sum,
          mean: (before.mean * before.weight + block.mean * block.weight) / sum,
        }
      }
      blocks.push(block)
    })
    blocks.forEach(({ start, mean }, b) => {
      const end = blocks[b + 1]?.start ?? column.length
      for (let i = start; i < end; i++) y[column[i]!] = mean + offsets[i]!
    })
  }
}

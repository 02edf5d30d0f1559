/** @file The order within each column: barycentre sweeps that untangle crossing edges. */
import type { LayeredGraph } from './layers'

const SWEEPS = 12

/** Reorders `graph.columns` in place; of all sweeps the one with the fewest crossings stays. */
export function orderColumns(graph: LayeredGraph): void {
  const { columns, next, last } = graph
  const place: number[] = graph.layer.map(() => 0)
  const note = (column: readonly number[]) => column.forEach((u, i) => (place[u] = i))
  seed(graph)
  columns.forEach(note)
  let best = columns.map((column) => [...column])
  let fewest = crossings(graph, place)
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const forward = sweep % 2 === 0
    const neighbours = forward ? last : next
    for (let i = 1; i < columns.length; i++) {
      const column = columns[forward ? i : columns.length - 1 - i]!
      const wish = new Map<number, number>()
      for (const u of column) {
        const near = neighbours[u]!
        wish.set(u, near.length ? near.reduce((sum, v) => sum + place[v]!, 0) / near.length : place[u]!)
      }
      column.sort((a, b) => wish.get(a)! - wish.get(b)! || place[a]! - place[b]!)
      note(column)
    }
    const count = crossings(graph, place)
    if (count < fewest) {
      fewest = count
      best = columns.map((column) => [...column])
    }
  }
  best.forEach((column, i) => (columns[i] = column))
}

/** A first order: depth first from the left, so that what hangs together starts out together. */
function seed({ columns, layer, next, last }: LayeredGraph): void {
  const seen = new Set<number>()
  const fresh: number[][] = columns.map(() => [])
  for (const column of columns)
    for (const root of column) {
      const stack = [root]
      for (let u = stack.pop(); u !== undefined; u = stack.pop()) {
        if (seen.has(u)) continue
        seen.add(u)
        fresh[layer[u]!]!.push(u)
        // Pushed in reverse, so that the first consumer is looked at first; what else feeds it comes along.
        for (const v of [...last[u]!].reverse()) stack.push(v)
        for (const v of [...next[u]!].reverse()) stack.push(v)
      }
    }
  fresh.forEach((column, i) => (columns[i] = column))
}

/** Crossing edges between neighbouring columns, counted with a Fenwick tree in O(E log V). */
function crossings({ columns, next }: LayeredGraph, place: readonly number[]): number {
  let total = 0
  for (let i = 0; i + 1 < columns.length; i++) {
    const size = columns[i + 1]!.length
    const tree = new Int32Array(size + 1)
    let inserted = 0
    for (const u of columns[i]!) {
      const ends = next[u]!.map((v) => place[v]!)
      for (const end of ends) {
        let before = 0
        for (let k = end + 1; k > 0; k -= k & -k) before += tree[k]!
        total += inserted - before
      }
      for (const end of ends) for (let k = end + 1; k <= size; k += k & -k) tree[k]!++
      inserted += ends.length
    }
  }
  return total
}

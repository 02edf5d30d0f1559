/** @file Which column each node stands in, and the stand-ins that carry long edges through the columns between. */

/** One connected piece of the graph. Vertices are numbers; those from `real` on are stand-ins without size. */
export interface LayeredGraph {
  readonly real: number
  /** Column by vertex. */
  readonly layer: readonly number[]
  /** Vertices of each column, in the order in which they are drawn from top to bottom. */
  readonly columns: number[][]
  /** Neighbours in the next and in the last column. */
  readonly next: readonly (readonly number[])[]
  readonly last: readonly (readonly number[])[]
}

/**
 * Longest-path layering: each node stands right of all that feed it; nodes that nothing feeds are pulled
 * right next to their first consumer (a target beside its loss, not at the far left).
 * @param succ consumers of each vertex; vertices are numbered in topological order
 */
export function assignLayers(succ: readonly (readonly number[])[]): number[] {
  const layer = succ.map(() => 0)
  const fed = new Set<number>()
  succ.forEach((targets, u) => {
    for (const v of targets) {
      fed.add(v)
      layer[v] = Math.max(layer[v]!, layer[u]! + 1)
    }
  })
  succ.forEach((targets, u) => {
    if (!fed.has(u) && targets.length) layer[u] = Math.min(...targets.map((v) => layer[v]!)) - 1
  })
  return layer
}

/** Cuts long edges into steps of one column. Edges from one vertex share their stand-ins, so a fan stays one line. */
export function withStandIns(succ: readonly (readonly number[])[], layers: readonly number[]): LayeredGraph {
  const layer = [...layers]
  const next: number[][] = succ.map(() => [])
  const link = (u: number, v: number) => next[u]!.push(v)
  succ.forEach((targets, u) => {
    const chain: number[] = [u]
    for (const v of targets) {
      const steps = layers[v]! - layers[u]! - 1
      while (chain.length <= steps) {
        const standIn = next.length
        next.push([])
        layer.push(layers[u]! + chain.length)
        link(chain.at(-1)!, standIn)
        chain.push(standIn)
      }
      link(chain[steps]!, v)
    }
  })
  const last: number[][] = next.map(() => [])
  next.forEach((targets, u) => {
    for (const v of targets) last[v]!.push(u)
  })
  const columns: number[][] = Array.from({ length: layer.reduce((most, l) => Math.max(most, l), 0) + 1 }, () => [])
  layer.forEach((l, u) => columns[l]!.push(u))
  return { real: succ.length, layer, columns, next, last }
}

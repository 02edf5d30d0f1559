/**
 * @file The matrix of the gradient as rows to draw: one a product of the chain rule, one cell a factor, from the loss to
 * the parameter. A factor that the reverse pass has made stays coloured where it stands first; wherever it stands again
 * it is taken from the cache.
 */
import type { CostReport, ParameterChains, TraceEvent } from '../../runtime/protocol'

interface MatrixCell {
  /** Number of the factor; equal factors have equal numbers. By tensors or by scalars, as the row. */
  readonly factor: number
  /** Whether it stands here for the first time, from the top. */
  readonly first: boolean
}

export interface MatrixRow {
  readonly key: string
  /** "node.port" of the parameter. */
  readonly parameter: string
  readonly shape: readonly number[]
  /** Flat, row-major; null: the whole tensor. */
  readonly element: number | null
  /** Further terms of the same sum stand below its first. */
  readonly term: number
  readonly level: 'tensor' | 'scalar'
  readonly cells: readonly MatrixCell[]
  /** Of a scalar row. */
  readonly product: number | null
  /** The scalar product that this row is, counted from 0 in the order in which the naive way makes them. */
  readonly index: number | null
  /** For a tensor that can be shown by its numbers: how many rows that are. */
  readonly inside: number
  /** Chains that are not listed, after the last that is. */
  readonly unlisted: bigint
}

/** Where the reverse pass stands: which factors it has made, and which one it is making. */
export interface Made {
  readonly tensor: (factor: number) => 'ahead' | 'now' | 'made'
  readonly scalar: (factor: number) => 'ahead' | 'now' | 'made'
  /** The naive way's own place, in the race. */
  readonly naive: { readonly row: number; readonly factors: number } | null
}

/** @param open parameters that are shown by their numbers */
export function matrixRows({ chains, scalar }: CostReport, open: ReadonlySet<string>): MatrixRow[] {
  const products = new Map<string, number[]>()
  scalar?.rows.forEach(({ parameter }, i) => {
    const list = products.get(parameter.tensor)
    if (list) list.push(i)
    else products.set(parameter.tensor, [i])
  })
  const rows: Omit<MatrixRow, 'cells'>[] = []
  const factorsOf: (readonly number[])[] = []
  const add = (row: Omit<MatrixRow, 'cells'>, factors: readonly number[]) => {
    rows.push(row)
    factorsOf.push(factors)
  }
  const addScalar = ({ key: parameter, shape }: ParameterChains, i: number, term: number, element: number | null) => {
    const { edges, product } = scalar!.rows[i]!
    const common = { level: 'scalar', inside: 0, unlisted: 0n } as const
    add({ key: `${parameter} ${i}`, parameter, shape, element, term, product, index: i, ...common }, edges)
  }
  for (const tensor of chains.parameters) {
    const { key: parameter, shape, chains: listed, total } = tensor
    const own = products.get(parameter) ?? []
    // A single number with all its products: nothing is gained by a row for the tensor.
    if (own.length && shape.every((size) => size === 1) && own.length === listed.length) {
      own.forEach((i, term) => addScalar(tensor, i, term, null))
      continue
    }
    listed.forEach((chain, term) =>
      add(
        {
          key: `${parameter} chain ${term}`,
          parameter,
          shape,
          element: null,
          term,
          level: 'tensor',
          product: null,
          index: null,
          inside: term === 0 ? own.length : 0,
          unlisted: term === listed.length - 1 ? total - BigInt(listed.length) : 0n,
        },
        chain,
      ),
    )
    if (!open.has(parameter)) continue
    let term = 0
    own.forEach((i, n) => {
      const { element } = scalar!.rows[i]!.parameter
      term = n > 0 && scalar!.rows[own[n - 1]!]!.parameter.element === element ? term + 1 : 0
      addScalar(tensor, i, term, element)
    })
  }
  const seen = { tensor: new Set<number>(), scalar: new Set<number>() }
  return rows.map((row, i) => ({
    ...row,
    cells: factorsOf[i]!.map((factor) => {
      const first = !seen[row.level].has(factor)
      seen[row.level].add(factor)
      return { factor, first }
    }),
  }))
}

/** A hue for each factor, far from those of its neighbours. Degrees. */
export const hueOf = (factor: number) => Math.round((40 + factor * 137.508) % 360)

/** For each factor, by its op's input: the event of the trace after which it is made; −1 where the trace has none. */
export function eventsOfFactors(
  trace: readonly TraceEvent[],
  factors: readonly { readonly node: string; readonly port: string }[],
): Int32Array {
  const at = new Map<string, number>()
  for (const { kind, node, port, index } of trace) {
    if (kind !== 'edge-delta' && kind !== 'parameter-gradient') continue
    at.set(`${node}.${port}`, index)
    // The inside of a composite is gone through when its first input gets its delta.
    if (!at.has(`${node}/`)) at.set(`${node}/`, index)
  }
  return Int32Array.from(factors, ({ node, port }) => {
    const slash = node.indexOf('/')
    return at.get(slash < 0 ? `${node}.${port}` : node.slice(0, slash + 1)) ?? -1
  })
}

/** Of the page's element. */
export const cellId = (row: number, column: number) => `gw-matrix-${row}-${column}`

/** @file Two passes beside each other, edge by edge and parameter by parameter: how far their numbers are apart. */
import type { GraphDocument } from '../graph'
import type { Tensor } from '../tensor'
import { numbersOf } from './recordedNumbers'
import type { Run } from './types'

/** One tensor in both runs. Numbers are the element of a tensor with one, else the norm; null: not there in that run. */
export interface Difference {
  readonly a: number | null
  readonly b: number | null
  /**
   * ‖A − B‖ / max(‖A‖, ‖B‖): 0 where they are equal, 1 where one is 0, 2 where they are opposite. Infinity where only one
   * is finite or exists; null where the shapes differ, so that no element of one is an element of the other.
   */
  readonly relative: number | null
}

export interface ComparedRow {
  readonly kind: 'edge' | 'parameter'
  /** Edge id, or "node.port" of the parameter. */
  readonly id: string
  readonly value: Difference
  /** Edge delta, or ∂L/∂parameter. */
  readonly gradient: Difference
}

/** What of a run is compared. */
export interface ComparedRun {
  readonly document: Pick<GraphDocument, 'edges'>
  readonly run: Pick<Run, 'values' | 'edges' | 'gradients'>
}

/** Every edge and every parameter of either run; the largest difference of gradients first, then of values. */
export function compareRuns(a: ComparedRun, b: ComparedRun): ComparedRow[] {
  const valueOn = ({ document, run }: ComparedRun, id: string) => {
    const from = document.edges[id]?.from
    return from && run.values.get(`${from.node}.${from.port}`)
  }
  const edges = new Set([...Object.keys(a.document.edges), ...Object.keys(b.document.edges)])
  const parameters = new Set([...a.run.gradients.keys(), ...b.run.gradients.keys()])
  const rows: ComparedRow[] = [
    ...[...edges].map((id) => ({
      kind: 'edge' as const,
      id,
      value: difference(valueOn(a, id), valueOn(b, id)),
      gradient: difference(a.run.edges.get(id), b.run.edges.get(id)),
    })),
    ...[...parameters].map((id) => ({
      kind: 'parameter' as const,
      id,
      value: difference(a.run.values.get(id), b.run.values.get(id)),
      gradient: difference(a.run.gradients.get(id), b.run.gradients.get(id)),
    })),
  ]
  const rank = ({ relative }: Difference) => relative ?? -1
  return rows.sort((p, q) => rank(q.gradient) - rank(p.gradient) || rank(q.value) - rank(p.value))
}

function difference(a: Tensor | undefined, b: Tensor | undefined): Difference {
  const shown = { a: a ? numbersOf(a).shown : null, b: b ? numbersOf(b).shown : null }
  if (!a || !b) return { ...shown, relative: a || b ? Infinity : 0 }
  if (a.shape.join() !== b.shape.join()) return { ...shown, relative: null }
  let apart = 0
  let [sizeA, sizeB] = [0, 0]
  for (let i = 0; i < a.data.length; i++) {
    const [x, y] = [a.data[i]!, b.data[i]!]
    // The same NaN or infinity in both is no difference; any other is more than every finite one.
    if (Object.is(x, y)) {
      if (Number.isFinite(x)) [sizeA, sizeB] = [sizeA + x * x, sizeB + y * y]
      continue
    }
    if (!Number.isFinite(x) || !Number.isFinite(y)) return { ...shown, relative: Infinity }
    apart += (x - y) ** 2
    sizeA += x * x
    sizeB += y * y
  }
  return { ...shown, relative: apart === 0 ? 0 : Math.sqrt(apart / Math.max(sizeA, sizeB)) }
}

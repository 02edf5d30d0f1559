/** @file A fingerprint of what a graph computes, so that answers are never scored against other numbers. */
import { compareIds, type GraphDocument } from '../graph'
import { hashSeed } from '../tensor'

/**
 * 64 bits as 16 hexadecimal digits (two lanes of FNV-1a) over all that decides the numbers and what is asked for; names,
 * places and words do not count. It finds changes, not forgers.
 */
export function graphHash(document: GraphDocument): string {
  const { nodes, edges, tensors, objective, data, training, exercise } = document
  const text = JSON.stringify(
    sorted([
      Object.fromEntries(Object.entries(nodes).map(([id, { op, attrs = {} }]) => [id, { op, attrs }])),
      edges,
      tensors,
      objective ?? null,
      data ?? null,
      training?.seed ?? 0,
      exercise?.hidden ?? [],
      exercise?.tolerance ?? null,
    ]),
  )
  return [0, 0x9e3779b9].map((seed) => hashSeed(seed, text).toString(16).padStart(8, '0')).join('')
}

/** The same value with the keys of every object in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const record = value as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    Object.keys(record)
      .sort(compareIds)
      .map((key) => [key, sorted(record[key])]),
  )
}

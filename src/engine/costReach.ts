/** @file Which scalars matter for training: they depend on a parameter, or reach the objective. */
import { numel } from '../tensor'
import type { Link } from './costBuilder'
import type { Links } from './costLinks'
import { covers, pull, push } from './costPattern'

/** 0 or 1 for each element of a tensor; null when it is 1 for all, so that whole tensors cost nothing. */
export type Mask = Float64Array | null

/** Tensors that are not there have no such element. */
export type Masks = ReadonlyMap<string, Mask>

/** Elements that are a parameter, or depend on one. */
export function dependingOnParameters({ links, parameters, shapeOf }: Links): Masks {
  const masks = new Map<string, Mask>(parameters.map(({ key }) => [key, null]))
  for (const link of links) {
    const mask = masks.get(link.from)
    if (mask === undefined) continue
    add(masks, link.to, through(link, mask, shapeOf, 'outputs'))
  }
  return masks
}

/** Elements from which a path leads to the objective. */
export function reachingObjective({ links, objective, shapeOf }: Links): Masks {
  const masks = new Map<string, Mask>([[objective, null]])
  const heads = new Set(links.map(({ to }) => to))
  for (const link of [...links].reverse()) {
    const mask = masks.get(link.to)
    // Only heads of edges are asked for: parameters, which may be large, need no mask.
    if (mask === undefined || !heads.has(link.from)) continue
    add(masks, link.from, through(link, mask, shapeOf, 'inputs'))
  }
  return masks
}

const ones = (size: number) => new Float64Array(size).fill(1)

function through({ from, to, pattern }: Link, mask: Mask, shapeOf: Links['shapeOf'], side: 'inputs' | 'outputs'): Mask {
  if (mask === null && covers(pattern, side)) return null
  const given = mask ?? ones(numel(shapeOf(side === 'inputs' ? to : from)))
  return (side === 'inputs' ? pull(pattern, given) : push(pattern, given)).map((n) => (n > 0 ? 1 : 0))
}

function add(masks: Map<string, Mask>, key: string, mask: Mask): void {
  const known = masks.get(key)
  if (known === null) return
  masks.set(key, known && mask ? known.map((one, i) => one || mask[i]!) : mask)
}

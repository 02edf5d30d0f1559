/**
 * @file The receptive field of one number: which elements of the graph's inputs can reach it, through all layers, by the
 * ops' structure (`ops/dependence.ts`). Max pooling counts its whole window and not only the element that won this time.
 */
import { isConcrete, type CheckResult } from '../check'
import { ops, SOURCE_OPS, type Pattern } from '../ops'
import type { Shape } from '../tensor'
import { LinkBuilder, workOf, type Link } from './costBuilder'
import type { NodeRecord } from './evaluate'
import { neededBy } from './lookField'
import { pullSparse } from './receptivePull'

/** What of one tensor is in the field. */
export interface Field {
  readonly node: string
  readonly port: string
  readonly shape: Shape
  /** For each element of the tensor, over how many ways it reaches the number: 0 outside of the field. */
  readonly paths: Float64Array
}

/** Links from the graph's inputs to one tensor, so that many fields can be asked for. */
export interface FieldLinks {
  readonly key: string
  readonly shape: Shape
  /** From the tensor back to the inputs. */
  readonly links: readonly Link[]
  readonly patterns: readonly Pattern[]
  readonly shapeOf: (key: string) => Shape
}

/**
 * @param recordOf what a node left behind in the last pass; asked for only where an op chooses by its numbers.
 * @returns null when a size on the way is not known, or such a node has not run.
 */
export function fieldLinks(
  { order, shapes }: CheckResult,
  key: string,
  recordOf: (node: string) => NodeRecord | undefined,
): FieldLinks | null {
  const builder = new LinkBuilder((wanted) => concrete(shapes, wanted))
  const [node] = key.split('.') as [string]
  try {
    for (const each of neededBy(order, [node]))
      if (!SOURCE_OPS.has(each.op.id)) builder.add(workOf(each, () => known(recordOf(each.id))))
    const target = builder.keyOf(key)
    const links = leadingTo(target, builder.links)
    const patterns = links.map((link) => windowOf(link, builder.shapeOf))
    // Said now, and not when the first field is asked for: that a node which chooses by its numbers has not run.
    for (const { factors } of patterns) for (const factor of factors) if (factor.kind === 'chosen') factor.from()
    return {
      key: target,
      shape: builder.shapeOf(target),
      links,
      patterns,
      shapeOf: builder.shapeOf,
    }
  } catch (thrown) {
    if (thrown instanceof UnknownSize) return null
    throw thrown
  }
}

/**
 * The field of one element in every tensor on the way, from the nearest to the inputs. Parameters are left out: they are
 * no part of what is seen.
 * @param element flat row-major index.
 */
export function receptiveField({ key, shape, links, patterns, shapeOf }: FieldLinks, element: number): Field[] {
  const start = new Float64Array(shape.reduce((product, size) => product * size, 1))
  start[element] = 1
  const paths = new Map<string, Float64Array>([[key, start]])
  links.forEach(({ from, to }, i) => {
    const reached = pullSparse(patterns[i]!, paths.get(to)!)
    const before = paths.get(from)
    if (before) for (let j = 0; j < reached.length; j++) reached[j]! += before[j]!
    paths.set(from, reached)
  })
  return [...paths].map(([name, found]) => {
    const [node, port] = name.split('.') as [string, string]
    return { node, port, shape: shapeOf(name), paths: found }
  })
}

/** Links on the way to the target, heads first: a tensor is complete before it is read. Trainable ports are left out. */
function leadingTo(target: string, all: readonly Link[]): Link[] {
  const wanted = new Set([target])
  const found: Link[] = []
  for (const link of all.toReversed()) {
    if (!wanted.has(link.to) || link.work.op.inputs[link.port]!.parameter) continue
    wanted.add(link.from)
    found.push(link)
  }
  return found
}

/** The winners of a max pool are of one pass; what it looks at is the window, as that of an average. */
function windowOf({ work, port, output, from, to, pattern }: Link, shapeOf: (key: string) => Shape): Pattern {
  if (!work.op.id.startsWith('max_pool')) return pattern
  const average = ops.get('avg_pool2d')!.dependence!.x!
  return average({ [port]: shapeOf(from), [output]: shapeOf(to) }, work.attrs, () => [])
}

class UnknownSize extends Error {}

function concrete(shapes: CheckResult['shapes'], key: string): Shape {
  const shape = shapes[key]
  if (shape && isConcrete(shape)) return shape
  throw new UnknownSize(key)
}

/** @throws when the node did not run. */
function known(record: NodeRecord | undefined): NodeRecord {
  if (!record) throw new UnknownSize('record')
  return record
}

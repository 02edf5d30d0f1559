/** @file The parts of multi-head attention: rules for its shapes, and the projection into heads. */
import { shapeText, type Dim, type SymbolicShape } from '../tensor'
import affine from './affine.op'
import { ShapeProblem, type ShapesByPort } from './defineOp'
import type { InsideBuilder, Source } from './inside'
import reshape from './reshape.op'
import { compatible, compatibleShapes } from './rules'
import slice from './slice.op'
import transpose from './transpose.op'

const MEANING = { query: '[N, length, features]', key: '[N, sources, features]', value: '[N, sources, features]' }
export const PARTS = ['query', 'key', 'value'] as const

export const times = (count: number, size: Dim): Dim => (typeof size === 'number' ? count * size : '?')

/** Features of every position. @throws ShapeProblem when query has no such axis. */
export function features({ query }: ShapesByPort): Dim {
  if (query!.length === 3) return query![2]!
  throw new ShapeProblem(
    'query',
    `{node} needs query ${MEANING.query} with 3 axes, but {from:query} gives ${query!.length} (${shapeText(query!)}).`,
    'Reshape {from:query} to 3 axes: examples, positions, features.',
  )
}

type Ports = Readonly<Record<string, SymbolicShape | undefined>>

/** @throws ShapeProblem in words. */
export function checkInputs(shapes: Ports, heads: number): void {
  const { query, key, value } = shapes as { query: SymbolicShape; key: SymbolicShape; value: SymbolicShape }
  const size = features({ query })
  for (const [port, shape] of Object.entries({ key, value }))
    if (shape.length !== 3 || !compatible(shape[0]!, query[0]!) || !compatible(shape[2]!, size))
      throw new ShapeProblem(
        port,
        `{node} needs ${port} ${MEANING[port as 'key']} with the examples and features of {from:query} (${shapeText(query)}), but {from:${port}} gives ${shapeText(shape)}.`,
        `Give {from:${port}} the shape ${shapeText([query[0]!, 'sources', size])}.`,
      )
  if (!compatible(key[1]!, value[1]!))
    throw new ShapeProblem(
      'value',
      `{node} needs one value for each key, but {from:key} has ${key[1]} positions (${shapeText(key)}) and {from:value} has ${value[1]} (${shapeText(value)}).`,
      'Wire key and value from tensors with the same number of positions.',
    )
  if (typeof size === 'number' && size % heads !== 0)
    throw new ShapeProblem(
      'query',
      `{node} has ${heads} heads, but {from:query} gives ${size} features (${shapeText(query)}), which do not divide evenly.`,
      `Set num_heads to a divisor of ${size}.`,
    )
}

/** @throws ShapeProblem when a weight or bias has another shape than the features ask for. */
export function checkWeights(shapes: Ports, size: Dim): void {
  const wanted: Record<string, Dim[]> = {
    in_proj_weight: [times(3, size), size],
    in_proj_bias: [times(3, size)],
    out_proj_weight: [size, size],
    out_proj_bias: [size],
  }
  for (const [port, shape] of Object.entries(wanted)) {
    const given = shapes[port]
    if (given && !compatibleShapes(given, shape))
      throw new ShapeProblem(
        port,
        `{node} needs ${port} of shape ${shapeText(shape)} for ${size} features (query is ${shapeText(shapes.query!)}), but {from:${port}} gives ${shapeText(given)}.`,
        `Give {from:${port}} the shape ${shapeText(shape)}${port.endsWith('bias') ? ', or set bias to false' : ''}.`,
      )
  }
}

/** [N, positions, …]: one of the first two sizes may be left open. @throws ShapeProblem while neither is known. */
export function rows([examples, positions]: SymbolicShape, port: string): [number, number] {
  if (typeof positions === 'number') return [-1, positions]
  if (typeof examples === 'number') return [examples, -1]
  throw new ShapeProblem(
    port,
    `{node} needs to know how many positions {from:${port}} has.`,
    `Give {from:${port}} numbers, or write its sizes as numbers.`,
  )
}

/** The part of a projection that one of query, key and value goes through, split into heads: [N, heads, positions, size / heads]. */
export function project(
  build: InsideBuilder,
  name: (typeof PARTS)[number],
  { x, weight, bias }: { x: Source; weight: Source; bias: Source | undefined },
  [shape, size, heads]: [shape: SymbolicShape, size: number, heads: number],
): Source {
  const start = PARTS.indexOf(name) * size
  const part = (of: Source, what: string) =>
    build.op(`${name}_${what}`, slice, { x: of }, { ranges: [[0, start, start + size, 1]] })
  const inputs = { x, weight: part(weight, 'weight'), bias: bias && part(bias, 'bias') }
  const projected = build.op(`${name}_projected`, affine, inputs, { bias: bias !== undefined })
  const split = { shape: [...rows(shape, name), heads, size / heads] }
  const apart = build.op(`${name}_split`, reshape, { x: projected }, split)
  return build.op(`${name}_heads`, transpose, { x: apart }, { dim0: 1, dim1: 2 })
}

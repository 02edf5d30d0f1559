/** @file Shape arithmetic with sizes that may be symbols, and the sentences that several shape rules share. */
import { broadcastShapes, normalizeDim, shapeText, type Dim, type Shape, type SymbolicShape } from '../tensor'
import { ShapeProblem, type Derivative, type Description } from './defineOp'

/** Whether two sizes may be the same: equal, or one of them not known yet. */
export function compatible(a: Dim, b: Dim): boolean {
  return typeof a === 'string' || typeof b === 'string' || a === b
}

export function compatibleShapes(a: SymbolicShape, b: SymbolicShape): boolean {
  return a.length === b.length && a.every((size, axis) => compatible(size, b[axis]!))
}

/** Two descriptions of one shape in one: what either of them knows. */
export function mergeShapes(a: SymbolicShape, b: SymbolicShape): SymbolicShape {
  return a.map((size, axis) => (typeof size === 'number' ? size : typeof b[axis] === 'number' ? b[axis] : size))
}

/** The product of sizes; a symbol survives only beside ones, else the result is "?". */
export function productOf(sizes: SymbolicShape): Dim {
  let known = 1
  let symbol: string | null = null
  for (const size of sizes) {
    if (typeof size === 'number') known *= size
    else symbol = symbol === null ? size : '?'
  }
  if (symbol === null || known === 0) return known
  return known === 1 ? symbol : '?'
}

export function knownNumel(shape: SymbolicShape | undefined): number | null {
  const size = shape ? productOf(shape) : '?'
  return typeof size === 'number' ? size : null
}

/** @throws ShapeProblem when `dim` is no axis of x, the tensor at `port`. */
export function axisOf(dim: number, x: SymbolicShape, attribute = 'dim', port = 'x'): number {
  const axis = normalizeDim(dim, x.length)
  if (axis !== null) return axis
  const axes = Math.max(x.length, 1)
  throw new ShapeProblem(
    port,
    `{node} has ${attribute} ${dim}, but {from:${port}} has only ${axes} ${axes === 1 ? 'axis' : 'axes'} (${shapeText(x)}).`,
    `Set ${attribute} of {node} to a number from ${-axes} to ${axes - 1}.`,
    'attribute',
  )
}

/** Non-negative axes for the attribute `dim` of a reduction; null and [] stand for all, and a scalar has none. */
export function reducedAxes(dim: readonly number[] | null, rank: number): number[] {
  const all = Array.from({ length: rank }, (_, axis) => axis)
  if (dim === null || dim.length === 0) return all
  const chosen = dim.map((entry) => normalizeDim(entry, rank))
  return all.filter((axis) => chosen.includes(axis))
}

/** The shape left by a reduction. @throws ShapeProblem when an axis does not exist or is named twice. */
export function reducedShape(x: SymbolicShape, dim: readonly number[] | null, keepdim: boolean): SymbolicShape {
  const seen = new Set<number>()
  for (const entry of dim ?? []) {
    const axis = axisOf(entry, x)
    if (seen.has(axis))
      throw new ShapeProblem(
        'x',
        `{node} has dim [${dim!.join(', ')}], which names axis ${axis} of {from:x} (${shapeText(x)}) twice.`,
        'Name each axis once.',
        'attribute',
      )
    seen.add(axis)
  }
  return keepReduced(x, dim, keepdim)
}

/** The same, for shapes known to be good. */
export function keepReduced<D extends Dim>(
  x: readonly D[],
  dim: readonly number[] | null,
  keepdim: boolean,
): (D | 1)[] {
  const axes = reducedAxes(dim, x.length)
  return x.flatMap<D | 1>((size, axis) => (axes.includes(axis) ? (keepdim ? [1 as const] : []) : [size]))
}

/** How many elements of x go into one result of a reduction. */
export function reducedCount(x: Shape, dim: readonly number[] | null): number {
  return reducedAxes(dim, x.length).reduce((n, axis) => n * x[axis]!, 1)
}

/** The result of a broadcasting op. @throws ShapeProblem when the two do not fit. */
export function broadcastRule(a: SymbolicShape, b: SymbolicShape): SymbolicShape {
  const shape = broadcastShapes<Dim>(a, b)
  if (shape) return shape
  const rank = Math.max(a.length, b.length)
  let fromEnd = 1
  while (compatible(a.at(-fromEnd) ?? 1, b.at(-fromEnd) ?? 1) || a.at(-fromEnd) === 1 || b.at(-fromEnd) === 1) fromEnd++
  throw new ShapeProblem(
    'b',
    `{node} cannot combine {from:a} (${shapeText(a)}) and {from:b} (${shapeText(b)}): ` +
      `their sizes ${a.at(-fromEnd)} and ${b.at(-fromEnd)} on ${fromEnd === 1 ? 'the last axis' : `axis ${rank - fromEnd}`} differ, and neither is 1.`,
    `Make {from:b} ${shapeText(a)}, or reshape one of them so that sizes are equal or 1, compared from the last axis.`,
  )
}

/** Says for a broadcasting op which inputs were repeated to fit: their errors are added up. */
export function describeBroadcast(
  derivative: Readonly<Record<string, Derivative>>,
  shapes: Readonly<Record<string, SymbolicShape | undefined>>,
): Description {
  const out = knownNumel(shapes.y)
  const repeated = Object.entries(derivative).filter(([port]) => {
    const own = knownNumel(shapes[port])
    return own !== null && out !== null && own < out
  })
  return {
    derivative: Object.fromEntries(
      repeated.map(([port, { formula, local, words }]) => [
        port,
        {
          formula: `\\textstyle\\sum\\,\\left(${formula}\\right)`,
          ...(local === undefined ? {} : { local }),
          words: `${words} {${port}} was repeated to fit, so the errors of all its copies are added up.`,
        },
      ]),
    ),
  }
}

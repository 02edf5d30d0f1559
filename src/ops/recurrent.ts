/** @file What the recurrent cells share: ports, attributes, and the rule for their shapes. */
import { z } from 'zod'
import { shapeText, type Dim, type SymbolicShape } from '../tensor'
import affine from './affine.op'
import { ShapeProblem, type ShapesByPort } from './defineOp'
import { all, product, same, type DependenceRule } from './dependence'
import type { InsideBuilder, Source } from './inside'
import { compatible } from './rules'
import slice from './slice.op'

export const cellAttrs = {
  hidden_size: z.int().min(1).max(65536).optional().describe('How many numbers the cell remembers from step to step.'),
  bias: z.boolean().default(true).describe('Whether learned numbers are added to what the gates see.'),
}

export interface CellAttrs {
  readonly hidden_size?: number | undefined
  readonly bias: boolean
}

type CellShapes = Readonly<Record<string, SymbolicShape | undefined>>

/** The size of the state: what the attribute says, or what is wired. @throws ShapeProblem when neither says it. */
function hiddenSize({ h, c, w_hh }: CellShapes, { hidden_size }: CellAttrs): Dim {
  const size = hidden_size ?? h?.[1] ?? c?.[1] ?? w_hh?.[1]
  if (size !== undefined) return size
  throw new ShapeProblem(
    'w_ih',
    '{node} does not know how much it remembers.',
    'Set hidden_size, or wire a state to h.',
    'missing-attribute',
  )
}

const times = (gates: number, size: Dim): Dim => (typeof size === 'number' ? gates * size : gates === 1 ? size : '?')

const inputSize = ({ x }: CellShapes): Dim => {
  if (x!.length === 2) return x![1]!
  throw new ShapeProblem(
    'x',
    `{node} takes one step of each example, x [N, features] with 2 axes, but {from:x} gives ${x!.length} (${shapeText(x!)}).`,
    x!.length === 3
      ? 'Take one step with a slice and a squeeze, and use one cell for each step.'
      : 'Reshape {from:x} to [-1, features].',
  )
}

/** All weights start as U(±1/√hidden_size), as in PyTorch. */
const fanIn = (shapes: ShapesByPort, attrs: CellAttrs) => hiddenSize(shapes, attrs)

/** Ports of the weights of a cell with this many gates, one below the other. @param order in words: "r, z, n". */
export function weightPorts(gates: number, order: string) {
  const rows = gates === 1 ? 'hidden_size' : `${gates} · hidden_size`
  const which = gates === 1 ? '' : `, gates ${order} one below the other`
  const enabled = (attrs: CellAttrs) => attrs.bias
  const bias = {
    enabled,
    parameter: {
      shape: (shapes: ShapesByPort, attrs: CellAttrs): SymbolicShape => [times(gates, hiddenSize(shapes, attrs))],
      fanIn,
    },
  }
  return {
    w_ih: {
      doc: `Weights of the input${which}: [${rows}, features].`,
      parameter: {
        shape: (shapes: ShapesByPort, attrs: CellAttrs): SymbolicShape => [
          times(gates, hiddenSize(shapes, attrs)),
          inputSize(shapes),
        ],
        fanIn,
      },
    },
    w_hh: {
      doc: `Weights of the state${which}: [${rows}, hidden_size].`,
      parameter: {
        shape: (shapes: ShapesByPort, attrs: CellAttrs): SymbolicShape => [
          times(gates, hiddenSize(shapes, attrs)),
          hiddenSize(shapes, attrs),
        ],
        fanIn,
      },
    },
    b_ih: { doc: `Added to what comes from the input: [${rows}].`, ...bias },
    b_hh: { doc: `Added to what comes from the state: [${rows}].`, ...bias },
  }
}

function requireShape(port: string, shape: SymbolicShape | undefined, wanted: readonly Dim[], meaning: string) {
  if (!shape || (shape.length === wanted.length && shape.every((size, axis) => compatible(size, wanted[axis]!)))) return
  throw new ShapeProblem(
    port,
    `{node} needs ${port} of shape ${shapeText(wanted)}, ${meaning}, but {from:${port}} gives ${shapeText(shape)}.`,
    `Give {from:${port}} the shape ${shapeText(wanted)}${port.startsWith('b_') ? ', or set bias to false' : ''}.`,
  )
}

/** [N, hidden_size], the shape of every state. @throws ShapeProblem in words. */
export function cellShape(shapes: CellShapes, attrs: CellAttrs, gates: number): SymbolicShape {
  const { x, h, c, w_ih, w_hh, b_ih, b_hh } = shapes
  const features = inputSize(shapes)
  const hidden = hiddenSize(shapes, attrs)
  const rows = times(gates, hidden)
  const each = gates === 1 ? 'one row for each number remembered' : `${gates} gates of ${hidden} rows`
  requireShape('h', h, [x![0]!, hidden], `one state of ${hidden} for each of the ${x![0]} examples of {from:x}`)
  requireShape('c', c, [x![0]!, hidden], `one cell state of ${hidden} for each of the ${x![0]} examples of {from:x}`)
  requireShape('w_ih', w_ih, [rows, features], `${each} and one column for each of ${features} features of {from:x}`)
  requireShape('w_hh', w_hh, [rows, hidden], `${each} and one column for each of ${hidden} numbers of the state`)
  requireShape('b_ih', b_ih, [rows], `one number for each row of w_ih`)
  requireShape('b_hh', b_hh, [rows], `one number for each row of w_hh`)
  return [x![0]!, hidden]
}

/** The sums that all gates see, from the input and from the state. Without a state only its bias is left, if any. */
export function gateSums(
  build: InsideBuilder,
  inputs: {
    x: Source
    h?: Source | undefined
    w_ih: Source
    w_hh: Source
    b_ih?: Source | undefined
    b_hh?: Source | undefined
  },
): { fromInput: Source; fromState: Source | undefined } {
  const { x, h, w_ih, w_hh, b_ih, b_hh } = inputs
  return {
    fromInput: build.op('from_x', affine, { x, weight: w_ih, bias: b_ih }, { bias: b_ih !== undefined }),
    fromState: h ? build.op('from_h', affine, { x: h, weight: w_hh, bias: b_hh }, { bias: b_hh !== undefined }) : b_hh,
  }
}

/** Columns of one gate out of the sums of all. */
export function gate(build: InsideBuilder, name: string, sums: Source, index: number, hidden: number): Source {
  return build.op(name, slice, { x: sums }, { ranges: [[-1, index * hidden, (index + 1) * hidden, 1]] })
}

/** The size that gates are cut by. @throws ShapeProblem while it is not known. */
export function knownHidden(w_hh: SymbolicShape): number {
  const size = w_hh[1]
  if (typeof size === 'number') return size
  throw new ShapeProblem(
    'w_hh',
    `{node} does not know how much it remembers yet (w_hh is ${shapeText(w_hh)}).`,
    'Set hidden_size, or wire weights whose shape is known.',
  )
}

/** Every number of an example's input or state reaches all numbers of its new state; weights reach all examples. */
export function cellEdges(gates: number): Record<'x' | 'h' | 'w_ih' | 'w_hh' | 'b_ih' | 'b_hh', DependenceRule> {
  const from: DependenceRule = ({ x, w_hh }) => product(same(x![0]!), all(x![1]!, w_hh![1]!))
  const state: DependenceRule = ({ x, w_hh }) => product(same(x![0]!), all(w_hh![1]!, w_hh![1]!))
  const weight =
    (port: string): DependenceRule =>
    (shapes) => {
      const [rows, columns = 1] = shapes[port]!
      return product(all(1, shapes.x![0]!), all(gates, 1), same(rows! / gates), all(columns, 1))
    }
  return { x: from, h: state, w_ih: weight('w_ih'), w_hh: weight('w_hh'), b_ih: weight('b_ih'), b_hh: weight('b_hh') }
}

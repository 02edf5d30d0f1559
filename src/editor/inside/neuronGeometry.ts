/** @file Where inputs, neurons and weights of an unrolled affine lie, and what a pointer hits. Pure. CSS pixels. */
import type { Place } from './terms'

export interface NeuronFrame {
  readonly width: number
  readonly height: number
  readonly units: number
  /** Without the bias. */
  readonly inputs: number
  readonly bias: boolean
}

export interface Spot {
  readonly x: number
  readonly y: number
}

export const RADIUS = 11
/** Room for the numbers beside the columns. */
const SIDE = { left: 112, right: 120 }
const MARGIN = 26
/** Between two of a column, at least and at most. */
const STEP = { least: 27, most: 104 }
/** How far from a line a pointer still means it. */
const REACH = 9

export const rowsOf = ({ inputs, bias }: Pick<NeuronFrame, 'inputs' | 'bias'>): number => inputs + (bias ? 1 : 0)

/** As tall as the longer column needs, or as there is room. */
export function heightFor(units: number, rows: number, room: number): number {
  return Math.max(room, (Math.max(units, rows) - 1) * STEP.least + 2 * MARGIN)
}

function column(count: number, index: number, height: number): number {
  const step = Math.min(STEP.most, (height - 2 * MARGIN) / Math.max(1, count - 1))
  return height / 2 + (index - (count - 1) / 2) * step
}

/** @param input the number of inputs: the bias. */
export const inputSpot = (frame: NeuronFrame, input: number): Spot => ({
  x: SIDE.left,
  y: column(rowsOf(frame), input, frame.height),
})

export const neuronSpot = ({ width, height, units }: NeuronFrame, neuron: number): Spot => ({
  x: width - SIDE.right,
  y: column(units, neuron, height),
})

/** Where the label of a weight stands on its line: staggered, so that lines that cross keep theirs apart. */
export function labelSpot(frame: NeuronFrame, neuron: number, input: number): Spot {
  const rows = rowsOf(frame)
  return along(frame, neuron, input, rows > 1 ? 0.36 + (0.46 * input) / (rows - 1) : 0.5)
}

/** A point of a weight's line, 0 at the input. */
export function along(frame: NeuronFrame, neuron: number, input: number, part: number): Spot {
  const [from, to] = [inputSpot(frame, input), neuronSpot(frame, neuron)]
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
}

/** How far along a line a label must stand to be clear of the circle at its end. */
export function besideCircle(frame: NeuronFrame): number {
  const length = neuronSpot(frame, 0).x - inputSpot(frame, 0).x
  return Math.max(0.16, Math.min(0.5, 50 / length))
}

/** Whether the labels of the chosen lines stand so close that each has room for one number only. */
export function isTight(frame: NeuronFrame, place: Place): boolean {
  if (place.kind === 'weight') return false
  const spot = place.kind === 'neuron' ? inputSpot : neuronSpot
  return (spot(frame, 1).y - spot(frame, 0).y) * (1 - besideCircle(frame)) < 32
}

/** Whether all labels can stand without covering each other. */
export function roomForLabels(frame: NeuronFrame): boolean {
  const gap = Math.abs(neuronSpot(frame, 1).y - neuronSpot(frame, 0).y)
  return frame.width > 420 && frame.units * rowsOf(frame) <= 24 && (frame.units === 1 || gap * 0.36 >= 33)
}

/** The neuron, input or weight at a point; null when none is near. */
export function placeAt(frame: NeuronFrame, point: Spot): Place | null {
  const near = ({ x, y }: Spot) => Math.hypot(x - point.x, y - point.y) <= RADIUS + 5
  for (let neuron = 0; neuron < frame.units; neuron++)
    if (near(neuronSpot(frame, neuron))) return { kind: 'neuron', neuron }
  for (let input = 0; input < frame.inputs; input++) if (near(inputSpot(frame, input))) return { kind: 'input', input }
  let best: Place | null = null
  let nearest = REACH
  for (let neuron = 0; neuron < frame.units; neuron++)
    for (let input = 0; input < rowsOf(frame); input++) {
      const distance = fromLine(point, inputSpot(frame, input), neuronSpot(frame, neuron))
      if (distance < nearest) {
        nearest = distance
        best = { kind: 'weight', neuron, input }
      }
    }
  return best
}

function fromLine(point: Spot, a: Spot, b: Spot): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const part = ((point.x - a.x) * dx + (point.y - a.y) * dy) / (dx * dx + dy * dy)
  if (part < 0 || part > 1) return Infinity
  return Math.hypot(point.x - a.x - part * dx, point.y - a.y - part * dy)
}

/** @file A document of exactly 200 nodes with tensors of 10,000 elements: what steps through large values are measured on. */
import { builder } from './grid.mjs'

const ROWS = 10
const COLUMNS = 18
const ELEMENTS = 10_000

/** 10 parameters, 18 columns of mul, add and tanh over their neighbours, 9 adds that gather them, one mean. */
export function heavyGraph() {
  const { document, add, wire, grid } = builder('200 large nodes')
  grid(ROWS, COLUMNS, [ELEMENTS], (row) => Array.from({ length: ELEMENTS }, (_, i) => Math.sin(i + row)))
  let sum = `n${COLUMNS}_0`
  for (let row = 1; row < ROWS; row++) {
    add(`s${row}`, COLUMNS + row, row, { op: 'add' })
    wire(sum, `s${row}`, 'a')
    wire(`n${COLUMNS}_${row}`, `s${row}`, 'b')
    sum = `s${row}`
  }
  add('out', COLUMNS + ROWS, ROWS, { op: 'mean' })
  wire(sum, 'out', 'x')
  return {
    ...document,
    objective: { node: 'out', port: 'y' },
    training: { optimizer: { kind: 'sgd', lr: 0.01 }, steps: 5, batchSize: null, seed: 1, tolerance: null },
  }
}

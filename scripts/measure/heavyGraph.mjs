/** @file A document of exactly 200 nodes with tensors of 10,000 elements: what steps through large values are measured on. */

const WIDTH = 10
const COLUMNS = 18
const ELEMENTS = 10_000
const STEP_X = 228
const STEP_Y = 130
const OPS = [
  { op: 'mul', ports: ['a', 'b'] },
  { op: 'add', ports: ['a', 'b'] },
  { op: 'tanh', ports: ['x'] },
]

/** 10 parameters, 18 columns of mul, add and tanh over their neighbours, 9 adds that gather them, one mean. */
export function heavyGraph() {
  const nodes = {}
  const edges = {}
  const layout = {}
  const tensors = {}
  const add = (id, column, row, node) => {
    nodes[id] = node
    layout[id] = { x: column * STEP_X, y: row * STEP_Y }
  }
  const wire = (from, node, port) => {
    edges[`e${Object.keys(edges).length}`] = { from: { node: from, port: 'y' }, to: { node, port } }
  }

  for (let row = 0; row < WIDTH; row++) {
    add(`n0_${row}`, 0, row, { op: 'parameter', attrs: { shape: [ELEMENTS] } })
    const data = Array.from({ length: ELEMENTS }, (_, i) => Math.sin(i + row))
    tensors[`n0_${row}.y`] = { dtype: 'float64', shape: [ELEMENTS], data }
  }
  for (let column = 1; column <= COLUMNS; column++)
    for (let row = 0; row < WIDTH; row++) {
      const { op, ports } = OPS[(row + column) % OPS.length]
      add(`n${column}_${row}`, column, row, { op })
      ports.forEach((port, i) => wire(`n${column - 1}_${(row + i) % WIDTH}`, `n${column}_${row}`, port))
    }
  let sum = `n${COLUMNS}_0`
  for (let row = 1; row < WIDTH; row++) {
    add(`s${row}`, COLUMNS + row, row, { op: 'add' })
    wire(sum, `s${row}`, 'a')
    wire(`n${COLUMNS}_${row}`, `s${row}`, 'b')
    sum = `s${row}`
  }
  add('out', COLUMNS + WIDTH, WIDTH, { op: 'mean' })
  wire(sum, 'out', 'x')
  return {
    format: 'gradwire',
    version: 1,
    name: '200 large nodes',
    nodes,
    edges,
    tensors,
    layout,
    objective: { node: 'out', port: 'y' },
    training: { optimizer: { kind: 'sgd', lr: 0.01 }, steps: 5, batchSize: null, seed: 1, tolerance: null },
  }
}

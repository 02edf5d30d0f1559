/** @file A document of exactly 300 nodes in which every edge carries a number and a gradient: what gestures are measured on. */

const ROWS = 15
const COLUMNS = 18
const STEP_X = 228
const STEP_Y = 130

const OPS = [
  { op: 'mul', ports: ['a', 'b'] },
  { op: 'add', ports: ['a', 'b'] },
  { op: 'tanh', ports: ['x'] },
]

/** 15 parameters, 18 columns of mul, add and tanh over their neighbours, 14 adds that gather them, one neg. */
export function bigGraph() {
  const nodes = {}
  const edges = {}
  const layout = {}
  const tensors = {}
  const add = (id, op, column, row, attrs) => {
    nodes[id] = attrs ? { op, attrs } : { op }
    layout[id] = { x: column * STEP_X, y: row * STEP_Y }
  }
  const wire = (from, to, port) => {
    edges[`e${Object.keys(edges).length}`] = { from: { node: from, port: 'y' }, to: { node: to, port } }
  }

  for (let row = 0; row < ROWS; row++) {
    add(`n0_${row}`, 'parameter', 0, row, { shape: [] })
    tensors[`n0_${row}.y`] = { dtype: 'float64', shape: [], data: [0.4 + 0.07 * row] }
  }
  for (let column = 1; column <= COLUMNS; column++)
    for (let row = 0; row < ROWS; row++) {
      const { op, ports } = OPS[(row + column) % OPS.length]
      add(`n${column}_${row}`, op, column, row)
      ports.forEach((port, i) => wire(`n${column - 1}_${(row + i) % ROWS}`, `n${column}_${row}`, port))
    }
  // Pairs are added until one number is left: 14 adds in four columns.
  let level = Array.from({ length: ROWS }, (_, row) => `n${COLUMNS}_${row}`)
  let column = COLUMNS
  for (let count = 0; level.length > 1;) {
    column++
    const next = []
    for (let i = 0; i + 1 < level.length; i += 2) {
      const id = `s${count++}`
      add(id, 'add', column, next.length * (ROWS / level.length) * 2)
      wire(level[i], id, 'a')
      wire(level[i + 1], id, 'b')
      next.push(id)
    }
    // Without a partner: goes on to the next round.
    if (level.length % 2) next.push(level.at(-1))
    level = next
  }
  add('out', 'neg', column + 1, 0)
  wire(level[0], 'out', 'x')
  return {
    format: 'gradwire',
    version: 1,
    name: '300 nodes',
    nodes,
    edges,
    tensors,
    layout,
    objective: { node: 'out', port: 'y' },
  }
}

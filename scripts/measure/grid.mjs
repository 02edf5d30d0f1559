/** @file The part that large graphs have in common: rows of mul, add and tanh, each over its neighbours in the last column. */

const STEP_X = 228
const STEP_Y = 130
const OPS = [
  { op: 'mul', ports: ['a', 'b'] },
  { op: 'add', ports: ['a', 'b'] },
  { op: 'tanh', ports: ['x'] },
]

/** A document under construction; nodes stand in columns and rows. */
export function builder(name) {
  const document = { format: 'gradwire', version: 1, name, nodes: {}, edges: {}, tensors: {}, layout: {} }
  const { nodes, edges, layout, tensors } = document
  const add = (id, column, row, node) => {
    nodes[id] = node
    layout[id] = { x: column * STEP_X, y: row * STEP_Y }
  }
  const wire = (from, node, port) => {
    edges[`e${Object.keys(edges).length}`] = { from: { node: from, port: 'y' }, to: { node, port } }
  }
  return {
    document,
    add,
    wire,
    /** A parameter at the head of each row, then the columns; nodes are called n<column>_<row>. */
    grid(rows, columns, shape, dataOf) {
      for (let row = 0; row < rows; row++) {
        add(`n0_${row}`, 0, row, { op: 'parameter', attrs: { shape } })
        tensors[`n0_${row}.y`] = { dtype: 'float64', shape, data: dataOf(row) }
      }
      for (let column = 1; column <= columns; column++)
        for (let row = 0; row < rows; row++) {
          const { op, ports } = OPS[(row + column) % OPS.length]
          add(`n${column}_${row}`, column, row, { op })
          ports.forEach((port, i) => wire(`n${column - 1}_${(row + i) % rows}`, `n${column}_${row}`, port))
        }
    },
  }
}

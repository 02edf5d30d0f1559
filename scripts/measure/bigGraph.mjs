/** @file A document of exactly 300 nodes in which every edge carries a number and a gradient: what gestures are measured on. */
import { builder } from './grid.mjs'

const ROWS = 15
const COLUMNS = 18

/** 15 parameters, 18 columns of mul, add and tanh over their neighbours, 14 adds that gather them, one neg. */
export function bigGraph() {
  const { document, add, wire, grid } = builder('300 nodes')
  grid(ROWS, COLUMNS, [], (row) => [0.4 + 0.07 * row])
  // Pairs are added until one number is left: 14 adds in four columns.
  let level = Array.from({ length: ROWS }, (_, row) => `n${COLUMNS}_${row}`)
  let column = COLUMNS
  for (let count = 0; level.length > 1;) {
    column++
    const next = []
    for (let i = 0; i + 1 < level.length; i += 2) {
      const id = `s${count++}`
      add(id, column, next.length * (ROWS / level.length) * 2, { op: 'add' })
      wire(level[i], id, 'a')
      wire(level[i + 1], id, 'b')
      next.push(id)
    }
    // Without a partner: goes on to the next round.
    if (level.length % 2) next.push(level.at(-1))
    level = next
  }
  add('out', column + 1, 0, { op: 'neg' })
  wire(level[0], 'out', 'x')
  return { ...document, objective: { node: 'out', port: 'y' } }
}

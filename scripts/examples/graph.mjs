/** @file A small hand for writing documents of the gallery that hold more than a hand writes. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { format } from 'prettier'
import { root } from '../house.mjs'

/** Between the left sides of two columns, and the upper sides of two rows, in flow pixels. */
const COLUMN = 212
const ROW = 252

/**
 * @typedef {object} Place
 * @property {string} op
 * @property {string} label
 * @property {readonly [column: number, row: number]} at may be fractions.
 * @property {Record<string, unknown>} [attrs]
 * @property {Record<string, string>} [from] the node, or node.port, that each input port is wired to.
 */

/**
 * @param {Record<string, Place>} places
 * @param {object} rest everything of a document but nodes, edges and layout.
 */
export function documentOf(places, { name, description, ...rest }) {
  const nodes = {}
  const edges = {}
  const layout = {}
  for (const [id, { op, label, at, attrs, from = {} }] of Object.entries(places)) {
    nodes[id] = { op, label, ...(attrs ? { attrs } : {}) }
    layout[id] = { x: Math.round(at[0] * COLUMN), y: Math.round(at[1] * ROW) }
    for (const [port, source] of Object.entries(from)) {
      const [node, output = 'y'] = source.split('.')
      edges[`e${Object.keys(edges).length + 1}`] = { from: { node, port: output }, to: { node: id, port } }
    }
  }
  return { format: 'gradwire', version: 1, name, description, nodes, edges, tensors: {}, layout, ...rest }
}

/** A tensor of the document, float32. @param {readonly number[]} shape @param {readonly number[]} numbers */
export function tensorOf(shape, numbers) {
  const bytes = Buffer.from(Float32Array.from(numbers).buffer)
  return { dtype: 'float32', shape, base64: bytes.toString('base64') }
}

/** Writes examples/<file> as the other examples are written. */
export async function writeExample(file, document) {
  const text = await format(JSON.stringify(document), { parser: 'json', printWidth: 100 })
  writeFileSync(path.join(root, 'examples', file), text)
  console.log(`examples/${file}: ${text.length} bytes`)
}

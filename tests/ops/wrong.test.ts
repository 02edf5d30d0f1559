/** What a person reads when something is wired wrongly, word for word: the tables are in `wrong/`, a file for each group of ops. */
import { describe, expect, it } from 'vitest'
import { check, describeProblem } from '../../src/check'
import { emptyDocument, type GraphDocument, type GraphNode } from '../../src/graph'
import { opFor, ops } from '../../src/ops'
import type { WrongWiring } from './wrong/row'

const files = import.meta.glob<Record<string, readonly WrongWiring[]>>('./wrong/*.ts', { eager: true })
const groups = Object.entries(files).flatMap(([file, tables]) =>
  Object.values(tables).map((rows) => [file.replace(/^.*\/|\.ts$/g, ''), rows] as const),
)
const all = groups.flatMap(([, rows]) => rows)

/** The op as a node of its own name, and one input for each wired port, named as the port. */
function documentOf({ op, attrs, inputs, dtypes = {} }: WrongWiring): GraphDocument {
  const specs = opFor(ops.get(op)!, Object.keys(inputs)).inputs
  const dtypeOf = (port: string) => dtypes[port] ?? (specs[port]?.dtype === 'integer' ? 'int64' : 'float64')
  const ports = Object.entries(inputs)
  return {
    ...emptyDocument(),
    nodes: {
      node: { op, label: op, attrs: (attrs ?? {}) as NonNullable<GraphNode['attrs']> },
      ...Object.fromEntries(
        ports.map(([port, shape]) => [
          `from_${port}`,
          { op: 'input', label: port, attrs: { shape: [...shape], dtype: dtypeOf(port) } },
        ]),
      ),
    },
    edges: Object.fromEntries(
      ports.map(([port], i) => [`e${i}`, { from: { node: `from_${port}`, port: 'y' }, to: { node: 'node', port } }]),
    ),
  }
}

function refusalOf(row: WrongWiring): { port: string | undefined; says: string; hint: string } {
  const document = documentOf(row)
  const { diagnostics, order } = check(document, ops)
  const refusal = diagnostics.find(({ node, severity }) => node === 'node' && severity === 'error')
  if (refusal) return { port: refusal.port, says: refusal.message, hint: refusal.hint }
  const node = order.find(({ id }) => id === 'node')!
  const problem = row.values && node.op.checkValues?.(row.values, node.attrs)
  if (!problem) throw new Error('Nothing was refused.')
  const { port, message, hint } = describeProblem(document, 'node', node.wires, { ...problem, code: 'value' })
  return { port, says: message, hint }
}

describe.each(groups)('%s', (_, rows) => {
  it.each(rows.map((row) => [row.op, row.attrs ?? {}, row.inputs, row] as const))('%s %j %j', (_, __, ___, row) => {
    expect(refusalOf(row)).toEqual({ port: row.port, says: row.says, hint: row.hint })
  })
})

it('has no row twice, and no name left blank', () => {
  const said = all.map(({ op, attrs, inputs, dtypes, values }) => JSON.stringify([op, attrs, inputs, dtypes, values]))
  expect(said.filter((row, i) => said.indexOf(row) < i)).toEqual([])
  for (const { says, hint } of all) expect(`${says} ${hint}`).not.toMatch(/[{}]|undefined|NaN|\[object/)
})

it('ends each sentence, and says in each hint what to do', () => {
  for (const { says, hint } of all) {
    expect(says).toMatch(/\.$/)
    expect(hint).toMatch(/^[A-Z].*\.$/)
  }
})

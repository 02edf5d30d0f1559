/**
 * @file For every op: the dependence that it declares is the pattern of its Jacobian. What the numbers switch off (a dead
 * unit, a window that lies in the padding) may be declared and be 0; nothing may be there that is not declared. Composite ops
 * declare by whole gates and heads, so more than there is.
 */
import { describe, expect, it } from 'vitest'
import { eachEdge } from '../../src/engine/costPattern'
import { broadcasting, edgesOf, opFor, ops, SOURCE_OPS, type Op } from '../../src/ops'
import { createRandom, fromArray, numel, typescriptKernels, type Shape, type Tensor } from '../../src/tensor'
import { attrsFor, runOp, type Tensors } from '../support/opRun'

/** The hidden input of ops that draw random numbers. */
const key = fromArray([2], [1, 0], 'int64')

const k = typescriptKernels('float64')
const isFloat = ({ dtype }: Tensor) => dtype === 'float64' || dtype === 'float32'
/**
 * The example itself, then small changes of it, then numbers of any sign and size, so that every unit is alive and every
 * place is chosen in some draw.
 */
const SPREADS = [0, 0.01, 0.3, 1, 1, 2, -2, 4, -4, 8, -8, 8, 8, 8]

/** Declared pairs (input element, output element) of one run, as input · outputs + output. */
function declared(op: Op, port: string, output: string, inputs: Tensors, attrs: Record<string, unknown>) {
  const { saved = {}, state: _, ...outputs } = op.forward(k, { ...inputs, ...(op.random && { key }) }, attrs)
  const all = { ...inputs, ...outputs, ...saved } as Tensors
  const shapes = Object.fromEntries(Object.entries(all).map(([name, { shape }]) => [name, shape])) as Record<
    string,
    Shape
  >
  const pattern =
    op.dependence?.[port]?.(shapes, attrs, (name) => all[name]!.data) ?? broadcasting(shapes[port]!, shapes[output]!)
  const pairs = new Set<number>()
  let visited = 0
  eachEdge(pattern, (i, o) => {
    visited++
    expect(i >= 0 && i < numel(shapes[port]!) && o >= 0 && o < numel(shapes[output]!)).toBe(true)
    pairs.add(i * numel(shapes[output]!) + o)
  })
  expect(visited, 'no pair twice').toBe(pairs.size)
  expect(edgesOf(pattern), 'closed form').toBe(visited)
  return pairs
}

function jacobian(op: Op, port: string, output: string, inputs: Tensors, attrs: Record<string, unknown>) {
  const { outputs } = runOp(op, k, inputs, attrs)
  const size = outputs[output]!.data.length
  const pairs = new Set<number>()
  for (let o = 0; o < size; o++) {
    const upstream = Object.fromEntries(
      Object.entries(outputs).map(([name, { shape, data }]): [string, Tensor] => [
        name,
        { dtype: 'float64', shape, data: Float64Array.from(data, (_, i) => (name === output && i === o ? 1 : 0)) },
      ]),
    )
    runOp(op, k, inputs, attrs, upstream)
      .gradient(port)
      .data.forEach((d, i) => {
        if (d !== 0 && Number.isFinite(d)) pairs.add(i * size + o)
      })
  }
  return pairs
}

describe.each([...ops.values()].filter((op) => !SOURCE_OPS.has(op.id)).map((op) => [op.id, op] as const))(
  '%s',
  (_, given) => {
    it.each(given.examples.map((example, i) => [i + 1, example] as const))('example %i', (i, example) => {
      const op = opFor(given, Object.keys(example.inputs))
      const attrs = attrsFor(op, example.attrs ?? {}, example.inputs)
      const random = createRandom(i)
      for (const port of Object.keys(example.inputs)) {
        if (!op.backward[port] || !isFloat(example.inputs[port]!)) continue
        for (const output of Object.keys(example.outputs)) {
          const found = new Set<number>()
          const allowed = new Set<number>()
          for (const spread of op.inside ? [0.3] : SPREADS) {
            const inputs = Object.fromEntries(
              Object.entries(example.inputs).map(([name, t]) => [
                name,
                isFloat(t) ? { ...t, data: t.data.map((x) => x + spread * random.normal()) } : t,
              ]),
            )
            const pairs = declared(op, port, output, inputs, attrs)
            for (const pair of jacobian(op, port, output, inputs, attrs)) {
              if (!pairs.has(pair)) expect.fail(`${op.id}.${port}: pair ${pair} is in the Jacobian, but not declared`)
              found.add(pair)
            }
            for (const pair of pairs) allowed.add(pair)
          }
          const dead = [...allowed].filter((pair) => !found.has(pair))
          const silent = op.inside ?? SILENT[`${op.id}.${port}`]
          if (!silent) expect(dead, `${op.id}.${port}: declared, but never in the Jacobian`).toEqual([])
        }
      }
    })
  },
)

/** Where numbers can switch an edge off in every draw of an example, and why. */
const SILENT: Readonly<Record<string, string>> = {
  'conv1d.weight': 'a cell depends on every weight of its kernel, also on those over the padding',
  'conv2d.weight': 'a cell depends on every weight of its kernel, also on those over the padding',
  'clamp.x': 'outside of the bounds the slope is 0',
  'embedding.weight': 'the padding row gets no gradient, but is read',
  'where.a': 'the mask of an example is fixed',
  'where.b': 'the mask of an example is fixed',
  'dropout.x': 'the random key is fixed',
}

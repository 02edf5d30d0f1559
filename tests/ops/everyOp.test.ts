/** What holds for every op in the registry, so that a new op is tested as soon as its file is there. */
import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { describe as describeOp, ops, SOURCE_OPS, type Op } from '../../src/ops'
import { createRandom, typescriptKernels, type Shape, type Tensor } from '../../src/tensor'
import { expectClose } from '../support/close'
import { attrsFor, runOp, type Tensors } from '../support/opRun'

const k = typescriptKernels('float64')
const shapesOf = (tensors: Tensors): Record<string, Shape> =>
  Object.fromEntries(Object.entries(tensors).map(([port, { shape }]) => [port, shape]))
const isFloat = ({ dtype }: Tensor) => dtype === 'float64' || dtype === 'float32'

function randomLike(tensors: Tensors, seed: number): Tensors {
  const random = createRandom(seed)
  return Object.fromEntries(
    Object.entries(tensors).map(([port, t]) => [port, { ...t, data: t.data.map(() => random.normal()) }]),
  )
}

/** Σ upstream · output: a scalar whose gradient is the VJP under test. */
function objective(op: Op, inputs: Tensors, attrs: Record<string, unknown>, upstream: Tensors): number {
  const { outputs } = runOp(op, k, inputs, attrs)
  let total = 0
  for (const [port, { data }] of Object.entries(upstream))
    data.forEach((u, i) => (total += u * outputs[port]!.data[i]!))
  return total
}

function centralDifferences(
  op: Op,
  inputs: Tensors,
  attrs: Record<string, unknown>,
  upstream: Tensors,
  port: string,
): Float64Array {
  const step = 1e-5
  const x = inputs[port]!
  return Float64Array.from(x.data, (_, i) => {
    const at = (shift: number) =>
      objective(
        op,
        { ...inputs, [port]: { ...x, data: x.data.map((value, j) => (j === i ? value + shift : value)) } },
        attrs,
        upstream,
      )
    return (at(step) - at(-step)) / (2 * step)
  })
}

/** Letters that formulas use for counts; no port is called so. */
const COUNTS = ['n', 'k']

/** Placeholders of a template: every brace pair around a name, but for text and counts. */
function placeholdersOf(template: string): string[] {
  const withoutText = template.replace(/\\(?:text|operatorname|mathrm)\{[^{}]*\}/g, '')
  return [...withoutText.matchAll(/\{([A-Za-z_][\w.]*)\}/g)]
    .map((match) => match[1]!)
    .filter((name) => !COUNTS.includes(name))
}

describe.each([...ops.values()].map((op) => [op.id, op] as const))('%s', (id, op) => {
  const examples = op.examples.map((example) => ({
    ...example,
    attrs: attrsFor(op, example.attrs ?? {}, example.inputs),
  }))

  it('has words for people', () => {
    expect(id).toMatch(/^[a-z][a-z0-9_]*$/)
    for (const text of [op.title, op.symbol, op.letter, op.summary, op.spelling.torch])
      expect(text.length).toBeGreaterThan(0)
    for (const port of [...Object.values(op.inputs), ...Object.values(op.outputs)]) expect(port.doc).toMatch(/[.]$/)
    for (const [name, schema] of Object.entries(op.attrs.shape))
      if (name !== 'dtype')
        expect((schema as { description?: string }).description, `attribute ${name}`).toMatch(/[.]$/)
  })

  it('names only ports and attributes that exist in its formulas', () => {
    const ports = [...Object.keys(op.inputs), ...Object.keys(op.outputs)]
    const known = new Set([
      ...ports,
      ...Object.keys(op.outputs).map((port) => `d${port}`),
      ...Object.keys(op.attrs.shape).map((name) => `attrs.${name}`),
    ])
    const variants = examples.map(({ attrs, inputs, outputs }) =>
      describeOp(op, attrs, shapesOf({ ...inputs, ...outputs })),
    )
    for (const { formula, derivative } of [op, ...variants]) {
      expect(Object.keys(formula)).toEqual(Object.keys(op.outputs))
      const derivatives = Object.values(derivative).flatMap((d) => (d ? [d.formula, d.local ?? '', d.words] : []))
      const latex = Object.values(derivative).flatMap((d) => (d ? [d.formula, d.local ?? ''] : []))
      for (const text of [...Object.values(formula), ...latex]) {
        const filled = text.replace(/\{([A-Za-z_][\w.]*)\}/g, (whole, name: string) =>
          known.has(name) ? '{\\hat{y}_{1}}' : whole,
        )
        expect(() => katex.renderToString(filled, { throwOnError: true, strict: 'error' }), filled).not.toThrow()
      }
      for (const text of [...Object.values(formula), ...derivatives])
        for (const name of placeholdersOf(text)) expect(known, `{${name}} in ${text}`).toContain(name)
    }
    for (const name of placeholdersOf(op.spelling.torch)) expect(known, op.spelling.torch).toContain(name)
  })

  it('says for each input how the error flows back, or that it does not', () => {
    expect(Object.keys(op.backward).sort()).toEqual(Object.keys(op.inputs).sort())
    for (const port of Object.keys(op.inputs))
      expect(Boolean(op.derivative[port]), port).toBe(op.backward[port] !== null)
  })

  if (SOURCE_OPS.has(id)) {
    it('is fed, not computed', () => {
      expect(() => op.forward(k, {}, op.attrs.parse({}))).toThrow(/not computed/)
      expect(op.shape({}, op.attrs.parse({ shape: [2, 3] }))).toEqual({ y: [2, 3] })
    })
    return
  }

  it('has examples', () => expect(examples.length).toBeGreaterThan(0))

  it.each(examples.map((example, i) => [i + 1, example] as const))('example %i', (i, { attrs, inputs, outputs }) => {
    const before = structuredClone(inputs)
    const upstream = randomLike(outputs, i)
    const run = runOp(op, k, inputs, attrs, upstream)
    const shapes = op.shape(shapesOf(inputs), attrs)
    for (const [port, want] of Object.entries(outputs)) {
      expectClose(run.outputs[port]!.data, want.data, port)
      expect(run.outputs[port]!.shape, 'forward').toEqual(want.shape)
      expect(shapes[port], 'shape rule').toEqual(want.shape)
    }
    for (const port of Object.keys(inputs)) {
      if (!op.backward[port] || !isFloat(inputs[port]!)) continue
      const gradient = run.gradient(port)
      expect(gradient.shape, `gradient of ${port}`).toEqual(inputs[port]!.shape)
      const differences = centralDifferences(op, inputs, attrs, upstream, port)
      expectClose(gradient.data, differences, `gradient of ${port}`, { absolute: 1e-7, relative: 1e-6 })
    }
    expect(inputs, 'inputs were changed').toEqual(before)
    expect(op.checkValues?.(inputs, attrs) ?? null).toBeNull()
  })

  it('keeps its attributes through JSON', () => {
    for (const { attrs } of examples) expect(op.attrs.parse(JSON.parse(JSON.stringify(attrs)))).toEqual(attrs)
  })

  it('keeps symbolic sizes symbolic', () => {
    for (const { attrs, inputs } of examples) {
      const symbolic = Object.fromEntries(
        Object.entries(shapesOf(inputs)).map(([port, shape]) => [port, shape.map(() => '?')]),
      )
      const concrete = op.shape(shapesOf(inputs), attrs)
      for (const [port, shape] of Object.entries(op.shape(symbolic, attrs)))
        expect(shape).toHaveLength(concrete[port]!.length)
    }
  })
})

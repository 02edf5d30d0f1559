import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { explain } from '../../../src/editor/inspector/explain'
import { eventsOf, latestChoice } from '../../../src/editor/inspector/focus'
import { plainFormula } from '../../../src/editor/inspector/plainFormula'
import { plainText } from '../../../src/editor/math/plainText'
import { paint } from '../../../src/editor/math/tones'
import { ops } from '../../../src/ops'
import { graph, runOf } from './runOf'

/** p → s = σ(p) → L = (s − t)², all single numbers. */
const scalar = graph(
  {
    p: ['parameter', { shape: [] }, 'z₃'],
    s: ['sigmoid', undefined, 'ŷ₃'],
    t: ['input', { shape: [] }, 't'],
    L: ['mse_loss', undefined, 'L'],
  },
  [
    ['p', 's.x'],
    ['s', 'L.input'],
    ['t', 'L.target'],
  ],
  { 'p.y': { shape: [], data: [1.05] }, 't.y': { shape: [], data: [1] } },
)

const explainAll = async (document: ReturnType<typeof graph>) => {
  const { run, client, trace } = await runOf(document)
  const objective = run.summary().objective
  return Promise.all(
    trace.map(async (event) =>
      explain(event, run, document, ops, {
        objective,
        localDerivative: event.edge ? await client.localDerivative(event.edge) : null,
      }),
    ),
  )
}

describe('explain', () => {
  it('writes an edge delta as sentence, names, numbers, product and result', async () => {
    const all = await explainAll(scalar)
    const edge = all.find((explanation) => explanation.heading.includes('edge z₃ → ŷ₃'))!
    expect(edge.heading).toMatch(/^backward · event \d+ of \d+ · edge z₃ → ŷ₃$/)
    expect(edge.title).toBe('Error flowing back through ŷ₃ = σ(z₃)')
    expect(edge.sentence).toContain('becomes the error of z₃')
    const y = 1 / (1 + Math.exp(-1.05))
    const delta = 2 * (y - 1)
    const text = edge.lines.map(plainText)
    expect(text[0]).toContain('δ_z_3 = δ_ŷ_3'.replace('ŷ', 'y'))
    expect(text[1]).toContain(`(1 - ${y.toFixed(3)})`)
    expect(text[2]).toContain((y * (1 - y)).toFixed(3))
    expect(text.at(-1)).toBe(`= ${(delta * y * (1 - y)).toPrecision(3)}`)
    expect(edge.lines).toHaveLength(4)
    expect(edge.reused).toMatch(/^δ of ŷ₃ was computed once, at event \d+, and is read from the cache here\.$/)
    expect(edge.next).toMatch(/^It becomes δ of z₃ \(event \d+\): nothing else uses z₃\.$/)
    expect(edge.rows.find((row) => row.name === 'local derivative')!.value).toBe((y * (1 - y)).toFixed(3))
  })

  it('starts at 1 and says where each δ comes from', async () => {
    const all = await explainAll(scalar)
    const seed = all.find((explanation) => explanation.title.startsWith('The error starts'))!
    expect(seed.sentence).toContain('its error (δ) is 1')
    expect(all.at(-1)!.title).toBe('Gradient of z₃')
    expect(all.at(-1)!.next).toContain('η · gradient')
  })

  it('adds up the edge deltas of a fan-out, negative terms in parentheses', async () => {
    const fan = graph(
      { p: ['parameter', { shape: [] }], n: ['neg'], m: ['mul'], L: ['sum'] },
      [
        ['p', 'n.x'],
        ['n', 'm.a'],
        ['p', 'm.b'],
        ['m', 'L.x'],
      ],
      { 'p.y': { shape: [], data: [3] } },
    )
    const { run, document, trace } = await runOf({ ...fan, objective: { node: 'L', port: 'y' } })
    const event = trace.find((found) => found.kind === 'accumulate' && found.node === 'p')!
    const sum = explain(event, run, document, ops, { objective: 'L.y' })
    expect(sum.title).toBe('The errors that reach p add up')
    expect(sum.lines.map(plainText)[1]).toMatch(/= -3\.00 \+ \(-3\.00\)/)
    expect(sum.lines.map(plainText)[2]).toMatch(/= -6\.00/)
    const edge = trace.find((found) => found.kind === 'edge-delta' && found.node === 'n')!
    expect(explain(edge, run, document, ops, { objective: 'L.y' }).next).toMatch(
      /one of 2 edge deltas that add up to δ of p/,
    )
  })

  it('writes small tensors as matrices, sums term by term, and names the shapes of large ones', async () => {
    const net = (features: number, rows: number) =>
      graph(
        {
          x: ['input'],
          t: ['input'],
          z: ['affine', { out_features: 1 }, 'z₁'],
          y: ['sigmoid', undefined, 'ŷ₁'],
          L: ['mse_loss'],
        },
        [
          ['x', 'z.x'],
          ['z', 'y.x'],
          ['y', 'L.input'],
          ['t', 'L.target'],
        ],
        {
          'x.y': { shape: [rows, features], data: Array.from({ length: rows * features }, (_, i) => (i % 3) - 1) },
          't.y': { shape: [rows, 1], data: Array.from({ length: rows }, (_, i) => i % 2) },
        },
      )
    const small = await explainAll(net(2, 4))
    const value = small.find((explanation) => explanation.title === 'Value of z₁ = affine(x)')!
    expect(value.lines.join()).toContain('pmatrix')
    const loss = small.find((explanation) => explanation.title.startsWith('Value of L'))!
    // A row with names, a row for each of the four terms, the result.
    expect(loss.lines).toHaveLength(6)
    expect(loss.lines.map(plainText)[2]).toMatch(/^\s*\+ \(/)
    const activation = small.find((explanation) => explanation.title === 'Value of ŷ₁ = σ(z₁)')!
    expect(activation.lines).toHaveLength(2)
    expect(activation.element!.where).toMatch(/^\[\d, 0\]$/)
    const large = await explainAll(net(40, 50))
    expect(large.find((explanation) => explanation.title.startsWith('Value of z₁'))!.lines[0]).toContain('underbrace')
    const worked = large.find((explanation) => explanation.heading.includes('edge z₁ → ŷ₁'))!
    expect(worked.element!.where).toMatch(/^\[\d+, 0\]$/)
    expect(worked.element!.lines).toHaveLength(1)
  })

  it('gives LaTeX that KaTeX accepts, for every event of every kind, and leaves no placeholder in words', async () => {
    for (const document of [scalar, everything]) {
      const all = await explainAll(document)
      expect(all.length).toBeGreaterThan(5)
      for (const explanation of all) {
        for (const line of [...explanation.lines, ...(explanation.element?.lines ?? [])])
          expect(
            () =>
              katex.renderToString(paint(`\\begin{aligned}${line}\\end{aligned}`, 'light'), {
                throwOnError: true,
                strict: 'ignore',
              }),
            line,
          ).not.toThrow()
        expect(`${explanation.sentence}${explanation.title}${explanation.next}${explanation.reused}`).not.toMatch(
          /[{}]/,
        )
        expect(explanation.sentence.length).toBeGreaterThan(10)
      }
    }
  })
})

/** One graph with every kind of op between its input and its loss. */
const everything = graph(
  {
    x: ['input'],
    t: ['input', { dtype: 'int64' }],
    c: ['conv2d', { out_channels: 2, kernel_size: 2 }],
    r: ['relu'],
    m: ['max_pool2d', { kernel_size: 2 }],
    f: ['flatten'],
    z: ['affine', { out_features: 3 }],
    sq: ['mul'],
    p: ['pow'],
    e: ['exp'],
    l: ['log'],
    th: ['tanh'],
    so: ['softmax'],
    L: ['cross_entropy_loss'],
  },
  [
    ['x', 'c.x'],
    ['c', 'r.x'],
    ['r', 'm.x'],
    ['m', 'f.x'],
    ['f', 'z.x'],
    ['z', 'sq.a'],
    ['z', 'sq.b'],
    ['sq', 'p.a'],
    ['p', 'e.x'],
    ['e', 'l.x'],
    ['l', 'th.x'],
    ['th', 'so.x'],
    ['so', 'L.input'],
    ['t', 'L.target'],
  ],
  {
    'x.y': { shape: [2, 1, 5, 5], data: Array.from({ length: 50 }, (_, i) => Math.sin(i)) },
    't.y': { shape: [2], data: [0, 2] },
  },
)
everything.tensors['t.y'] = { dtype: 'int64', shape: [2], data: [0, 2] }

describe('plainFormula', () => {
  it('writes activations by their sign, arithmetic with its sign, the rest by name', () => {
    expect(plainFormula(scalar, ops, 's')).toBe('ŷ₃ = σ(z₃)')
    expect(plainFormula(scalar, ops, 'L')).toBe('L = mse_loss(ŷ₃, t)')
    expect(plainFormula(scalar, ops, 'p')).toBe('z₃')
    expect(
      plainFormula(
        graph({ a: ['input'], b: ['input'], s: ['add'] }, [
          ['a', 's.a'],
          ['b', 's.b'],
        ]),
        ops,
        's',
      ),
    ).toBe('s = a + b')
  })
})

describe('the events of a selection', () => {
  it('are value, δ and gradients of a node; edge delta and value of an edge', async () => {
    const { trace, document } = await runOf(scalar)
    expect(eventsOf({ kind: 'node', id: 's' }, trace, document, ops).map((choice) => choice.label)).toEqual([
      'value',
      'δ',
    ])
    expect(eventsOf({ kind: 'node', id: 'p' }, trace, document, ops).map((choice) => choice.label)).toEqual([
      'value',
      'δ',
      '∂L/∂θ',
    ])
    const edge = eventsOf({ kind: 'edge', id: 'e0' }, trace, document, ops)
    expect(edge.map((choice) => choice.label)).toEqual(['edge delta', 'value'])
    expect(latestChoice(edge, 2)!.label).toBe('value')
    expect(latestChoice(edge, trace.length)!.label).toBe('edge delta')
  })
})

import { readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { check } from '../../src/check'
import { blame, makePlan, Session, type Blame, type BlameTarget, type FindingKind } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'
import { denseNet, documentOf } from '../support/documents'
import { graphs } from '../support/randomGraph'
import { FAULTS } from './blameFaults'

function asker(document: GraphDocument) {
  const session = new Session(ops)
  const run = session.run(document)
  const plan = makePlan(check(document, ops))
  const scene = { document, plan, run, recordOf: (node: string) => session.record(node) }
  return { run, ask: (target: BlameTarget): Blame => blame(scene, target) }
}

const ask = (document: GraphDocument, target: BlameTarget) => asker(document).ask(target)

/** What the first finding is called; faults that are not here only have to be found at their place. */
const KINDS: Readonly<Record<string, FindingKind>> = {
  'a dead ReLU': 'dead',
  'a saturated sigmoid': 'saturated',
  'a sigmoid so far out that its slope is 0': 'saturated',
  'a saturated tanh': 'saturated',
  'a saturated softmax': 'saturated',
  'branches that cancel': 'cancelling',
  'branches that nearly cancel': 'cancelling',
  'an error that only a normalization sees': 'cancelling',
  'zero weights': 'zero-factor',
  'tiny weights': 'shrinking',
  'a factor of 0': 'zero-factor',
  'a maximum that is always the other one': 'chosen-elsewhere',
  'a slice that takes something else': 'chosen-elsewhere',
  'a gather of one place': 'chosen-elsewhere',
  'max pooling that routes to the others': 'chosen-elsewhere',
  'nearly everything dropped out': 'chosen-elsewhere',
  'the logarithm of 0': 'not-finite',
  'the logarithm of a negative number': 'not-finite',
  'a division by 0': 'not-finite',
  'a square root at 0': 'not-finite',
  'an exponential that overflows': 'not-finite',
  'an input that holds NaN': 'not-finite',
  'a product of 20 affines that explodes': 'growing',
  'a chain of 20 affines that vanishes': 'shrinking',
  'a vanishing chain of sigmoids': 'shrinking',
  'one steep place': 'growing',
  'a loss that is satisfied': 'matched',
  'a target that takes no gradient': 'blocked',
  'a branch that leads nowhere': 'no-path',
}

describe('one planted fault', () => {
  const cases = Object.entries(FAULTS).flatMap(([fault, plant]) => [1, 2, 3].map((seed) => ({ fault, seed, plant })))

  it.each(cases)('$fault, seed $seed: the first finding names the place', ({ fault, seed, plant }) => {
    const { document, target, places } = plant(seed)
    const { findings } = ask(document, target)
    const told = JSON.stringify(findings.slice(0, 3), null, 1)
    expect(places, told).toContain(findings[0]?.node)
    if (KINDS[fault]) expect(findings[0]!.kind, told).toBe(KINDS[fault])
    for (const { edges, message, hint } of findings) {
      expect(Object.keys(document.edges)).toEqual(expect.arrayContaining([...edges]))
      expect(`${message} ${hint}`).not.toMatch(/undefined|null|\[object|e[-+]\d|Infinity/)
    }
  })

  it('covers every kind of finding', () => {
    const covered = new Set(Object.values(KINDS))
    const kinds: Record<FindingKind, true> = {
      'not-finite': true,
      dead: true,
      saturated: true,
      cancelling: true,
      'chosen-elsewhere': true,
      'zero-factor': true,
      matched: true,
      shrinking: true,
      growing: true,
      blocked: true,
      'no-path': true,
    }
    expect([...covered].sort()).toEqual(Object.keys(kinds).sort())
    expect(Object.keys(KINDS).every((fault) => fault in FAULTS)).toBe(true)
  })
})

const number = (value: number) => ({ dtype: 'float64' as const, shape: [] as number[], data: [value] })

describe('the words', () => {
  it('say which number made the logarithm infinite, and light its edge', () => {
    const document = documentOf(
      { p: { op: 'parameter', attrs: { shape: [2] } }, y: { op: 'log' }, s: { op: 'sum' } },
      ['p y.x', 'y s.x'],
      {
        tensors: { 'p.y': { dtype: 'float64', shape: [2], data: [3, 0] } },
        objective: { node: 's', port: 'y' },
      },
    )
    const { verdict, findings } = ask(document, { kind: 'parameter', key: 'p.y' })
    expect(verdict.state).toBe('not-finite')
    expect(findings[0]).toMatchObject({ kind: 'not-finite', node: 'y', edges: ['e1'] })
    expect(findings[0]!.message).toBe('y (log) has no finite value where p is 0: it became −∞ at [1].')
  })

  it('put a row of like nodes into one finding', () => {
    const nodes: GraphDocument['nodes'] = {
      p: { op: 'parameter', attrs: { shape: [] } },
      two: { op: 'constant', attrs: { shape: [], value: 3 } },
    }
    const wires: string[] = []
    let last = 'p'
    for (let i = 1; i <= 20; i++) {
      nodes[`m${i}`] = { op: 'mul' }
      wires.push(`${last} m${i}.a`, `two m${i}.b`)
      last = `m${i}`
    }
    const document = documentOf(nodes, wires, {
      tensors: { 'p.y': number(1), 'two.y': number(3) },
      objective: { node: last, port: 'y' },
    })
    const { verdict, findings } = ask(document, { kind: 'parameter', key: 'p.y' })
    expect(verdict.message).toBe('The gradient of p is 3.49×10⁹: 3.49×10⁹ times larger than at the loss (1).')
    expect(findings[0]!.message).toBe(
      '20 mul nodes in a row, from m20 back to m1, multiply the gradient by 3 each, by 3.49×10⁹ in all.',
    )
    expect(findings[0]!.edges).toHaveLength(20)
    expect(findings[0]!.factor! / 3 ** 20).toBeCloseTo(1, 9)
  })

  it('name the consumers that cancel', () => {
    const document = documentOf(
      { p: { op: 'parameter', attrs: { shape: [] } }, a: { op: 'neg' }, s: { op: 'add' } },
      ['p a.x', 'p s.a', 'a s.b'],
      { tensors: { 'p.y': number(2) }, objective: { node: 's', port: 'y' } },
    )
    const { verdict, findings } = ask(document, { kind: 'port', key: 'p.y' })
    expect(verdict).toMatchObject({ state: 'zero', norm: 0 })
    expect(findings[0]).toMatchObject({ kind: 'cancelling', node: 'p', edges: ['e1', 'e2'], factor: 0 })
    expect(findings[0]!.message).toContain('1 from a, 1 from s add up to exactly 0')
  })

  it('find nothing in a sound network', () => {
    const { ask, run } = asker(denseNet([3, 4, 2], 2))
    for (const key of run.gradients.keys()) {
      const { verdict, findings } = ask({ kind: 'parameter', key })
      expect(verdict.state).toBe('normal')
      expect(findings).toEqual([])
    }
  })
})

it('answers for every tensor of any graph, the same each time', () => {
  fc.assert(
    fc.property(graphs(1, 6), ({ document }) => {
      const { run, ask } = asker(document)
      const targets: BlameTarget[] = [
        ...[...run.edges.keys(), ...run.blockedEdges].map((id) => ({ kind: 'edge', id }) as const),
        ...[...run.gradients.keys()].map((key) => ({ kind: 'parameter', key }) as const),
        ...Object.keys(document.nodes).map((node) => ({ kind: 'port', key: `${node}.y` }) as const),
      ]
      for (const target of targets) {
        const answer = ask(target)
        expect(ask(target)).toEqual(answer)
        expect(answer.findings.every(({ score, node }) => Number.isFinite(score) && node in document.nodes)).toBe(true)
      }
    }),
    { numRuns: 15, seed: 5 },
  )
}, 30_000)

it('answers for each example of the gallery within a second', () => {
  for (const file of readdirSync('examples').filter((name) => name.endsWith('.json'))) {
    const document = JSON.parse(readFileSync(`examples/${file}`, 'utf8')) as GraphDocument
    const { run, ask } = asker(document)
    const [key] = run.gradients.keys()
    if (key === undefined) continue
    const before = performance.now()
    expect(ask({ kind: 'parameter', key }).verdict.norm).not.toBeNull()
    expect(performance.now() - before).toBeLessThan(1000)
  }
})

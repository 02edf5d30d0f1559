import { produceWithPatches } from 'immer'
import { describe, expect, it } from 'vitest'
import type { GraphDocument } from '../../src/graph'
import { ops, type Op } from '../../src/ops'
import type { StudyAnswer, StudyProgress } from '../../src/runtime/protocol'
import { denseNet, documentOf, squarings } from '../support/documents'
import { inProcess } from '../support/inProcess'

/** Each look at the clock takes a slice, so that a study gives way after every step. */
async function start(document: GraphDocument, registry: ReadonlyMap<string, Op> = ops) {
  let gaveWay = 0
  const progress: StudyProgress[] = []
  const client = inProcess({
    ops: registry,
    tick: 20,
    giveWay: () => {
      gaveWay++
      return new Promise((resolve) => setImmediate(resolve))
    },
  })
  client.on('study', (step) => progress.push(step))
  await client.open(document)
  return { client, progress, gaveWay: () => gaveWay }
}

function done<T>(answer: StudyAnswer<T>): T {
  if (answer.state !== 'done') throw new Error(JSON.stringify(answer))
  return answer.result
}

describe('the cost of the open graph', () => {
  it('comes with crossings, chains and every product, by parameter from the loss on', async () => {
    const { client } = await start(denseNet([2, 2, 1]))
    const { multiplications, crossings, chains, scalar } = done(await client.cost())
    expect(multiplications).toEqual({ cached: 15n, perParameter: 39n, paths: 39n })
    expect(crossings.reduce((sum, { naive }) => sum + naive, 0n)).toBe(39n)
    expect(chains.parameters.map(({ key }) => key)).toEqual(['z2.bias', 'z2.weight', 'z1.bias', 'z1.weight'])
    expect(scalar!.edges).toHaveLength(15)
    expect(scalar!.rows.map(({ parameter }) => `${parameter.tensor}${parameter.element}`)).toEqual([
      ...['z2.bias0', 'z2.weight0', 'z2.weight1', 'z1.bias0', 'z1.bias1'],
      ...['z1.weight0', 'z1.weight1', 'z1.weight2', 'z1.weight3'],
    ])
    for (const { edges, product } of scalar!.rows)
      expect(edges.reduce((made, e) => made * scalar!.edges[e]!.local, 1)).toBeCloseTo(product, 12)
  })

  it('counts what is too large to be written out', async () => {
    const { client } = await start(squarings(31))
    const { multiplications, scalar, limits } = done(await client.cost())
    expect(multiplications.paths).toBe(33_285_996_544n)
    expect(scalar).toBeNull()
    const refused = await client.naive()
    expect(refused).toMatchObject({ state: 'refused', problem: { code: 'race-limit' } })
    expect(JSON.stringify(refused)).toContain(limits.race.toLocaleString('en'))
  })

  it('says what is missing', async () => {
    const { client } = await start(documentOf({ p: { op: 'parameter' } }, []))
    expect(await client.cost()).toMatchObject({
      state: 'refused',
      problem: { message: 'There is no loss yet, so there is nothing to differentiate.' },
    })
    expect(await client.gradcheck({ elements: null })).toMatchObject({
      state: 'refused',
      problem: { code: 'objective' },
    })
  })
})

describe('a study', () => {
  it('tells how far it is, and ends with all that it found', async () => {
    const { client, progress } = await start(denseNet([2, 3, 1]))
    const { ok, checks, tolerance } = done(await client.gradcheck({ elements: null }))
    expect(ok).toBe(true)
    expect(Math.max(...checks.map(({ maxRelativeError }) => maxRelativeError))).toBeLessThan(tolerance)
    const told = progress.filter(({ kind }) => kind === 'gradcheck').map(({ done: n }) => n)
    expect(told.length).toBeGreaterThan(3)
    expect([...told].sort((a, b) => a - b)).toEqual(told)
    expect(progress[0]!.total).toBe(checks.reduce((sum, { checked }) => sum + checked, 0))
  })

  it.each(['gradcheck', 'naive'] as const)('ends soon after it is told to: %s', async (kind) => {
    const { client, gaveWay } = await start(kind === 'naive' ? squarings(22) : denseNet([20, 30, 10], 4))
    const before = gaveWay()
    const answer = kind === 'gradcheck' ? client.gradcheck({ elements: null }) : client.naive()
    await new Promise((resolve) => setImmediate(resolve))
    await client.stopStudy(kind)
    expect(await answer).toEqual({ state: 'stopped' })
    expect(gaveWay() - before).toBeLessThan(6)
  })

  it('gives way to a newer one of its kind, and to a change of the graph', async () => {
    const document = denseNet([2, 3, 1])
    const { client } = await start(document)
    const first = client.gradcheck({ elements: null })
    const second = client.gradcheck({ elements: 1 })
    expect((await first).state).toBe('stopped')
    expect(done(await second).checks.every(({ checked }) => checked === 1)).toBe(true)
    const third = client.gradcheck({ elements: null })
    await new Promise((resolve) => setImmediate(resolve))
    const [, patches] = produceWithPatches(document, (draft) => {
      draft.tensors['t.y'] = { dtype: 'float64', shape: [1, 1], data: [0] }
    })
    await client.apply(patches)
    expect((await third).state).toBe('stopped')
  })

  it('is not ended by a move on the canvas', async () => {
    const document = denseNet([2, 2, 1])
    const { client } = await start(document)
    const answer = client.gradcheck({ elements: 2 })
    const [, patches] = produceWithPatches(document, (draft) => {
      draft.layout.x = { x: 1, y: 1 }
    })
    await client.apply(patches)
    expect((await answer).state).toBe('done')
  })
})

it('finds a backward rule that is 0.05 % off, and its sweep has a floor there', async () => {
  const tanh = ops.get('tanh')!
  const rule = tanh.backward.x!
  const wrong: Op = { ...tanh, backward: { x: (context) => context.k.scale(rule(context), 1.0005) } }
  const document = documentOf(
    { p: { op: 'parameter', attrs: { shape: [2] } }, y: { op: 'tanh' }, L: { op: 'sum' } },
    ['p y.x', 'y L.x'],
    {
      tensors: { 'p.y': { dtype: 'float64', shape: [2], data: [0.3, -1.2] } },
      objective: { node: 'L', port: 'y' },
    },
  )
  const { client } = await start(document, new Map([...ops, ['tanh', wrong]]))
  const { ok, checks } = done(await client.gradcheck({ elements: null }))
  expect(ok).toBe(false)
  expect(checks.map((check) => [check.target, check.ok])).toEqual([
    ['p.y', false],
    ['e1', false],
    ['e2', true],
  ])
  for (const { maxRelativeError } of checks.slice(0, 2)) expect(maxRelativeError).toBeCloseTo(0.0005 / 1.0005, 6)
  const { points } = done(await client.sweep({ target: 'p.y', element: 1 }))
  expect(points.filter(({ h }) => h > 1e-7 && h < 1e-4).every(({ central }) => central! > 4e-4)).toBe(true)
})

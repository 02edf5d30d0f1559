import { afterEach, expect, it, vi } from 'vitest'
import { costCommand } from '../../src/cli/commands/cost'
import { Interrupted, type Interrupt } from '../../src/cli/interrupt'
import { CliProblem } from '../../src/cli/output'
import { denseNet, documentOf, squarings } from '../support/documents'

const noFeed = { feed: [] }

afterEach(() => vi.restoreAllMocks())

it('prints what the design says', async () => {
  const { ok, json, words } = await costCommand(denseNet([2, 4, 2, 1]), noFeed)
  expect(ok).toBe(true)
  expect(json).toEqual({
    scalars: { parameters: 25, edges: 52 },
    multiplications: { cached: 43, perParameter: 179, paths: 227 },
    memory: { bytes: expect.any(Number) as number },
  })
  expect(words).toMatch(/^parameters +25 {2}trainable numbers$/m)
  expect(words).toMatch(/^paths +227 {2}when every path is multiplied out$/m)
})

it('writes numbers beyond 2^53 as strings, exactly, and says where perParameter is not counted', async () => {
  const large = (await costCommand(squarings(100), noFeed)).json as { multiplications: Record<string, unknown> }
  expect(large.multiplications).toEqual({ cached: 199, perParameter: 199, paths: String(2n ** 99n * 100n) })
  const wide = await costCommand(denseNet([784, 128, 64, 10]), noFeed)
  expect((wide.json as typeof large).multiplications).toEqual({
    cached: 118_430,
    perParameter: null,
    paths: 450_565_150,
  })
  expect(wide.words).toContain('(per parameter is counted up to 100,000 edges)')
})

it('refuses what cannot be counted, with the node', async () => {
  const unknown = documentOf({ x: { op: 'input', attrs: { shape: ['N'] } }, y: { op: 'mean' } }, ['x y.x'], {
    objective: { node: 'y', port: 'y' },
  })
  await expect(costCommand(unknown, noFeed)).rejects.toMatchObject({ code: 'unknown-size', node: 'x', port: 'y' })
  const broken = documentOf({ y: { op: 'mean' } }, [], { objective: { node: 'y', port: 'y' } })
  await expect(costCommand(broken, noFeed)).rejects.toThrowError(CliProblem)
})

/** Ctrl-C after so many pieces, each of which takes longer than a slice. */
function interruptedAfter(pieces: number): Interrupt {
  let time = 0
  vi.spyOn(performance, 'now').mockImplementation(() => (time += 1000))
  return {
    asked: () => pieces <= 0,
    breathe: () => (pieces-- > 0 ? Promise.resolve() : Promise.reject(new Interrupted())),
  }
}

it('ends at Ctrl-C with what was counted by then', async () => {
  const network = denseNet([300, 150, 10])
  const counted = async (pieces: number) =>
    (await costCommand(network, noFeed, interruptedAfter(pieces))).json as {
      multiplications: Record<string, unknown>
      stopped?: string
      soFar?: { perParameter: number; parameters: number; of: number }
    }
  const all = (await costCommand(network, noFeed)).json as { multiplications: Record<string, number> }
  expect(all).not.toHaveProperty('stopped')

  expect(await counted(1)).toEqual({
    scalars: (all as unknown as { scalars: unknown }).scalars,
    multiplications: { cached: null, perParameter: null, paths: null },
    stopped: 'interrupted',
  })
  const late = await counted(100)
  expect(late).toMatchObject({
    multiplications: { ...all.multiplications, perParameter: null },
    stopped: 'interrupted',
  })
  const { perParameter, parameters, of } = late.soFar!
  expect(of).toBe(46_660)
  expect(parameters % 32).toBe(0)
  expect(parameters).toBeGreaterThan(32 * 50)
  expect(perParameter).toBeGreaterThan(parameters)
  expect(perParameter).toBeLessThan(all.multiplications.perParameter!)
})

it('says at Ctrl-C which counts are missing, and has no result when nothing was counted', async () => {
  const { words } = await costCommand(denseNet([20, 20, 10]), noFeed, interruptedAfter(25))
  expect(words).toMatch(/^per parameter +– /m)
  expect(words).toMatch(/^per parameter was at [\d,]+ after [\d,]+ of 630 parameters\.$/m)
  expect(words).toMatch(/Interrupted before the end: what has no number was not counted\.$/)
  const chosen = documentOf(
    {
      p: { op: 'parameter', attrs: { shape: [1, 1, 4] } },
      m: { op: 'max_pool1d', attrs: { kernel_size: 2 } },
      s: { op: 'sum' },
    },
    ['p m.x', 'm s.x'],
    { objective: { node: 's', port: 'y' } },
  )
  // Interrupted in the forward pass, which has to run before the count.
  await expect(costCommand(chosen, noFeed, interruptedAfter(0))).rejects.toThrow(Interrupted)
})

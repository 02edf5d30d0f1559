import { expect, it } from 'vitest'
import { costCommand } from '../../src/cli/commands/cost'
import { CliProblem } from '../../src/cli/output'
import { denseNet, documentOf, squarings } from '../support/documents'

const noFeed = { feed: [] }

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

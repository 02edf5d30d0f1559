import { expect, it } from 'vitest'
import { gradcheckCommand } from '../../src/cli/commands/gradcheck'
import { denseNet, documentOf } from '../support/documents'

interface Json {
  ok: boolean
  checks: { target: string; ok: boolean; maxRelativeError: number; kinks: number; checked: number; elements: number }[]
}

it('prints one check for each parameter and each edge, and reports its progress', async () => {
  const document = denseNet([2, 2, 1])
  const seen: number[] = []
  const { ok, json, words } = await gradcheckCommand(document, { feed: [] }, ({ done }) => seen.push(done))
  const { checks } = json as Json
  expect(ok).toBe(true)
  const targets = ['z1.weight', 'z1.bias', 'z2.weight', 'z2.bias', ...Object.keys(document.edges)]
  expect(checks.map(({ target }) => target).sort()).toEqual(targets.sort())
  for (const { maxRelativeError, kinks } of checks) {
    expect(maxRelativeError).toBeLessThan(1e-6)
    expect(kinks).toBe(0)
  }
  expect(seen.length).toBe(checks.reduce((sum, { checked }) => sum + checked, 0))
  expect(words.split('\n').at(-1)).toBe('All gradients agree.')
})

it('fails where backprop is wrong, and names the element', async () => {
  // relu(p) − relu(−p) is p, with slope 1; at 0 backprop takes the slope 0 of both halves.
  const document = documentOf(
    {
      p: { op: 'parameter', attrs: { shape: [2] } },
      n: { op: 'neg' },
      a: { op: 'relu' },
      b: { op: 'relu' },
      d: { op: 'sub' },
      s: { op: 'sum' },
    },
    ['p a.x', 'p n.x', 'n b.x', 'a d.a', 'b d.b', 'd s.x'],
    { tensors: { 'p.y': { dtype: 'float64', shape: [2], data: [1, 0] } }, objective: { node: 's', port: 'y' } },
  )
  const { ok, json, words } = await gradcheckCommand(document, { feed: [] })
  expect(ok).toBe(false)
  const { checks } = json as Json
  expect((json as Json).ok).toBe(false)
  expect(checks.filter((check) => !check.ok).map(({ target }) => target)).toEqual(['p.y'])
  expect(checks.find(({ target }) => target === 'e1')!.kinks).toBe(1)
  expect(words).toMatch(/^FAIL {2}parameter {2}p\.y {2}2 elements, relative error 1\.0e\+0$/m)
  expect(words).toMatch(/element 1: backprop gives 0, differences give (1|0\.9999\d*)\./)
  expect(words).toMatch(/^Some gradients do not agree\.$/m)
  expect((await gradcheckCommand(document, { feed: [], tolerance: 2 })).ok).toBe(true)
})

it('checks as many elements as it is told', async () => {
  const { json } = await gradcheckCommand(denseNet([4, 2, 1]), { feed: [], elements: 1 })
  expect((json as Json).checks.every(({ checked }) => checked === 1)).toBe(true)
})

it('refuses a graph without a loss', async () => {
  const document = documentOf({ x: { op: 'constant' } }, [])
  await expect(gradcheckCommand(document, { feed: [] })).rejects.toMatchObject({ code: 'objective' })
})

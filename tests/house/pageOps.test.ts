import { readdirSync, readFileSync } from 'node:fs'
import { parseAst, transformWithOxc } from 'vite'
import { describe, expect, it } from 'vitest'
import { withoutNumbers } from '../../scripts/pageOps.mjs'

/** The part of a file that the page gets, as JavaScript. */
function forPage(code: string): string | null {
  return withoutNumbers(code, parseAst(code))
}

describe('the page’s part of an op file', () => {
  it('keeps which inputs have a backward rule, and nothing that computes', () => {
    const code = `export default defineOp({
      id: 'weigh',
      shape: ({ x }) => ({ y: x }),
      forward: (k, { x, w }) => ({ y: k.mul(x, w) }),
      backward: { x: ({ k, dy, w }) => k.mul(dy, w), w({ k, dy, x }) { return k.mul(dy, x) }, t: null },
      dependence: { x: () => 1 },
      examples: [{ inputs: {}, outputs: {} }],
    })`
    expect(forPage(code)!.replace(/\s+/g, ' ')).toBe(
      "export default defineOp({ id: 'weigh', shape: ({ x }) => ({ y: x }), forward: undefined, " +
        'backward: { x: true, w: true, t: null }, dependence: undefined, examples: [], })',
    )
  })

  it('is null for a file without a record', () => {
    expect(forPage('export default 7')).toBeNull()
  })

  const folder = new URL('../../src/ops/', import.meta.url)
  const files = readdirSync(folder).filter((name) => name.endsWith('.op.ts'))
  it.each(files)('%s can be taken apart', async (name) => {
    const { code } = await transformWithOxc(readFileSync(new URL(name, folder), 'utf8'), name)
    const stripped = forPage(code)
    expect(stripped).not.toBeNull()
    expect(() => parseAst(stripped!)).not.toThrow()
    expect(stripped!.length).toBeLessThanOrEqual(code.length)
  })
})

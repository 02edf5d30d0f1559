import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { kernelsText } from '../../scripts/kernels.mjs'

it('the WebAssembly that is checked in is what its sources compile to', { timeout: 240_000 }, async () => {
  const kept = readFileSync(new URL('../../src/tensor/wasm/binaries.ts', import.meta.url), 'utf8')
  // Compared as one value: a difference of 70,000 characters is not to be printed.
  expect(kept === (await kernelsText()), 'Run npm run build:kernels, and commit src/tensor/wasm/binaries.ts.').toBe(
    true,
  )
})

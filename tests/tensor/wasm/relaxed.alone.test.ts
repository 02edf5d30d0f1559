/** The same tests with the second build of the module. Node 20 has relaxed SIMD behind a flag, later versions as it is. */
import v8 from 'node:v8'
import { expect, it } from 'vitest'

v8.setFlagsFromString('--experimental-wasm-relaxed-simd')
const { wasmModule } = await import('../../../src/tensor/wasm')
const { relaxed } = await import('../../../src/tensor/wasm/binaries')

it('takes the build with relaxed SIMD', () => {
  const bytes = Uint8Array.from(Buffer.from(relaxed, 'base64'))
  expect(WebAssembly.validate(bytes)).toBe(true)
  expect(wasmModule()).not.toBeNull()
})

await import('./products.test')
await import('./elementwise.test')

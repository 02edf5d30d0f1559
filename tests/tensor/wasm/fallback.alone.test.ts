import { afterEach, expect, it, vi } from 'vitest'
import { DEFAULT_TRAINING } from '../../../src/graph'
import { layersDocument } from '../../support/lineDocument'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

/** Modules that have never seen WebAssembly. */
async function without(WebAssembly: unknown) {
  vi.resetModules()
  vi.stubGlobal('WebAssembly', WebAssembly)
  const { typescriptKernels, wasmKernels, WasmMachine } = await import('../../../src/tensor')
  const { Trainer } = await import('../../../src/train')
  const { ops } = await import('../../../src/ops')
  return { typescriptKernels, wasmKernels, WasmMachine, Trainer, ops }
}

it.each([
  ['no WebAssembly', undefined],
  ['none with SIMD', { validate: (): boolean => false }],
  [
    'a policy that forbids it',
    {
      validate: (): boolean => true,
      Module: class {
        constructor() {
          throw new Error('Refused to compile: unsafe-eval is not allowed.')
        }
      },
    },
  ],
])('a machine with %s computes and trains in TypeScript', async (_, WebAssembly) => {
  const { wasmKernels, WasmMachine, Trainer, ops } = await without(WebAssembly)
  expect(WasmMachine.create('float64')).toBeNull()
  const k = wasmKernels('float64', { always: true })
  const two = k.full([2, 2], 2)
  expect((k.matmul(two, two) as unknown as { data: ArrayLike<number> }).data).toEqual(Float64Array.of(8, 8, 8, 8))
  const trainer = new Trainer({ document: layersDocument({}), ops, settings: { ...DEFAULT_TRAINING, steps: 3 } })
  const [first] = [trainer.advance().loss, trainer.advance().loss]
  expect(trainer.advance().loss).toBeLessThan(first!)
})

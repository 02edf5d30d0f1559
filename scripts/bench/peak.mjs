/** @file The probe of peak.ts, compiled with the same features as the kernels in use. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../house.mjs'

/** Floating operations of one turn. */
const OPERATIONS = 96
const TURNS = 2000

export async function peakProbe(relaxed) {
  const { default: asc } = await import('assemblyscript/asc')
  const source = path.join(root, 'scripts/bench/peak.ts')
  const files = new Map()
  const { error, stderr } = await asc.main(
    [
      ...['peak.ts', '--outFile', 'peak.wasm', '-O3', '--runtime', 'stub', '--importMemory'],
      ...['--enable', relaxed ? 'simd,relaxed-simd' : 'simd', '--use', 'abort='],
    ],
    {
      readFile: (name) => (name === 'peak.ts' ? readFileSync(source, 'utf8') : null),
      writeFile: (name, data) => void files.set(name, data),
      listFiles: () => [],
    },
  )
  if (error) throw new Error(stderr.toString())
  const memory = new WebAssembly.Memory({ initial: 1 })
  new Float32Array(memory.buffer, 1024, 8).fill(0.5)
  const module = new WebAssembly.Module(files.get('peak.wasm'))
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  return {
    operations: OPERATIONS * TURNS,
    make: () => ({ step: () => exports.peak(TURNS, 1024), check: () => [] }),
  }
}

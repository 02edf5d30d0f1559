/** @file Node 20 has relaxed SIMD (fused multiply-add) ready but switched off; later versions have it on. */
import v8 from 'node:v8'

/** To be called before the kernels are compiled. */
export function enableRelaxedSimd(): void {
  if (Number(process.versions.v8.split('.')[0]) < 12) v8.setFlagsFromString('--experimental-wasm-relaxed-simd')
}

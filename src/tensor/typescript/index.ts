/** @file Every kernel in plain TypeScript: the reference, and the fallback where WebAssembly is not to be had. */
import type { Kernels } from '../kernels'
import { axisKernels } from './axis'
import { binaryKernels } from './binary'
import { conv2dKernels } from './conv2d'
import { indexingKernels } from './indexing'
import { createMachine } from './machine'
import { matmulKernels } from './matmul'
import { poolKernels } from './pool'
import { randomKernels } from './random'
import { reduceKernels } from './reduce'
import { rowsKernels } from './rows'
import { shapingKernels } from './shaping'
import { unaryKernels } from './unary'

/**
 * Kernels that work in `dtype`. Tensors of another dtype may be passed (integers, masks, float64 data in a
 * float32 run): they are converted on the way in, and results have `dtype`.
 */
export function typescriptKernels(dtype: 'float64' | 'float32'): Kernels {
  const machine = createMachine(dtype)
  const shaping = shapingKernels(machine)
  return {
    dtype,
    ...shaping,
    ...unaryKernels(machine),
    ...binaryKernels(machine, shaping.broadcastTo),
    ...reduceKernels(machine),
    ...matmulKernels(machine),
    ...axisKernels(machine),
    ...indexingKernels(machine),
    ...rowsKernels(machine),
    ...conv2dKernels(machine),
    ...poolKernels(machine),
    ...randomKernels(machine),
  }
}

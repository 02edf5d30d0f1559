import { createRandom, numel, storageFor, type Shape, type Tensor } from '../../src/tensor'

/** Standard normal numbers, the same for the same seed. */
export function randomTensor(shape: Shape, seed: number, dtype: 'float64' | 'float32' = 'float64'): Tensor {
  const random = createRandom(seed)
  return { dtype, shape, data: storageFor(dtype, numel(shape)).map(() => random.normal()) }
}

/** @file What the bench uses of the engine; built by Vite, since the sources are TypeScript. */
export { check } from '../../src/check'
export { makePlan, Session } from '../../src/engine'
export { ops } from '../../src/ops'
export * from '../../src/tensor'
export { Recording, shardServer, Trainer } from '../../src/train'
export { relaxed as relaxedKernels } from '../../src/tensor/wasm/binaries'

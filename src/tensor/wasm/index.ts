export { wasmKernels } from './eager'
export { wasmModule } from './load'
export { WasmMachine } from './machine'

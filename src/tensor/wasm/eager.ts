/**
 * @file Kernels for looking: TypeScript's, with the heavy calls copied into the module's memory, worked out there, and
 * copied back. Results are plain arrays, so the garbage collector owns them and the memory is free after each call.
 */
import type { Kernels } from '../kernels'
import { storageFor } from '../make'
import { numel } from '../shape'
import type { Ref, Tensor } from '../types'
import { typescriptKernels } from '../typescript'
import { bytesOf, WasmMachine } from './machine'
import type { Native } from './native'
import { natives } from './natives'

type Float = 'float64' | 'float32'

/** Below this much work, the call costs more than it saves. */
const WORTH_IT = 1 << 15
/** Multiplications for each element moved. */
const WORK_PER_ELEMENT = 8
/** What one call may hold in the module: its memory never shrinks. */
const LIMIT = 2 ** 28

/** Calls that can be worth it: all others take less time than copying. */
const HEAVY = [
  ...['matmul', 'conv2d', 'conv2dInputGrad', 'conv2dWeightGrad'],
  ...['exp', 'log', 'sigmoid', 'tanh', 'erf', 'softplus', 'softmax', 'logSoftmax'],
]

interface Options {
  /** Every call that the module has, however small: for tests. */
  readonly always?: boolean
}

const made = new Map<Float, Kernels>()

/** TypeScript's kernels themselves where WebAssembly SIMD is not to be had. Whoever asks shares one machine: nothing stays in it. */
export function wasmKernels(dtype: Float, { always = false }: Options = {}): Kernels {
  if (always) return makeKernels(dtype, Object.keys(natives), () => true)
  let kernels = made.get(dtype)
  if (!kernels) made.set(dtype, (kernels = makeKernels(dtype, HEAVY, isWorthIt)))
  return kernels
}

function makeKernels(dtype: Float, names: readonly string[], wanted: (native: Native) => boolean): Kernels {
  const reference = typescriptKernels(dtype)
  const machine = WasmMachine.create(dtype)
  if (!machine) return reference
  const kernels: Record<string, unknown> = { ...reference }
  for (const name of names) {
    const plan = natives[name]!
    const slow = reference[name as keyof Kernels] as unknown as (...args: never[]) => unknown
    kernels[name] = (...args: never[]) => {
      const native = plan(dtype, ...args)
      return native && wanted(native) ? (runOnce(machine, native) ?? slow(...args)) : slow(...args)
    }
  }
  return kernels as unknown as Kernels
}

function isWorthIt({ work, operands, results }: Native): boolean {
  if (work < WORTH_IT) return false
  let moved = 0
  for (const { ref } of operands) moved += numel(ref.shape)
  for (const { shape } of results) moved += numel(shape)
  return work >= WORK_PER_ELEMENT * moved
}

/** Null when the call needs more memory than it may have. */
function runOnce(machine: WasmMachine, native: Native): Ref | Record<string, Ref> | null {
  const { functions, dtype } = machine
  const { operands, results, geometry = [], scratch, names } = native
  const storedAs = ({ as }: (typeof operands)[number]) => (as === 'float' ? dtype : 'int64')
  let bytes = 0
  for (const operand of operands) bytes += bytesOf(storedAs(operand), operand.ref.shape)
  for (const { dtype: type, shape } of results) bytes += bytesOf(type, shape)
  if (bytes > LIMIT) return null

  const mark = machine.mark()
  try {
    const words = machine.allocate(4 * geometry.length)
    machine.words(words, geometry)
    const room = scratch?.(functions, words) ?? 0
    if (room > LIMIT) return null
    const site = {
      geometry: words,
      scratch: machine.allocate(room),
      operands: operands.map((operand) => machine.allocate(bytesOf(storedAs(operand), operand.ref.shape))),
      results: results.map(({ dtype: type, shape }) => machine.allocate(bytesOf(type, shape))),
    }
    operands.forEach((operand, i) => {
      const { data } = operand.ref as Tensor
      machine.view(storedAs(operand), site.operands[i]!, data.length).set(data)
    })
    native.lower(functions, site)()
    const tensors = results.map(({ dtype: type, shape }, i): Tensor => {
      const data = storageFor(type, numel(shape))
      data.set(machine.view(type, site.results[i]!, data.length))
      return { dtype: type, shape, data }
    })
    return names ? Object.fromEntries(names.map((name, i) => [name, tensors[i]!])) : tensors[0]!
  } finally {
    machine.release(mark)
  }
}

import { expect, it } from 'vitest'
import { numel, type Ref } from '../../../src/tensor'
import type { Conv2dGeometry } from '../../../src/tensor/kernels'
import { bytesPerElement, WasmMachine } from '../../../src/tensor/wasm/machine'
import type { Native } from '../../../src/tensor/wasm/native'
import { conv2d, conv2dInputGrad, conv2dWeightGrad } from '../../../src/tensor/wasm/products'
import { dtypes, seeded } from './support'

/** Elements behind a result and behind the scratch that must stay as they are. */
const BEHIND = 4096
const MARK = 7

/** Runs it with marks behind everything that it may write. @returns what was written over. */
function overruns(dtype: (typeof dtypes)[number], native: Native): string[] {
  const machine = WasmMachine.create(dtype)!
  const size = bytesPerElement(dtype)
  const marked = (elements: number) => {
    const at = machine.allocate((elements + BEHIND) * size)
    machine.view(dtype, at, elements + BEHIND).fill(MARK)
    return { at, isWhole: () => machine.view(dtype, at + elements * size, BEHIND).every((x) => x === MARK) }
  }
  const operands = native.operands.map(({ ref }) => marked(numel(ref.shape)))
  const results = native.results.map(({ shape }) => marked(numel(shape)))
  const geometry = machine.allocate(4 * native.geometry!.length)
  machine.words(geometry, native.geometry!)
  const scratch = marked(Math.ceil(native.scratch!(machine.functions, geometry) / size))
  const places = (all: readonly { at: number }[]) => all.map(({ at }) => at)
  native.lower(machine.functions, {
    operands: places(operands),
    results: places(results),
    geometry,
    scratch: scratch.at,
  })()
  const rooms = { result: results[0]!, scratch, x: operands[0]!, w: operands[1]! }
  return Object.entries(rooms).flatMap(([name, room]) => (room.isWhole() ? [] : [name]))
}

it.each(dtypes)('convolutions in %s write nothing outside their results and their scratch', (dtype) => {
  const { random } = seeded(11)
  const pick = (...from: readonly number[]) => from[Math.floor(random.uniform() * from.length)]!
  const pair = (...from: readonly number[]): [number, number] => [pick(...from), pick(...from)]
  let run = 0
  while (run < 300) {
    const groups = pick(1, 1, 1, 2, 3)
    const [inputs, outputs] = [groups * pick(1, 3, 4, 8, 16), groups * pick(1, 2, 5, 8, 16)]
    const [height, width] = pair(4, 7, 8, 12, 16, 28)
    const geometry: Conv2dGeometry = {
      kernel: pair(1, 2, 3, 5),
      stride: pair(1, 1, 2, 3, 4),
      padding: pair(0, 0, 1, 2),
      dilation: pair(1, 1, 2),
      groups,
    }
    const sizes = [height, width].map((size, axis) => {
      const span = geometry.dilation[axis]! * (geometry.kernel[axis]! - 1) + 1
      return Math.floor((size + 2 * geometry.padding[axis]! - span) / geometry.stride[axis]!) + 1
    })
    if (sizes.some((size) => size < 1)) continue
    const ref = (...shape: number[]): Ref => ({ shape, dtype })
    const x = ref(pick(1, 2, 3), inputs, height, width)
    const w = ref(outputs, inputs / groups, ...geometry.kernel)
    const dy = ref(x.shape[0]!, outputs, ...sizes)
    const all = {
      forward: conv2d(dtype, x, w, geometry),
      input: conv2dInputGrad(dtype, dy, w, x.shape, geometry),
      weight: conv2dWeightGrad(dtype, dy, x, w.shape, geometry),
    }
    for (const [way, native] of Object.entries(all))
      if (native) expect(overruns(dtype, native), `${way} ${JSON.stringify({ x, w, geometry })}`).toEqual([])
    run++
  }
})

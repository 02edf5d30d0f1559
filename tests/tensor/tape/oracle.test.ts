/** PyTorch's values and gradients of every op once more: through the module's kernels, and through a recorded tape. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ops } from '../../../src/ops'
import { Recorder, Tape, wasmKernels, WasmMachine, type Slot, type Tensor } from '../../../src/tensor'
import { expectClose } from '../../support/close'
import { attrsFor, runOp, tensorsOf, type TensorJson, type Tensors } from '../../support/opRun'

interface OracleCase {
  readonly id: string
  readonly attrs: Record<string, unknown>
  readonly inputs: Record<string, TensorJson>
  readonly outputs: Record<string, TensorJson>
  readonly upstream: Record<string, TensorJson>
  readonly grads: Record<string, TensorJson>
}

const folder = new URL('../../oracle/ops/', import.meta.url)
const kernels = wasmKernels('float64', { always: true })

describe.each(readdirSync(folder).filter((name) => name.endsWith('.json')))('%s', (file) => {
  const { op: name, cases } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as {
    op: string
    cases: OracleCase[]
  }
  const op = ops.get(name === 'linear' ? 'affine' : name)!

  it.each(cases.map((c) => [c.id, c] as const))('%s', (_, { attrs, inputs, outputs, upstream, grads }) => {
    const given = tensorsOf(inputs, 'float64')
    const deltas = tensorsOf(upstream, 'float64')
    const parsed = attrsFor(op, attrs, inputs)

    const eager = runOp(op, kernels, given, parsed, deltas)
    for (const [port, { data }] of Object.entries(outputs))
      expectClose(eager.outputs[port]?.data, data.map(Number), `module, ${port}`)
    for (const [port, { data }] of Object.entries(grads))
      expectClose(eager.gradient(port).data, data.map(Number), `module, gradient of ${port}`)

    const recorder = new Recorder('float64')
    const slots = (tensors: Tensors) =>
      Object.fromEntries(
        Object.entries(tensors).map(([port, { shape, dtype }]) => [port, recorder.input(shape, dtype)]),
      )
    const [inputSlots, deltaSlots] = [slots(given), slots(deltas)]
    const run = runOp(op, recorder.kernels, inputSlots as unknown as Tensors, parsed, deltaSlots as unknown as Tensors)
    const gradients = Object.fromEntries(Object.keys(grads).map((port) => [port, run.gradient(port)]))
    const asked = Object.keys(outputs).map((port) => run.outputs[port]!)
    const all: Slot[] = [...Object.values(inputSlots), ...Object.values(deltaSlots)]
    const tape = new Tape(WasmMachine.create('float64')!, recorder, [...asked, ...Object.values(gradients)], all)
    const write = (tensors: Tensors, into: Record<string, Slot>, change: (x: number) => number) => {
      for (const [port, { data, dtype }] of Object.entries(tensors))
        tape.write(into[port]!, dtype === 'float64' ? data.map(change) : data)
    }
    // A run with other numbers first: nothing of it may be left in the second.
    write(given, inputSlots, (x) => x + 0.5)
    write(deltas, deltaSlots, (x) => -x)
    tape.run()
    write(given, inputSlots, (x) => x)
    write(deltas, deltaSlots, (x) => x)
    tape.run()
    const read = (tensor: Tensor | undefined) => tape.read(recorder.slot(tensor!))
    for (const [port, { data, shape }] of Object.entries(outputs)) {
      expect(read(run.outputs[port]).shape).toEqual(shape)
      expectClose(read(run.outputs[port]).data, data.map(Number), `tape, ${port}`)
    }
    for (const [port, { data }] of Object.entries(grads))
      expectClose(read(gradients[port]).data, data.map(Number), `tape, gradient of ${port}`)
  })
})

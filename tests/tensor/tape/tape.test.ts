import { describe, expect, it } from 'vitest'
import {
  Recorder,
  Tape,
  typescriptKernels,
  WasmMachine,
  type Kernels,
  type Ref,
  type Slot,
  type Tensor,
} from '../../../src/tensor'
import { dtypes, expectTensor, normal, seeded, tolerance } from '../wasm/support'

/** Records `work`, runs it on `given`, and reads what it returned. */
function taped(
  dtype: 'float64' | 'float32',
  given: readonly Tensor[],
  work: (k: Kernels, refs: readonly Ref[]) => readonly Ref[],
) {
  const recorder = new Recorder(dtype)
  const inputs = given.map(({ shape, dtype: type }) => recorder.input(shape, type))
  const kept = work(recorder.kernels, inputs).map((ref) => recorder.slot(ref))
  const tape = new Tape(WasmMachine.create(dtype)!, recorder, kept, inputs)
  const run = (tensors: readonly Tensor[]) => {
    tensors.forEach(({ data }, i) => tape.write(inputs[i]!, data))
    tape.run()
    return kept.map((slot) => tape.read(slot))
  }
  return { tape, recorder, results: run(given), run }
}

describe.each(dtypes)('a tape in %s', (dtype) => {
  const k = typescriptKernels(dtype)

  it('gives what the kernels give, for random programs whose results share memory', () => {
    const { random, between } = seeded(7)
    for (let program = 0; program < 60; program++) {
      const [rows, cols] = [between(1, 40), between(1, 60)]
      const given = [
        normal([rows, cols], random, dtype),
        normal([rows, cols], random, dtype),
        normal([cols], random, dtype),
      ]
      const seed = between(1, 1e6)
      const work = (kernels: Kernels, refs: readonly Ref[]) => {
        const choose = seeded(seed)
        const pool = [...refs]
        const pick = () => choose.oneOf(pool)
        for (let i = 0; i < 25; i++) {
          const [a, b] = [pick(), pick()]
          pool.push(
            choose.oneOf([
              () => kernels.add(a, b),
              () => kernels.mul(a, kernels.tanh(b)),
              () => kernels.sub(a, b),
              () => kernels.relu(a),
              () => kernels.sigmoid(a),
              () => kernels.scale(a, 0.5),
              () => kernels.mul(a, kernels.greater(b, kernels.full([], 0))),
              () => kernels.mul(a, kernels.mul(kernels.sigmoid(b), kernels.shift(kernels.neg(kernels.sigmoid(b)), 1))),
              () => kernels.sumTo(kernels.add(a, refs[0]!), [cols]),
              () => kernels.where(kernels.greater(a, b), a, b),
              () => kernels.reshape(kernels.reshape(a, [-1]), a.shape),
              () => kernels.softmax(kernels.add(a, refs[1]!), 1),
              () =>
                kernels.tanh(
                  kernels.add(
                    kernels.matmul(kernels.add(a, refs[0]!), kernels.add(b, refs[1]!), { transposeB: true }),
                    kernels.full([rows], 0.1),
                  ),
                ),
            ])(),
          )
          // Products are square in the rows: only what fits the pool goes on.
          const last = pool.at(-1)!
          const fits = last.shape.at(-1) === cols && (last.shape.length === 1 || last.shape[0] === rows)
          if (!fits) pool.pop()
        }
        // Few are kept, so that most of the memory changes hands.
        return [pool.at(-1)!, pool.at(-4)!, pool[5]!]
      }
      const want = work(k, given) as Tensor[]
      const { results, run } = taped(dtype, given, work)
      const within = { absolute: tolerance[dtype].absolute * 50, relative: tolerance[dtype].relative * 50 }
      results.forEach((got, i) => expectTensor(got, want[i]!, `program ${program}, result ${i}`, within))
      run(given.map(({ shape }) => normal(shape, random, dtype)))
      run(given).forEach((got, i) => expectTensor(got, want[i]!, `program ${program} again, result ${i}`, within))
    }
  })

  it('adds a bias within the product, and an error times a slope in one call', () => {
    const { random } = seeded(8)
    const [x, weight, bias] = [normal([6, 4], random, dtype), normal([3, 4], random, dtype), normal([3], random, dtype)]
    const work = (kernels: Kernels, [a, w, b]: readonly Ref[]) => {
      const z = kernels.add(kernels.matmul(a!, w!, { transposeB: true }), b!)
      const y = kernels.tanh(z)
      return [y, kernels.mul(z, kernels.shift(kernels.neg(kernels.mul(y, y)), 1))]
    }
    const { tape, results } = taped(dtype, [x, weight, bias], work)
    work(k, [x, weight, bias]).forEach((want, i) =>
      expectTensor(results[i]!, want as Tensor, `result ${i}`, tolerance[dtype]),
    )
    // The product with its bias, tanh, and the product with the slope.
    expect(tape.length).toBe(3)
  })

  it.each([
    ['and x is written over by relu', false, 4],
    ['also where x is kept', true, 4],
  ])('sends errors back through a pool and a relu in one call, %s', (_, keepX, length) => {
    const { random } = seeded(11)
    const given = [normal([2, 3, 9, 10], random, dtype), normal([2, 3, 4, 9], random, dtype)]
    given[0]!.data.set([NaN, -Infinity, Infinity, 0, -0], 7)
    given[1]!.data.set([Infinity, NaN, -Infinity], 40)
    // Windows overlap, so that some numbers win twice.
    const pool = { kernel: [3, 2], stride: [2, 1], padding: [0, 0], dilation: [1, 1], out: [4, 9] } as const
    const geometry = { ...pool, countIncludePad: true }
    const work = (kernels: Kernels, [x, dy]: readonly Ref[]) => {
      const z = kernels.scale(x!, 2)
      const y = kernels.relu(z)
      const { y: pooled, index } = kernels.maxPool2d(y, geometry)
      const dz = kernels.mul(kernels.maxPool2dGrad(dy!, index, y.shape), kernels.greater(z, kernels.full([], 0)))
      return [pooled, dz, ...(keepX ? [z] : [])]
    }
    const { tape, results } = taped(dtype, given, work)
    work(k, given).forEach((want, i) => expectTensor(results[i]!, want as Tensor, `result ${i}`, tolerance[dtype]))
    expect(tape.length).toBe(length)
  })

  it('lets relu write over what only its slope would still read', () => {
    const { random } = seeded(12)
    const x = normal([4000], random, dtype)
    const size = 4000 * (dtype === 'float64' ? 8 : 4)
    const work = (kernels: Kernels, [a]: readonly Ref[]) => {
      const z = kernels.scale(kernels.exp(a!), -1)
      const total = kernels.sum(kernels.relu(z), [0], false)
      return [kernels.mul(a!, kernels.greater(z, kernels.full([], 0))), total]
    }
    const { tape, results } = taped(dtype, [x], work)
    work(k, [x]).forEach((want, i) => expectTensor(results[i]!, want as Tensor, `result ${i}`, tolerance[dtype]))
    // z, relu(z) and the result lie in one place.
    expect(tape.arena).toBeLessThan(1.5 * size)
  })

  it('works out constants once, and equal calls once', () => {
    const { random } = seeded(9)
    const x = normal([50], random, dtype)
    const work = (kernels: Kernels, [a]: readonly Ref[]) => [
      kernels.add(kernels.exp(a!), kernels.mul(kernels.full([], 2), kernels.full([], 3))),
      kernels.mul(kernels.exp(a!), kernels.full([], -0)),
      kernels.mul(kernels.exp(a!), kernels.full([], 0)),
      kernels.scale(a!, Infinity),
      kernels.scale(a!, -Infinity),
    ]
    const { tape, results } = taped(dtype, [x], work)
    work(k, [x]).forEach((want, i) => expectTensor(results[i]!, want as Tensor, `result ${i}`, tolerance[dtype]))
    expect(tape.length).toBe(6)
  })

  it('needs less memory than all of its results together, and more when they are kept', () => {
    const { random } = seeded(10)
    const x = normal([1000], random, dtype)
    const chain =
      (keep: boolean) =>
      (kernels: Kernels, [a]: readonly Ref[]) => {
        const steps: Ref[] = [a!]
        for (let i = 0; i < 20; i++) steps.push(kernels.sumTo(kernels.mul(kernels.tanh(steps.at(-1)!), a!), [1000]))
        return keep ? steps.slice(1) : [steps.at(-1)!]
      }
    const few = taped(dtype, [x], chain(false)).tape.arena
    const all = taped(dtype, [x], chain(true)).tape.arena
    expect(few).toBeLessThan(4 * 8 * 1024)
    expect(all).toBeGreaterThanOrEqual(20 * 1000 * (dtype === 'float64' ? 8 : 4))
  })

  it('shows tensors on the way, and leaves off at an error', () => {
    const recorder = new Recorder(dtype)
    const x: Slot = recorder.input([2], dtype)
    const seen: number[][] = []
    const double = recorder.kernels.scale(x, 2)
    recorder.look([double], ([tensor]) => {
      seen.push([...tensor!.data])
      if (tensor!.data[0] === 14) throw new Error('refused')
    })
    const sum = recorder.slot(recorder.kernels.sum(double, [0], false))
    const tape = new Tape(WasmMachine.create(dtype)!, recorder, [sum], [x])
    tape.write(x, Float64Array.of(1, 2))
    tape.run()
    expect(tape.read(sum).data[0]).toBe(6)
    tape.write(x, Float64Array.of(7, 2))
    expect(() => tape.run()).toThrow('refused')
    expect(seen).toEqual([
      [2, 4],
      [14, 4],
    ])
  })
})

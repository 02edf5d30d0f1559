/** @file ONNX Runtime Web on WebAssembly, one thread: forward, backward and update written out as one ONNX graph. */
import { createRequire } from 'node:module'
import path from 'node:path'
import { root } from '../house.mjs'
import { OnnxGraph } from './onnx.mjs'

const peers = createRequire(path.join(root, 'bench', 'package.json'))

export async function ortWeb() {
  process.env.ORT_DISABLE_TELEMETRY = '1'
  const workers = Object.getOwnPropertyDescriptor(globalThis, 'Worker')
  const ort = peers('onnxruntime-web')
  ort.env.wasm.numThreads = 1
  ort.env.logLevel = 'error'
  const tensor = ({ shape, data }) => new ort.Tensor('float32', Float32Array.from(data), shape)
  const session = async (graph) => {
    const made = await ort.InferenceSession.create(graph.bytes(), { executionProviders: ['wasm'], logSeverityLevel: 3 })
    // It leaves a Worker behind, which another engine would take for a browser's.
    if (workers) Object.defineProperty(globalThis, 'Worker', workers)
    else delete globalThis.Worker
    return made
  }
  const oneHot = ({ data }) => {
    const rows = new Float32Array(data.length * 10)
    data.forEach((value, i) => (rows[i * 10 + value] = 1))
    return { shape: [data.length, 10], data: rows }
  }

  /** Loss and its gradient by the scores. */
  const crossEntropy = (g, scores, truth, n) => {
    const p = g.op('Softmax', [scores], { axis: 1 })
    const sum = g.op('ReduceSum', [g.op('Mul', [g.op('Log', [p]), truth])], { keepdims: 0 })
    const loss = g.output(g.op('Mul', [sum, g.constant([], [-1 / n])]), [])
    return { loss, delta: g.op('Mul', [g.op('Sub', [p, truth]), g.constant([], [1 / n])]) }
  }
  const positive = (g, y, delta) =>
    g.op('Mul', [delta, g.op('Cast', [g.op('Greater', [y, g.constant([], [0])])], { to: 1 })])

  /** Feeds the updated parameters back, as training has to. */
  const training = async (g, feeds, parameters, gradients, lr, loss) => {
    const rate = g.constant([], [lr])
    const updated = Object.entries(parameters).map(([name, { shape }], i) => [
      name,
      g.output(g.op('Sub', [name, g.op('Mul', [gradients[i], rate])]), shape),
    ])
    const run = await session(g)
    let given = Object.fromEntries(Object.entries({ ...feeds, ...parameters }).map(([name, t]) => [name, tensor(t)]))
    let last
    const step = async () => {
      const results = await run.run(given)
      last = results[loss].data[0]
      given = { ...given, ...Object.fromEntries(updated.map(([name, result]) => [name, results[result]])) }
    }
    return { step, waits: true, check: () => [last], end: () => run.release() }
  }

  /** δW of a convolution, as a convolution of the batch with the errors. */
  const weightGradient = (g, x, delta, stride, kernel) => {
    const swapped = [x, delta].map((name) => g.op('Transpose', [name], { perm: [1, 0, 2, 3] }))
    const wide = g.op('Conv', swapped, { dilations: [stride, stride] })
    const cut = g.op('Slice', [wide, g.integers([0, 0]), g.integers([kernel, kernel]), g.integers([2, 3])])
    return g.op('Transpose', [cut], { perm: [1, 0, 2, 3] })
  }

  const one = (given, build, shape, looks) => async () => {
    const g = new OnnxGraph()
    for (const [name, t] of Object.entries(given)) g.input(name, t.shape)
    const result = g.output(build(g), shape)
    const run = await session(g)
    const feeds = Object.fromEntries(Object.entries(given).map(([name, t]) => [name, tensor(t)]))
    let last
    const step = async () => void (last = (await run.run(feeds))[result].data)
    return { step, waits: true, check: () => looks.map((at) => last[at]), end: () => run.release() }
  }

  return {
    name: 'ONNX Runtime Web',
    mlp:
      ({ x, target, layers, lr }) =>
      () => {
        const g = new OnnxGraph()
        const parameters = {}
        layers.forEach(({ weight, bias }, i) => Object.assign(parameters, { [`w${i}`]: weight, [`b${i}`]: bias }))
        const feeds = { x, t: oneHot(target) }
        for (const [name, { shape }] of Object.entries({ ...feeds, ...parameters })) g.input(name, shape)
        const hidden = g.op('Relu', [g.op('Gemm', ['x', 'w0', 'b0'], { transB: 1 })])
        const { loss, delta } = crossEntropy(
          g,
          g.op('Gemm', [hidden, 'w1', 'b1'], { transB: 1 }),
          't',
          target.data.length,
        )
        const rows = g.integers([0])
        const inner = positive(g, hidden, g.op('MatMul', [delta, 'w1']))
        const gradients = [
          g.op('Gemm', [inner, 'x'], { transA: 1 }),
          g.op('ReduceSum', [inner, rows], { keepdims: 0 }),
          g.op('Gemm', [delta, hidden], { transA: 1 }),
          g.op('ReduceSum', [delta, rows], { keepdims: 0 }),
        ]
        return training(g, feeds, parameters, gradients, lr, loss)
      },
    lenet:
      ({ x, target, convolutions, affine, lr }) =>
      () => {
        const g = new OnnxGraph()
        const n = target.data.length
        const parameters = {}
        convolutions.forEach(({ weight, bias }, i) => Object.assign(parameters, { [`w${i}`]: weight, [`b${i}`]: bias }))
        Object.assign(parameters, { w: affine.weight, b: affine.bias })
        const feeds = { x, t: oneHot(target) }
        for (const [name, { shape }] of Object.entries({ ...feeds, ...parameters })) g.input(name, shape)
        const pool = { kernel_shape: [2, 2], strides: [2, 2] }
        const y0 = g.op('Relu', [g.op('Conv', ['x', 'w0', 'b0'])])
        const [p0, i0] = g.op('MaxPool', [y0], pool, 2)
        const y1 = g.op('Relu', [g.op('Conv', [p0, 'w1', 'b1'])])
        const [p1, i1] = g.op('MaxPool', [y1], pool, 2)
        const flat = g.op('Reshape', [p1, g.integers([n, 256])])
        const { loss, delta } = crossEntropy(g, g.op('Gemm', [flat, 'w', 'b'], { transB: 1 }), 't', n)
        const back = g.op('Reshape', [g.op('MatMul', [delta, 'w']), g.integers([n, 16, 4, 4])])
        const d1 = positive(g, y1, g.op('MaxUnpool', [back, i1], pool))
        const d0 = positive(g, y0, g.op('MaxUnpool', [g.op('ConvTranspose', [d1, 'w1']), i0], pool))
        const places = g.integers([0, 2, 3])
        const gradients = [
          weightGradient(g, 'x', d0, 1, 5),
          g.op('ReduceSum', [d0, places], { keepdims: 0 }),
          weightGradient(g, p0, d1, 1, 5),
          g.op('ReduceSum', [d1, places], { keepdims: 0 }),
          g.op('Gemm', [delta, flat], { transA: 1 }),
          g.op('ReduceSum', [delta, g.integers([0])], { keepdims: 0 }),
        ]
        return training(g, feeds, parameters, gradients, lr, loss)
      },
    convolution: ({ x, weight, dy, stride }) => ({
      forward: one(
        { x, weight },
        (g) => g.op('Conv', ['x', 'weight'], { strides: [stride, stride] }),
        dy.shape,
        [0, 12345],
      ),
      weight: one({ x, dy }, (g) => weightGradient(g, 'x', 'dy', stride, 11), weight.shape, [0, 12345]),
      input: one(
        { dy, weight },
        (g) => g.op('ConvTranspose', ['dy', 'weight'], { strides: [stride, stride], output_padding: [1, 1] }),
        x.shape,
        [0, 12345],
      ),
    }),
    product: ({ a, b }) => one({ a, b }, (g) => g.op('MatMul', ['a', 'b']), a.shape, [0, 12345]),
  }
}

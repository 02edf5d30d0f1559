/** @file Gradwire's side of the bench. */
import { documentOf } from './networks.mjs'

const SETTINGS = { steps: 1e9, batchSize: null, seed: 0, tolerance: null }

export function gradwire(engine) {
  const { check, fromArray, makePlan, ops, Recorder, Recording, Tape, Trainer, WasmMachine } = engine

  /** One pass of a network, recorded; `wanted` says what is kept. */
  const recording = (network, wanted, dtype = 'float32') => {
    const document = documentOf(network)
    const given = new Map(
      Object.entries(document.tensors).map(([key, { shape, data, dtype: type }]) => [
        key,
        fromArray(shape, data, type === 'float64' ? dtype : type),
      ]),
    )
    const plan = makePlan(check(document, ops, Object.fromEntries(given)))
    const made = Recording.make(dtype, plan, plan.order, given, wanted)
    made.write(given)
    return made
  }

  const trainer =
    (network, threads = []) =>
    () => {
      const made = new Trainer({
        threads,
        document: documentOf(network),
        ops,
        dtype: 'float32',
        settings: { ...SETTINGS, optimizer: { kind: 'sgd', lr: network.lr } },
      })
      let loss
      return { step: () => void (loss = made.advance().loss), check: () => [loss], end: () => made.close() }
    }

  const pass = (network, wanted, dtype) => () => {
    const made = recording(network, wanted, dtype)
    return { step: () => made.run(), check: () => [made.loss] }
  }

  /** One kernel on given tensors; all places of `look` are compared. */
  const kernel = (given, work, look) => () => {
    const recorder = new Recorder('float32')
    const slots = given.map(({ shape }) => recorder.input(shape, 'float32'))
    const result = recorder.slot(work(recorder.kernels, ...slots))
    const tape = new Tape(WasmMachine.create('float32'), recorder, [result], slots)
    given.forEach(({ data }, i) => tape.write(slots[i], data))
    return { step: () => tape.run(), check: () => look.map((at) => tape.read(result).data[at]) }
  }

  return {
    name: 'Gradwire',
    pass,
    tiny: (network) => () => {
      const made = recording(network, 'everything')
      made.run()
      // Views over the memory in which it runs: after each step they show that step.
      const { gradients, deltas } = made.read()
      return {
        step: () => made.run(),
        check: () => [made.loss, gradients.get('z0.weight').data[0], deltas.get('x.y').data[0]],
      }
    },
    trainer,
    mlp: (network) => trainer(network),
    lenet: (network) => trainer(network),
    convolution: ({ x, weight, dy, stride }) => {
      const geometry = {
        kernel: weight.shape.slice(2),
        stride: [stride, stride],
        padding: [0, 0],
        dilation: [1, 1],
        groups: 1,
      }
      return {
        forward: kernel([x, weight], (k, a, w) => k.conv2d(a, w, geometry), [0, 12345]),
        weight: kernel([dy, x], (k, d, a) => k.conv2dWeightGrad(d, a, weight.shape, geometry), [0, 12345]),
        input: kernel([dy, weight], (k, d, w) => k.conv2dInputGrad(d, w, x.shape, geometry), [0, 12345]),
      }
    },
    product: ({ a, b }) => kernel([a, b], (k, p, q) => k.matmul(p, q), [0, 12345]),
  }
}

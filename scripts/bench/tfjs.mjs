/** @file TensorFlow.js on its WebAssembly backend, with its own autodiff and optimizer where it trains. */
import { createRequire } from 'node:module'
import path from 'node:path'
import { root } from '../house.mjs'

const peers = createRequire(path.join(root, 'bench', 'package.json'))

export async function tfjs() {
  const tf = peers('@tensorflow/tfjs')
  const wasm = peers('@tensorflow/tfjs-backend-wasm')
  wasm.setWasmPaths(`${path.dirname(peers.resolve('@tensorflow/tfjs-backend-wasm'))}/`)
  await tf.setBackend('wasm')
  weightGradientFrom3d(tf)

  const tensor = ({ shape, data }) => tf.tensor(data, shape)
  /** NCHW → NHWC, and OIHW → HWIO. */
  const image = (given) => tf.tidy(() => tf.transpose(tensor(given), [0, 2, 3, 1]))
  const filter = (given) => tf.tidy(() => tf.transpose(tensor(given), [2, 3, 1, 0]))
  const oneHot = ({ data }) => tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(Array.from(data), 'int32'), 10), 'float32'))
  const transposed = (given) => tf.tidy(() => tf.transpose(tensor(given)))

  const training = (lr, variables, loss) => {
    const optimizer = tf.train.sgd(lr)
    let last
    const step = () =>
      tf.tidy(() => {
        last = optimizer.minimize(loss, true, variables).dataSync()[0]
      })
    return { step, check: () => [last] }
  }

  return {
    name: 'TensorFlow.js WASM',
    /** Each op and each gradient a tensor of its own, all read. */
    tiny:
      ({ x, target, layers }) =>
      () => {
        const [input, wanted] = [tensor(x), tensor(target)]
        const weights = layers.map(({ weight }) => tensor(weight))
        const biases = layers.map(({ bias }) => tensor(bias))
        const n = target.data.length
        let last
        const step = () =>
          tf.tidy(() => {
            const all = []
            const put = (made) => (all.push(made), made)
            const values = [input]
            layers.forEach((_, i) => {
              const z = put(tf.add(tf.matMul(values[i], weights[i], false, true), biases[i]))
              values.push(put(tf.sigmoid(z)))
            })
            const gap = tf.sub(values.at(-1), wanted)
            const loss = put(tf.mean(tf.square(gap)))
            let delta = put(tf.mul(gap, 2 / n))
            put(tf.neg(delta))
            let gradient
            for (let i = layers.length - 1; i >= 0; i--) {
              const y = values[i + 1]
              const z = put(tf.mul(delta, tf.mul(y, tf.sub(1, y))))
              put(tf.sum(z, 0))
              gradient = put(tf.matMul(z, values[i], true, false))
              delta = put(tf.matMul(z, weights[i]))
            }
            for (const made of all) made.dataSync()
            last = [loss.dataSync()[0], gradient.dataSync()[0], delta.dataSync()[0]]
          })
        return { step, check: () => last }
      },
    mlp:
      ({ x, target, layers, lr }) =>
      () => {
        const [input, wanted] = [tensor(x), oneHot(target)]
        const [w1, w2] = layers.map(({ weight }) => tf.variable(transposed(weight)))
        const [b1, b2] = layers.map(({ bias }) => tf.variable(tensor(bias)))
        const scores = () => tf.add(tf.matMul(tf.relu(tf.add(tf.matMul(input, w1), b1)), w2), b2)
        return training(lr, [w1, b1, w2, b2], () => tf.losses.softmaxCrossEntropy(wanted, scores()))
      },
    lenet:
      ({ x, target, convolutions, affine, lr }) =>
      () => {
        const [input, wanted] = [image(x), oneHot(target)]
        const filters = convolutions.map(({ weight }) => tf.variable(filter(weight)))
        const biases = convolutions.map(({ bias }) => tf.variable(tensor(bias)))
        // The flattened image lies as [height, width, channels] here.
        const weight = tf.variable(
          tf.tidy(() =>
            tf.reshape(tf.transpose(tf.reshape(tensor(affine.weight), [10, 16, 4, 4]), [2, 3, 1, 0]), [256, 10]),
          ),
        )
        const bias = tf.variable(tensor(affine.bias))
        const scores = () => {
          let h = input
          filters.forEach((kernels, i) => {
            h = tf.maxPool(tf.relu(tf.add(tf.conv2d(h, kernels, 1, 'valid'), biases[i])), 2, 2, 'valid')
          })
          return tf.add(tf.matMul(tf.reshape(h, [-1, 256]), weight), bias)
        }
        const variables = [...filters, ...biases, weight, bias]
        return training(lr, variables, () => tf.losses.softmaxCrossEntropy(wanted, scores()))
      },
    convolution: ({ x, weight, dy, stride }) => {
      const one =
        (work, ...looks) =>
        () => {
          const given = { x: image(x), weight: filter(weight), dy: image(dy) }
          let last
          // A tidy looks through all that it returns, arrays too: it is to return nothing.
          const step = () =>
            tf.tidy(() => {
              last = work(given).dataSync()
            })
          return { step, check: () => looks.map((at) => last[at]) }
        }
      const attrs = { strides: [stride, stride], pad: 'valid', dataFormat: 'NHWC' }
      // Places in the other layout: the first of each.
      return {
        forward: one((t) => tf.conv2d(t.x, t.weight, stride, 'valid'), 0),
        weight: one(
          (t) =>
            tf
              .engine()
              .runKernel('Conv2DBackpropFilter', { x: t.x, dy: t.dy }, { ...attrs, filterShape: [11, 11, 3, 96] }),
          0,
        ),
        input: one(
          (t) =>
            tf
              .engine()
              .runKernel(
                'Conv2DBackpropInput',
                { dy: t.dy, filter: t.weight },
                { ...attrs, inputShape: [1, 224, 224, 3] },
              ),
          0,
        ),
      }
    },
    product:
      ({ a, b }) =>
      () => {
        const [p, q] = [tensor(a), tensor(b)]
        let last
        const step = () =>
          tf.tidy(() => {
            last = tf.matMul(p, q).dataSync()
          })
        return { step, check: () => [last[0], last[12345]] }
      },
  }
}

/** The backend has no weight gradient of a convolution (tfjs issue 8474), but one in three dimensions; depth 1 is the same. */
function weightGradientFrom3d(tf) {
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs: { x, dy }, attrs: { strides, filterShape } }) => {
      const [down, across] = Array.isArray(strides) ? strides : [strides, strides]
      const deep = (t) => tf.reshape(t, [t.shape[0], 1, ...t.shape.slice(1)])
      const made = tf
        .engine()
        .runKernel(
          'Conv3DBackpropFilterV2',
          { x: deep(x), dy: deep(dy) },
          { strides: [1, down, across], pad: 'valid', filterShape: [1, ...filterShape] },
        )
      return tf.reshape(made, filterShape)
    },
  })
}

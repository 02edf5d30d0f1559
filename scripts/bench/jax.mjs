/** @file jax-js on its WebAssembly backend: `jit(valueAndGrad)` with the update inside. Its convolutions take seconds, so only the rest is measured. */
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../house.mjs'

const peers = createRequire(path.join(root, 'bench', 'package.json'))

export async function jaxjs() {
  const jax = await import(pathToFileURL(peers.resolve('@jax-js/jax')).href)
  const { numpy: np, nn, jit, valueAndGrad } = jax
  await jax.init('wasm')
  jax.defaultDevice('wasm')
  const tensor = ({ shape, data }) => np.array(data).reshape(shape)
  const oneHot = ({ data }) => {
    const rows = new Float32Array(data.length * 10)
    data.forEach((value, i) => (rows[i * 10 + value] = 1))
    return np.array(rows).reshape([data.length, 10])
  }
  return {
    name: 'jax-js WASM',
    mlp:
      ({ x, target, layers, lr }) =>
      () => {
        const [input, wanted, n] = [tensor(x), oneHot(target), target.data.length]
        const loss = ([w1, b1, w2, b2], given, truth) => {
          const hidden = nn.relu(np.matmul(given, np.transpose(w1)).add(b1))
          const scores = np.matmul(hidden, np.transpose(w2)).add(b2)
          return nn
            .logSoftmax(scores)
            .mul(truth)
            .sum()
            .mul(-1 / n)
        }
        let parameters = layers.flatMap(({ weight, bias }) => [tensor(weight), tensor(bias)])
        const update = jit((given, images, truth) => {
          const [value, gradients] = valueAndGrad(loss)(
            given.map((p) => p.ref),
            images,
            truth,
          )
          return [value, ...given.map((p, i) => p.sub(gradients[i].mul(lr)))]
        })
        let last
        const step = () => {
          const [value, ...moved] = update(parameters, input.ref, wanted.ref)
          parameters = moved
          last = value.dataSync()[0]
        }
        return { step, check: () => [last] }
      },
    product:
      ({ a, b }) =>
      () => {
        const [p, q] = [tensor(a), tensor(b)]
        let last
        return { step: () => void (last = np.matmul(p.ref, q.ref).dataSync()), check: () => [last[0], last[12345]] }
      },
  }
}

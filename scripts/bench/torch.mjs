/** @file PyTorch on one thread, where a Python with torch is found: a process of its own that takes its turn. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { root } from '../house.mjs'

function findPython() {
  const candidates = [process.env.PYTHON, 'python3', '/usr/bin/python3', 'python'].filter(Boolean)
  return candidates.find((name) => spawnSync(name, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0)
}

/** Null where there is no PyTorch. */
export async function torch() {
  const python = findPython()
  if (!python) return null
  const child = spawn(python, [path.join(root, 'scripts/bench/torch_peer.py')], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const answer = async () => JSON.parse((await lines.next()).value)
  const ask = (command) => {
    child.stdin.write(`${JSON.stringify(command)}\n`)
    return answer()
  }
  const { version } = await answer()

  const load = async (name, tensors) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'gradwire-bench-'))
    const index = {}
    const parts = []
    let at = 0
    for (const [key, { shape, data }] of Object.entries(tensors)) {
      index[key] = [shape, at, data.length]
      parts.push(Float32Array.from(data))
      at += data.length
    }
    writeFileSync(path.join(folder, 'tensors.json'), JSON.stringify(index))
    writeFileSync(path.join(folder, 'tensors.bin'), Buffer.concat(parts.map(({ buffer }) => Buffer.from(buffer))))
    await ask({ load: name, folder })
    rmSync(folder, { recursive: true })
  }
  const subject = (name) => {
    let check
    return {
      step: async () => void ({ check } = await ask({ run: name, count: 1 })),
      check: () => check,
      measure: (count) => ask({ run: name, count }),
    }
  }
  const numbered = (layers) =>
    Object.fromEntries(
      layers.flatMap(({ weight, bias }, i) => [
        [`weight${i}`, weight],
        [`bias${i}`, bias],
      ]),
    )
  const network = (name) => (given) => async () => {
    const layers = [...(given.convolutions ?? []), ...(given.layers ?? []), ...(given.affine ? [given.affine] : [])]
    await load(name, { x: given.x, target: given.target, ...numbered(layers) })
    return subject(name)
  }
  return {
    name: `PyTorch ${version.split('+')[0]}, 1 thread`,
    tiny: network('tiny'),
    mlp: network('mlp'),
    lenet: network('lenet'),
    convolution: ({ x, weight, dy }) => {
      const part = (name) => async () => {
        await load('convolution', { x, weight, dy })
        return subject(`convolution${name}`)
      }
      return { forward: part('forward'), weight: part('weight'), input: part('input') }
    },
    product:
      ({ a, b }) =>
      async () => {
        await load('product', { a, b })
        return subject('product')
      },
    end: () => child.stdin.end(),
  }
}

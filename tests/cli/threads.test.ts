/** Training over threads, through the program as it is installed: threads run the same bundle. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { build } from 'vite'
import type { GraphDocument } from '../../src/graph'
import { createRandom } from '../../src/tensor'
import { expectClose } from '../support/close'

const root = path.resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(tmpdir(), 'gradwire-threads-'))
const program = path.join(folder, 'cli', 'gradwire.js')

beforeAll(async () => {
  await build({
    root,
    configFile: path.join(root, 'vite.cli.config.ts'),
    logLevel: 'warn',
    build: { outDir: path.dirname(program), emptyOutDir: true },
  })
  // Node is to take the bundle for a module, as it does inside the package.
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }')
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true }))

/** A small convolutional network over 25 examples. */
function convolutional(hidden: Record<string, unknown>): GraphDocument {
  const random = createRandom(3)
  const numbers = (shape: number[], draw: () => number, dtype: 'float64' | 'int64' = 'float64') => ({
    dtype,
    shape,
    data: Array.from({ length: shape.reduce((n, size) => n * size, 1) }, draw),
  })
  const line = ['x', 'conv', 'act', 'flat', 'fc']
  const edges: GraphDocument['edges'] = {}
  line.slice(1).forEach((id, i) => {
    edges[`e${i}`] = { from: { node: line[i]!, port: 'y' }, to: { node: id, port: 'x' } }
  })
  edges.score = { from: { node: 'fc', port: 'y' }, to: { node: 'L', port: 'input' } }
  edges.truth = { from: { node: 't', port: 'y' }, to: { node: 'L', port: 'target' } }
  return {
    format: 'gradwire',
    version: 1,
    name: 'threads',
    nodes: {
      x: { op: 'input', attrs: { shape: ['N', 1, 6, 6] } },
      t: { op: 'input', attrs: { shape: ['N'], dtype: 'int64' } },
      conv: { op: 'conv2d', attrs: { out_channels: 4, kernel_size: [3, 3] } },
      act: hidden as never,
      flat: { op: 'flatten' },
      fc: { op: 'affine', attrs: { out_features: 3 } },
      L: { op: 'cross_entropy_loss' },
    },
    edges,
    tensors: { 'x.y': numbers([25, 1, 6, 6], random.normal), 't.y': numbers([25], () => random.integer(3), 'int64') },
    layout: {},
    training: { optimizer: { kind: 'adam', lr: 0.02 }, steps: 15, batchSize: 7, seed: 1, tolerance: null },
  } as GraphDocument
}

function train(document: GraphDocument, threads: number) {
  const file = path.join(folder, 'document.json')
  writeFileSync(file, JSON.stringify(document))
  const args = [program, 'train', file, '--json', '--threads', String(threads)]
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  expect(status, stderr).toBe(0)
  return { answer: JSON.parse(stdout) as { losses: number[]; metrics: { accuracy: number } }, stdout, stderr }
}

it('two and three threads train as one does, and each the same in every run', { timeout: 60_000 }, () => {
  const document = convolutional({ op: 'relu' })
  const one = train(document, 1)
  for (const threads of [2, 3]) {
    const several = train(document, threads)
    expectClose(several.answer.losses, one.answer.losses, `losses with ${threads} threads`, { relative: 1e-9 })
    expect(several.answer.metrics.accuracy).toBe(one.answer.metrics.accuracy)
    expect(several.stderr).not.toContain('one thread')
    expect(train(document, threads).stdout).toBe(several.stdout)
  }
})

it.each([
  [{ op: 'batch_norm', attrs: { training: true } }, 'act (batch_norm) takes its statistics over the whole batch'],
  [{ op: 'dropout', attrs: { training: true } }, 'act (dropout) draws random numbers'],
  [{ op: 'softmax', attrs: { dim: 0 } }, 'Its examples are not independent'],
])('says why it uses one thread: %o', { timeout: 60_000 }, (hidden, words) => {
  const document = convolutional(hidden)
  const { answer, stderr } = train(document, 2)
  expect(stderr).toContain(`Trained on one thread. ${words}`)
  expect(answer.losses).toEqual(train(document, 1).answer.losses)
})

import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { readDocument } from '../../src/formats'
import type { GraphDocument } from '../../src/graph'
import { correlation } from '../../src/runtime/filters'
import type { FilterFits, FiltersAnswer } from '../../src/runtime/protocol'
import { gaborKernel } from '../../src/tensor'
import { documentOf, storedTensor } from '../support/documents'
import { inProcess, shippedFiles } from '../support/inProcess'

/** @param tick ms that pass between two looks at the clock. */
async function open(document: GraphDocument, tick = 15) {
  const client = inProcess({ assets: shippedFiles, tick })
  await client.open(document)
  return client
}

function good<T>(answer: FiltersAnswer<T>): T {
  if (!answer.ok) throw new Error(answer.reason)
  return answer
}

/** Three Gabors and a flat kernel, in the second of two channels. */
function gabors(side: number): GraphDocument {
  const noise = storedTensor([side * side], 4).data
  const kernels = [0, 45, 90].map((orientation) => [
    ...gaborKernel(side, side, { orientation, wavelength: 5, sigma: 2, aspect: 0.8, phase: 20 }),
  ])
  const data = [...kernels, kernels[0]!.map(() => 1)].flatMap((kernel) => [...noise, ...kernel])
  return documentOf(
    {
      x: { op: 'input', attrs: { shape: [1, 2, 12, 12] } },
      c: { op: 'conv2d', attrs: { out_channels: 4, kernel_size: side, bias: false } },
      L: { op: 'mean' },
    },
    ['x c.x', 'c L.x'],
    {
      tensors: {
        'x.y': storedTensor([1, 2, 12, 12], 1),
        'c.weight': { dtype: 'float64', shape: [4, 2, side, side], data },
      },
      objective: { node: 'L', port: 'y' },
    },
  )
}

describe('kernels and Gabor functions', () => {
  it('are fitted piece by piece, in the channel that is asked for', async () => {
    const client = await open(gabors(9))
    const fits = []
    let pieces = 0
    for (let first: number | null = 0; first !== null; pieces++) {
      const answer: FilterFits = good(await client.fitKernels({ node: 'c', channel: 1, first }))
      expect(answer.first).toBe(fits.length)
      fits.push(...answer.fits)
      first = answer.next
    }
    expect(pieces).toBeGreaterThan(1)
    expect(fits.map((fit) => fit && Math.round(fit.orientation) % 180)).toEqual([0, 45, 90, null])
    for (const fit of fits.slice(0, 3)) {
      expect(fit!.rSquared).toBeGreaterThan(0.999)
      expect(fit!.wavelength).toBeCloseTo(5, 2)
      expect(fit!.picture).toHaveLength(81)
    }
    const noise = good(await client.fitKernels({ node: 'c', channel: 0, first: 0 }))
    expect(noise.fits[0]!.rSquared).toBeLessThan(0.7)
  })

  it('refuses kernels that are too small, and what is not there, in words', async () => {
    const client = await open(gabors(5))
    expect(await client.fitKernels({ node: 'c', channel: 0, first: 0 })).toEqual({
      ok: false,
      reason: 'A Gabor function has eight numbers, so it is fitted to kernels from 6 × 6 on; these have 5 × 5.',
    })
    expect(await client.kernelBank('nobody')).toMatchObject({ ok: false })
    const large = await open(gabors(9))
    expect(await large.fitKernels({ node: 'c', channel: 2, first: 0 })).toMatchObject({ ok: false })
  })
})

describe('hidden kernels', () => {
  it('are found beside a convolution of the same input, and by nobody else', async () => {
    const read = readDocument(await readFile('examples/30-recover-gabor.json', 'utf8'))
    if (!read.ok) throw new Error(read.message)
    const client = await open(read.document)
    const { bank } = good(await client.kernelBank('c'))
    expect(bank).toMatchObject({ key: 'c.weight', shape: [8, 1, 11, 11], hidden: { node: 'r' } })
    expect(Math.max(...bank.hidden!.correlations)).toBeLessThan(0.5)
    expect(good(await client.kernelBank('r')).bank).toMatchObject({ key: 'G.y', hidden: null })
  })

  it('are recovered by gradient descent: every correlation reaches 0.98', async () => {
    const read = readDocument(await readFile('examples/30-recover-gabor.json', 'utf8'))
    if (!read.ok) throw new Error(read.message)
    const client = await open(read.document, 0.5)
    // Fewer and larger steps than those of the template.
    await client.startTraining({ ...read.document.training!, steps: 700, optimizer: { kind: 'adam', lr: 0.01 } })
    const { bank } = good(await client.kernelBank('c'))
    expect(Math.min(...bank.hidden!.correlations)).toBeGreaterThan(0.98)
  }, 120_000)
})

it('correlation is Pearson’s r', () => {
  const of = (a: number[], b: number[]) => correlation(Float64Array.from(a), Float64Array.from(b))
  expect(of([1, 2, 3], [10, 20, 30])).toBeCloseTo(1)
  expect(of([1, 2, 3], [5, 3, 1])).toBeCloseTo(-1)
  expect(of([1, 2, 3, 4], [1, -1, -1, 1])).toBeCloseTo(0)
  expect(of([1, 2], [1, 1])).toBeNaN()
})

import { expect, test, vi } from 'vitest'
import { followFits, type Fits } from '../../../src/editor/filters/fits'
import type { EditorServices } from '../../../src/editor/state/context'
import type { FitWish } from '../../../src/runtime/protocol'

/** Four kernels, two a piece; a fit says in which revision it was made. */
function scene() {
  let revision = 1
  const listeners = new Set<() => void>()
  const asked: number[] = []
  const services = {
    client: {
      fitKernels: ({ first }: FitWish) => {
        asked.push(first)
        const fits = [first, first + 1].map((kernel) => ({ rSquared: revision, kernel }))
        return Promise.resolve({ ok: true, first, fits, next: first === 0 ? 2 : null })
      },
    },
    run: {
      summary: () => ({ revision }),
      subscribe: (listener: () => void) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    training: { getState: () => ({ progress: null }) },
  } as unknown as EditorServices
  const change = () => {
    revision++
    for (const listener of [...listeners]) listener()
  }
  return { services, asked, change, listeners }
}

test('goes round once, waits for news, and goes round again', async () => {
  const { services, asked, change } = scene()
  const told: Fits[] = []
  const stop = followFits(services, { node: 'c', channel: 0 }, (fits) => told.push(fits))
  await vi.waitFor(() => expect(told.at(-1)!.complete).toBe(true))
  expect(asked).toEqual([0, 2])
  expect(told.at(-1)!.fits.map((fit) => fit!.rSquared)).toEqual([1, 1, 1, 1])
  change()
  await vi.waitFor(() => expect(told.at(-1)!.fits.map((fit) => fit!.rSquared)).toEqual([2, 2, 2, 2]))
  await vi.waitFor(() => expect(told.at(-1)!.complete).toBe(true))
  expect(asked).toEqual([0, 2, 0, 2])
  stop()
})

test('says nothing more once it is stopped', async () => {
  const { services, asked, change } = scene()
  const told: Fits[] = []
  const stop = followFits(services, { node: 'c', channel: 0 }, (fits) => told.push(fits))
  await vi.waitFor(() => expect(told.at(-1)!.complete).toBe(true))
  stop()
  const count = told.length
  change()
  await Promise.resolve()
  await Promise.resolve()
  expect(told).toHaveLength(count)
  expect(asked).toEqual([0, 2])
})

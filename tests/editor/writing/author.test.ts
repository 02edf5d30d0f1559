import { beforeEach, expect, test, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { followTraining, startWriting, stopWriting } from '../../../src/editor/writing/author'
import { forgetWriting, writeStore } from '../../../src/editor/writing/writeStore'
import type { EditorServices } from '../../../src/editor/state/context'
import type { WriteWish } from '../../../src/runtime/protocol'

function scene() {
  const asked: WriteWish[] = []
  let refusal: string | null = null
  const training = createStore(() => ({ progress: null as null | { step: number; status: string } }))
  const services = {
    training,
    client: {
      write: (wish: WriteWish) => {
        asked.push(wish)
        if (refusal) return Promise.resolve({ ok: false, reason: refusal })
        const count = Math.min(3, wish.count)
        return Promise.resolve({
          ok: true,
          text: 'abc'.slice(0, count),
          count,
          next: [{ symbol: 'd', probability: 1 }],
        })
      },
    },
  } as unknown as EditorServices
  return { services, asked, training, refuse: (reason: string) => (refusal = reason) }
}

beforeEach(() => {
  stopWriting()
  writeStore.setState({ of: null, prompt: 'x', length: 8, live: true, now: null, past: [], problem: null })
})

test('writes piece by piece until the text is as long as it was wanted', async () => {
  const { services, asked } = scene()
  await startWriting(services)
  expect(asked.map(({ text, written, count }) => [text, written, count])).toEqual([
    ['x', 0, 8],
    ['xabc', 3, 5],
    ['xabcabc', 6, 2],
  ])
  expect(writeStore.getState()).toMatchObject({ running: false, now: { prompt: 'x', text: 'abcabcab' } })
  await startWriting(services)
  expect(writeStore.getState().past).toHaveLength(1)
})

test('a later beginning ends the earlier one', async () => {
  const { services } = scene()
  const first = startWriting(services)
  writeStore.setState({ prompt: 'y' })
  await Promise.all([first, startWriting(services)])
  expect(writeStore.getState().now).toMatchObject({ prompt: 'y', text: 'abcabcab' })
})

test('begins anew when training has gone on, and not after a refusal', async () => {
  const { services, training, asked, refuse } = scene()
  const stop = followTraining(services)
  expect(asked).toHaveLength(0)
  training.setState({ progress: { step: 10, status: 'paused' } })
  await vi.waitFor(() => expect(writeStore.getState()).toMatchObject({ running: false, now: { step: 10 } }))
  const before = asked.length
  training.setState({ progress: { step: 10, status: 'paused' } })
  expect(asked).toHaveLength(before)
  refuse('It does not write.')
  training.setState({ progress: { step: 20, status: 'paused' } })
  await vi.waitFor(() => expect(writeStore.getState().problem).toBe('It does not write.'))
  training.setState({ progress: { step: 30, status: 'paused' } })
  expect(asked).toHaveLength(before + 1)
  stop()
})

test('another document forgets what the last one wrote', async () => {
  const { services } = scene()
  forgetWriting(1)
  await startWriting(services)
  forgetWriting(1)
  expect(writeStore.getState().now).not.toBeNull()
  forgetWriting(2)
  expect(writeStore.getState()).toMatchObject({ now: null, past: [], prompt: 'x' })
})

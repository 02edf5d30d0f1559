import { expect, it } from 'vitest'
import { PacedWaking } from '../../src/editor/state/pacedWaking'
import { Turns, type Screen } from '../../src/editor/state/turns'

/** A screen whose clock moves only when something is drawn, 1 ms a key. */
function screen() {
  let time = 0
  let next: (() => void) | null = null
  const drawn: string[] = []
  const page: Screen = { frame: (callback) => (next = callback), flush: (work) => work(), now: () => time }
  const waking = new PacedWaking((key) => {
    drawn.push(key)
    time++
  }, new Turns(page))
  return {
    waking,
    drawn,
    /** What one frame draws; null where none was asked for. */
    frame() {
      const callback = next
      next = null
      if (!callback) return null
      const before = drawn.length
      callback()
      return drawn.length - before
    },
    wait(ms: number) {
      time += ms
    },
  }
}
const keys = (n: number, from = 0) => Array.from({ length: n }, (_, i) => `values n${from + i}.y`)

it('tells all at once where there is no screen', () => {
  const told: string[] = []
  new PacedWaking((key) => told.push(key), new Turns()).add(keys(1000))
  expect(told).toEqual(keys(1000))
})

it('tells the few keys of a step at once', () => {
  const { waking, drawn, frame } = screen()
  waking.add(keys(10))
  expect(drawn).toEqual(keys(10))
  expect(frame()).toBeNull()
})

it('spreads many keys over frames, in their order, each once', () => {
  const { waking, drawn, frame } = screen()
  waking.add(keys(100))
  expect(drawn).toEqual([])
  const counts: number[] = []
  for (let n = frame(); n !== null; n = frame()) counts.push(n)
  expect(drawn).toEqual(keys(100))
  expect(Math.max(...counts)).toBeLessThanOrEqual(12)
  expect(counts.length).toBeGreaterThan(6)
})

it('leaves more of a frame to the hand while changes keep coming, and tells what changed twice once', () => {
  const { waking, drawn, frame, wait } = screen()
  waking.add(keys(60))
  wait(20)
  waking.add(keys(60))
  expect(frame()).toBe(2)
  wait(2600)
  expect(frame()).toBe(10)
  while (frame() !== null);
  expect([...drawn].sort()).toEqual(keys(60).sort())
})

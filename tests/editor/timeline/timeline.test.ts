import { describe, expect, it } from 'vitest'
import { cursorSentence, eventTone, eventWords, multiplicationsSoFar } from '../../../src/editor/timeline/eventWords'
import { createPlayer, EVENT_MS, type Clock } from '../../../src/editor/timeline/player'
import { stripLayout } from '../../../src/editor/timeline/strip'
import { ops } from '../../../src/ops'
import { graph, runOf } from '../inspector/runOf'

const net = graph(
  {
    x: ['input'],
    t: ['input'],
    z: ['affine', { out_features: 1 }, 'z₁'],
    y: ['sigmoid', undefined, 'ŷ₁'],
    L: ['mse_loss'],
  },
  [
    ['x', 'z.x'],
    ['z', 'y.x'],
    ['y', 'L.input'],
    ['t', 'L.target'],
  ],
  { 'x.y': { shape: [1, 2], data: [1, 2] }, 't.y': { shape: [1, 1], data: [1] } },
)

describe('the words of events', () => {
  it('name what each one makes', async () => {
    const { trace } = await runOf(net)
    const words = trace.map((event) => `${eventTone(event)}: ${eventWords(net, ops, event)}`)
    expect(words).toContain('value: value of z₁')
    expect(words).toContain('delta: δ of L')
    expect(words).toContain('delta: edge delta z₁ → ŷ₁')
    expect(words).toContain('parameter: gradient of W of z₁')
    expect(words).toContain('parameter: gradient of b of z₁')
  })

  it('count from 1, and say what stands at the ends', async () => {
    const { trace } = await runOf(net)
    expect(cursorSentence(net, ops, trace, 1)).toMatch(new RegExp(`^event 1 of ${trace.length}: value of [xt]$`))
    expect(cursorSentence(net, ops, trace, 0)).toBe(`Start: ${trace.length} events ahead.`)
    expect(cursorSentence(net, ops, [], 0)).toBe('Nothing has run yet.')
    expect(cursorSentence(net, ops, [], 0, false)).toBe('The first pass is being computed…')
    expect(cursorSentence(graph({}, []), ops, [], 0, false)).toBe('The graph is empty.')
  })

  it('add up the multiplications of the cost model', async () => {
    const { trace } = await runOf(net)
    const sums = multiplicationsSoFar(trace)
    expect(sums[0]).toBe(0)
    expect(sums).toHaveLength(trace.length + 1)
    expect(sums.at(-1)).toBe(trace.reduce((sum, event) => sum + event.cost, 0))
  })
})

describe('the strip', () => {
  it('finds the event under a pointer, at any density', () => {
    for (const count of [1, 19, 2500, 100_000]) {
      const layout = stripLayout(count, 900)
      expect(layout.xOf(count - 1)).toBeLessThanOrEqual(900)
      expect(layout.tick).toBeGreaterThanOrEqual(1)
      for (const index of [0, count >> 1, count - 1]) expect(layout.cursorAt(layout.xOf(index))).toBe(index + 1)
      expect(layout.cursorAt(-50)).toBe(0)
      expect(layout.cursorAt(5000)).toBe(count)
    }
    expect(stripLayout(0, 0).cursorAt(10)).toBe(0)
  })
})

function handClock() {
  let now = 0
  let tick: (() => void) | null = null
  const clock: Clock = {
    now: () => now,
    every(_, callback) {
      tick = callback
      return () => (tick = null)
    },
  }
  return {
    clock,
    running: () => tick !== null,
    advance(ms: number) {
      now += ms
      tick?.()
    },
  }
}

describe('the player', () => {
  it('moves the cursor by time and speed, and stops at the end', async () => {
    const { run, trace } = await runOf(net)
    const hand = handClock()
    const player = createPlayer(hand.clock)
    run.setCursor(2)
    player.toggle({ run })
    expect(player.getState().playing).toBe(true)
    hand.advance(EVENT_MS / 2)
    expect(run.summary().cursor).toBe(2)
    hand.advance(EVENT_MS / 2)
    expect(run.summary().cursor).toBe(3)
    player.setSpeed(4)
    hand.advance(EVENT_MS / 2)
    expect(run.summary().cursor).toBe(5)
    hand.advance(EVENT_MS * 100)
    expect(run.summary().cursor).toBe(trace.length)
    expect(player.getState().playing).toBe(false)
    expect(hand.running()).toBe(false)
  })

  it('starts again from 0 at the end, and pauses on the second call', async () => {
    const { run } = await runOf(net)
    const hand = handClock()
    const player = createPlayer(hand.clock)
    player.toggle({ run })
    expect(run.summary().cursor).toBe(0)
    hand.advance(EVENT_MS)
    player.toggle({ run })
    expect(player.getState().playing).toBe(false)
    hand.advance(EVENT_MS * 3)
    expect(run.summary().cursor).toBe(1)
  })
})

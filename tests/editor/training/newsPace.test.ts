import { describe, expect, it } from 'vitest'
import { NewsPace, paceNews } from '../../../src/editor/training/newsPace'
import type { EngineClient, TrainingPace, TrainingProgress } from '../../../src/runtime/protocol'

const BEAT = 1000 / 60

/** Frames for so many seconds; every `nth` is late by a beat. */
function watch(pace: NewsPace, seconds: number, nth = Infinity, beat = BEAT): void {
  let at = 0
  for (let i = 0; at < 1000 * seconds; i++) pace.frame((at += i % nth === nth - 1 ? 2 * beat : beat))
  pace.pause()
}

describe('how often the page asks for news of training', () => {
  it('asks ten times a second where every frame comes', () => {
    const pace = new NewsPace()
    watch(pace, 30)
    expect(pace.asked.every).toBe(100)
  })

  it('asks less and less often where frames are lost, but every second and a half', () => {
    const pace = new NewsPace()
    watch(pace, 30)
    watch(pace, 2, 50)
    expect(pace.asked.every).toBeGreaterThan(110)
    watch(pace, 20, 50)
    expect(pace.asked.every).toBe(1500)
  })

  it('lets training rest where frames are lost, a fifth of the time at most, and not where all of them come', () => {
    const pace = new NewsPace()
    watch(pace, 30, 50)
    expect(pace.asked.rest).toBeGreaterThan(100)
    expect(pace.asked.rest).toBeLessThanOrEqual(pace.asked.every / 5)
    watch(pace, 30)
    expect(pace.asked).toEqual({ every: 100, rest: 0 })
  })

  it('takes a frame that is lost now and then for what it is', () => {
    const pace = new NewsPace()
    watch(pace, 60, 400)
    expect(pace.asked.every).toBeLessThan(300)
  })

  it('takes the beat of a slow screen for what it is', () => {
    const pace = new NewsPace()
    watch(pace, 30, Infinity, 1000 / 30)
    expect(pace.asked.every).toBe(100)
  })

  it('does not count the time in which nothing ran', () => {
    const pace = new NewsPace()
    watch(pace, 30)
    pace.frame(60_000)
    pace.pause()
    pace.frame(90_000)
    watch(pace, 2)
    expect(pace.asked.every).toBe(100)
  })

  it('watches frames only while training runs, and tells the engine', () => {
    const frames: ((time: number) => void)[] = []
    const asked: TrainingPace[] = []
    let hear: (progress: TrainingProgress) => void = () => {}
    const client = {
      on: (_: string, listener: typeof hear) => void (hear = listener),
      paceTraining: async (pace: TrainingPace) => void asked.push(pace),
    }
    paceNews(client as unknown as EngineClient, (callback) => frames.push(callback))
    const tell = (status: TrainingProgress['status']) => hear({ status } as TrainingProgress)
    expect(frames).toHaveLength(0)
    tell('running')
    tell('running')
    expect(frames).toHaveLength(1)
    for (let i = 0; i < 200; i++) frames.pop()!(i * BEAT)
    expect(asked.length).toBeGreaterThan(2)
    expect(asked.at(-1)!.every).toBeLessThan(asked[0]!.every)
    tell('paused')
    frames.pop()!(200 * BEAT)
    expect(frames).toHaveLength(0)
    tell('running')
    expect(frames).toHaveLength(1)
  })
  it('lets training work on where nobody looks', () => {
    const asked: TrainingPace[] = []
    let hear: (progress: TrainingProgress) => void = () => {}
    let hide: (hidden: boolean) => void = () => {}
    const client = {
      on: (_: string, listener: typeof hear) => void (hear = listener),
      paceTraining: async (pace: TrainingPace) => void asked.push(pace),
    }
    paceNews(
      client as unknown as EngineClient,
      () => {},
      (listener) => (hide = listener),
    )
    hide(true)
    hide(false)
    expect(asked).toEqual([])
    hear({ status: 'running' } as TrainingProgress)
    expect(asked[0]!.rest).toBeGreaterThan(0)
    hide(true)
    expect(asked[1]!.rest).toBe(0)
    hide(false)
    expect(asked[2]).toEqual(asked[0])
  })
})

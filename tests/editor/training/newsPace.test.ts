import { describe, expect, it } from 'vitest'
import { NewsPace, paceNews } from '../../../src/editor/training/newsPace'
import type { EngineClient, TrainingProgress } from '../../../src/runtime/protocol'

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
    watch(pace, 10)
    expect(pace.every).toBe(100)
  })

  it('asks less and less often where frames are lost, but more than once a second', () => {
    const pace = new NewsPace()
    watch(pace, 10)
    watch(pace, 2, 25)
    expect(pace.every).toBeGreaterThan(110)
    watch(pace, 20, 25)
    expect(pace.every).toBe(750)
  })

  it('stays as it is where a frame is lost now and then', () => {
    const pace = new NewsPace()
    const { every } = pace
    watch(pace, 10, 60)
    expect(pace.every).toBe(every)
  })

  it('takes the beat of a slow screen for what it is', () => {
    const pace = new NewsPace()
    watch(pace, 10, Infinity, 1000 / 30)
    expect(pace.every).toBe(100)
  })

  it('does not count the time in which nothing ran', () => {
    const pace = new NewsPace()
    watch(pace, 10)
    pace.frame(60_000)
    pace.pause()
    pace.frame(90_000)
    watch(pace, 2)
    expect(pace.every).toBe(100)
  })

  it('watches frames only while training runs, and tells the engine', () => {
    const frames: ((time: number) => void)[] = []
    const asked: number[] = []
    let hear: (progress: TrainingProgress) => void = () => {}
    const client = {
      on: (_: string, listener: typeof hear) => void (hear = listener),
      paceTraining: async (ms: number) => void asked.push(ms),
    }
    paceNews(client as unknown as EngineClient, (callback) => frames.push(callback))
    const tell = (status: TrainingProgress['status']) => hear({ status } as TrainingProgress)
    expect(frames).toHaveLength(0)
    tell('running')
    tell('running')
    expect(frames).toHaveLength(1)
    for (let i = 0; i < 200; i++) frames.pop()!(i * BEAT)
    expect(asked.length).toBeGreaterThan(2)
    expect(asked.at(-1)).toBeLessThan(asked[0]!)
    tell('paused')
    frames.pop()!(200 * BEAT)
    expect(frames).toHaveLength(0)
    tell('running')
    expect(frames).toHaveLength(1)
  })
})

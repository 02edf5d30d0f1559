import { expect, it } from 'vitest'
import { Turns } from '../../../src/editor/state/turns'

/** A screen that draws when told to. */
function screen() {
  const frames: (() => void)[] = []
  const turns = new Turns({ frame: (callback) => frames.push(callback), flush: (work) => work(), now: () => 0 })
  return { turns, frame: () => frames.shift()?.() }
}

it('does one thing a frame, in the order in which they asked', () => {
  const { turns, frame } = screen()
  const done: string[] = []
  for (const name of ['curve', 'formula', 'cards']) turns.take([name], () => done.push(name))
  expect(done).toEqual([])
  frame()
  expect(done).toEqual(['curve'])
  frame()
  frame()
  frame()
  expect(done).toEqual(['curve', 'formula', 'cards'])
})

it('keeps the place of who asks twice, with the newer work, and forgets who has left', () => {
  const { turns, frame } = screen()
  const done: string[] = []
  const [curve, formula, cards] = [{}, {}, {}]
  turns.take(curve, () => done.push('old curve'))
  turns.take(formula, () => done.push('formula'))
  turns.take(cards, () => done.push('cards'))
  turns.take(curve, () => done.push('new curve'))
  turns.leave(formula)
  for (let i = 0; i < 4; i++) frame()
  expect(done).toEqual(['new curve', 'cards'])
})

it('lets who still has work take turns with the others', () => {
  const { turns, frame } = screen()
  const done: string[] = []
  const cards = {}
  let left = 3
  const some = () => {
    done.push('some cards')
    if (--left) turns.take(cards, some)
  }
  turns.take(cards, some)
  turns.take({}, () => done.push('curve'))
  for (let i = 0; i < 5; i++) frame()
  expect(done).toEqual(['some cards', 'curve', 'some cards', 'some cards'])
})

it('goes on with the others when one fails', () => {
  const { turns, frame } = screen()
  const done: string[] = []
  turns.take({}, () => {
    throw new Error('no curve')
  })
  turns.take({}, () => done.push('cards'))
  expect(frame).toThrow('no curve')
  frame()
  expect(done).toEqual(['cards'])
})

it('does all at once where there is no screen', () => {
  const done: string[] = []
  new Turns().take({}, () => done.push('curve'))
  expect(done).toEqual(['curve'])
})

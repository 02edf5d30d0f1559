import { expect, test } from 'vitest'
import { Speed } from '../../src/runtime/speed'

test('the speed is of the last moments, and of the steps alone', () => {
  const speed = new Speed()
  speed.start(1000)
  for (let i = 0; i < 5; i++) speed.count(32)
  expect(speed.measure(1100, false)).toEqual({ stepsPerSecond: 0, examplesPerSecond: 0 })
  expect(speed.measure(2000, false)).toEqual({ stepsPerSecond: 5, examplesPerSecond: 160 })
  // One step, and two seconds in which held-out examples are judged.
  speed.count(32)
  speed.leaveOut(2000)
  expect(speed.measure(4250, true)).toEqual({ stepsPerSecond: 4, examplesPerSecond: 128 })
  // Nothing was counted since: what was known stays.
  expect(speed.measure(9000, true).stepsPerSecond).toBe(4)
})

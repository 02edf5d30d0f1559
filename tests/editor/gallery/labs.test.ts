import { expect, it } from 'vitest'
import { examples } from '../../../src/editor/gallery/examples'
import { labOf } from '../../../src/editor/gallery/labs'

it('opens each example of a lab beside its lab, and the first three as they are', () => {
  expect(examples.filter(({ file }) => labOf(file) === null).map(({ file }) => file)).toEqual([
    '01-lecture.json',
    '02-xor.json',
    '03-lenet.json',
  ])
  expect(labOf('14-descent-valley.json')).toBe('descent')
  expect(labOf('50-alexnet-conv1.json')).toBe('look')
})
